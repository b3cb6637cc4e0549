import { computed } from '@preact/signals'
import { requestPattern } from '../../platform/permissions.ts'
import { NO_POLICY } from '../../platform/policy.ts'
import { readCachedGlance, readCachedList, readCachedProviders } from '../../stored.ts'
import { createLate } from '../../ui/state/resource/resource.ts'
import { startPopup } from '../../ui/surfaces/popup/popup-app.tsx'
import { createPanelOpener } from '../../ui/surfaces/shared/panel-opener.ts'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

const deps = browserDeps(new AbortController().signal)
const copying = createLate(
  () => import('../../ui/surfaces/copying.ts'),
  ({ createCopying }) => createCopying(deps),
)
const kit = createSurfaceKit(deps, {
  policy: computed(() => copying.value.value?.policy.value ?? NO_POLICY),
  copies: computed(() => copying.value.value?.copies.value ?? 0),
  copy: async (...wanted) => (await copying.load()).copy(...wanted),
})
const panel = createPanelOpener()

startPopup(kit, {
  loadCopying: copying.load,
  tabId: panel.tabId,
  requestSite: requestPattern,
  readRemembered: readCachedList,
  readRememberedGlance: readCachedGlance,
  readRememberedProviders: readCachedProviders,
  onOpen: (focus) => void panel.open(focus).then(() => window.close()),
})
