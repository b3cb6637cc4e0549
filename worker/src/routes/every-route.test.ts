/**
 * Every route there is, found by walking the app: a new one is covered automatically. At a relay
 * with Persona alone, and at one with both providers, where an ID is a UUID.
 */
import { env } from 'cloudflare:workers'
import { DEEPIDV_DOCUMENTED_ID } from '@inquiry-lens/test/fake-providers/app.ts'
import { describe, expect, it } from 'vitest'
import { ORIGIN, openRelay } from '../../testing/relay-under-test.ts'
import { app } from '../app.ts'

const ID = 'DEEPIDV_API_KEY' in env ? DEEPIDV_DOCUMENTED_ID : 'inq_ABC123'
const PARAMETERS: Readonly<Record<string, string>> = { ':id': ID, ':email': 'ada%40example.com' }

const ROUTES = [
  ...new Set(
    app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:\w+/g, (name) => PARAMETERS[name] ?? name)}`),
  ),
]

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

it('covers all known routes', () => {
  expect(ROUTES.length).toBeGreaterThan(18)
  expect(ROUTES.filter((route) => route.includes(':'))).toEqual([])
})

describe.each(ROUTES)('%s', (route) => {
  const [method = '', path = ''] = route.split(' ')

  it.each(['anonymous', 'agent', 'admin'] as const)(
    'to %s: security headers, no-store, CORS, an ID',
    async (role) => {
      const relay = openRelay()
      const token = role === 'anonymous' ? undefined : await relay.signIn('eve@example.com', role)
      const answer = await relay.request(path, {
        method,
        headers: { Origin: ORIGIN },
        ...(token !== undefined && { token }),
      })
      expect(Object.fromEntries(answer.headers)).toMatchObject(HEADERS)
      expect(answer.headers.get('X-Powered-By')).toBeNull()
      expect(answer.headers.get('Set-Cookie')).toBeNull()
      expect(answer.headers.get('X-Request-Id')).toMatch(/^[\w-]{8,}$/)
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(path === '/healthz' ? '*' : ORIGIN)
      const isOpen = path === '/healthz' || path.startsWith('/access/')
      // Without its secret, no webhook has an address. What is wrong with a request is not for strangers.
      const refusals = path.startsWith('/hooks/') ? [401, 404] : [401]
      if (role === 'anonymous' && !isOpen) expect(refusals).toContain(answer.status)
    },
  )

  it('says to strangers nothing of what is wrong with a request', async () => {
    const isOpen = path === '/healthz' || path.startsWith('/access/') || path.startsWith('/hooks/')
    const answer = await openRelay().request(`${path}?limit=1000&no=such`, {
      method,
      headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: '{"no":"such"' }),
    })
    if (!isOpen) expect(answer.status).toBe(401)
  })

  it('has a line in our own log without an ID or an address', async () => {
    const relay = openRelay()
    await relay.request(`${path}?inquiry=inq_ABC123&externalId=mira%40example.com`, { method })
    expect(relay.log()).toContain(`"method":"${method}"`)
    expect(relay.log()).not.toMatch(/inq_|example\.com|%40/)
    expect(relay.log()).not.toContain(ID)
  })
})
