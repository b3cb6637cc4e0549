import { expect, it } from 'vitest'
import { signAsPersona } from '../../test/fake-providers/webhooks/webhooks.ts'
import { smokeTest, type WebhookSecrets } from './smoke-test.ts'

const ADDRESS = 'https://lens.example.com'
const ORIGIN = 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep'
const TOKEN = 'b'.repeat(43)
const SECURE = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=15552000',
}
const HEALTH = { service: 'inquiry-lens-relay', api: [1], build: '0.1.0' }

const relay =
  (break_: (request: Request) => Response | undefined) => async (url: string, init: RequestInit) => {
    const request = new Request(url, init)
    const broken = break_(request)
    if (broken) return broken
    const { pathname } = new URL(url)
    const origin = request.headers.get('Origin')
    const allow: Record<string, string> = origin === ORIGIN ? { 'Access-Control-Allow-Origin': ORIGIN } : {}
    const answer = (status: number, body: unknown = {}) =>
      new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { ...SECURE, ...allow } })
    if (pathname === '/healthz') return answer(200, HEALTH)
    if (pathname === '/hooks/persona') {
      const header = request.headers.get('Persona-Signature') ?? ''
      const at = Number(/^t=(\d+)/.exec(header)?.[1]) * 1000
      const signed = PERSONA_SECRETS.split(' ').map((one) => signAsPersona(String(init.body), [one], at))
      return answer(signed.includes(header) ? 204 : 401)
    }
    if (pathname === '/hooks/deepidv')
      return answer(request.headers.get('deepidv-signature') === DEEPIDV_SECRET ? 204 : 401)
    if (request.method === 'OPTIONS') return answer(204)
    if (origin !== null && origin !== ORIGIN) return answer(403)
    if (request.headers.get('Authorization') !== `Bearer ${TOKEN}`) return answer(401)
    return answer(pathname === '/v1/agents' ? 200 : 403)
  }

const PERSONA_SECRETS = 'wbhsec_new-new-new-new wbhsec_old-old-old-old'
const DEEPIDV_SECRET = 'whsec_deepidv-deepidv'

const look = (
  break_: (request: Request) => Response | undefined = () => undefined,
  webhookSecrets: WebhookSecrets = {},
) =>
  smokeTest({
    address: ADDRESS,
    allowedOrigin: ORIGIN,
    bootstrapToken: TOKEN,
    webhookSecrets,
    fetch: relay(break_),
    sleep: async () => {},
    tries: 3,
  })
const wrongOf = async (break_: (request: Request) => Response | undefined) =>
  (await look(break_)).flatMap(({ wrong }) => wrong ?? [])

it('finds nothing wrong with a relay as it should be', async () => {
  const findings = await look()
  expect(findings.filter(({ wrong }) => wrong !== undefined)).toEqual([])
  expect(findings).toHaveLength(7)
})

it('waits for a new name, with a limit', async () => {
  let requestCount = 0
  expect(
    await wrongOf(({ url }) =>
      url.endsWith('/healthz') && ++requestCount < 3 ? new Response('', { status: 530 }) : undefined,
    ),
  ).toEqual([])
  expect(await wrongOf(() => new Response('<h1>Parked</h1>'))).toEqual([
    expect.stringMatching(/is no relay.*--check/s),
  ])
})

it('reports why a relay is not configured', async () => {
  const problem = {
    type: 'urn:inquiry-lens:problem:relay-not-configured',
    title: 'The relay is not configured',
    status: 503,
    detail: 'JURISDICTION says none, but this relay’s data is in eu',
  }
  const refusing = () => new Response(JSON.stringify(problem), { status: 503, headers: { ...SECURE } })
  expect(await wrongOf(refusing)).toEqual([expect.stringContaining('this relay’s data is in eu')])
  expect(
    await wrongOf(({ url, method }) => (url.endsWith('/v1/me') && method === 'GET' ? refusing() : undefined)),
  ).toContainEqual(expect.stringContaining('this relay’s data is in eu'))
})

it.each<[string, (request: Request) => Response | undefined, RegExp]>([
  [
    'answers without a token',
    ({ url, headers }) =>
      url.endsWith('/v1/sessions') && !headers.has('Authorization') ? new Response('{}') : undefined,
    /answered 200 without a token/,
  ],
  [
    'takes any token',
    ({ headers }) => (headers.get('Authorization')?.includes('made-up') ? new Response('{}') : undefined),
    /answered 200/,
  ],
  [
    'does not know the extension',
    ({ method }) => (method === 'OPTIONS' ? new Response(null, { status: 204, headers: SECURE }) : undefined),
    /set ALLOWED_ORIGINS/,
  ],
  [
    'lets every page ask',
    ({ headers }) =>
      headers.get('Origin')?.includes('stranger')
        ? new Response('{}', { headers: { 'Access-Control-Allow-Origin': '*' } })
        : undefined,
    /stranger/,
  ],
  [
    'has lost a header on the way',
    ({ method, url }) =>
      method === 'GET' && url.endsWith('/v1/me')
        ? new Response('', { status: 401, headers: { ...SECURE, 'Cache-Control': 'max-age=60' } })
        : undefined,
    /changed on the way: Cache-Control/,
  ],
  [
    'does not know its bootstrap token',
    ({ headers }) =>
      headers.get('Authorization')?.includes(TOKEN) ? new Response('{}', { status: 401 }) : undefined,
    /answered 401/,
  ],
  [
    'opens all to the bootstrap token',
    ({ headers, url }) =>
      url.endsWith('/v1/watches') && headers.has('Authorization') ? new Response('{}') : undefined,
    /opened \/v1\/watches/,
  ],
])('sees a relay that %s', async (_, break_, words) => {
  const wrong = await wrongOf(break_)
  expect(wrong).toContainEqual(expect.stringMatching(words))
})

it('delivers a test webhook for each secret that is known here, and a forged one', async () => {
  const all = { persona: PERSONA_SECRETS, deepidv: DEEPIDV_SECRET }
  const found = async (break_?: (request: Request) => Response | undefined, secrets: WebhookSecrets = all) =>
    (await look(break_, secrets)).filter(({ what }) => what.includes('webhook'))
  expect(await found()).toEqual([
    { what: 'takes a webhook of Persona, and none that is forged' },
    { what: 'takes a webhook of Persona, by the other secret, and none that is forged' },
    { what: 'takes a webhook of deepidv, and none that is forged' },
  ])
  expect(await found(undefined, {})).toEqual([])
  const wrongBy = async (status: number, secrets?: WebhookSecrets) =>
    (
      await found(
        ({ url }) => (url.includes('/hooks/') ? new Response(null, { status }) : undefined),
        secrets,
      )
    )[0]?.wrong
  expect(await wrongBy(404)).toMatch(/has no PERSONA_WEBHOOK_SECRET/)
  expect(await wrongBy(204)).toMatch(/answered 204 to a forged webhook/)
  expect(await wrongBy(401)).toMatch(/it has another secret/)
  expect((await found(undefined, { persona: 'wbhsec_of-another-console' }))[0]?.wrong).toMatch(
    /it has another secret, or its clock is wrong/,
  )
  // deepidv signs no time.
  expect((await found(undefined, { deepidv: 'whsec_of-another-console' }))[0]?.wrong).toMatch(
    /it has another secret\.$/,
  )
})
