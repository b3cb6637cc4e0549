/** One line above the cases where many customers fail at one thing: leads to them, and shows what it rests on. */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { troubleWords } from '../../locales/trouble.ts'
import { nameProvider } from '../format/source.ts'
import { formatInstant, MINUTE } from '../format/time.ts'
import { CloseIcon, QuestionRingIcon, TriangleIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import { findTroubles, HOUR_MS, TROUBLE_RULE, type Trouble } from '../state/lists/trouble.ts'
import type { Panel } from '../state/page/panel.ts'

interface Dismissed {
  /** Milliseconds since the epoch. */
  at: number
  customers: number
}

const keyOf = ({ provider, cause }: Trouble): string => `${provider} ${cause}`

export function TroubleLine({ panel: { cases, only } }: { panel: Pick<Panel, 'cases' | 'only'> }) {
  const { now, announce } = useSurface()
  const basisId = useId()
  const [dismissed, setDismissed] = useState<ReadonlyMap<string, Dismissed>>(new Map())
  const [openKey, setOpenKey] = useState<string>()
  const shown = useRef<Trouble | undefined>(undefined)
  const isBelow = useRef(false)

  const entries = cases.value.data.value
  const minute = Math.floor(now.value / MINUTE)
  const found = useMemo(
    () => findTroubles(entries?.flatMap(({ row }) => row ?? []) ?? [], now.peek()),
    [entries, minute],
  )
  const isDismissed = (one: Trouble): boolean => {
    const before = dismissed.get(keyOf(one))
    return before !== undefined && now.peek() - before.at < HOUR_MS && one.customers < 2 * before.customers
  }
  const trouble = found.find((one) => !isDismissed(one))
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
  const sentence = current && troubleWords.sentence(current.cause, current.customers, current.usual)

  useEffect(() => {
    if (sentence !== undefined) announce(sentence)
  }, [key])
  useEffect(() => {
    // Who fails from now on belongs to the chosen ones, too.
    const chosen = only.peek()
    if (!current || !chosen || chosen.key !== key) return
    const ids = new Set([...chosen.ids, ...current.ids])
    if (ids.size > chosen.ids.size) only.value = { ...chosen, ids }
  }, [current])

  if (!current || key === undefined) return null
  const isChosen = only.value?.key === key
  const isOpen = openKey === key
  return (
    <section class="trouble" data-below={isBelow.current} aria-label={troubleWords.title}>
      <div class="trouble-line">
        <TriangleIcon />
        <button
          type="button"
          class="trouble-show"
          aria-pressed={isChosen}
          title={isChosen ? troubleWords.showAll : troubleWords.show}
          onClick={() => (only.value = isChosen ? undefined : { key, ids: current.ids })}
        >
          {sentence}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={troubleWords.basis.title}
          title={troubleWords.basis.title}
          aria-expanded={isOpen}
          aria-controls={isOpen ? basisId : undefined}
          onClick={() => setOpenKey(isOpen ? undefined : key)}
        >
          <QuestionRingIcon />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={troubleWords.dismiss}
          title={troubleWords.dismiss}
          onClick={() => {
            shown.current = undefined
            if (isChosen) only.value = undefined
            setDismissed(new Map(dismissed).set(key, { at: now.peek(), customers: current.customers }))
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
  const { basis } = troubleWords
  return (
    <>
      <p>{basis.over(cases, nameProvider(provider), formatInstant(since, now))}</p>
      <p>{basis.before(before, usual)}</p>
      <p>{basis.rule(TROUBLE_RULE.customers, TROUBLE_RULE.times)}</p>
    </>
  )
}
