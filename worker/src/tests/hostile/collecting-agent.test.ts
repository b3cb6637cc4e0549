/** An agent who collects data: see `docs/threat-model.md`. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import {
  InquiriesPageSchema,
  LookupsSchema,
  SessionsPageSchema,
} from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { accessControl, readAgentEntries, readAuditLog } from '../../../testing/read-audit-log.ts'
import { codeOf, json, openRelay, readProblem } from '../../../testing/relay-under-test.ts'

import { AGENT_LIMIT, HOURLY_LIMIT } from '../../access/limits/rate-limit.ts'
import { VELOCITY_LIMIT, ViewCountsSchema } from '../../access/limits/velocity-limit.ts'

describe('an agent who collects data', () => {
  it('opening far more different people than usual: an entry, then one per half minute, known ones at once', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay({ rows: 400 })
    const token = await relay.signIn()
    const rows: { id: string; inquiryId: string | null }[] = []
    for (let cursor = ''; rows.length < 200; ) {
      const page = v.parse(
        SessionsPageSchema,
        await (await relay.request(`/v1/sessions?limit=100${cursor}`, { token })).json(),
      )
      rows.push(...page.items)
      cursor = `&cursor=${page.next}`
    }
    const people = [...new Map(rows.map((row) => [row.inquiryId, row.id])).values()]
    const open = (id = '') => relay.request(`/v1/sessions/${id}`, { token })
    for (const id of people.slice(0, VELOCITY_LIMIT.min + 1)) {
      vi.setSystemTime(Date.now() + 20_000)
      expect((await open(id)).status).toBe(200)
    }
    const unusual = (await readAgentEntries()).filter(({ action }) => action === 'denied')
    expect(unusual).toMatchObject([
      { agent: 'ada@example.com', about: { permission: 'read', why: 'unusual' } },
    ])
    const throttled = await open(people[VELOCITY_LIMIT.min + 1])
    expect(throttled.status).toBe(429)
    expect(Number(throttled.headers.get('Retry-After'))).toBe(30)
    expect(await codeOf(throttled)).toBe('views-throttled')
    expect((await open(people[0])).status).toBe(200)
    vi.setSystemTime(Date.now() + 30_000)
    expect((await open(people[VELOCITY_LIMIT.min + 1])).status).toBe(200)
    expect((await open(people[VELOCITY_LIMIT.min + 2])).status).toBe(429)
  })

  it('lists about one person open them: counted, viewed, seen by colleagues, and throttled', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay({ rows: 400 })
    const [eve, ada, auditor] = [
      await relay.signIn('eve@example.com'),
      await relay.signIn('ada@example.com'),
      await relay.signIn('audit@example.com', 'auditor'),
    ]
    const inquiries: string[] = []
    for (let cursor = ''; inquiries.length < 70; ) {
      const page = v.parse(
        InquiriesPageSchema,
        await (await relay.request(`/v1/inquiries?limit=100${cursor}`, { token: eve })).json(),
      )
      inquiries.push(...page.items.map(({ id }) => id))
      cursor = `&cursor=${page.next}`
    }
    const [first = ''] = inquiries
    let answered = 0
    let refused: Response | undefined
    for (const id of inquiries.slice(0, 70)) {
      vi.setSystemTime(Date.now() + 2_000)
      const answer = await relay.request(`/v1/sessions?inquiry=${id}`, { token: eve })
      if (answer.status === 200) answered++
      else refused ??= answer
    }
    expect(answered).toBe(VELOCITY_LIMIT.min + 1)
    if (!refused) throw new Error('Nothing was refused')
    expect(await codeOf(refused)).toBe('views-throttled')
    // Cached for a colleague, so that no provider quota is used.
    const askBehindAda = async (path: string) => {
      await relay.request(path, { token: ada })
      return relay.request(path, { token: eve })
    }
    for (const path of [
      `/v1/events?object=${inquiries.at(-1)}`,
      '/v1/inquiries?reference=cust-700777',
      '/v1/inquiries?reference=cust-700778',
      '/v1/inquiries?account=act_Made1234',
    ]) {
      expect(await codeOf(await askBehindAda(path)), path).toBe('views-throttled')
    }
    expect((await askBehindAda(`/v1/events?object=${first}`)).status).toBe(200)
    const refusals: unknown[] = []
    for (const path of [
      `/v1/cases/${inquiries.at(-1)}`,
      '/v1/cases/inq_None1234',
      '/v1/sessions/iqse_None1',
    ]) {
      const answer = await askBehindAda(path)
      const headers = ['Cache-Status', 'Age', 'Lens-Source', 'ETag', 'Retry-After'].map((name) =>
        answer.headers.get(name),
      )
      const { requestId: _, instance: __, ...problem } = await readProblem(answer)
      refusals.push({ problem, headers })
    }
    expect(refusals[0]).toMatchObject({ problem: { code: 'views-throttled' } })
    expect(refusals.slice(1)).toEqual([refusals[0], refusals[0]])
    const viewed = await relay.request(`/v1/audit?viewed=true&agent=eve@example.com&id=${first}`, {
      token: auditor,
    })
    const { items } = v.parse(AuditPageSchema, await viewed.json())
    expect(items.map(({ agent, about }) => [agent, about.kind])).toEqual([
      ['eve@example.com', 'events'],
      ['eve@example.com', 'sessions'],
    ])
    const seen = (await relay.request(`/v1/cases/${first}`, { token: ada })).headers.get(
      'Lens-Recent-Viewers',
    )
    expect(seen).toContain('eve@example.com')
  })

  it('one person counts once: a case, then the lists of their account and number, then their other cases', async () => {
    const relay = openRelay({ rows: 100 })
    const token = await relay.signIn()
    const { items } = v.parse(
      InquiriesPageSchema,
      await (await relay.request('/v1/inquiries?limit=100', { token })).json(),
    )
    const known = items.find(({ accountId, referenceId }) => accountId !== null && referenceId !== null)
    if (!known) throw new Error('No customer has an account and a number')
    const request = async (path: string) => {
      const answer = await relay.request(path, { token })
      expect(answer.status).toBe(200)
      return answer
    }
    await request(`/v1/cases/${known.id}`)
    await request(`/v1/inquiries?account=${known.accountId}`)
    await request(`/v1/inquiries?reference=${known.referenceId}`)
    await request(`/v1/inquiries?account=${known.accountId}&state=no-such-state`)
    await request(`/v1/sessions?inquiry=${known.id}`)
    await request(`/v1/events?object=${known.id}`)
    const stored = await runInDurableObject(accessControl(), (_, { storage }) =>
      storage.sql.exec<{ counts: string }>('SELECT counts FROM case_views').one(),
    )
    expect(v.parse(v.pipe(v.string(), v.parseJson(), ViewCountsSchema), stored.counts).people).toEqual([
      known.id,
    ])
    expect(stored.counts).not.toContain(known.referenceId)
  })

  it('an object that was not found leaves an entry that is not “viewed”', async () => {
    const relay = openRelay()
    const [ada, auditor] = [
      await relay.signIn('ada@example.com'),
      await relay.signIn('audit@example.com', 'auditor'),
    ]
    for (const [path, id] of [
      ['/v1/cases/inq_None1234', 'inq_None1234'],
      ['/v1/sessions/iqse_None1234', 'iqse_None1234'],
      ['/v1/events/evt_None1234', 'evt_None1234'],
    ]) {
      expect((await relay.request(path ?? '', { token: ada })).status).toBe(404)
      const find = async (query: string) => {
        const answer = await relay.request(`/v1/audit?id=${id}&agent=ada@example.com${query}`, {
          token: auditor,
        })
        return v.parse(AuditPageSchema, await answer.json()).items
      }
      expect(await find('')).toMatchObject([{ action: 'open', about: { id, outcome: 'not-found' } }])
      expect(await find('&viewed=true')).toEqual([])
    }
  })

  it('looking up far more IDs than tickets hold: refused until the hour ends, with an entry; opening goes on', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay()
    relay.providers.fetch = async () => Response.json({ data: [], links: { next: null } })
    const token = await relay.signIn()
    const lookUp = (round: number) => {
      const ids = Array.from({ length: 100 }, (_, index) => `inq_Made${round}x${index}`)
      return relay.request('/v1/lookups', { token, ...json({ ids }) })
    }
    const rounds = HOURLY_LIMIT.lookups / 100
    for (let round = 0; round < rounds; round++) {
      vi.setSystemTime(Date.now() + 30_000)
      expect((await lookUp(round)).status).toBe(200)
    }
    const refused = await lookUp(rounds)
    expect(Number(refused.headers.get('Retry-After'))).toBe(3_600 - rounds * 30)
    expect(await codeOf(refused)).toBe('lookups-limited')
    await lookUp(rounds + 1)
    expect((await readAgentEntries()).filter(({ action }) => action === 'denied')).toMatchObject([
      { agent: 'ada@example.com', about: { permission: 'read', why: 'lookup-limit' } },
    ])
    expect((await lookUp(0)).status).toBe(200)
    const ids = ['inq_Made0x1', 'inq_OneMore', 'inq_Made0x2']
    const mixed = await relay.request('/v1/lookups', { token, ...json({ ids }) })
    expect(v.parse(LookupsSchema, await mixed.json()).items).toEqual([
      { id: 'inq_Made0x1', outcome: 'not-found' },
      { id: 'inq_OneMore', outcome: 'not-asked', reason: 'lookups-limited' },
      { id: 'inq_Made0x2', outcome: 'not-found' },
    ])
    expect((await readAgentEntries()).at(-1)?.about.ids).toEqual(['inq_Made0x1', 'inq_Made0x2'])
    expect((await relay.request('/v1/sessions', { token })).status).toBe(200)
    vi.setSystemTime(Date.now() + 3_600_000)
    expect((await lookUp(rounds)).status).toBe(200)
  })

  it.each([
    ['that a look-up leaves out', 'iqse', [], 'lookup-limit'],
    ['of a provider that fails', 'inq', [{ fault: '5xx' }], undefined],
  ] as const)('IDs %s are no look-ups of the hour', async (_, kind, faults, reason) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay()
    const token = await relay.signIn()
    const batch = (round: number, prefix: string = kind) =>
      Array.from({ length: 100 }, (__, index) => `${prefix}_Made${round}x${index}`)
    const lookUp = async (ids: string[]) => {
      vi.setSystemTime(Date.now() + 61_000)
      return relay.request('/v1/lookups', { token, ...json({ ids }) })
    }
    relay.providers.control.faults(faults)
    for (let round = 0; round <= HOURLY_LIMIT.lookups / 100; round++) {
      const answer = await lookUp(batch(round))
      expect(answer.status).not.toBe(429)
      if (reason) expect(await answer.text()).toContain(reason)
    }
    relay.providers.control.faults([])
    const answer = await lookUp(batch(0, 'inq'))
    expect(
      v.parse(LookupsSchema, await answer.json()).items.every(({ outcome }) => outcome === 'not-found'),
    ).toBe(true)
  })

  it('a list about more people than are left: refused, with the number left', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay()
    relay.providers.fetch = async () => Response.json({ data: [], links: { next: null } })
    const token = await relay.signIn('eve@example.com')
    const accounts = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => `act_Made${first + index}`).join(',')
    const request = (list: string) => relay.request(`/v1/inquiries?account=${list}`, { token })
    expect((await request(accounts(0, VELOCITY_LIMIT.min - 10))).status).toBe(200)
    const refused = await readProblem(await request(accounts(100, 11)))
    expect(refused).toMatchObject({
      code: 'views-throttled',
      detail: expect.stringContaining('about 10 at most'),
    })
    expect((await request(accounts(100, 10))).status).toBe(200)
    expect((await request(accounts(0, VELOCITY_LIMIT.min - 10))).status).toBe(200)
  })

  it('filling the audit log: refused once the hour’s bytes are used up, with one entry a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay()
    const [eve, ada] = [await relay.signIn('eve@example.com'), await relay.signIn('ada@example.com')]
    const ids = Array.from({ length: 100 }, (_, index) => `inq_${'A'.repeat(60)}${1000 + index}`)
    const take = json({ action: 'copy', form: 'summary', ids })
    const before = (await readAuditLog()).length
    let refused: Response | undefined
    for (let entry = 0; !refused && entry < 2_000; entry++) {
      if (entry % 200 === 199) vi.setSystemTime(Date.now() + 60_000)
      const answer = await relay.request('/v1/audit', { token: eve, ...take })
      if (answer.status !== 204) refused = answer
    }
    expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThan(1_000)
    if (refused) expect(await codeOf(refused)).toBe('log-limited')
    for (const path of ['/v1/sessions', '/v1/cases/inq_ABC123']) {
      expect(await codeOf(await relay.request(path, { token: eve }))).toBe('log-limited')
    }
    expect((await relay.request('/v1/me', { token: eve })).status).toBe(200)
    expect((await relay.request('/v1/sessions', { token: ada })).status).toBe(200)
    const written = (await readAuditLog()).slice(before).filter(({ agent }) => agent === 'eve@example.com')
    expect(JSON.stringify(written).length).toBeLessThan(HOURLY_LIMIT.logBytes + 20_000)
    expect(written.filter(({ action }) => action === 'denied')).toHaveLength(1)
    vi.setSystemTime(Date.now() + 3_600_000)
    expect((await relay.request('/v1/sessions', { token: eve })).status).toBe(200)
  })

  describe('waiting until the memory of the relay ends', () => {
    async function open() {
      vi.useFakeTimers({ toFake: ['Date'] })
      const relay = openRelay()
      relay.providers.fetch = async () => Response.json({ data: [], links: { next: null } })
      const token = await relay.signIn('eve@example.com')
      return { relay, token }
    }
    const forget = (waitedMs = 70_000) => {
      vi.setSystemTime(Date.now() + waitedMs)
      return evictDurableObject(accessControl())
    }
    const batch = (round: number) => Array.from({ length: 100 }, (_, index) => `inq_Made${round}x${index}`)

    it('gives no more IDs to look up', async () => {
      const { relay, token } = await open()
      const refused: number[] = []
      for (let round = 0; round < 25; round++) {
        await forget()
        const answer = await relay.request('/v1/lookups', { token, ...json({ ids: batch(round) }) })
        if (answer.status === 429) refused.push(round)
      }
      expect(refused).toEqual([20, 21, 22, 23, 24])
    })

    it('gives no more room in the audit log', async () => {
      const { relay, token } = await open()
      const ids = Array.from({ length: 100 }, (_, index) => `inq_${'A'.repeat(60)}${1000 + index}`)
      const take = json({ action: 'copy', form: 'summary', ids })
      let written = 0
      for (let entry = 0; entry < 650; entry++) {
        if (entry % 25 === 24) await forget()
        if ((await relay.request('/v1/audit', { token, ...take })).status === 204) written++
      }
      const own = (await readAuditLog()).filter(({ agent }) => agent === 'eve@example.com')
      expect(JSON.stringify(own).length).toBeLessThan(HOURLY_LIMIT.logBytes + 30_000)
      expect(written).toBeLessThan(650)
    })

    it('gives no more people to open', async () => {
      const { relay, token } = await open()
      const statuses: number[] = []
      for (let person = 0; person < VELOCITY_LIMIT.min + 3; person++) {
        await forget(7_000)
        const path = `/v1/inquiries?account=act_Made${person}`
        statuses.push((await relay.request(path, { token })).status)
      }
      expect(statuses.filter((status) => status === 429)).toHaveLength(2)
    })

    it('gives no more requests, wrong codes or entries of refusals', async () => {
      const { relay, token } = await open()
      let [requestCount, throttledCount] = [0, 0]
      for (let rest = 0; rest < 5; rest++) {
        await forget(10_000)
        for (let request = 0; request < 70; request++) {
          if ((await relay.request('/v1/me', { token })).status === 200) requestCount++
          if (request >= 10) continue
          const code = `${10_000 + rest * 100 + request}-0000-0000`
          if ((await relay.request('/access/pair', json({ code }))).status === 429) throttledCount++
        }
      }
      expect(requestCount).toBeLessThanOrEqual(AGENT_LIMIT.requests)
      expect(throttledCount).toBeGreaterThanOrEqual(20)
      const denied = (await readAgentEntries()).filter(({ action }) => action === 'denied')
      expect(denied.map(({ about }) => about.why).sort()).toEqual(['rate-limit', 'wrong-codes'])
    })
  })

  it('a copy that never was: an entry in the agent’s own name, which names no other agent', async () => {
    const relay = openRelay()
    const token = await relay.signIn('eve@example.com', 'investigator')
    const claim = { action: 'export', form: 'rows', ids: ['inq_NeverShown'] }
    for (const more of [{ agent: 'ada@example.com' }, { requestId: 'made-up' }, { at: '2020-01-01' }]) {
      const answer = await relay.request('/v1/audit', { token, ...json({ ...claim, ...more }) })
      expect(await codeOf(answer)).toBe('invalid-body')
    }
    expect((await relay.request('/v1/audit', { token, ...json(claim) })).status).toBe(204)
    expect(await readAgentEntries()).toMatchObject([
      { agent: 'eve@example.com', action: 'export', about: { form: 'rows', ids: ['inq_NeverShown'] } },
    ])
  })

  it('a full audit log: nothing is disclosed; auditors and admins can still sign in', async () => {
    const relay = openRelay()
    const [ada, admin] = [
      await relay.signIn('ada@example.com'),
      await relay.signIn('root@example.com', 'admin'),
    ]
    const prototype = await runInDurableObject(accessControl(), (_, { storage }) =>
      Object.getPrototypeOf(storage.sql),
    )
    vi.spyOn(prototype, 'databaseSize', 'get').mockReturnValue(8_000_000_000)
    // While it runs, it takes its size from what it writes.
    await evictDurableObject(accessControl())
    for (const path of ['/v1/sessions', '/v1/cases/inq_ABC123', '/v1/sessions/iqse_ABC123']) {
      const answer = await relay.request(path, { token: ada })
      expect(await readProblem(answer)).toMatchObject({ code: 'audit-full', status: 503 })
    }
    expect(relay.providers.control.calls()).toEqual({})
    expect(await (await relay.request('/v1/me', { token: admin })).json()).toMatchObject({ auditLog: 'full' })
    for (const path of ['/v1/audit', '/v1/audit/segments', '/v1/agents']) {
      expect((await relay.request(path, { token: admin })).status, path).toBe(200)
    }
    expect(relay.log()).toContain('"auditLog":"full"')
    expect((await relay.request('/access/sign-out', { method: 'POST', token: ada })).status).toBe(204)
  })
})
