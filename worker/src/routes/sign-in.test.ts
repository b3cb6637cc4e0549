/** Attacks by name on tokens, pairing codes and roles, against the whole relay. `docs/threat-model.md` leads here. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { AgentsSchema } from '@inquiry-lens/shared/contract/admin.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { accessControl, readAgentEntries, readAuditLog } from '../../testing/read-audit-log.ts'
import { codeOf, json, openRelay, readProblem } from '../../testing/relay-under-test.ts'

describe('a token that leaked', () => {
  it('token replay after sign-out', async () => {
    const relay = openRelay()
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    await relay.request('/access/sign-out', { method: 'POST', token: ada })
    const replayed = await relay.request('/v1/sessions', { token: ada })
    expect(replayed.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(await readProblem(replayed)).toMatchObject({
      code: 'signed-out',
      detail: expect.stringContaining('signing out'),
    })
    expect((await relay.request('/v1/sessions', { token: bob })).status).toBe(200)
  })

  it('token replay after a revocation, from the next request on', async () => {
    const relay = openRelay()
    const phone = await relay.signIn('bob@example.com')
    const desktop = await relay.signIn('bob@example.com')
    const pending = await relay.addAgent('bob@example.com')
    const path = '/v1/agents/bob%40example.com'
    expect((await relay.request(path, { method: 'DELETE', token: env.BOOTSTRAP_TOKEN })).status).toBe(204)
    for (const token of [phone, desktop]) {
      expect(await readProblem(await relay.request('/v1/sessions', { token }))).toMatchObject({
        code: 'signed-out',
        detail: 'An admin revoked your access.',
      })
    }
    // A code that was on its way is no way back in.
    expect(await codeOf(await relay.request('/access/pair', json({ code: pending })))).toBe(
      'pairing-code-wrong',
    )
  })

  it.each([
    ['/v1/sessions', {}],
    ['/v1/cases/inq_ABC123', {}],
    ['/v1/lookups', json({ ids: ['inq_ABC123'] })],
    ['/v1/reveals', json({ id: 'iqse_ABC123', fields: ['ip-address'], reason: 'asked' })],
  ])('a revocation holds for an answer that is under way: %s', async (path, init) => {
    const relay = openRelay()
    const token = await relay.signIn('ivy@example.com', 'investigator')
    const answerNow = vi.mocked(fetch).getMockImplementation()
    let letGo = () => {}
    const held = new Promise<void>((settle) => {
      letGo = settle
    })
    vi.mocked(fetch).mockImplementation(async (...requested) => {
      await held
      return answerNow?.(...requested) ?? Response.error()
    })
    const under = relay.request(path, { ...init, token })
    await vi.waitFor(() => expect(fetch).toHaveBeenCalled())
    const revoked = await relay.request('/v1/agents/ivy%40example.com', {
      method: 'DELETE',
      token: env.BOOTSTRAP_TOKEN,
    })
    expect(revoked.status).toBe(204)
    letGo()
    expect(await readProblem(await under)).toMatchObject({ code: 'signed-out' })
    const shown = (await readAgentEntries()).filter(
      ({ agent, about }) =>
        agent === 'ivy@example.com' && (about.shown !== undefined || about.outcome === 'shown'),
    )
    expect(shown).toEqual([])
  })

  it('token replay after all agents were revoked: only the admin’s own sign-in stays', async () => {
    const relay = openRelay()
    const admin = await relay.signIn('root@example.com', 'admin')
    const others = [await relay.signIn('ada@example.com'), await relay.signIn('root@example.com', 'admin')]
    const pending = await relay.addAgent('late@example.com')
    const answer = await relay.request('/v1/agents', { method: 'DELETE', token: admin })
    expect(await answer.json()).toEqual({ signIns: 2 })
    expect((await readAuditLog()).at(-1)).toMatchObject({ about: { what: 'revoke-all', signIns: 2 } })
    for (const token of others)
      expect(await codeOf(await relay.request('/v1/me', { token }))).toBe('signed-out')
    expect(await codeOf(await relay.request('/access/pair', json({ code: pending })))).toBe(
      'pairing-code-wrong',
    )
    expect((await relay.request('/v1/me', { token: admin })).status).toBe(200)
    // Roles stay: a new code brings the agent back.
    expect((await relay.request('/v1/me', { token: await relay.signIn('ada@example.com') })).status).toBe(200)
  })

  it('sign-ins that ended by age or idling count neither in the list nor as revoked', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay()
    await relay.signIn('ada@example.com')
    vi.setSystemTime(Date.now() + 13 * 3_600_000)
    await relay.signIn('ada@example.com')
    const admin = await relay.signIn('root@example.com', 'admin')
    const agents = v.parse(AgentsSchema, await (await relay.request('/v1/agents', { token: admin })).json())
    expect(agents.items.map(({ email, signIns }) => [email, signIns])).toEqual([
      ['ada@example.com', 1],
      ['root@example.com', 1],
    ])
    const revoked = await relay.request('/v1/agents', { method: 'DELETE', token: admin })
    expect(await revoked.json()).toEqual({ signIns: 1 })
  })

  it('token theft from storage: stored hashes open nothing', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const stored = await runInDurableObject(accessControl(), (_, { storage }) =>
      JSON.stringify(
        ['tokens', 'pairing_codes', 'agents', 'entries'].map((table) =>
          storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
        ),
      ),
    )
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(token.slice(5))
    for (const [hash = ''] of stored.matchAll(/[\w-]{43}/g)) {
      for (const guess of [hash, `lens_${hash}`]) {
        expect((await relay.request('/v1/sessions', { token: guess })).status).toBe(401)
      }
    }
  })
})

describe('a pairing code', () => {
  it('code brute force: dies after five tries, locks no other agent out, and leaves an entry', async () => {
    const relay = openRelay()
    const [mine, other] = [await relay.addAgent('ada@example.com'), await relay.addAgent('bob@example.com')]
    const wrong = `${mine.slice(0, 5)}-0000-0000`
    const codes: unknown[] = []
    for (let attempt = 0; attempt < 7; attempt++) {
      codes.push(await codeOf(await relay.request('/access/pair', json({ code: wrong }))))
    }
    // Whether there is such a code, and whether it is worn out, is not for who does not know it.
    expect(codes).toEqual(Array(7).fill('pairing-code-wrong'))
    expect(await codeOf(await relay.request('/access/pair', json({ code: mine })))).toBe('pairing-code-dead')
    expect((await relay.request('/access/pair', json({ code: other }))).status).toBe(200)
    expect(await readAgentEntries()).toMatchObject([
      { action: 'denied', agent: 'ada@example.com', about: { permission: 'pair', why: 'pairing-code-dead' } },
    ])
  })

  it('code flood: wrong ones are throttled for all together with one entry, a right one works at once', async () => {
    const relay = openRelay()
    const [mine, used] = [await relay.addAgent('ada@example.com'), await relay.addAgent('bob@example.com')]
    await relay.request('/access/pair', json({ code: used }))
    const flood = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        relay.request('/access/pair', json({ code: `${10_000 + index}-0000-0000` })),
      ),
    )
    const throttled = flood.filter(({ status }) => status === 429)
    expect(throttled).toHaveLength(70)
    for (const answer of throttled) {
      expect(await codeOf(answer)).toBe('pairing-throttled')
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    }
    expect(await codeOf(await relay.request('/access/pair', json({ code: used })))).toBe('pairing-code-used')
    expect((await relay.request('/access/pair', json({ code: mine }))).status).toBe(200)
    expect(await readAgentEntries()).toMatchObject([
      { action: 'denied', agent: 'relay', about: { permission: 'pair', why: 'wrong-codes' } },
    ])
  })

  it('code race: eight redeem one at once, and one wins', async () => {
    const relay = openRelay()
    const code = await relay.addAgent('ada@example.com')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => relay.request('/access/pair', json({ code }))),
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
    const unknown = await relay.request('/access/pair', json({ code: '00000-0000-0000' }))
    await relay.request('/access/pair', json({ code }))
    const used = await relay.request('/access/pair', wrong)
    const [{ detail }, { detail: other }] = [await readProblem(unknown), await readProblem(used)]
    expect([unknown.status, detail]).toEqual([used.status, other])
  })
})

describe('role escalation', () => {
  const ADMIN_DOORS = [
    ['GET', '/v1/agents'],
    ['DELETE', '/v1/agents'],
    ['DELETE', '/v1/agents/ada%40example.com'],
    ['GET', '/v1/audit'],
    ['GET', '/v1/audit/segments'],
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
      const answer = await relay.request(path, { method, token, headers: { [name]: value } })
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
      '/v1/audit',
      { action: 'copy', form: 'summary', ids: ['inq_ABC123'], agent: 'bob@example.com' },
      'invalid-body',
    ],
    ['/v1/agents', { email: 'eve@example.com', role: 'admin' }, 'role-refused'],
    ['/v1/agents', { email: 'eve@example.com', role: 'bootstrap' }, 'invalid-body'],
  ])('role escalation by body at %s: %o', async (path, body, code) => {
    const relay = openRelay()
    const token = await relay.signIn('eve@example.com', 'investigator')
    expect(await codeOf(await relay.request(path, { token, ...json(body) }))).toBe(code)
    expect(await (await relay.request('/v1/me', { token })).json()).toMatchObject({
      agent: { role: 'investigator' },
    })
  })

  it('role escalation by query', async () => {
    const relay = openRelay()
    const token = await relay.signIn('eve@example.com')
    expect(await codeOf(await relay.request('/v1/sessions?role=admin', { token }))).toBe('unknown-parameter')
    expect(await codeOf(await relay.request('/v1/agents?role=admin', { token }))).toBe('role-refused')
  })

  it('role escalation by the bootstrap token: it opens the agents alone', async () => {
    const relay = openRelay()
    const token = env.BOOTSTRAP_TOKEN
    expect((await relay.request('/v1/agents', { token })).status).toBe(200)
    for (const path of [
      '/v1/sessions',
      '/v1/cases/inq_ABC123',
      '/v1/me',
      '/v1/config',
      '/v1/audit',
      '/v1/audit/segments',
    ]) {
      expect(await codeOf(await relay.request(path, { token })), path).toBe('role-refused')
    }
    const reveal = json({ id: 'inq_ABC123', fields: ['note'], reason: 'because' })
    expect(await codeOf(await relay.request('/v1/reveals', { token, ...reveal }))).toBe('role-refused')
  })
})
