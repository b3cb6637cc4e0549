import { PopupView } from './popup-view.tsx'
import { fetchConfig } from './state/config.ts'
import type { Focus } from './state/panel.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from './surface-kit.tsx'

/** `onOpen` is called first thing in the click, as the browser wants it. */
export function startPopup(kit: SurfaceKit, onOpen: (focus: Focus | undefined) => void): void {
  const lists = forEachAccount(kit, ({ makeSessions, makeEvents }, signal) => {
    const frame = { active: kit.visible, signal }
    const config = fetchConfig(kit.outside.ask, signal)
    return { sessions: makeSessions({}, frame), events: makeEvents({}, frame), config }
  })
  kit.show(
    <SignedIn who={kit.who} made={lists}>
      {(made) => <PopupView {...made} onOpen={onOpen} />}
    </SignedIn>,
  )
}
