/** Providers’ webhooks: signed, and the only requests besides a sign-in that need no token. */
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import { gatewayName } from '../config/providers.ts'
import { reportLosses } from '../http/lost-object.ts'
import type { AppEnv } from '../http/middleware.ts'
import { problemResponse } from '../http/problem-response.ts'
import { isSecretOf, isSignedByPersona } from '../live/verify-signature.ts'

const IS_SIGNED: Readonly<
  Record<ProviderId, (c: Context, body: Uint8Array, secrets: readonly string[]) => boolean>
> = {
  persona: (c, body, secrets) =>
    isSignedByPersona(c.req.header('Persona-Signature'), body, { secrets, now: Date.now() }),
  deepidv: (c, _, secrets) => isSecretOf(c.req.header('deepidv-signature'), secrets),
}

async function receive(c: Context<AppEnv>, id: ProviderId): Promise<Response> {
  const { providers, jurisdiction } = c.get('configuration')
  const provider = providers.find((one) => one.id === id)
  if (!provider || provider.webhookSecrets.length === 0)
    return problemResponse(c, { code: 'no-such-route', detail: 'There is nothing at this address.' })
  const body = new Uint8Array(await c.req.arrayBuffer())
  if (!IS_SIGNED[id](c, body, provider.webhookSecrets))
    return problemResponse(c, { code: 'signature-refused', detail: 'The relay knows no such secret.' })
  const gateway = inJurisdiction(c.env.PROVIDER_GATEWAY, jurisdiction).getByName(gatewayName(provider))
  await reportLosses(gateway).receiveWebhook(id, new TextDecoder().decode(body))
  return c.body(null, 204)
}

export const hooks = new Hono<AppEnv>()
  .post('/persona', (c) => receive(c, 'persona'))
  .post('/deepidv', (c) => receive(c, 'deepidv'))
