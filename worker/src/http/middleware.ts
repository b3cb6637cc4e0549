/** What every request passes before its route, and what stands on every answer. */
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import {
  COMPLETE_SINCE_HEADER,
  RECENT_VIEWERS_HEADER,
  REQUEST_ID_HEADER,
  SOURCE_HEADER,
} from '@inquiry-lens/shared/contract/headers.ts'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { type Configuration, cachedConfiguration } from '../config/bindings.ts'
import { isLoopback } from '../config/providers.ts'
import { problemResponse } from './problem-response.ts'

export interface AppEnv {
  Bindings: Env
  Variables: {
    requestId: string
    configuration: Configuration
  }
}

const MAX_BODY_BYTES = 16 * 1024
/** A webhook holds a whole object. */
const MAX_WEBHOOK_BYTES = 256 * 1024
const PREFLIGHT_SECONDS = 7200

const isPublic = (path: string): boolean => path === '/healthz'

/** Always the relay's own: the audit log stores it, and a client could send another request's. */
export const setRequestId = createMiddleware<AppEnv>(async (c, next) => {
  const requestId = crypto.randomUUID()
  c.set('requestId', requestId)
  c.header(REQUEST_ID_HEADER, requestId)
  await next()
})

/** Replaces the platform's log: no path, query or header, since they hold IDs. */
export const logRequest = createMiddleware<AppEnv>(async (c, next) => {
  const startedAt = Date.now()
  await next()
  console.log(
    JSON.stringify({
      requestId: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Date.now() - startedAt,
    }),
  )
})

export const allowConfiguredOrigins = cors({
  origin: (origin, c) => {
    const configuration = cachedConfiguration(c.env)
    // An unconfigured relay only explains itself, so any origin may read why.
    if (isPublic(c.req.path) || !configuration.ok) return '*'
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
})

const SECURITY_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=15552000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
}

export const setSecurityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  c.header('Cache-Control', 'no-store')
  await next()
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value)
})

export const requireConfiguration = createMiddleware<AppEnv>(async (c, next) => {
  const configuration = cachedConfiguration(c.env)
  if (!configuration.ok)
    return problemResponse(c, { code: 'relay-not-configured', detail: configuration.detail })
  c.set('configuration', configuration.value)
  const origin = c.req.header('Origin')
  const isAllowed = origin === undefined || configuration.value.allowedOrigins.includes(origin)
  if (isAllowed || isPublic(c.req.path)) return next()
  return problemResponse(c, { code: 'origin-refused', detail: 'ALLOWED_ORIGINS does not list this origin.' })
})

/** Hono answers HEAD as GET, and the audit entry would list objects that were not sent. */
export const refuseHead = createMiddleware<AppEnv>(async (c, next) =>
  c.req.method === 'HEAD' && !isPublic(c.req.path) ? c.notFound() : next(),
)

const limitTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => problemResponse(c, { code: 'body-too-large', detail: `At most ${maxSize / 1024} KiB.` }),
  })
const limitRequest = limitTo(MAX_BODY_BYTES)
const limitWebhook = limitTo(MAX_WEBHOOK_BYTES)

export const limitBody = createMiddleware<AppEnv>((c, next) =>
  (c.req.path.startsWith('/hooks/') ? limitWebhook : limitRequest)(c, next),
)

/**
 * Stops DNS rebinding on admin routes: a page can point its own name at this machine. Over https the certificate proves
 * the name; over http only loopback names are trusted.
 */
export const refuseForeignHost = createMiddleware<AppEnv>(async (c, next) => {
  const url = new URL(c.req.url)
  const { hosts } = c.get('configuration')
  const isConsistent = (c.req.header('Host') ?? url.host) === url.host
  const isOwn =
    isLoopback(url.hostname) || (hosts.length > 0 ? hosts.includes(url.host) : url.protocol === 'https:')
  if (isOwn && isConsistent) return next()
  return problemResponse(c, {
    code: 'host-refused',
    detail: 'Admin routes answer only at the relay’s own address (RELAY_HOSTS).',
  })
})
