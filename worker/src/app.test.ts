import { env } from 'cloudflare:workers'
import { AddedAgentSchema, AgentsSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { ROLES } from '@inquiry-lens/shared/contract/permissions.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { readAuditLog } from '../testing/read-audit-log.ts'
import { json, ORIGIN, openRelay, readProblem } from '../testing/relay-under-test.ts'
import { app } from './app.ts'
import { VARIABLE_NAMES } from './config/bindings.ts'

describe('headers of every answer', () => {
  it.each([
    ['GET', '/healthz', 200],
    ['GET', '/v1/me', 200],
    ['GET', '/v1/config', 200],
    ['GET', '/v1/sessions', 200],
    ['GET', '/v1/events', 200],
    ['GET', '/v1/sessions/iqse_ABC123', 200],
    ['GET', '/v1/events/evt_ABC123', 200],
    ['GET', '/v1/inquiries', 200],
    ['GET', '/v1/cases/inq_ABC123', 200],
    ['GET', '/v1/cases/inq_doesnotexist', 404],
    ['POST', '/v1/lookups', 400],
    ['GET', '/v1/sessions/iqse_doesnotexist', 404],
    ['GET', '/v1/sessions?limit=0', 400],
    ['GET', '/v1/agents', 403],
    ['GET', '/nowhere', 404],
    ['DELETE', '/v1/sessions', 405],
    ['POST', '/access/sign-out', 204],
  ])('%s %s: CORS, no-store and security headers', async (method, path, status) => {
    const relay = openRelay()
    const answer = await relay.request(path, {
      method,
      token: await relay.signIn(),
      headers: { Origin: ORIGIN },
    })
    expect(answer.status).toBe(status)
    const header = (name: string) => answer.headers.get(name)
    expect(header('Access-Control-Allow-Origin')).toBe(path === '/healthz' ? '*' : ORIGIN)
    expect(header('Access-Control-Expose-Headers')).toContain('ETag')
    expect(header('Access-Control-Allow-Credentials')).toBeNull()
    expect(header('Cache-Control')).toBe('no-store')
    expect(header('X-Content-Type-Options')).toBe('nosniff')
    expect(header('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(header('Referrer-Policy')).toBe('no-referrer')
    expect(header('Strict-Transport-Security')).toContain('max-age=')
    expect(header('X-Request-Id')).toMatch(/^[\w-]{8,}$/)
    if (status >= 400) expect((await readProblem(answer)).requestId).toBe(header('X-Request-Id'))
  })

  it('a 304 has them too, and no body', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const first = await relay.request('/v1/sessions', { token, headers: { Origin: ORIGIN } })
    const etag = first.headers.get('ETag') ?? ''
    const second = await relay.request('/v1/sessions', {
      token,
      headers: { Origin: ORIGIN, 'If-None-Match': etag },
    })
    expect(second.status).toBe(304)
    expect(await second.text()).toBe('')
    for (const name of ['ETag', 'Access-Control-Allow-Origin', 'Lens-Source', 'X-Content-Type-Options']) {
      expect(second.headers.get(name), name).toBe(first.headers.get(name))
    }
    expect(second.headers.get('Cache-Status')).toMatch(/^inquiry-lens-gateway; hit; ttl=\d+$/)
    expect(second.headers.get('Age')).toMatch(/^\d+$/)
  })

  it('answers the preflight of a known origin, and refuses a foreign one', async () => {
    const relay = openRelay()
    const preflight = (origin: string) =>
      relay.request('/v1/sessions', {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'authorization',
        },
      })
    const known = await preflight(ORIGIN)
    expect(known.status).toBe(204)
    expect(known.headers.get('Access-Control-Allow-Headers')).toContain('Authorization')
    expect((await preflight('https://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull()
    const foreign = await relay.request('/v1/sessions', {
      token: await relay.signIn(),
      headers: { Origin: 'https://evil.example' },
    })
    expect((await readProblem(foreign)).code).toBe('origin-refused')
  })
})

describe('bad input names what is wrong', () => {
  it.each([
    ['/v1/sessions?limit=0', 'invalid-parameter', 'limit'],
    ['/v1/sessions?limit=101', 'invalid-parameter', 'limit'],
    ['/v1/sessions?limit=2.5', 'invalid-parameter', 'limit'],
    ['/v1/sessions?limit=1&limit=2', 'invalid-parameter', 'limit'],
    ['/v1/sessions?cursor=iqse_ABC123', 'invalid-parameter', 'cursor'],
    [`/v1/sessions?cursor=${'A'.repeat(60)}`, 'invalid-cursor', 'cursor'],
    ['/v1/sessions?inquiry=evt_ABC123', 'invalid-parameter', 'inquiry'],
    ['/v1/sessions?inquiry=inq_ABC%00123', 'invalid-parameter', 'inquiry'],
    ['/v1/sessions?externalId=7', 'invalid-parameter', 'externalId'],
    ['/v1/sessions?status=VERIFIED', 'unknown-parameter', 'status'],
    ['/v1/events?provider=deepidv', 'invalid-parameter', 'provider'],
    ['/v1/sessions?filter%5Binquiry-id%5D=inq_ABC123', 'unknown-parameter', 'filter[inquiry-id]'],
    ['/v1/sessions?provider=absent', 'invalid-parameter', 'provider'],
    ['/v1/events?inquiry=inq_ABC123', 'unknown-parameter', 'inquiry'],
    ['/v1/events?name=Nonsense', 'invalid-parameter', 'name'],
    ['/v1/events?name=report/watchlist.matched', 'invalid-parameter', 'name'],
    ['/v1/events?object=txn_ABC123', 'invalid-parameter', 'object'],
    ['/v1/events?object=rep_ABC123', 'invalid-parameter', 'object'],
    ['/v1/sessions/evt_ABC123', 'invalid-parameter', 'id'],
    ['/v1/inquiries?state=Approved', 'invalid-parameter', 'state'],
    ['/v1/inquiries?account=inq_ABC123', 'invalid-parameter', 'account'],
    ['/v1/inquiries?reference=', 'invalid-parameter', 'reference'],
    ['/v1/inquiries?from=yesterday', 'invalid-parameter', 'from'],
    ['/v1/inquiries?from=2026-11-21T08:00:00Z&to=2026-11-20T08:00:00Z', 'invalid-parameter', 'to'],
    ['/v1/inquiries?note=anything', 'unknown-parameter', 'note'],
    ['/v1/inquiries?ids=inq_ABC123', 'unknown-parameter', 'ids'],
    ['/v1/cases/evt_ABC123', 'invalid-parameter', 'id'],
    ['/v1/cases/case_ABC123', 'invalid-parameter', 'id'],
    ['/v1/cases/..%2finquiries', 'invalid-parameter', 'id'],
    ['/v1/sessions/..%2fevents', 'invalid-parameter', 'id'],
  ])('%s', async (path, code, parameter) => {
    const relay = openRelay()
    const problem = await readProblem(await relay.request(path, { token: await relay.signIn() }))
    expect(problem).toMatchObject({ code, parameter, status: 400 })
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('refuses a body that is no JSON, too large or invalid', async () => {
    const relay = openRelay()
    const post = (body: string) =>
      relay.request('/access/pair', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
    expect((await readProblem(await post('{'))).code).toBe('invalid-body')
    expect((await readProblem(await post(`{"code":"${'A'.repeat(20_000)}"}`))).code).toBe('body-too-large')
    expect(await readProblem(await post('{"code":7}'))).toMatchObject({
      code: 'invalid-body',
      parameter: 'code',
    })
  })

  it.each([
    ['none', { ids: [] }],
    ['101', { ids: Array(101).fill('inq_ABC123') }],
    ['nothing that is an ID', { ids: ['../inquiries', ''] }],
    ['what is no text', { ids: ['inq_ABC123', 7] }],
    ['one of a hidden kind', { ids: ['rep_ABC123'] }],
    ['none at all', {}],
  ])('look-ups of %s', async (_, body) => {
    const relay = openRelay()
    const answer = await relay.request('/v1/lookups', { token: await relay.signIn(), ...json(body) })
    expect(await readProblem(answer)).toMatchObject({ code: 'invalid-body', parameter: 'ids', status: 400 })
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('names the valid kinds for a case of another object', async () => {
    const relay = openRelay()
    const problem = await readProblem(
      await relay.request('/v1/cases/evt_ABC123', { token: await relay.signIn() }),
    )
    expect(problem.detail).toBe('“id” must be the ID of an inquiry or a session.')
  })

  it('lists the allowed methods', async () => {
    const answer = await openRelay().request('/v1/sessions', { method: 'DELETE' })
    expect(answer.headers.get('Allow')).toBe('GET')
  })
})

describe('a configuration that is not complete', () => {
  const requestWith = (change: Record<string, string | undefined>, path = '/v1/sessions') =>
    app.request(path, {}, { ...env, ...change })

  it.each([
    [{ ENVIRONMENT: undefined }, 'ENVIRONMENT'],
    [{ TOKEN_PEPPER: undefined }, 'TOKEN_PEPPER'],
    [{ BOOTSTRAP_TOKEN: 'short' }, 'BOOTSTRAP_TOKEN'],
    [{ ALLOWED_ORIGINS: '*' }, 'ALLOWED_ORIGINS'],
    [{ ALLOWED_ORIGINS: 'https://desk.example/' }, 'ALLOWED_ORIGINS'],
    [{ ALLOWED_ORIGINS: 'https://*.example' }, 'ALLOWED_ORIGINS'],
    [{ ALLOWED_ORIGINS: 'null' }, 'ALLOWED_ORIGINS'],
    [{ RELAY_HOSTS: 'https://lens.example' }, 'RELAY_HOSTS'],
    [{ PERSONA_API_URL: undefined }, 'PERSONA_API_URL'],
    [{ PERSONA_API_URL: 'http://persona.example' }, 'PERSONA_API_URL'],
    [{ PERSONA_API_URL: 'https://persona.example/api' }, 'PERSONA_API_URL'],
    [{ OPEN_EVENT_FAMILIES: 'report' }, 'OPEN_EVENT_FAMILIES'],
    [{ SHOWN_NAMES: 'Onboarding; PEP & sanctions rescreen' }, 'must not name a screening'],
    [{ REFERENCE_ID_PATTERN: '########' }, 'REFERENCE_ID_PATTERN must hold letters or digits of your own'],
    [{ REFERENCE_ID_PATTERN: 'x'.repeat(201) }, 'REFERENCE_ID_PATTERN'],
    [
      { REFERENCE_ID_PATTERN: '^cust-\\d{6}$' },
      'REFERENCE_ID_PATTERN is a regular expression: write cust-######',
    ],
    [
      { DEEPIDV_API_KEY: 'x', DEEPIDV_API_URL: 'https://d.example', DEEPIDV_EXTERNAL_ID_PATTERN: 'KD' },
      'DEEPIDV_EXTERNAL_ID_PATTERN must not match',
    ],
  ])(
    '%o: every route answers 503 and names it, readable by anyone, without a value',
    async (change, name) => {
      openRelay()
      for (const path of ['/healthz', '/v1/sessions', '/access/pair']) {
        const answer = await requestWith(change, path)
        expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
        const problem = await readProblem(answer)
        expect(problem).toMatchObject({ code: 'relay-not-configured', status: 503 })
        expect(problem.detail).toContain(name)
        expect(problem.detail).not.toContain('persona_')
      }
    },
  )

  const NUMBERS = {
    AUDIT_CAPACITY_MB: [1, 9_000],
    AUDIT_KEEP_DAYS: [1, 3_650],
    EVENTS_KEPT_DAYS: [0, 300],
    PERSONA_CALLS_PER_MINUTE: [1, 300],
    DEEPIDV_CALLS_PER_SECOND: [1, 1_000],
    DEEPIDV_CALLS_PER_DAY: [1, 900_000],
  } as const

  it('every number that can be set is tried', () => {
    const numbers = VARIABLE_NAMES.filter((name) => /_(MB|DAYS|PER_[A-Z]+)$/.test(name))
    expect(numbers.toSorted()).toEqual(Object.keys(NUMBERS).toSorted())
  })

  it.each(Object.entries(NUMBERS))(
    '%s within %j, else every route says the bounds',
    async (name, [least, most]) => {
      openRelay()
      const deepidv = { DEEPIDV_API_KEY: 'deepidv-key', DEEPIDV_API_URL: 'http://127.0.0.1:9' }
      const request = (value: unknown) => app.request('/healthz', {}, { ...env, ...deepidv, [name]: value })
      for (const wrong of [
        String(least - 1),
        String(most + 1),
        'many',
        '1.5',
        ' 9',
        'Infinity',
        '9'.repeat(30),
        most + 1,
        1.5,
        true,
      ]) {
        const { code, detail } = await readProblem(await request(wrong))
        expect({ wrong, code, detail }).toEqual({
          wrong,
          code: 'relay-not-configured',
          detail: `${name} must be a whole number from ${least} to ${most}`,
        })
      }
      for (const right of [String(least), String(most), least, '', undefined])
        expect((await request(right)).status, String(right)).toBe(200)
    },
  )

  it('reports a relay without a provider', async () => {
    const relay = openRelay()
    await relay.signIn()
    const answer = await requestWith({ PERSONA_API_KEY: undefined, PERSONA_API_URL: undefined })
    expect((await readProblem(answer)).code).toBe('no-provider')
  })
})

it('answers one object, and a list with a next', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const one = await relay.request('/v1/sessions/iqse_ABC123', { token })
  expect(await one.json()).toMatchObject({
    id: 'iqse_ABC123',
    inquiryId: 'inq_ABC123',
    status: 'expired',
    device: { type: 'desktop', browser: { name: 'Chrome', version: '115.0.0.0' } },
    network: { vpn: false, threatLevel: 'low', country: { code: 'US', name: 'United States' } },
  })
  const filtered = await relay.request('/v1/sessions?inquiry=inq_ABC123', { token })
  const page = v.parse(SessionsPageSchema, await filtered.json())
  expect(page).toMatchObject({ items: [{ id: 'iqse_ABC123' }], next: null })
})

describe('signing in and out', () => {
  it('a code lives for ten minutes, as its answer states', async () => {
    const relay = openRelay()
    vi.useFakeTimers({ toFake: ['Date'] })
    const [early, late] = [await relay.addAgent('ada@example.com'), await relay.addAgent('bob@example.com')]
    vi.setSystemTime(Date.now() + 10 * 60_000 - 1_000)
    expect((await relay.request('/access/pair', json({ code: early }))).status).toBe(200)
    vi.setSystemTime(Date.now() + 2_000)
    const expired = await readProblem(await relay.request('/access/pair', json({ code: late })))
    expect(expired).toMatchObject({ code: 'pairing-code-expired', status: 410 })
  })

  it('forgives how a code is typed', async () => {
    const relay = openRelay()
    const code = await relay.addAgent('ada@example.com')
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect((await relay.request('/access/pair', json({ code: typed }))).status).toBe(200)
  })

  it('the bootstrap token opens the agents alone, and no agent does', async () => {
    const relay = openRelay()
    expect((await relay.request('/v1/agents', { token: env.BOOTSTRAP_TOKEN })).status).toBe(200)
    for (const path of ['/v1/sessions', '/v1/events', '/v1/me', '/v1/config']) {
      const answer = await relay.request(path, { token: env.BOOTSTRAP_TOKEN })
      expect((await readProblem(answer)).code, path).toBe('role-refused')
    }
    const agent = await relay.signIn()
    const added = await relay.request('/v1/agents', {
      token: agent,
      ...json({ email: 'eve@example.com', role: 'admin' }),
    })
    expect((await readProblem(added)).code).toBe('role-refused')
    const auditor = await relay.signIn('audit@example.com', 'auditor')
    expect((await readProblem(await relay.request('/v1/sessions', { token: auditor }))).code).toBe(
      'role-refused',
    )
    expect((await relay.request('/v1/agents', { token: auditor })).status).toBe(200)
  })

  describe('an agent who is added again', () => {
    const BOSS = 'boss@example.com'
    const open = () => {
      const relay = openRelay()
      const add = (more: object, token = env.BOOTSTRAP_TOKEN) =>
        relay.request('/v1/agents', { token, ...json({ email: BOSS, ...more }) })
      const addAs = async (more: object) =>
        v.parse(AddedAgentSchema, await (await add(more)).json()).agent.role
      const list = async () =>
        v.parse(
          AgentsSchema,
          await (await relay.request('/v1/agents', { token: env.BOOTSTRAP_TOKEN })).json(),
        )
      const roleNow = async () => (await list()).items.find(({ email }) => email === BOSS)?.role
      const revoke = () =>
        relay.request(`/v1/agents/${BOSS}`, { method: 'DELETE', token: env.BOOTSTRAP_TOKEN })
      return { relay, add, addAs, list, roleNow, revoke }
    }

    it.each(ROLES.flatMap((before) => ROLES.map((after) => [before, after] as const)))(
      'as %s keeps that role unless the change to %s is confirmed',
      async (before, after) => {
        const { relay, add, addAs, roleNow } = open()
        const admin = await relay.signIn('root@example.com', 'admin')
        const token = await relay.signIn(BOSS, before)
        expect(await addAs({})).toBe(before)
        if (before !== after) {
          for (const requested of [
            { role: after },
            { role: after, changeRole: false },
            { role: after, letBackIn: true },
          ]) {
            for (const by of [env.BOOTSTRAP_TOKEN, admin]) {
              const answer = await add(requested, by)
              expect(await readProblem(answer)).toMatchObject({
                status: 409,
                code: 'role-not-confirmed',
                detail: `${BOSS} has the role ${before}, and would have the role ${after} from the next request.`,
              })
            }
          }
          expect(await roleNow()).toBe(before)
        }
        expect(await addAs({ role: before })).toBe(before)
        expect(await addAs({ role: after, changeRole: true })).toBe(after)
        expect(await (await relay.request('/v1/me', { token })).json()).toMatchObject({
          agent: { role: after },
        })
        expect((await readAuditLog()).at(-1)?.about).toEqual({
          ...{ what: 'add-agent', agent: BOSS, role: after },
          ...(before !== after && { before }),
        })
      },
    )

    it('after a revocation is let back in only where that is confirmed, with the role they had', async () => {
      const { relay, add, addAs, list, revoke } = open()
      const token = await relay.signIn(BOSS, 'investigator')
      await revoke()
      const [{ revokedAt } = {}] = (await list()).items
      for (const requested of [
        {},
        { role: 'investigator' },
        { role: 'agent', changeRole: true },
        { letBackIn: false },
      ]) {
        expect(await readProblem(await add(requested))).toMatchObject({
          status: 409,
          code: 'agent-revoked',
          detail: `${BOSS} was revoked at ${revokedAt}, with the role investigator.`,
        })
      }
      expect((await list()).items).toMatchObject([{ role: 'investigator', revokedAt }])
      expect((await readProblem(await add({ letBackIn: true, role: 'admin' }))).code).toBe(
        'role-not-confirmed',
      )
      expect(await addAs({ letBackIn: true })).toBe('investigator')
      expect((await readAuditLog()).at(-1)?.about).toEqual({
        what: 'let-back-in',
        agent: BOSS,
        role: 'investigator',
      })
      expect((await relay.request('/v1/me', { token })).status).toBe(401)
      await revoke()
      expect(await addAs({ letBackIn: true, role: 'admin', changeRole: true })).toBe('admin')
      expect((await readAuditLog()).at(-1)?.about).toEqual({
        what: 'let-back-in',
        agent: BOSS,
        role: 'admin',
        before: 'investigator',
      })
      expect(await addAs({ letBackIn: true })).toBe('admin')
      expect((await readAuditLog()).at(-1)?.about).toEqual({ what: 'add-agent', agent: BOSS, role: 'admin' })
    })
  })

  it('a newer code ends the older one of the same agent, which answers as one that expired', async () => {
    const relay = openRelay()
    const pair = (code: string) => relay.request('/access/pair', json({ code }))
    const other = await relay.addAgent('bob@example.com')
    const codes: string[] = []
    for (let made = 0; made < 3; made++) codes.push(await relay.addAgent('ada@example.com'))
    const [first = '', second = '', third = ''] = codes
    for (const replaced of [first, second]) {
      expect(await readProblem(await pair(replaced))).toMatchObject({
        code: 'pairing-code-expired',
        status: 410,
      })
    }
    expect((await pair(third)).status).toBe(200)
    await relay.addAgent('ada@example.com')
    expect((await readProblem(await pair(third))).code).toBe('pairing-code-used')
    expect((await pair(other)).status).toBe(200)
  })

  it('counts each agent alone, says what is left, and how long to wait', async () => {
    const relay = openRelay()
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    const first = await relay.request('/v1/sessions', { token: ada })
    expect(first.headers.get('RateLimit-Policy')).toBe('"agent";q=240;w=60')
    expect(first.headers.get('RateLimit')).toMatch(/^"agent";r=239;t=\d+$/)
    const rest = await Promise.all(
      Array.from({ length: 240 }, () => relay.request('/v1/config', { token: ada })),
    )
    const refused = rest.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(1)
    expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await relay.request('/v1/sessions', { token: bob })).status).toBe(200)
  })
})

describe('content codings', () => {
  it.each([
    ...['', '*', '*;q=0', 'identity;q=0', 'gzip;q=2', 'br, gzip;q=0.5', 'nonsense', ',;='],
    'x'.repeat(8_000),
  ])('Accept-Encoding %j changes no answer', async (coding) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const plain = await relay.request('/v1/sessions?limit=3', { token })
    const answer = await relay.request('/v1/sessions?limit=3', {
      token,
      headers: { 'Accept-Encoding': coding },
    })
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/json'])
    expect(await answer.text()).toBe(await plain.text())
  })

  it.each(['gzip', 'br', 'nonsense', 'identity', ''])(
    'a body is JSON as it stands, whatever Content-Encoding %j says of it',
    async (coding) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': coding }
      const request = (body: BodyInit) =>
        relay.request('/v1/lookups', { method: 'POST', token, headers, body })
      expect((await request('{"ids":["inq_ABC123"]}')).status).toBe(200)
      const packed = new Blob(['{"ids":["inq_ABC123"]}']).stream().pipeThrough(new CompressionStream('gzip'))
      const refused = await request(await new Response(packed).arrayBuffer())
      expect(await readProblem(refused)).toMatchObject({ code: 'invalid-body', status: 400 })
    },
  )
})
