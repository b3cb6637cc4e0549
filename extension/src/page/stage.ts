/** What people see of us in a page. Set up with the first mark: most pages never have one. */
import type { Card } from './card.ts'
import { createHost } from './host.ts'
import { idsOf, type Mark, type Marks } from './marks.ts'
import { createOverlay } from './overlay.ts'
import type { PagePort, PageTreatment } from './port.ts'
import { createStates } from './states.ts'
import { elementOf } from './tree.ts'
import type { World } from './world.ts'

export interface StageParts {
  marks: Marks
  port: PagePort
  now: () => number
  world: World
}

export interface Stage {
  /** There may be new marks. */
  attend(): void
  /** As ordered by the background. */
  step(steps: unknown): Promise<boolean>
  /** Until then nothing is asked for. */
  apply(treatment: PageTreatment['states']): void
}

export function createStage({ marks, port, now, world }: StageParts): Stage {
  const { signal } = world.end
  let treatment: PageTreatment['states'] = 'none'
  const host = createHost(signal)
  const states = createStates({ ask: port.ask, now, onChange: () => overlay.refresh(), signal })
  const overlay = createOverlay({ marks, host, stateOf: states.of, onView, signal })

  let card: Card | undefined
  let loading: Promise<unknown> | undefined
  let pointer: PointerEvent | undefined

  /** The card is a script of its own: pages that nobody points at are spared it, and its frame. */
  function loadCard(): Promise<unknown> {
    loading ??= port.ask('page:load-card', null)
    return loading
  }

  world.takeCard = (createCard) => {
    card = createCard({
      marks,
      host,
      ask: port.ask,
      pointer,
      onOpen(mark) {
        if (treatment !== 'none') for (const id of idsOf([mark])) states.wantAlso(id)
      },
      signal,
    })
  }
  window.addEventListener(
    'pointermove',
    (event) => {
      if (!event.isTrusted) return
      pointer = event
      void loadCard()
    },
    { capture: true, passive: true, signal },
  )

  function onView(seen: readonly Mark[]): void {
    // An update of the extension leaves this script behind in the page, with nobody to ask.
    if (!port.isAlive()) {
      world.end.abort()
      return
    }
    marks.restore()
    const at = card?.current() ?? seen[0]
    const element = at && elementOf(at.node)
    if (element) host.standBy(element)
    if (treatment === 'in-view') states.want(idsOf(seen))
  }

  return {
    attend: overlay.attend,
    async step(steps) {
      await loadCard()
      return card?.step(steps) ?? false
    },
    apply(next) {
      treatment = next
      if (next === 'none') states.forget()
      overlay.refresh()
    },
  }
}
