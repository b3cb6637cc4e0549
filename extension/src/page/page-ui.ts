/** What people see in a page. A script of its own, loaded with the first mark: most pages have none. */

import type { DisplayMode, PageIdList, PagePort } from './background-port.ts'
import type { Card } from './card/card.ts'
import { createHost } from './host.ts'
import { listen } from './lifetime.ts'
import { idsOf, type Mark, type Marks, uniqueIds } from './marks.ts'
import { createOverlay } from './overlay.ts'
import type { World } from './script-world.ts'
import { createStates } from './states.ts'
import { elementOf } from './tree.ts'

export interface PageUiParts {
  marks: Marks
  port: PagePort
  now: () => number
  onNear: () => unknown
  world: World
}

export interface PageUi {
  attend(): void
  /** The different IDs and numbers: in view, elsewhere on the page, hidden. */
  list(): PageIdList
  loadCard(): Promise<Card | undefined>
  /** Nothing is requested before. */
  /** `isAgain`: a state may be another one by now. */
  apply(displayMode: DisplayMode['states'], isAgain: boolean): void
}

export type CreatePageUi = (parts: PageUiParts) => PageUi

export const createPageUi: CreatePageUi = ({ marks, port, now, onNear, world }) => {
  const { signal: abort } = world.end
  let displayMode: DisplayMode['states'] = 'none'
  const host = createHost(abort)
  const states = createStates({
    request: port.request,
    // The other clock may stand still while the laptop sleeps.
    now: () => Date.now(),
    onChange: () => overlay.refresh(),
    abort,
  })
  const overlay = createOverlay({ marks, host, stateOf: states.of, now, onView, onNear, abort })

  let card: Card | undefined
  let loading: Promise<Card | undefined> | undefined
  let pointer: PointerEvent | undefined

  /** The card is a separate script, loaded when the agent first moves the pointer over a page with marks. */
  function loadCard(): Promise<Card | undefined> {
    loading ??= port.request('page:load-card', null).then(({ ok }) => {
      if (!ok) loading = undefined
      return card
    })
    return loading
  }

  world.takeCard = (createCard) => {
    card = createCard({
      marks,
      host,
      request: port.request,
      now,
      seen: overlay.seen,
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

  const apply: PageUi['apply'] = (next, isAgain) => {
    displayMode = next
    if (isAgain || next === 'none') states.forget(next !== 'none')
    overlay.refresh()
  }
  // The background may have ended while the laptop slept, and its socket with it.
  listen(window, 'online', () => apply(displayMode, true), abort)

  function onView(seen: readonly Mark[]): void {
    // After an update of the extension this script stays in the page without a background.
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
      const shown = all.filter((mark) => mark.isShown())
      const ids = uniqueIds([...shown.filter(overlay.isNear), ...shown])
      return { ids, hidden: uniqueIds(all).filter((id) => !ids.includes(id)) }
    },
    loadCard,
    apply,
  }
}
