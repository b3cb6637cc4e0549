import { startAdmin } from '../../ui/admin/admin-app.tsx'
import { browserOutside } from '../../ui/outside.ts'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

startAdmin(createSurfaceKit(browserOutside(new AbortController().signal)))
