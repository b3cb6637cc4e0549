import { requestPattern } from '../../platform/permissions.ts'
import { readRememberedList, readRememberedProviders } from '../../stored.ts'
import { browserOutside } from '../../ui/outside.ts'
import { createPanelOpener } from '../../ui/panel-opener.ts'
import { startPopup } from '../../ui/popup-app.tsx'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

const kit = createSurfaceKit(browserOutside(new AbortController().signal))
const panel = createPanelOpener()

startPopup(kit, {
  tabId: panel.tabId,
  requestSite: requestPattern,
  readRemembered: readRememberedList,
  readRememberedProviders,
  onOpen: (focus) => void panel.open(focus).then(() => window.close()),
})
