import { answerCalls, findOwnPanel } from '../../platform/side-panel.ts'
import {
  panelWish,
  readRememberedCase,
  readRememberedList,
  readRememberedProviders,
  recentCases,
  singleKeys,
} from '../../platform/stored.ts'
import { watchFrontTab, watchTabChange } from '../../platform/tabs.ts'
import { createLeaving } from '../../ui/state/page/page-hide-guard.ts'
import { startPanel } from '../../ui/surfaces/panel/panel-app.tsx'
import { createSurfaceKit } from '../../ui/surfaces/surface.tsx'
import { browserOutside } from '../../ui/surfaces/surface-deps.ts'

const kit = createSurfaceKit(browserOutside(new AbortController().signal))

const own = await findOwnPanel()
if (own) answerCalls(own)

void startPanel(kit, {
  wishes: own && panelWish(own),
  readRemembered: readRememberedList,
  readRememberedProviders,
  readRememberedCase,
  keptRecents: recentCases,
  keySetting: singleKeys,
  // A panel in a tab has no page in front but itself.
  watchFrontTab: own?.startsWith('w') ? watchFrontTab : () => {},
  watchLeaving: createLeaving(window, watchTabChange),
})
