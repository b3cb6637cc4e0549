import { startAdmin } from '../../ui/surfaces/admin/admin-app.tsx'
import { createSurfaceKit } from '../../ui/surfaces/surface.tsx'
import { browserDeps } from '../../ui/surfaces/surface-deps.ts'

startAdmin(createSurfaceKit(browserDeps(new AbortController().signal)))
