import { requestPattern } from '../../platform/permissions.ts'
import { readRememberedList, readRememberedProviders } from '../../platform/stored.ts'
import { createPanelOpener } from '../../ui/surfaces/panel-opener.ts'
import { startPopup } from '../../ui/surfaces/popup/popup-app.tsx'
import { createSurfaceKit } from '../../ui/surfaces/surface.tsx'
import { browserOutside } from '../../ui/surfaces/surface-deps.ts'

const kit = createSurfaceKit(browserOutside(new AbortController().signal))
const panel = createPanelOpener()

startPopup(kit, {
  tabId: panel.tabId,
  requestSite: requestPattern,
  readRemembered: readRememberedList,
  readRememberedProviders,
  onOpen: (focus) => void panel.open(focus).then(() => window.close()),
})
