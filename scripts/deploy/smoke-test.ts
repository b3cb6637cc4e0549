/** Checks a deployed relay: it answers, refuses strangers, accepts its bootstrap token, and takes webhooks as they are signed. */
import { createHmac } from 'node:crypto'
import { API_VERSION, HealthSchema } from '@inquiry-lens/shared/contract/config.ts'
import { TEST_DELIVERY_ID } from '@inquiry-lens/shared/contract/live.ts'
import { codeOfType, NEXT_STEPS, ProblemSchema } from '@inquiry-lens/shared/contract/problems.ts'
import { PROVIDER_IDS, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { fetchRelay, type RelayRequest } from '../relay/relay-client.ts'

export interface SmokeParts {
  address: string
  allowedOrigin: string
  /** `undefined`: only Cloudflare has it. */
  bootstrapToken: string | undefined
  /** By provider; `undefined`: it sends none, as far as is known here. */
  webhookSecrets: WebhookSecrets
  fetch(url: string, init: RequestInit): Promise<Response>
  sleep(milliseconds: number): Promise<void>
  /** How often to try: a new name needs time. */
  tries: number
}

/** As they are bound: two, separated by a space, while one is rotated. */
export type WebhookSecrets = Readonly<Partial<Record<ProviderId, string | undefined>>>

export interface Finding {
  what: string
  /** Absent: the check passed. */
  wrong?: string
}

const EVERY_MS = 2_000
const STRANGER = 'https://stranger.invalid'
const ON_EVERY_ANSWER: Record<string, RegExp> = {
  'Cache-Control': /^no-store$/,
  'Content-Security-Policy': /default-src 'none'/,
  'X-Content-Type-Options': /^nosniff$/,
  'Referrer-Policy': /^no-referrer$/,
  'Strict-Transport-Security': /max-age=\d+/,
}

export async function smokeTest(parts: SmokeParts): Promise<Finding[]> {
  const { address, allowedOrigin, bootstrapToken } = parts
  const request = (path: string, request: RelayRequest = {}) =>
    fetchRelay(new URL(path, address), request, parts.fetch)

  const alive = await awaitRelay(request, parts)
  if (alive !== undefined) return [{ what: 'answers', wrong: alive }]
  const findings: Finding[] = [{ what: 'answers' }]
  const look = async (what: string, check: () => Promise<string | undefined>) => {
    const wrong = await check().catch((error: Error) => `No answer: ${error.message}.`)
    findings.push(wrong === undefined ? { what } : { what, wrong })
  }

  await look('is configured', async () => {
    const answer = await request('/v1/me')
    return answer.status === 503 ? explain(answer) : undefined
  })
  await look('refuses requests without a token', async () => {
    for (const path of ['/v1/me', '/v1/sessions', '/v1/agents', '/v1/audit']) {
      const { status } = await request(path)
      if (status !== 401) return `${path} answered ${status} without a token.`
    }
    return undefined
  })
  await look('refuses an invalid token', async () => {
    const { status } = await request('/v1/agents', { token: 'lens_made-up' })
    return status === 401 ? undefined : `It answered ${status}.`
  })
  await look('allows the extension and no other origin', async () => {
    const own = await request('/v1/me', {
      method: 'OPTIONS',
      headers: {
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
        Origin: allowedOrigin,
      },
    })
    if (own.headers.get('Access-Control-Allow-Origin') !== allowedOrigin) {
      return `${allowedOrigin} is not allowed: set ALLOWED_ORIGINS to the extension’s origin.`
    }
    const strange = await request('/v1/me', { headers: { Origin: STRANGER } })
    if (strange.status !== 403 || strange.headers.get('Access-Control-Allow-Origin') !== null) {
      return `A page of ${STRANGER} got the answer ${strange.status}.`
    }
    return undefined
  })
  await look('has its security headers', async () => {
    const { headers } = await request('/v1/me')
    const wrong = Object.entries(ON_EVERY_ANSWER).filter(
      ([name, form]) => !form.test(headers.get(name) ?? ''),
    )
    return wrong.length === 0
      ? undefined
      : `Missing or changed on the way: ${wrong.map(([name]) => name).join(', ')}.`
  })
  for (const provider of PROVIDER_IDS) {
    for (const [nth, secret] of (parts.webhookSecrets[provider] ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .entries()) {
      const which = nth === 0 ? '' : ', by the other secret'
      await look(`takes a webhook of ${PROVIDERS[provider].name}${which}, and none that is forged`, () =>
        checkWebhook(provider, secret, request),
      )
    }
  }
  if (bootstrapToken !== undefined) {
    await look('accepts its bootstrap token for /v1/agents alone', async () => {
      const agents = await request('/v1/agents', { token: bootstrapToken })
      if (agents.status !== 200) return explain(agents)
      const { status } = await request('/v1/watches', { token: bootstrapToken })
      return status === 403 || status === 401 ? undefined : `The token opened /v1/watches (${status}).`
    })
  }
  return findings
}

/** An event that the relay drops, since its family is closed: it changes nothing. */
const TEST_DELIVERY = JSON.stringify({
  data: { type: 'event', id: TEST_DELIVERY_ID, attributes: { name: 'report.test' } },
})

const SIGN: Readonly<Record<ProviderId, (secret: string) => Record<string, string>>> = {
  persona(secret) {
    const seconds = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', secret).update(`${seconds}.${TEST_DELIVERY}`).digest('hex')
    return { 'Persona-Signature': `t=${seconds},v1=${signature}` }
  },
  deepidv: (secret) => ({ 'deepidv-signature': secret }),
}

async function checkWebhook(
  provider: ProviderId,
  secret: string,
  request: (path: string, request: RelayRequest) => Promise<Response>,
): Promise<string | undefined> {
  const path = `/hooks/${provider}`
  const deliver = (by: string) =>
    request(path, {
      method: 'POST',
      body: TEST_DELIVERY,
      headers: { 'Content-Type': 'application/json', ...SIGN[provider](by) },
    })
  const forged = await deliver(`${secret}-forged`)
  if (forged.status === 404)
    return `${path} does not exist: the relay has no ${provider.toUpperCase()}_WEBHOOK_SECRET.`
  if (forged.status !== 401) return `${path} answered ${forged.status} to a forged webhook.`
  const taken = await deliver(secret)
  if (taken.status === 401)
    return `${path} refused a webhook signed with ${provider.toUpperCase()}_WEBHOOK_SECRET: it has another secret${provider === 'persona' ? ', or its clock is wrong' : ''}.`
  return taken.status === 204 ? undefined : `${path} answered ${taken.status} to a webhook.`
}

async function awaitRelay(
  request: (path: string) => Promise<Response>,
  { address, sleep, tries }: SmokeParts,
): Promise<string | undefined> {
  let last = ''
  for (let left = tries; left > 0; left--) {
    try {
      const answer = await request('/healthz')
      if (answer.status === 503) return await explain(answer)
      const health = v.safeParse(v.pipe(v.string(), v.parseJson(), HealthSchema), await answer.text())
      if (health.success) {
        return health.output.api.includes(API_VERSION)
          ? undefined
          : `The relay there has version ${health.output.api.join(', ')} of the contract; this one has ${API_VERSION}.`
      }
      last = `what answers there (${answer.status}) is no relay`
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    if (left > 1) await sleep(EVERY_MS)
  }
  return `${address} does not answer as a relay: ${last}. A new name’s DNS and certificate may need some minutes. Then check again with --check.`
}

async function explain(answer: Response): Promise<string> {
  const problem = v.safeParse(v.pipe(v.string(), v.parseJson(), ProblemSchema), await answer.text())
  if (!problem.success) return `It answered ${answer.status}, and not as a relay does.`
  const { type, title, detail } = problem.output
  const code = codeOfType(type)
  return `${title}: ${detail}${code ? ` ${NEXT_STEPS[code]}` : ''}`
}
