/** The relay, top to bottom: what stands on every answer, then who is asked, then the routes. */

import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { REQUEST_ID_HEADER } from '@inquiry-lens/shared/contract/api.ts'
import { COMPLETE_SINCE_HEADER } from '@inquiry-lens/shared/contract/complete-since.ts'
import { RECENT_VIEWERS_HEADER } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import { SOURCE_HEADER } from '@inquiry-lens/shared/contract/source.ts'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { Hono } from 'hono/tiny'
import { cachedConfiguration } from './config/bindings.ts'
import { createJurisdictionGuard } from './config/jurisdiction-guard.ts'
import type { AppEnv } from './http/app-env.ts'
import { ObjectLost } from './http/lost-object.ts'
import { problemResponse } from './http/problem-response.ts'
import { logRequest } from './http/request-log.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { agents } from './routes/agents.ts'
import { audit } from './routes/audit.ts'
import { cases } from './routes/cases.ts'
import { config } from './routes/config.ts'
import { events } from './routes/events.ts'
import { gateway } from './routes/gateway.ts'
import { health } from './routes/health.ts'
import { inquiries } from './routes/inquiries.ts'
import { lookups } from './routes/lookups.ts'
import { me } from './routes/me.ts'
import { reveals } from './routes/reveals.ts'
import { sessions } from './routes/sessions.ts'
import { signIn } from './routes/sign-in.ts'

/** More than any request of ours needs. */
const LARGEST_BODY_BYTES = 16 * 1024
const PREFLIGHT_SECONDS = 7200

const isOpenToAll = (path: string): boolean => path === '/healthz'

// So few routes are found one by one as soon as by a table of them, which would be another 1.5 KiB.
const base = new Hono<AppEnv>()
const refuseElsewhere = createJurisdictionGuard()

base.onError((error, c) => {
  if (error instanceof HTTPException && error.status === 400) {
    return problemResponse(c, { code: 'invalid-body', detail: 'The body is not JSON.' })
  }
  if (error instanceof ObjectLost) {
    // Not repeated from here: the desk may have written the line of an answer that was lost on its way.
    const detail = 'The part of the relay that admits and records requests ended meanwhile.'
    return problemResponse(c, { code: 'relay-interrupted', detail, retryAfter: 1 })
  }
  // The message may hold anything; only its kind is logged.
  console.error(JSON.stringify({ requestId: c.get('requestId'), error: error.name }))
  return problemResponse(c, { code: 'internal', detail: 'Something in the relay failed.' })
})
base.notFound((c) => {
  const methods = listMethods(c.req.path)
  if (methods.length === 0)
    return problemResponse(c, { code: 'no-such-route', detail: 'There is nothing at this address.' })
  const allowed = methods.join(', ')
  c.header('Allow', allowed)
  return problemResponse(c, { code: 'method-not-allowed', detail: `Here the relay takes ${allowed}.` })
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
  // The relay's own: the audit log holds it, and a client's could pass for another request's.
  .use(async (c, next) => {
    const requestId = crypto.randomUUID()
    c.set('requestId', requestId)
    c.header(REQUEST_ID_HEADER, requestId)
    await next()
  })
  .use(logRequest)
  .use(
    cors({
      origin: (origin, c) => {
        const configuration = cachedConfiguration(c.env)
        // A relay that cannot work has nothing to protect but the reason why.
        if (isOpenToAll(c.req.path) || !configuration.ok) return '*'
        return configuration.value.allowedOrigins.includes(origin) ? origin : null
      },
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Cache-Control', 'If-None-Match'],
      exposeHeaders: [
        'ETag',
        'Age',
        'Cache-Status',
        'RateLimit',
        'RateLimit-Policy',
        'Retry-After',
        SOURCE_HEADER,
        COMPLETE_SINCE_HEADER,
        RECENT_VIEWERS_HEADER,
        CHECKPOINT_HEADER,
        REQUEST_ID_HEADER,
      ],
      maxAge: PREFLIGHT_SECONDS,
    }),
  )
  .use(setSecurityHeaders)
  .use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  .use(async (c, next) => {
    const configuration = cachedConfiguration(c.env)
    if (!configuration.ok)
      return problemResponse(c, { code: 'relay-not-configured', detail: configuration.detail })
    c.set('configuration', configuration.value)
    const origin = c.req.header('Origin')
    if (
      origin !== undefined &&
      !isOpenToAll(c.req.path) &&
      !configuration.value.allowedOrigins.includes(origin)
    ) {
      return problemResponse(c, {
        code: 'origin-refused',
        detail: 'ALLOWED_ORIGINS does not name the asker.',
      })
    }
    return next()
  })
  // Hono would answer HEAD as GET, and the entry would say that the agent was shown what is left out.
  .use(async (c, next) => (c.req.method === 'HEAD' && !isOpenToAll(c.req.path) ? c.notFound() : next()))
  .use(
    bodyLimit({
      maxSize: LARGEST_BODY_BYTES,
      onError: (c) => problemResponse(c, { code: 'body-too-large', detail: 'At most 16 KiB.' }),
    }),
  )
  .route('/healthz', health)
  .use(refuseElsewhere)
  .route('/access', signIn)
  .route('/v1/me', me)
  .route('/v1/config', config)
  .route('/v1/sessions', sessions)
  .route('/v1/events', events)
  .route('/v1/inquiries', inquiries)
  .route('/v1/cases', cases)
  .route('/v1/lookups', lookups)
  .route('/v1/reveals', reveals)
  .route('/v1/agents', agents)
  .route('/v1/audit', audit)
  .route('/v1/gateway', gateway)
