import { startAdmin } from '../../ui/surfaces/admin/admin-app.tsx'
import { createCopying } from '../../ui/surfaces/copying.ts'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

const deps = browserDeps(new AbortController().signal)
startAdmin(createSurfaceKit(deps, createCopying(deps)))
