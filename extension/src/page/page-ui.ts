/** What people see of us in a page. Set up with the first mark: most pages never have one. */

import type { PageIdList, PagePort, PageTreatment } from './background-port.ts'
import { isShown, uniqueIds } from './boxes.ts'
import type { Card } from './card.ts'
import { createHost } from './host.ts'
import { listen } from './listen.ts'
import { idsOf, type Mark, type Marks } from './marks.ts'
import { createOverlay } from './overlay.ts'
import type { World } from './script-world.ts'
import { createStates } from './states.ts'
import { elementOf } from './tree.ts'

export interface StageParts {
  marks: Marks
  port: PagePort
  now: () => number
  /** The marks that are shown may be others. */
  onNear: () => unknown
  world: World
}

export interface Stage {
  /** There may be new marks. */
  attend(): void
  /** The different IDs and numbers: those in view, then the rest that is shown, then what is hidden. */
  list(): PageIdList
  /** As ordered by the background. */
  step(steps: unknown): Promise<boolean>
  /** Until then nothing is asked for. */
  apply(treatment: PageTreatment['states']): void
}

export function createStage({ marks, port, now, onNear, world }: StageParts): Stage {
  const { signal } = world.end
  let treatment: PageTreatment['states'] = 'none'
  const host = createHost(signal)
  const states = createStates({ ask: port.ask, now, onChange: () => overlay.refresh(), signal })
  const overlay = createOverlay({ marks, host, stateOf: states.of, onView, onNear, signal })

  let card: Card | undefined
  let loading: Promise<unknown> | undefined
  let pointer: PointerEvent | undefined

  /** The card is a script of its own: pages that nobody points at are spared it, and its frame. */
  function loadCard(): Promise<unknown> {
    loading ??= port.ask('page:load-card', null).then(({ ok }) => {
      if (!ok) loading = undefined
    })
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
  listen(
    window,
    'pointermove',
    (event) => {
      if (!event.isTrusted) return
      pointer = event
      void loadCard()
    },
    signal,
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
    list() {
      const all = marks.all()
      const shown = all.filter(isShown)
      const ids = uniqueIds([...shown.filter(overlay.isNear), ...shown])
      return { ids, hidden: uniqueIds(all).filter((id) => !ids.includes(id)) }
    },
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
