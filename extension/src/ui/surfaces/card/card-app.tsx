/** The card over a web page, in a dialog that reports its height, takes the focus on request and closes with Escape. */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { frameWords } from '../../../locales/surface.ts'
import { ok } from '../../../messages/failure.ts'
import type { CardEnd, ToCard } from '../../../page/card/card-channel.ts'
import { shortenId } from '../../format/source.ts'
import { createToast } from '../../primitives/announcer.tsx'
import { lazy } from '../../primitives/lazy.tsx'
import { bindCases, type ReadRememberedCase } from '../../state/case/case.ts'
import { type FetchCustomer, findCustomer, soleMatch } from '../../state/case/customer.ts'
import { followKeySetting, followKeys, type KeySetting } from '../../state/page/keys.ts'
import { createAction, createLate, derivedResource } from '../../state/resource/resource.ts'
import { keepConfig } from '../../state/session/config.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'

// Beside the first request, and there before its answer.
const CardView = lazy(() => import('./card-view.tsx').then((module) => module.CardView), true)
const CustomerCard = lazy(() => import('./card-view.tsx').then((module) => module.CustomerCard), true)

/** The frame's border counts into its height (`page/card/card.css`). */
const FRAME_BORDERS_PX = 2

interface CardParts {
  /** From the frame's address; identifies this card to the background. */
  cardToken: string
  /** Connects to the page's script, which sends the ID. */
  join(hear: (message: ToCard) => void): Promise<CardEnd>
  readRememberedCase: ReadRememberedCase
  keySetting: Pick<KeySetting, 'get' | 'watch'>
}

