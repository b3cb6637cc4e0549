/** What every request passes before its route. */
import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { cachedConfiguration } from '../config/bindings.ts'
import type { PinCheck } from '../config/jurisdiction-pin.ts'
import { isLoopback } from '../config/providers.ts'
import { accessControlOf, callerOf } from './answers.ts'
import { type AppEnv, answerPreflight, beginAnswer, isPublic, problemResponse } from './response.ts'

const MAX_BODY_BYTES = 16 * 1024
/** A webhook holds a whole object. */
const MAX_WEBHOOK_BYTES = 256 * 1024

/** One step, since each costs every request. Replaces the platform's log: no path, query or header, since they hold IDs. */
export const handleRequests =
  (checkPin: PinCheck): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const startedAt = Date.now()
    beginAnswer(c)
    const refusal =
      (await refuseRequest(c)) ??
      (isPublic(c.req.path) ? undefined : await checkPin(c)) ??
      (c.req.raw.body ? await limitBody(c) : undefined)
    if (!refusal) await next()
    const signedOut = refusal ? undefined : await refuseStranger(c)
    if (signedOut) {
      // Hono would copy the headers of the one before.
      c.res = undefined
      c.res = signedOut
    }
    console.log(
      JSON.stringify({
        requestId: c.get('requestId'),
        method: c.req.method,
        route: routePath(c, -1),
        status: (refusal ?? c.res).status,
        ms: Date.now() - startedAt,
      }),
    )
    return refusal
  }

function refuseRequest(c: Context<AppEnv>): Response | Promise<Response> | undefined {
  if (c.req.method === 'OPTIONS') return answerPreflight(c)
  const configuration = cachedConfiguration(c.env)
  if (!configuration.ok)
    return problemResponse(c, { code: 'relay-not-configured', detail: configuration.detail })
  c.set('configuration', configuration.value)
  if (isPublic(c.req.path)) return undefined
  // Every browser names its origin for a WebSocket; without one it is none.
  const origin = c.req.header('Origin') ?? (/websocket/i.test(c.req.header('Upgrade') ?? '') ? '' : undefined)
  if (origin !== undefined && !configuration.value.allowedOrigins.includes(origin))
    return problemResponse(c, {
      code: 'origin-refused',
      detail: 'ALLOWED_ORIGINS does not list this origin.',
    })
  // Hono answers HEAD as GET, and the audit entry would list objects that were not sent.
  return c.req.method === 'HEAD' ? c.notFound() : undefined
}

/** What is wrong with a request is for those who belong: it tells what the relay serves. */
async function refuseStranger(c: Context<AppEnv>): Promise<Response | undefined> {
  if (c.res.status !== 400 || !c.req.path.startsWith('/v1/')) return undefined
  const answer = await accessControlOf(c).authorize(callerOf(c), 'self:read')
  return answer.ok || answer.problem.code !== 'signed-out' ? undefined : problemResponse(c, answer.problem)
}

/** Reads no further than allowed, whatever length the request names. */
async function limitBody(c: Context<AppEnv>): Promise<Response | undefined> {
  const { raw, path } = c.req
  const max = path.startsWith('/hooks/') ? MAX_WEBHOOK_BYTES : MAX_BODY_BYTES
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of raw.body ?? []) {
    size += part.length
    if (size > max)
      return problemResponse(c, { code: 'body-too-large', detail: `At most ${max / 1024} KiB.` })
    parts.push(part)
  }
  c.req.raw = new Request(raw, { body: new Blob(parts) })
  return undefined
}

/**
 * Stops DNS rebinding on admin routes: a page can point its own name at this machine. Over https the certificate proves
 * the name; over http only loopback names are trusted.
 */
export const refuseForeignHost: MiddlewareHandler<AppEnv> = async (c, next) => {
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
}
