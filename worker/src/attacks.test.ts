/** Attacks by name, against the whole relay. `docs/threat-model.md` leads here. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { SessionsPageSchema } from '@inquiry-lens/shared/api.ts'
import { FAKE_PERSONA_SANDBOX_KEY } from '@inquiry-lens/test/providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { desk, readLines, readRecord } from '../testing/read-record.ts'
import { json, openRelay, RELAY, type RelayUnderTest, readProblem } from '../testing/relay-under-test.ts'
import { PACE } from './desk/pace.ts'

const codeOf = async (answer: Response) => (await readProblem(answer)).code

describe('a token that leaked', () => {
  it('token replay after sign-out', async () => {
    const relay = openRelay()
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    await relay.ask('/access/sign-out', { method: 'POST', token: ada })
    const replayed = await relay.ask('/v1/sessions', { token: ada })
    expect(replayed.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(await readProblem(replayed)).toMatchObject({
      code: 'signed-out',
      detail: expect.stringContaining('signing out'),
    })
    expect((await relay.ask('/v1/sessions', { token: bob })).status).toBe(200)
  })

  it('token replay after a revocation, from the next request on', async () => {
    const relay = openRelay()
    const phone = await relay.signIn('bob@example.com')
    const desktop = await relay.signIn('bob@example.com')
    const pending = await relay.addAgent('bob@example.com')
    const path = '/v1/agents/bob%40example.com'
    expect((await relay.ask(path, { method: 'DELETE', token: env.BOOTSTRAP_TOKEN })).status).toBe(204)
    for (const token of [phone, desktop]) {
      expect(await readProblem(await relay.ask('/v1/sessions', { token }))).toMatchObject({
        code: 'signed-out',
        detail: 'An admin revoked your access.',
      })
    }
    // A code that was on its way is no way back in.
    expect(await codeOf(await relay.ask('/access/pair', json({ code: pending })))).toBe('pairing-code-wrong')
  })

  it('token replay after everybody was revoked: only who did it stays', async () => {
    const relay = openRelay()
    const admin = await relay.signIn('root@example.com', 'admin')
    const others = [await relay.signIn('ada@example.com'), await relay.signIn('root@example.com', 'admin')]
    const pending = await relay.addAgent('late@example.com')
    const answer = await relay.ask('/v1/agents', { method: 'DELETE', token: admin })
    expect(await answer.json()).toEqual({ signIns: 2 })
    expect((await readRecord()).at(-1)).toMatchObject({ about: { what: 'revoke-all', signIns: 2 } })
    for (const token of others) expect(await codeOf(await relay.ask('/v1/me', { token }))).toBe('signed-out')
    expect(await codeOf(await relay.ask('/access/pair', json({ code: pending })))).toBe('pairing-code-wrong')
    expect((await relay.ask('/v1/me', { token: admin })).status).toBe(200)
    // Nobody lost their role: a new code brings them back.
    expect((await relay.ask('/v1/me', { token: await relay.signIn('ada@example.com') })).status).toBe(200)
  })

  it('token theft from storage: what is kept opens nothing', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const stored = await runInDurableObject(desk(), (_, { storage }) =>
      JSON.stringify(
        ['tokens', 'codes', 'agents', 'lines'].map((table) =>
          storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
        ),
      ),
    )
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(token.slice(5))
    for (const [hash = ''] of stored.matchAll(/[\w-]{43}/g)) {
      for (const guess of [hash, `lens_${hash}`]) {
        expect((await relay.ask('/v1/sessions', { token: guess })).status).toBe(401)
      }
    }
  })
})

describe('a pairing code', () => {
  it('code brute force: dies after five tries, nobody else locked out, and a line says so', async () => {
    const relay = openRelay()
    const [mine, other] = [await relay.addAgent('ada@example.com'), await relay.addAgent('bob@example.com')]
    const wrong = `${mine.slice(0, 5)}-0000-0000`
    const codes: unknown[] = []
    for (let attempt = 0; attempt < 5; attempt++) {
      codes.push(await codeOf(await relay.ask('/access/pair', json({ code: wrong }))))
    }
    expect(codes).toEqual([...Array(4).fill('pairing-code-wrong'), 'pairing-code-dead'])
    expect(await codeOf(await relay.ask('/access/pair', json({ code: mine })))).toBe('pairing-code-dead')
    expect((await relay.ask('/access/pair', json({ code: other }))).status).toBe(200)
    expect(await readLines()).toMatchObject([
      { action: 'denied', agent: 'ada@example.com', about: { act: 'pair', why: 'pairing-code-dead' } },
    ])
  })

  it('code race: eight redeem one at once, and one wins', async () => {
    const relay = openRelay()
    const code = await relay.addAgent('ada@example.com')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => relay.ask('/access/pair', json({ code }))),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const lost of answers.filter(({ status }) => status !== 200)) {
      expect(await codeOf(lost)).toBe('pairing-code-used')
    }
  })

  it('code sounding: a wrong secret half never tells whether the code was used or has expired', async () => {
    const relay = openRelay()
    const code = await relay.addAgent('ada@example.com')
    const wrong = json({ code: `${code.slice(0, 5)}-0000-0000` })
    const unknown = await relay.ask('/access/pair', json({ code: '00000-0000-0000' }))
    await relay.ask('/access/pair', json({ code }))
    const used = await relay.ask('/access/pair', wrong)
    const [{ detail }, { detail: other }] = [await readProblem(unknown), await readProblem(used)]
    expect([unknown.status, detail]).toEqual([used.status, other])
  })
})

describe('role escalation', () => {
  const ADMIN_DOORS = [
    ['GET', '/v1/agents'],
    ['DELETE', '/v1/agents'],
    ['DELETE', '/v1/agents/ada%40example.com'],
    ['GET', '/v1/record'],
    ['GET', '/v1/record/days'],
  ] as const

  it.each([
    ['X-Role', 'admin'],
    ['X-Forwarded-User', 'root@example.com'],
    ['X-HTTP-Method-Override', 'GET'],
    ['Cookie', 'role=admin'],
    ['X-Original-URL', '/v1/agents'],
    ['Cf-Access-Authenticated-User-Email', 'root@example.com'],
  ])('role escalation by header %s', async (name, value) => {
    const relay = openRelay()
    await relay.signIn('root@example.com', 'admin')
    const token = await relay.signIn('eve@example.com', 'agent')
    for (const [method, path] of ADMIN_DOORS) {
      const answer = await relay.ask(path, { method, token, headers: { [name]: value } })
      expect(await codeOf(answer), path).toBe('role-refused')
    }
  })

  it.each([
    ['/access/pair', { code: '00000-0000-0000', role: 'admin' }, 'invalid-body'],
    ['/v1/lookups', { ids: ['inq_ABC123'], role: 'admin' }, 'invalid-body'],
    [
      '/v1/reveals',
      { id: 'inq_ABC123', fields: ['note'], reason: 'because', agent: 'root@example.com' },
      'invalid-body',
    ],
    [
      '/v1/record',
      { action: 'copy', form: 'summary', ids: ['inq_ABC123'], agent: 'bob@example.com' },
      'invalid-body',
    ],
    ['/v1/agents', { email: 'eve@example.com', role: 'admin' }, 'role-refused'],
    ['/v1/agents', { email: 'eve@example.com', role: 'bootstrap' }, 'invalid-body'],
  ])('role escalation by body at %s: %o', async (path, body, code) => {
    const relay = openRelay()
    const token = await relay.signIn('eve@example.com', 'investigator')
    expect(await codeOf(await relay.ask(path, { token, ...json(body) }))).toBe(code)
    expect(await (await relay.ask('/v1/me', { token })).json()).toMatchObject({
      agent: { role: 'investigator' },
    })
  })

  it('role escalation by query', async () => {
    const relay = openRelay()
    const token = await relay.signIn('eve@example.com')
    expect(await codeOf(await relay.ask('/v1/sessions?role=admin', { token }))).toBe('unknown-parameter')
    expect(await codeOf(await relay.ask('/v1/agents?role=admin', { token }))).toBe('role-refused')
  })

  it('role escalation by the bootstrap token: it opens the agents alone', async () => {
    const relay = openRelay()
    const token = env.BOOTSTRAP_TOKEN
    expect((await relay.ask('/v1/agents', { token })).status).toBe(200)
    for (const path of [
      '/v1/sessions',
      '/v1/cases/inq_ABC123',
      '/v1/me',
      '/v1/config',
      '/v1/record',
      '/v1/record/days',
    ]) {
      expect(await codeOf(await relay.ask(path, { token })), path).toBe('role-refused')
    }
    const reveal = json({ id: 'inq_ABC123', fields: ['note'], reason: 'because' })
    expect(await codeOf(await relay.ask('/v1/reveals', { token, ...reveal }))).toBe('role-refused')
  })
})

describe('what is put into IDs, cursors and parameters', () => {
  const EVIL = {
    'a way up': '..%2finquiries',
    'a way up, all encoded': '%2e%2e%2finquiries',
    'a way up, encoded twice': '..%252finquiries',
    NUL: 'inq_ABC%00123',
    'a new line': 'inq_ABC123%0d%0aX-Evil:%201',
    'ten kilobytes': `inq_${'A'.repeat(10_000)}`,
    'another host': '%2f%2fevil.example%2finq_ABC123',
    'user info': 'inq_ABC123%40evil.example',
    'a fragment': 'inq_ABC123%23',
    'one more parameter': 'inq_ABC123%26fields%5Binquiry%5D%3Dfields',
    'full-width letters': 'inq_%EF%BC%A1%EF%BC%A2%EF%BC%A3123',
  }
  const DOORS = [
    '/v1/sessions/',
    '/v1/events/',
    '/v1/cases/',
    '/v1/sessions?inquiry=',
    '/v1/sessions?cursor=',
    '/v1/events?object=',
    '/v1/events?id=',
    '/v1/events?cursor=',
    '/v1/inquiries?account=',
    '/v1/inquiries?state=',
    '/v1/inquiries?cursor=',
  ]

  it.each(Object.entries(EVIL))('%s is refused at every door, and nothing is asked', async (_, text) => {
    const relay = openRelay()
    const token = await relay.signIn()
    for (const door of DOORS) {
      const answer = await relay.ask(`${door}${text}`, { token })
      expect([400, 404], `${door}${text.slice(0, 40)}`).toContain(answer.status)
      expect(answer.headers.get('X-Evil')).toBeNull()
    }
    const ids = [decodeURIComponent(text)]
    expect((await relay.ask('/v1/lookups', { token, ...json({ ids }) })).status).toBe(400)
    expect(relay.providers.control.calls()).toEqual({})
  })

  it.each([
    'filter%5Binquiry-id%5D=inq_ABC123',
    'include=account',
    'fields%5Binquiry%5D=fields',
    'page%5Bsize%5D=1',
    'page%5Bafter%5D=inq_ABC123',
    'limit=1&limit=100',
    'inquiry=inq_ABC123&inquiry=inq_Other12345',
    'provider=persona&provider=persona',
  ])('smuggled upstream parameter %s', async (query) => {
    const relay = openRelay()
    const token = await relay.signIn()
    expect((await relay.ask(`/v1/sessions?${query}`, { token })).status).toBe(400)
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('a cursor of another list, or altered in one letter, opens nothing', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const page = await relay.ask('/v1/sessions?limit=5', { token })
    const { next } = v.parse(SessionsPageSchema, await page.json())
    const altered = `${next?.slice(0, -1)}${next?.endsWith('A') ? 'B' : 'A'}`
    for (const path of [
      `/v1/events?cursor=${next}`,
      `/v1/sessions?cursor=${altered}`,
      `/v1/sessions?inquiry=inq_ABC123&cursor=${next}`,
    ]) {
      expect(await codeOf(await relay.ask(path, { token })), path).toBe('invalid-cursor')
    }
  })
})

describe('the way to the provider', () => {
  /** A provider that answers like this, and where it was asked. */
  function answerWith(relay: RelayUnderTest, answer: (url: URL) => Response) {
    const asked: Request[] = []
    relay.providers.fetch = async (request) => {
      asked.push(request)
      return answer(new URL(request.url))
    }
    return asked
  }
  const rowOf = (index: number) => ({
    type: 'inquiry-session',
    id: `iqse_Made${index}`,
    attributes: {},
    relationships: {},
  })

  it.each([
    'https://evil.example/api/v1/inquiry-sessions?page%5Bafter%5D=iqse_Made3',
    '//evil.example/?page%5Bafter%5D=iqse_Made3',
    '/api/v1/accounts?page%5Bafter%5D=iqse_Made3&include=everything',
    'http://169.254.169.254/latest?page%5Bafter%5D=iqse_Made3',
  ])('SSRF by links.next %s: of it only the cursor is taken', async (next) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const asked = answerWith(relay, () =>
      Response.json({ data: [rowOf(1), rowOf(2), rowOf(3)], links: { next } }),
    )
    const page = await relay.ask('/v1/sessions?limit=3', { token })
    const { next: cursor } = v.parse(SessionsPageSchema, await page.json())
    expect(cursor).not.toContain('evil')
    await relay.ask(`/v1/sessions?limit=3&cursor=${cursor}`, { token })
    for (const { url } of asked) {
      expect(new URL(url).origin).toBe('http://127.0.0.1:9')
      expect(new URL(url).pathname).toBe('/api/v1/inquiry-sessions')
      expect(url).not.toContain('include=everything')
    }
    expect(asked.length).toBeGreaterThan(1)
  })

  it.each(['../../secrets', 'iqse_A&include=account', 'iqse_A\r\nX-Evil: 1', ''])(
    'SSRF by a cursor of the provider’s: %j is none',
    async (cursor) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const next = `/api/v1/inquiry-sessions?page%5Bafter%5D=${encodeURIComponent(cursor)}`
      answerWith(relay, () => Response.json({ data: [rowOf(1)], links: { next } }))
      const page = await relay.ask('/v1/sessions?limit=1', { token })
      expect(v.parse(SessionsPageSchema, await page.json()).next).toBeNull()
    },
  )

  it.each([301, 302, 303, 307, 308])(
    'a redirect (%i) is refused, and the key goes nowhere',
    async (status) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const asked = answerWith(
        relay,
        () => new Response(null, { status, headers: { Location: 'https://evil.example/collect' } }),
      )
      expect((await relay.ask('/v1/sessions', { token })).status).toBe(502)
      expect(asked.length).toBeGreaterThan(0)
      for (const { url, redirect } of asked) {
        expect(new URL(url).hostname).toBe('127.0.0.1')
        expect(redirect).toBe('manual')
      }
    },
  )

  it('a caller’s headers do not reach the provider', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const asked = answerWith(relay, () => Response.json({ data: [], links: { next: null } }))
    const headers = {
      'Persona-Version': '2020-01-01',
      'Key-Inflection': 'camel',
      'X-Forwarded-Host': 'evil.example',
      Cookie: 'a=b',
    }
    await relay.ask('/v1/sessions', { token, headers })
    const sent = Object.fromEntries(asked[0]?.headers ?? [])
    expect(Object.keys(sent).sort()).toEqual(['accept', 'authorization', 'key-inflection', 'persona-version'])
    expect(sent).toMatchObject({
      authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}`,
      'key-inflection': 'kebab',
    })
  })

  it('stored XSS in event name, status, note and reason: JSON that nobody sniffs, and text as it was', async () => {
    const relay = openRelay()
    const [agent, investigator, auditor] = [
      await relay.signIn('ada@example.com'),
      await relay.signIn('ines@example.com', 'investigator'),
      await relay.signIn('audit@example.com', 'auditor'),
    ]
    const script = '<img src=x onerror=alert(1)>'
    const attributes = { status: script, name: `inquiry.${script}`, note: script }
    answerWith(relay, ({ pathname }) => {
      const row = { type: 'inquiry', id: 'inq_ABC123', attributes, relationships: {} }
      return Response.json(
        pathname.endsWith('inq_ABC123') ? { data: row } : { data: [row], links: { next: null } },
      )
    })
    const reveal = json({ id: 'inq_ABC123', fields: ['note'], reason: script })
    const answers = [
      await relay.ask('/v1/inquiries', { token: agent }),
      await relay.ask('/v1/events', { token: agent }),
      await relay.ask('/v1/reveals', { token: investigator, ...reveal }),
      await relay.ask('/v1/record?action=reveal', { token: auditor }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/)
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      expect(await answer.text()).toContain(script)
    }
  })
})

describe('a page that means harm', () => {
  it.each([
    ['http://evil.example', undefined],
    ['http://192.168.0.7:8787', undefined],
    ['http://127.0.0.1.evil.example', undefined],
    [RELAY, 'evil.example'],
  ])('DNS rebinding: %s with Host %s opens no admin route', async (origin, host) => {
    const relay = openRelay()
    const admin = await relay.signIn('root@example.com', 'admin')
    const doors = [
      ['GET', '/v1/agents'],
      ['POST', '/v1/agents'],
      ['DELETE', '/v1/agents'],
      ['GET', '/v1/record'],
      ['GET', '/v1/record/days'],
      ['POST', '/v1/record/copies'],
    ] as const
    for (const [method, path] of doors) {
      const answer = await relay.ask(`${origin}${path}`, {
        method,
        token: admin,
        headers: host === undefined ? {} : { Host: host },
      })
      expect(await codeOf(answer), `${method} ${path}`).toBe('host-refused')
    }
    expect((await relay.ask('http://127.0.0.1:8787/v1/agents', { token: admin })).status).toBe(200)
    expect((await relay.ask('http://localhost/v1/agents', { token: admin })).status).toBe(200)
  })

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', ''])(
    'a form that posts (%s): a body that is not said to be JSON is none',
    async (type) => {
      const relay = openRelay()
      const admin = await relay.signIn('root@example.com', 'admin')
      const body = new TextEncoder().encode(JSON.stringify({ email: 'eve@example.com', role: 'admin' }))
      const headers: Record<string, string> = type === '' ? {} : { 'Content-Type': type }
      const answer = await relay.ask('/v1/agents', { method: 'POST', token: admin, body, headers })
      expect(await codeOf(answer)).toBe('invalid-body')
      expect(await (await relay.ask('/v1/agents', { token: admin })).text()).not.toContain('eve@example.com')
    },
  )

  it.each([
    'https://evil.example',
    'null',
    'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep.evil.example',
  ])('a foreign origin %s is answered nothing, with a good token too', async (origin) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const answer = await relay.ask('/v1/sessions', { token, headers: { Origin: origin } })
    expect(await codeOf(answer)).toBe('origin-refused')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('a body without end, whose length nobody said', async () => {
    const relay = openRelay()
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++sent > 200) controller.close()
        else controller.enqueue(new TextEncoder().encode('"'.padEnd(1024, 'A')))
      },
    })
    const answer = await relay.ask('/access/pair', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(await codeOf(answer)).toBe('body-too-large')
  })
})

describe('an agent who collects', () => {
  it('opening far more different people than usual: a line, then one in half a minute, known ones at once', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay({ rows: 400 })
    const token = await relay.signIn()
    const rows: { id: string; inquiryId: string | null }[] = []
    for (let cursor = ''; rows.length < 200; ) {
      const page = v.parse(
        SessionsPageSchema,
        await (await relay.ask(`/v1/sessions?limit=100${cursor}`, { token })).json(),
      )
      rows.push(...page.items)
      cursor = `&cursor=${page.next}`
    }
    const people = [...new Map(rows.map((row) => [row.inquiryId, row.id])).values()]
    const open = (id = '') => relay.ask(`/v1/sessions/${id}`, { token })
    // One more than is not unusual: it is answered, and said.
    for (const id of people.slice(0, PACE.least + 1)) {
      vi.setSystemTime(Date.now() + 20_000)
      expect((await open(id)).status).toBe(200)
    }
    const unusual = (await readLines()).filter(({ action }) => action === 'denied')
    expect(unusual).toMatchObject([{ agent: 'ada@example.com', about: { act: 'read', why: 'unusual' } }])
    const slowed = await open(people[PACE.least + 1])
    expect(slowed.status).toBe(429)
    expect(Number(slowed.headers.get('Retry-After'))).toBe(30)
    expect(await codeOf(slowed)).toBe('opening-slowed')
    expect((await open(people[0])).status).toBe(200)
    vi.setSystemTime(Date.now() + 30_000)
    expect((await open(people[PACE.least + 1])).status).toBe(200)
    expect((await open(people[PACE.least + 2])).status).toBe(429)
  })

  it('a full record: nothing about anybody is answered, and who looks after it still gets in', async () => {
    const relay = openRelay()
    const [ada, admin] = [
      await relay.signIn('ada@example.com'),
      await relay.signIn('root@example.com', 'admin'),
    ]
    const prototype = await runInDurableObject(desk(), (_, { storage }) => Object.getPrototypeOf(storage.sql))
    vi.spyOn(prototype, 'databaseSize', 'get').mockReturnValue(8_000_000_000)
    for (const path of ['/v1/sessions', '/v1/cases/inq_ABC123', '/v1/sessions/iqse_ABC123']) {
      const answer = await relay.ask(path, { token: ada })
      expect(await readProblem(answer)).toMatchObject({ code: 'record-full', status: 503 })
    }
    expect(relay.providers.control.calls()).toEqual({})
    expect(await (await relay.ask('/v1/me', { token: admin })).json()).toMatchObject({ record: 'full' })
    for (const path of ['/v1/record', '/v1/record/days', '/v1/agents']) {
      expect((await relay.ask(path, { token: admin })).status, path).toBe(200)
    }
    expect(relay.log()).toContain('"record":"full"')
    expect((await relay.ask('/access/sign-out', { method: 'POST', token: ada })).status).toBe(204)
  })
})
