import { browser } from '../../platform/browser.ts'
import { requestPattern } from '../../platform/permissions.ts'
import { openSidePanel } from '../../platform/side-panel.ts'
import { panelFocus, readRememberedList } from '../../stored.ts'
import { browserOutside } from '../../ui/outside.ts'
import { startPopup } from '../../ui/popup-app.tsx'
import type { Focus } from '../../ui/state/panel.ts'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

const kit = createSurfaceKit(browserOutside(new AbortController().signal))

// Known before any click, since the click itself has no time to ask.
let windowId: number | undefined
const tab = browser.tabs.query({ active: true, currentWindow: true }).then(([active]) => {
  windowId = active?.windowId
  return active?.id
})

async function open(focus: Focus | undefined): Promise<void> {
  if (windowId === undefined) return
  const opened = openSidePanel(windowId)
  if (focus) await panelFocus.set(focus)
  await opened
  window.close()
}

startPopup(kit, {
  tabId: tab,
  requestSite: requestPattern,
  readRemembered: readRememberedList,
  onOpen: (focus) => void open(focus),
})
