/** What every request passes before its route. */
import type { Context, MiddlewareHandler, Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { routePath } from 'hono/route'
import { cachedConfiguration } from '../config/bindings.ts'
import type { PinCheck } from '../config/jurisdiction-pin.ts'
import { isLoopback } from '../config/providers.ts'
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
    const refused = refuseRequest(c) ?? (isPublic(c.req.path) ? undefined : checkPin(c))
    // A wait for what is there already would be one more turn for a thousand who ask at once.
    const refusal = (refused && (await refused)) ?? (await pass(c, next))
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
  const origin = c.req.header('Origin')
  if (origin !== undefined && !configuration.value.allowedOrigins.includes(origin))
    return problemResponse(c, {
      code: 'origin-refused',
      detail: 'ALLOWED_ORIGINS does not list this origin.',
    })
  // Hono answers HEAD as GET, and the audit entry would list objects that were not sent.
  return c.req.method === 'HEAD' ? c.notFound() : undefined
}

const limitTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => problemResponse(c, { code: 'body-too-large', detail: `At most ${maxSize / 1024} KiB.` }),
  })
const limitRequest = limitTo(MAX_BODY_BYTES)
const limitWebhook = limitTo(MAX_WEBHOOK_BYTES)

async function pass(c: Context<AppEnv>, next: Next): Promise<Response | undefined> {
  if (c.req.method === 'GET') await next()
  else return (await (c.req.path.startsWith('/hooks/') ? limitWebhook : limitRequest)(c, next)) ?? undefined
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