export function startCard(kit: SurfaceKit, parts: CardParts): void {
  const { cardToken, join, readRememberedCase, keySetting } = parts
  const { request, now, random, view, abort: ended } = kit.deps
  const { say, sayNothing, toast } = createToast(kit)
  // Keys arrive only while the card has the focus.
  followKeys(view.document, ended, { onNothing: sayNothing })
  followKeySetting(keySetting, kit.areKeysOn, ended)
  const shown = signal<CardContent | undefined>(undefined)
  /** The case chosen among a customer's. */
  const chosen = signal<string | undefined>(undefined)
  /** A message that the card could not show before it closed. */
  let missed = ''
  const shownId = computed(() => (shown.value?.isReference ? undefined : shown.value?.id))
  const reference = computed(() => (shown.value?.isReference ? shown.value.id : undefined))

  const joined = join((message) => {
    batch(() => {
      const next = message.do === 'show' ? message : undefined
      isPinned.value = false
      if (next?.id !== shown.peek()?.id) chosen.value = undefined
      shown.value = next
    })
    // Only a pointer or a key opens a card.
    if (shown.value) kit.lock.touch()
    if (shown.value && missed) {
      say(missed)
      missed = ''
    }
  })
  const tell: CardEnd['tell'] = (message) => void joined.then((page) => page.tell(message))
  const close = () => tell({ do: 'close' })
  for (const type of ['pointerenter', 'pointerleave'] as const)
    view.document.documentElement.addEventListener(type, () => tell({ do: type }), { signal: ended })
  const isPinned = signal(false)
  effect(() => tell({ do: 'pin', isPinned: isPinned.value }))
  effect(() => {
    // After a copy, a paste should go where the agent was writing.
    if (kit.copies.value > 0 && shown.peek()?.takeFocus === false) tell({ do: 'release' })
  })

  const made = forEachAccount(kit, (account, abort) => {
    const { config, texts, want } = keepConfig(
      {
        fetchConfig: (flight) => request('card:config.get', { cardToken }, flight),
        fetchTexts: (flight) => request('card:texts.get', { cardToken }, flight),
      },
      abort,
    )
    const makeCase = bindCases(
      {
        fetchCase: (wanted, flight) => request('card:case.get', { cardToken, ...wanted }, flight),
        readRememberedCase,
        now,
        random,
        online: kit.online,
        live: kit.live,
      },
      account,
    )
    const customer = derivedResource(
      () => reference.value,
      (wanted, turn) => {
        if (wanted === undefined) return undefined
        want()
        const fetch: FetchCustomer = (one, flight) =>
          request('card:customer.find', { cardToken, reference: one }, flight)
        return findCustomer(wanted, fetch, turn)
      },
      abort,
    )
    const sole = computed(() => soleMatch(customer.value?.data.value))
    const opened = derivedResource(
      () => shownId.value ?? chosen.value ?? sole.value,
      (id, turn) => {
        if (id === undefined) return undefined
        // Not before: a hidden card sends no request.
        want()
        return makeCase(id, { active: kit.visible, abort: turn })
      },
      abort,
    )
    const watching = createLate(
      () => import('../../state/case/watching.ts'),
      ({ followWatches }) =>
        followWatches({
          add: (id, flight) => request('card:watches.add', { cardToken, id }, flight),
          end: (id, flight) => request('card:watches.end', { cardToken, id }, flight),
          account,
          abort,
        }),
    )
    void watching.load()
    return { opened, customer, config, texts, watching }
  })

  /** The panel opens on the chosen case. */
  function subjectOfPanel(): { id: string; isReference: boolean } {
    const id = chosen.peek() ?? shown.peek()?.id ?? ''
    return { id, isReference: chosen.peek() === undefined && shown.peek()?.isReference === true }
  }

  const openPanel = createAction(async (flight) => {
    const pressed = shown.peek()?.id
    const reply = await request('card:open-panel', { cardToken, subject: subjectOfPanel() }, flight)
    // The card may show another ID by now.
    if (reply.ok && shown.peek()?.id === pressed) close()
    return reply
  }, ended)

  kit.show(
    () => (
      <>
        <CardShell
          shown={shown}
          onHeight={(height) => tell({ do: 'resize', height: height + FRAME_BORDERS_PX })}
          onClose={close}
        >
          <SignedIn kit={kit} made={made}>
            {({ opened, customer, config, texts, watching }) =>
              opened.value ? (
                <CardView
                  opened={opened.value}
                  reference={customer.value?.reference}
                  config={config}
                  texts={texts}
                  openPanel={openPanel}
                  watching={watching.value.value}
                  isPinned={isPinned}
                  onClose={close}
                />
              ) : (
                customer.value && (
                  <CustomerCard
                    customer={customer.value}
                    openPanel={openPanel}
                    isPinned={isPinned}
                    onClose={close}
                    onOpenCase={(id) => {
                      chosen.value = id
                    }}
                  />
                )
              )
            }
          </SignedIn>
        </CardShell>
        {toast}
      </>
    ),
    {
      copy: (wanted) => kit.copy(wanted, createPageCheck()),
      inserting: {
        isPossible: signal(true),
        insert: async (reply) =>
          (await createPageCheck()())
            ? request('card:reply.insert', { cardToken, ...reply }, ended)
            : ok('no-editor'),
      },
    },
  )

  /** Whether what was shown at the press is still on the page. */
  function createPageCheck(): () => Promise<boolean> {
    const pressed = shown.peek()?.id
    return async () => {
      if (pressed === undefined) return false
      const isOnPage = await (await joined).isOnPage(pressed)
      if (!isOnPage) missed = frameWords.notCopied(shortenId(pressed))
      return isOnPage
    }
  }
}

/** A new object each time that the card is shown. */
interface CardContent {
  id: string
  /** The ID is a customer number. */
  isReference: boolean
  takeFocus: boolean
}

interface CardShellProps {
  /** `undefined`: hidden. */
  shown: ReadonlySignal<CardContent | undefined>
  onHeight(height: number): void
  onClose(): void
  children: ComponentChildren
}

function CardShell({ shown, ...props }: CardShellProps) {
  return shown.value && <Shell {...props} shown={shown.value} />
}

function Shell({
  shown,
  onHeight,
  onClose,
  children,
}: Omit<CardShellProps, 'shown'> & { shown: CardContent }) {
  const self = useRef<HTMLDivElement>(null)
  const isEscaping = useRef(false)

  useLayoutEffect(() => {
    const box = self.current
    if (!box) return
    const observer = new ResizeObserver(() => onHeight(box.offsetHeight))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (shown.takeFocus) self.current?.focus()
  }, [shown])

  return (
    <div
      ref={self}
      class="card"
      role="dialog"
      aria-label={`Inquiry Lens: ${shortenId(shown.id)}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        isEscaping.current = true
      }}
      onKeyUp={({ key }) => {
        // Not on keydown: the page would receive the keyup.
        if (key === 'Escape' && isEscaping.current) onClose()
      }}
    >
      {children}
    </div>
  )
}
