/** One line above the cases where many customers fail at one thing: leads to them, and shows what it rests on. */
import { HOUR_MS, TROUBLE_RULE } from '@inquiry-lens/shared/insight/trouble.ts'
import { batch } from '@preact/signals'
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { panelWords } from '../../locales/panel.ts'
import type { Person } from '../../messages/messages.ts'
import { accountKey } from '../../stored.ts'
import { nameProvider } from '../format/source.ts'
import { formatInstant, MINUTE } from '../format/time.ts'
import { CloseIcon, QuestionRingIcon, TriangleIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { SendRequest } from '../request.ts'
import type { TimeSpan } from '../state/lists/case-groups.ts'
import {
  findTroubles,
  followFailures,
  type HiddenTrouble,
  hiddenTrouble,
  type Trouble,
} from '../state/lists/trouble.ts'
import type { Panel } from '../state/page/panel.ts'
import { followStored } from '../state/resource/resource.ts'

/** `ids`: as long as this panel is open. */
type Dismissed = HiddenTrouble['all'][number] & Partial<Pick<Trouble, 'ids'>>

/** Under another cause, the same customers are no news. */
const isSame = (one: Trouble, { provider, cause, ids }: Dismissed): boolean => {
  if (one.provider !== provider) return false
  return one.cause === cause || 2 * [...one.ids].filter((id) => ids?.has(id)).length > one.customers
}

const keyOf = ({ provider, cause }: Trouble): string => `${provider} ${cause}`

export interface TroubleLineProps {
  panel: Pick<Panel, 'cases' | 'only' | 'span' | 'isShown' | 'clearCases'>
  request: SendRequest
  account: Person
  abort: AbortSignal
}

export function TroubleLine({ panel, request, account, abort }: TroubleLineProps) {
  const { cases, only, span } = panel
  const { now, announce } = useSurface()
  const basisId = useId()
  const [dismissed, setDismissed] = useState<readonly Dismissed[]>([])
  const owner = accountKey(account)
  useEffect(() => {
    const gone = new AbortController()
    const take = (kept: HiddenTrouble | undefined) =>
      setDismissed((before) =>
        kept?.owner === owner
          ? kept.all.map((one) => before.find(({ at, cause }) => at === one.at && cause === one.cause) ?? one)
          : [],
      )
    followStored(hiddenTrouble, take, gone.signal)
    return () => gone.abort()
  }, [owner])
  const [openKey, setOpenKey] = useState<string>()
  const ownSpan = useRef<TimeSpan | undefined>(undefined)
  const answers = useMemo(() => {
    const active = panel.isShown('cases')
    return followFailures({ request, cases, now: () => now.peek(), active, abort })
  }, [panel])
  const shown = useRef<Trouble | undefined>(undefined)
  const isBelow = useRef(false)

  const entries = cases.value.data.value
  const minute = Math.floor(now.value / MINUTE)
  const found = useMemo(
    () => findTroubles(entries?.flatMap(({ row }) => row ?? []) ?? [], answers.value, now.peek()),
    [entries, answers.value, minute],
  )
  const isDismissed = (one: Trouble): boolean =>
    dismissed.some(
      (before) =>
        isSame(one, before) && now.peek() - before.at < HOUR_MS && one.customers < 2 * before.customers,
    )
  const chosenKey = only.value?.key
  const isTheChosen = (one: Trouble | undefined) => one !== undefined && keyOf(one) === chosenKey
  // What the list is narrowed to stays, also once it is over.
  const chosen = [...found, shown.current].find(isTheChosen)
  const trouble = chosen ?? found.find((one) => !isDismissed(one))
  // While rows are being read, it comes below them, and does not go from above them: nothing moves.
  if (!cases.value.isBeingRead.value) {
    shown.current = trouble
    isBelow.current = false
  } else if (trouble || isBelow.current) {
    isBelow.current ||= shown.current === undefined
    shown.current = trouble
  }
  const { current } = shown
  const key = current && keyOf(current)
  const sentence = current && panelWords.trouble.sentence(current.cause, current.customers, current.usual)

  useEffect(() => {
    if (sentence !== undefined) announce(sentence)
  }, [key])
  useEffect(() => {
    // Who fails from now on belongs to the chosen ones, too.
    const selection = only.peek()
    if (!current || !selection || selection.key !== key) return
    const ids = new Set([...selection.ids, ...current.ids])
    if (ids.size > selection.ids.size) only.value = { ...selection, ids }
  }, [current])

  if (!current || key === undefined) return null
  const isChosen = chosenKey === key
  const choose = () =>
    batch(() => {
      panel.clearCases()
      only.value = { key, ids: current.ids }
      // Loads the cases of the last hour, where not all are at hand.
      const isMore = current.ids.size < current.customers && cases.peek().hasMore.peek()
      ownSpan.current = isMore ? { from: now.peek() - HOUR_MS, to: now.peek() + HOUR_MS } : undefined
      if (isMore) span.value = ownSpan.current
    })
  const showAll = () =>
    batch(() => {
      only.value = undefined
      if (span.peek() === ownSpan.current) span.value = undefined
    })
  const isOpen = openKey === key
  return (
    <section class="trouble" data-below={isBelow.current} aria-label={panelWords.trouble.title}>
      <div class="trouble-line">
        <TriangleIcon />
        <button
          type="button"
          class="trouble-show"
          aria-pressed={isChosen}
          title={isChosen ? panelWords.trouble.showAll : panelWords.trouble.show}
          onClick={isChosen ? showAll : choose}
        >
          {sentence}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={panelWords.trouble.basis.title}
          title={panelWords.trouble.basis.title}
          aria-expanded={isOpen}
          aria-controls={isOpen ? basisId : undefined}
          onClick={() => setOpenKey(isOpen ? undefined : key)}
        >
          <QuestionRingIcon />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={panelWords.trouble.dismiss}
          title={panelWords.trouble.dismiss}
          onClick={() => {
            shown.current = undefined
            if (isChosen) showAll()
            const { provider, cause, customers, ids } = current
            const own = { provider, cause, customers, at: now.peek() }
            const others = dismissed.filter((one) => !isSame(current, one))
            setDismissed([...others, { ...own, ids }])
            void hiddenTrouble.set({ owner, all: [...others.map(({ ids: _, ...one }) => one), own] })
          }}
        >
          <CloseIcon />
        </button>
      </div>
      {isOpen && (
        <div id={basisId} class="trouble-basis">
          <Basis trouble={current} now={now.value} />
        </div>
      )}
    </section>
  )
}

function Basis({
  trouble: { provider, cases, since, before, usual },
  now,
}: {
  trouble: Trouble
  now: number
}) {
  const { basis } = panelWords.trouble
  return (
    <>
      <p>{basis.over(cases, nameProvider(provider), formatInstant(since, now))}</p>
      <p>{basis.before(before, usual)}</p>
      <p>{basis.rule(TROUBLE_RULE.customers, TROUBLE_RULE.times)}</p>
    </>
  )
}
