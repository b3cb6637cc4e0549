import { watchTabChange } from '../../platform/tabs.ts'
import {
  panelFocus,
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

void startPanel(kit, {
  wishes: panelFocus,
  readRemembered: readRememberedList,
  readRememberedProviders,
  readRememberedCase,
  keptRecents: recentCases,
  keySetting: singleKeys,
  watchLeaving: createLeaving(window, watchTabChange),
})
