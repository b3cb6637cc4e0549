import { startAdmin } from '../../ui/surfaces/admin/admin-app.tsx'
import { createSurfaceKit } from '../../ui/surfaces/surface.tsx'
import { browserOutside } from '../../ui/surfaces/surface-deps.ts'

startAdmin(createSurfaceKit(browserOutside(new AbortController().signal)))
