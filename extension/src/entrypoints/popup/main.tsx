import { requestPattern } from '../../platform/permissions.ts'
import { readCachedList, readCachedProviders } from '../../stored.ts'
import { startPopup } from '../../ui/surfaces/popup/popup-app.tsx'
import { createPanelOpener } from '../../ui/surfaces/shared/panel-opener.ts'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

const kit = createSurfaceKit(browserDeps(new AbortController().signal))
const panel = createPanelOpener()

startPopup(kit, {
  tabId: panel.tabId,
  requestSite: requestPattern,
  readRemembered: readCachedList,
  readRememberedProviders: readCachedProviders,
  onOpen: (focus) => void panel.open(focus).then(() => window.close()),
})
