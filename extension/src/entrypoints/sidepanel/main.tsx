import { answerCalls, findOwnPanel } from '../../platform/side-panel.ts'
import { watchFrontTab, watchTabChange } from '../../platform/tabs.ts'
import {
  isStripOpen,
  panelRequest,
  readCachedActivity,
  readCachedCase,
  readCachedList,
  readCachedProviders,
  recentCases,
  savedViews,
  singleKeys,
} from '../../stored.ts'
import { createPageHideGuard } from '../../ui/state/case/reveal.ts'
import { createCopying } from '../../ui/surfaces/copying.ts'
import { startPanel } from '../../ui/surfaces/panel/panel-app.tsx'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

const deps = browserDeps(new AbortController().signal)
const kit = createSurfaceKit(deps, createCopying(deps))

const own = await findOwnPanel()
if (own) answerCalls(own)

void startPanel(kit, {
  wishes: own && panelRequest(own),
  readRemembered: readCachedList,
  readRememberedActivity: readCachedActivity,
  readRememberedProviders: readCachedProviders,
  readRememberedCase: readCachedCase,
  keptRecents: recentCases,
  keySetting: singleKeys,
  stripSetting: isStripOpen,
  viewSetting: savedViews,
  // A panel in a tab has no page in front but itself.
  watchFrontTab: own?.startsWith('w') ? watchFrontTab : () => {},
  watchLeaving: createPageHideGuard(window, watchTabChange),
})
