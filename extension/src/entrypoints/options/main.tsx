import { requestOrigin, requestPattern } from '../../platform/permissions.ts'
import { createItem, isPresent } from '../../platform/storage.ts'
import { lastRelay, singleKeys } from '../../stored.ts'
import { createCopying } from '../../ui/surfaces/copying.ts'
import { startOptions } from '../../ui/surfaces/options/options-app.tsx'
import { createPanelOpener } from '../../ui/surfaces/shared/panel-opener.ts'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

const deps = browserDeps(new AbortController().signal)
const kit = createSurfaceKit(deps, createCopying(deps))
const panel = createPanelOpener()

startOptions(kit, {
  lastRelay: lastRelay.get(),
  keySetting: singleKeys,
  // The relay switches marking off on other sites than before; the background knows which.
  watchSitesOff: createItem('local', 'sitesOff', isPresent).watch,
  requestOrigin,
  requestSite: requestPattern,
  onOpen: (focus) => void panel.open(focus),
})
