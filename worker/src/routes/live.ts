/**
 * What comes without an agent asking for it: providers’ webhooks, which are signed and need no token, and `GET /v1/live`, a WebSocket
 * (`shared/src/contract/live.ts`). Persona signs the raw body (docs.withpersona.com, "Webhooks": HMAC-SHA256, several sets while a
 * secret rotates); deepidv sends its secret (docs.deepidv.com, "Webhooks").
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { LIVE_PROTOCOL } from '@inquiry-lens/shared/contract/live.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import { gatewayName } from '../config/providers.ts'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/answers.ts'
import { reportLosses } from '../http/lost-object.ts'
import { type AppEnv, createResponse, emptyResponse, problemResponse, setHeaders } from '../http/response.ts'
import { liveHubOf, OWNER_HEADER } from '../live/live-hub.ts'

/** Persona names no tolerance. */
const MAX_SKEW_SECONDS = 300
const MAX_HEADER_LENGTH = 1_000
/** A secret is rotated to one other. */
const MAX_SETS = 4
const SET = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/

/** `header`: `t=<seconds>,v1=<hex>`, two of these separated by a space while a secret rotates. */
export function isSignedByPersona(
  header: string | undefined,
  body: Uint8Array,
  { secrets, now }: { secrets: readonly string[]; now: number },
): boolean {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return false
  const sets = header
    .split(' ')
    .slice(0, MAX_SETS)
    .flatMap((text) => {
      const [, seconds, hex] = SET.exec(text) ?? []
      return seconds !== undefined && hex !== undefined ? [{ seconds, hex }] : []
    })
    .filter(({ seconds }) => Math.abs(now / 1000 - Number(seconds)) <= MAX_SKEW_SECONDS)
  return sets.some(({ seconds, hex }) =>
    secrets.some((secret) => {
      const signature = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()
      return timingSafeEqual(signature, Buffer.from(hex, 'hex'))
    }),
  )
}

/** Compared as hashes, which are of one length whatever was sent. */
export function isSecretOf(header: string | undefined, secrets: readonly string[]): boolean {
  const hash = (text: string) => createHmac('sha256', 'webhook').update(text).digest()
  const given = hash((header ?? '').slice(0, MAX_HEADER_LENGTH))
  return secrets.some((secret) => timingSafeEqual(hash(secret), given))
}

const IS_SIGNED: Readonly<
  Record<ProviderId, (c: Context, body: Uint8Array, secrets: readonly string[]) => boolean>
> = {
  persona: (c, body, secrets) =>
    isSignedByPersona(c.req.header('Persona-Signature'), body, { secrets, now: Date.now() }),
  deepidv: (c, _, secrets) => isSecretOf(c.req.header('deepidv-signature'), secrets),
}

/** More would wait longer than a webhook should. The provider sends those again that are refused. */
const MAX_PENDING = 16
const pending: Record<ProviderId, number> = { persona: 0, deepidv: 0 }

async function receive(c: Context<AppEnv>, id: ProviderId): Promise<Response> {
  const { providers, jurisdiction } = c.get('configuration')
  const provider = providers.find((one) => one.id === id)
  if (!provider || provider.webhookSecrets.length === 0)
    return problemResponse(c, { code: 'no-such-route', detail: 'There is nothing at this address.' })
  const body = new Uint8Array(await c.req.arrayBuffer())
  if (!IS_SIGNED[id](c, body, provider.webhookSecrets))
    return problemResponse(c, { code: 'signature-refused', detail: 'The relay knows no such secret.' })
  if (pending[id] >= MAX_PENDING)
    return problemResponse(c, { code: 'relay-busy', detail: 'Too many webhooks.', retryAfter: 1 })
  const gateway = inJurisdiction(c.env.PROVIDER_GATEWAY, jurisdiction).getByName(gatewayName(provider))
  pending[id]++
  try {
    await reportLosses(gateway).receiveWebhook(id, new TextDecoder().decode(body))
  } finally {
    pending[id]--
  }
  return emptyResponse(c, 204)
}

export const hooks = new Hono<AppEnv>()
  .post('/persona', (c) => receive(c, 'persona'))
  .post('/deepidv', (c) => receive(c, 'deepidv'))

export const live = new Hono<AppEnv>().get('/', async (c) => {
  if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') {
    const asked = await accessControlOf(c).authorize(callerOf(c), 'read')
    setAccessHeaders(c, asked)
    if (!asked.ok) return problemResponse(c, asked.problem)
    setHeaders(c, { Upgrade: 'websocket' })
    return problemResponse(c, { code: 'upgrade-required', detail: 'The request is none for a WebSocket.' })
  }
  const [protocol, token] = (c.req.header('Sec-WebSocket-Protocol') ?? '').split(',').map((one) => one.trim())
  // A browser can send the token in no header of its own, and an address stands in logs.
  const caller = {
    ...callerOf(c),
    token: protocol === LIVE_PROTOCOL ? token : undefined,
    isUnattended: true,
  } as const
  const owner = await accessControlOf(c, caller.token).openSocket(caller)
  setAccessHeaders(c, owner)
  if (!owner.ok) return problemResponse(c, owner.problem)
  const hub = reportLosses(liveHubOf(c.env, c.get('configuration').jurisdiction))
  const { status, webSocket, headers } = await hub.fetch('https://live-hub/', {
    headers: { Upgrade: 'websocket', [OWNER_HEADER]: JSON.stringify(owner.value) },
  })
  setHeaders(c, Object.fromEntries(headers))
  return createResponse(c, null, { status, webSocket })
})
