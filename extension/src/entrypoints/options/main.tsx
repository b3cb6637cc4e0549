import { requestOrigin, requestPattern } from '../../platform/permissions.ts'
import { lastRelay, singleKeys, watchSitesOff } from '../../stored.ts'
import { startOptions } from '../../ui/options-app.tsx'
import { browserOutside } from '../../ui/outside.ts'
import { createPanelOpener } from '../../ui/panel-opener.ts'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

const kit = createSurfaceKit(browserOutside(new AbortController().signal))
const panel = createPanelOpener()

startOptions(kit, {
  lastRelay: lastRelay.get(),
  keySetting: singleKeys,
  watchSitesOff,
  requestOrigin,
  requestSite: requestPattern,
  onOpen: (focus) => void panel.open(focus),
})
