import { startAdmin } from '../../ui/surfaces/admin/admin-app.tsx'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

startAdmin(createSurfaceKit(browserDeps(new AbortController().signal)))
