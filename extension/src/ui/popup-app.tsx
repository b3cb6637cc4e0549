import { PopupView } from './popup-view.tsx'
import { keepConfig } from './state/config.ts'
import { createFinder } from './state/finder.ts'
import { bindLists, type ListSources } from './state/lists.ts'
import { createPageIds, type PageIdsParts } from './state/page-ids.ts'
import type { Focus } from './state/panel.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from './surface-kit.tsx'

export interface PopupParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<PageIdsParts, 'tabId' | 'requestSite'> {
  /** Called first thing in the click or key, as the browser wants it. */
  onOpen(focus: Focus | undefined): void
}

export function startPopup(kit: SurfaceKit, parts: PopupParts): void {
  const { ask, now, random } = kit.outside
  const made = forEachAccount(kit, (account, signal) => {
    const { readRemembered } = parts
    const lists = bindLists({ ask, now, random, online: kit.online, readRemembered }, account)
    const frame = { active: kit.visible, signal }
    const { config, want } = keepConfig((flight) => ask('app:config.get', null, flight), signal)
    want()
    return {
      finder: createFinder({ ask, signal }),
      page: createPageIds({ ...parts, ask, signal }),
      sessions: lists.makeSessions({}, frame),
      events: lists.makeEvents({}, frame),
      config,
    }
  })
  kit.show(
    <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
      {(shown) => <PopupView {...shown} onOpen={parts.onOpen} />}
    </SignedIn>,
  )
}
