import { computed, signal } from '@preact/signals'
import type { CardEnd, ToCard } from '../page/card-channel.ts'
import { CardShell, type Shown } from './card-shell.tsx'
import { CardView } from './card-view.tsx'
import { createAction } from './state/action.ts'
import { bindCases, type ReadRememberedCase } from './state/case.ts'
import { keepConfig } from './state/config.ts'
import { makeFor } from './state/make-for.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from './surface-kit.tsx'

/** The frame's own border counts into its height (`page/card.css`). */
const FRAME_BORDERS_PX = 2

export interface CardParts {
  /** In the frame's address; what the background knows this card by. */
  ticket: string
  /** Waits for the page's script, which hands over the ID. */
  join(hear: (message: ToCard) => void): Promise<CardEnd>
  readRememberedCase: ReadRememberedCase
}

export function startCard(kit: SurfaceKit, { ticket, join, readRememberedCase }: CardParts): void {
  const { ask, now, random, signal: ended } = kit.outside
  const shown = signal<Shown | undefined>(undefined)
  const shownId = computed(() => shown.value?.id)

  const joined = join((message) => {
    shown.value = message.do === 'show' ? message : undefined
    // Only a person's own pointer or key brings a card up.
    if (shown.value) kit.lock.touch()
  })
  const tell: CardEnd['tell'] = (message) => void joined.then((page) => page.tell(message))
  const close = () => tell({ do: 'close' })

  const made = forEachAccount(kit, (account, signal) => {
    const { config, replies, want } = keepConfig(
      (flight) => ask('card:config.get', { ticket }, flight),
      signal,
    )
    const makeCase = bindCases(
      {
        fetchCase: (request, flight) => ask('card:case.get', { ticket, ...request }, flight),
        readRememberedCase,
        now,
        random,
        online: kit.online,
      },
      account,
    )
    const opened = makeFor(
      () => shownId.value,
      (id, turn) => {
        if (id === undefined) return undefined
        // Not before: a card that nobody looks at asks for nothing.
        want()
        return makeCase(id, { active: kit.visible, signal: turn })
      },
      signal,
    )
    return { opened, config, replies }
  })

  const openPanel = createAction(async (flight) => {
    const reply = await ask('card:open-panel', { ticket, id: shownId.peek() ?? '' }, flight)
    if (reply.ok) close()
    return reply
  }, ended)

  kit.show(
    <CardShell
      shown={shown}
      onHeight={(height) => tell({ do: 'resize', height: height + FRAME_BORDERS_PX })}
      onClose={close}
    >
      <SignedIn kit={kit} made={made}>
        {({ opened, config, replies }) =>
          opened.value && (
            <CardView
              opened={opened.value}
              config={config}
              replies={replies}
              openPanel={openPanel}
              onClose={close}
            />
          )
        }
      </SignedIn>
    </CardShell>,
  )
}
