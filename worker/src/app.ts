/** The relay from top to bottom: what every request passes, then the routes. */
import { Hono } from 'hono/tiny'
import { createPinCheck } from './config/jurisdiction-pin.ts'
import { ObjectLost } from './http/lost-object.ts'
import { handleRequests } from './http/middleware.ts'
import { type AppEnv, problemResponse, setHeaders } from './http/response.ts'
import { agents, audit, signIn } from './routes/admin.ts'
import { cases, watches } from './routes/cases.ts'
import { lists } from './routes/lists.ts'
import { hooks, live } from './routes/live.ts'
import { health, meta } from './routes/meta.ts'

// A router table would cost 1.5 KiB and save nothing for so few routes.
const base = new Hono<AppEnv>()

base.onError((error, c) => {
  if (error instanceof ObjectLost) {
    // Don't retry here: the audit entry may already be written.
    const detail = 'The relay restarted during this request.'
    return problemResponse(c, { code: 'relay-interrupted', detail, retryAfter: 1 })
  }
  // Only the kind is logged: the message may hold anything.
  console.error(JSON.stringify({ requestId: c.get('requestId'), error: error.name }))
  return problemResponse(c, { code: 'internal', detail: 'Something in the relay failed.' })
})
base.notFound((c) => {
  const methods = listMethods(c.req.path)
  if (methods.length === 0)
    return problemResponse(c, { code: 'no-such-route', detail: 'There is nothing at this address.' })
  const allowed = methods.join(', ')
  setHeaders(c, { Allow: allowed })
  return problemResponse(c, { code: 'method-not-allowed', detail: `This address takes ${allowed}.` })
})

const listMethods = (path: string): string[] => [
  ...new Set(
    base.routes
      .filter((route) => route.method !== 'ALL' && pathOf(route.path).test(path))
      .map(({ method }) => method),
  ),
]
const pathOf = (pattern: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`)

export const app = base
  .use(handleRequests(createPinCheck()))
  .route('/healthz', health)
  .route('/access', signIn)
  .route('/hooks', hooks)
  .route('/v1/live', live)
  .route('/v1', meta)
  .route('/v1', lists)
  .route('/v1', cases)
  .route('/v1/watches', watches)
  .route('/v1/agents', agents)
  .route('/v1/audit', audit)
