import { answerCalls, findOwnPanel } from '../../platform/side-panel.ts'
import { watchFrontTab, watchTabChange } from '../../platform/tabs.ts'
import {
  panelWish,
  readRememberedCase,
  readRememberedList,
  readRememberedProviders,
  recentCases,
  singleKeys,
} from '../../stored.ts'
import { browserOutside } from '../../ui/outside.ts'
import { startPanel } from '../../ui/panel-app.tsx'
import { createLeaving } from '../../ui/state/leaving.ts'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

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
