import { panelFocus, readRememberedCase, readRememberedList } from '../../stored.ts'
import { browserOutside } from '../../ui/outside.ts'
import { startPanel } from '../../ui/panel-app.tsx'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

const kit = createSurfaceKit(browserOutside(new AbortController().signal))

void startPanel(kit, { wishes: panelFocus, readRemembered: readRememberedList, readRememberedCase })
