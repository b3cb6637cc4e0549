import { requestOrigin, requestPattern } from '../../platform/permissions.ts'
import { lastRelay } from '../../stored.ts'
import { startOptions } from '../../ui/options-app.tsx'
import { browserOutside } from '../../ui/outside.ts'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

const kit = createSurfaceKit(browserOutside(new AbortController().signal))

startOptions(kit, {
  lastRelay: lastRelay.get(),
  requestOrigin,
  requestSite: requestPattern,
})
