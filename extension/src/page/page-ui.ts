/** What people see of us in a page. Set up with the first mark: most pages never have one. */

import type { DisplayMode, PageIdList, PagePort } from './background-port.ts'
import { isShown, uniqueIds } from './boxes.ts'
import type { Card } from './card.ts'
import { createHost } from './host.ts'
import { listen } from './listen.ts'
import { idsOf, type Mark, type Marks } from './marks.ts'
import { createOverlay } from './overlay.ts'
import type { World } from './script-world.ts'
import { createStates } from './states.ts'
import { elementOf } from './tree.ts'

export interface PageUiParts {
  marks: Marks
  port: PagePort
  now: () => number
  /** The marks that are shown may be others. */
  onNear: () => unknown
  world: World
}

export interface PageUi {
  /** There may be new marks. */
  attend(): void
  /** The different IDs and numbers: those in view, then the rest that is shown, then what is hidden. */
  list(): PageIdList
  /** As ordered by the background. */
  step(steps: unknown): Promise<boolean>
  /** Until then nothing is asked for. */
  apply(displayMode: DisplayMode['states']): void
}

export function createPageUi({ marks, port, now, onNear, world }: PageUiParts): PageUi {
  const { signal: abort } = world.end
  let displayMode: DisplayMode['states'] = 'none'
  const host = createHost(abort)
  const states = createStates({ request: port.request, now, onChange: () => overlay.refresh(), abort })
  const overlay = createOverlay({ marks, host, stateOf: states.of, onView, onNear, abort })

  let card: Card | undefined
  let loading: Promise<unknown> | undefined
  let pointer: PointerEvent | undefined

  /** The card is a script of its own: pages that nobody points at are spared it, and its frame. */
  function loadCard(): Promise<unknown> {
    loading ??= port.request('page:load-card', null).then(({ ok }) => {
      if (!ok) loading = undefined
    })
    return loading
  }

  world.takeCard = (createCard) => {
    card = createCard({
      marks,
      host,
      request: port.request,
      pointer,
      onOpen(mark) {
        if (displayMode !== 'none') for (const id of idsOf([mark])) states.wantAlso(id)
      },
      abort,
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
    abort,
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
    if (displayMode === 'in-view') states.want(idsOf(seen))
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
      displayMode = next
      if (next === 'none') states.forget()
      overlay.refresh()
    },
  }
}
