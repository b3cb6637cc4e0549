/** The gateway behind routes and AccessControl: upstream calls, freshness, and answers while the provider fails. */
import { EventsPageSchema, SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, inject, it, vi } from 'vitest'
import { advanceClock, ageOf, countOf, EVENTS, SESSIONS, sourceOf, statusOf } from '../../testing/gateway.ts'
import { openRelay, passTime, type RelayUnderTest, readProblem } from '../../testing/relay-under-test.ts'

describe('one upstream call for all callers', () => {
  it('serves 200 concurrent requests for a cold list', async () => {
    const relay = openRelay()
    relay.providers.control.faults([{ fault: 'stall', ms: 100 }])
    const token = await relay.signIn()
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => relay.request('/v1/sessions', { token })),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200))
    expect(countOf(relay, SESSIONS)).toBe(1)
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())))
    expect(bodies.size).toBe(1)
    expect(answers.filter((answer) => statusOf(answer)?.includes('collapsed')).length).toBe(199)
  })

  it('serves other agents and page sizes from the cache', async () => {
    const relay = openRelay()
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    await relay.request('/v1/events?limit=50', { token: ada })
    const second = await relay.request('/v1/events?limit=10', { token: bob })
    expect(statusOf(second)).toMatch(/; hit; ttl=/)
    expect(countOf(relay, EVENTS)).toBe(1)
  })

  it('shares a filter whose values have another order', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    await relay.request('/v1/events?name=inquiry.created,inquiry.expired', { token })
    await relay.request('/v1/events?name=inquiry.expired,inquiry.created,inquiry.expired', { token })
    expect(countOf(relay, EVENTS)).toBe(1)
  })
})

describe('freshness', () => {
  it('is fresh, then shown while it is refreshed, then fetched', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    expect(statusOf(await relay.request('/v1/sessions', { token }))).toBe(
      'inquiry-lens-gateway; fwd=miss; fwd-status=200; stored',
    )
    advanceClock(9)
    expect(statusOf(await relay.request('/v1/sessions', { token }))).toBe('inquiry-lens-gateway; hit; ttl=1')
    advanceClock(30)
    const stale = await relay.request('/v1/sessions', { token })
    expect(statusOf(stale)).toBe('inquiry-lens-gateway; hit; ttl=-29; detail=stale-while-revalidate')
    expect(stale.headers.get('Age')).toBe('39')
    expect(sourceOf(stale)).toEqual({ provider: 'persona', environment: 'sandbox', state: 'stale' })
    await vi.waitFor(async () => expect(ageOf(await relay.request('/v1/sessions', { token }))).toBe(0))
    expect(countOf(relay, SESSIONS)).toBe(2)
    advanceClock(71)
    expect(statusOf(await relay.request('/v1/sessions', { token }))).toBe(
      'inquiry-lens-gateway; fwd=stale; fwd-status=200; stored',
    )
  })

  it('fetches on a forced refresh, but not twice within two seconds', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const force = () => relay.request('/v1/sessions', { token, headers: { 'Cache-Control': 'no-cache' } })
    await force()
    advanceClock(1)
    await force()
    expect(countOf(relay, SESSIONS)).toBe(1)
    advanceClock(1)
    expect(statusOf(await force())).toBe('inquiry-lens-gateway; fwd=request; fwd-status=200; stored')
    expect(countOf(relay, SESSIONS)).toBe(2)
  })

  it('asks for a missing object once in 30 seconds', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const request = () => relay.request('/v1/sessions/iqse_doesnotexist', { token })
    await request()
    advanceClock(29)
    expect((await readProblem(await request())).detail).toContain('Not in SANDBOX')
    expect(countOf(relay, 'GET /api/v1/inquiry-sessions/:id')).toBe(1)
    advanceClock(2)
    await request()
    expect(countOf(relay, 'GET /api/v1/inquiry-sessions/:id')).toBe(2)
  })
})

describe('when the provider fails', () => {
  it.each([
    ['5xx', { fault: '5xx' }, 'provider-unavailable', 502, 503],
    ['an HTML error page', { fault: 'html', status: 502 }, 'provider-unavailable', 502, 502],
    ['an HTML page that claims to be fine', { fault: 'html', status: 200 }, 'provider-unreadable', 502, 200],
    ['truncated JSON', { fault: 'truncated' }, 'provider-unreadable', 502, 200],
    ['a reset connection', { fault: 'reset' }, 'provider-unavailable', 502, undefined],
    ['401', { fault: 'key-refused', status: 401 }, 'provider-key-refused', 502, 401],
    ['403', { fault: 'key-refused', status: 403 }, 'provider-key-refused', 502, 403],
    ['429', { fault: '429', reset: 7 }, 'provider-rate-limited', 503, 429],
  ] as const)(
    '%s: returns the problem, or the cached answer with the reason',
    async (_, fault, code, status, fwdStatus) => {
      const forwardStatus = fwdStatus === undefined ? '' : `; fwd-status=${fwdStatus}`
      const relay = openRelay()
      const token = await relay.signIn()
      relay.providers.control.faults([fault])
      const cold = await relay.request('/v1/sessions', { token })
      expect(cold.status).toBe(status)
      expect(await readProblem(cold)).toMatchObject({ code, provider: 'persona' })
      expect(statusOf(cold)).toBe(`inquiry-lens-gateway; fwd=miss${forwardStatus}; detail=${code}`)
      if (fault.fault === '429') expect(cold.headers.get('Retry-After')).toBe('7')

      relay.providers.control.faults([])
      advanceClock(8)
      expect((await relay.request('/v1/sessions', { token })).status).toBe(200)
      relay.providers.control.faults([fault])
      advanceClock(100)
      const stale = await relay.request('/v1/sessions', { token })
      expect(stale.status).toBe(200)
      expect(sourceOf(stale)).toMatchObject({ state: 'stale', reason: code })
      expect(stale.headers.get('Age')).toBe('100')
      expect(statusOf(stale)).toBe(`inquiry-lens-gateway; fwd=stale${forwardStatus}; ttl=-90; detail=${code}`)
      expect(v.parse(SessionsPageSchema, await stale.json()).items).toHaveLength(25)

      advanceClock(600)
      expect((await relay.request('/v1/sessions', { token })).status).toBe(status)
    },
  )

  it('returns provider-timeout when there is no answer in time', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    relay.providers.control.faults([{ fault: 'stall', ms: 30_000 }])
    const { result, ms } = await passTime(() => relay.request('/v1/sessions/iqse_ABC123', { token }))
    expect(ms).toBe(4_000)
    expect(await readProblem(result)).toMatchObject({ code: 'provider-timeout', status: 504 })
  })

  it('does not call before the reported limit is over', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    relay.providers.control.faults([{ fault: '429', reset: 20, times: 1 }])
    await relay.request('/v1/sessions', { token })
    advanceClock(12)
    const refused = await readProblem(await relay.request('/v1/events', { token }))
    expect(refused).toMatchObject({ code: 'provider-rate-limited', retryAfter: 8 })
    expect(countOf(relay, EVENTS)).toBe(0)
    advanceClock(9)
    expect((await relay.request('/v1/events', { token })).status).toBe(200)
  })

  it('sends no call that the provider would refuse', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const other = await relay.signIn('bob@example.com')
    relay.providers.control.scenario({ rateLimit: 3 })
    for (const path of ['/v1/sessions', '/v1/events']) await relay.request(path, { token })
    for (const path of ['/v1/sessions/iqse_ABC123', '/v1/events/evt_ABC123'])
      await relay.request(path, { token: other })
    const calls = Object.values(relay.providers.control.calls())
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(3)
    expect((await relay.request('/v1/sessions', { token })).status).toBe(200)
  })

  it('shows the provider’s state in “me”', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const stateOf = async () => (await (await relay.request('/v1/me', { token })).json()) as unknown
    expect(await stateOf()).toMatchObject({
      providers: [{ provider: 'persona', environment: 'sandbox', state: 'untried' }],
    })
    relay.providers.control.faults([{ fault: '5xx' }])
    await relay.request('/v1/sessions', { token })
    expect(await stateOf()).toMatchObject({
      providers: [{ state: 'failing', reason: 'provider-unavailable' }],
    })
    relay.providers.control.faults([])
    await relay.request('/v1/sessions', { token })
    expect(await stateOf()).toMatchObject({ providers: [{ state: 'answering' }] })
  })
})

describe('a provider with other pages', () => {
  it('fills a page when the page size is ignored', async () => {
    const relay = openRelay()
    relay.providers.control.faults([{ fault: 'page-size-ignored' }])
    const answer = await relay.request('/v1/sessions?limit=25', { token: await relay.signIn() })
    expect(v.parse(SessionsPageSchema, await answer.json()).items).toHaveLength(25)
    expect(countOf(relay, SESSIONS)).toBe(3)
  })

  it('leaves out a refused page size from then on', async () => {
    const relay = openRelay()
    relay.providers.control.faults([{ fault: 'page-size-refused' }])
    const token = await relay.signIn()
    const first = await relay.request('/v1/sessions?limit=10', { token })
    expect(v.parse(SessionsPageSchema, await first.json()).items).toHaveLength(10)
    expect(countOf(relay, SESSIONS)).toBe(2)
    await relay.request('/v1/sessions?inquiry=inq_ABC123', { token })
    expect(countOf(relay, SESSIONS)).toBe(3)
  })

  it.each([400, 404] as const)(
    'returns invalid-cursor for a cursor whose row is gone (%i)',
    async (status) => {
      const relay = openRelay({ rows: 600 })
      const token = await relay.signIn()
      const first = v.parse(
        SessionsPageSchema,
        await (await relay.request('/v1/sessions?limit=100', { token })).json(),
      )
      relay.providers.control.faults([{ fault: 'gone-cursor', status }])
      const answer = await relay.request(`/v1/sessions?cursor=${first.next}`, { token })
      expect(await readProblem(answer)).toMatchObject({ code: 'invalid-cursor', parameter: 'cursor' })
    },
  )
})

describe('a cursor', () => {
  it.each([
    ['events', EventsPageSchema],
    ['sessions', SessionsPageSchema],
  ] as const)('walks thousands of %s while rows arrive, each once', async (list, schema) => {
    const wanted = inject('thoroughness') > 1 ? 10_000 : 3_000
    const relay = openRelay({ rows: list === 'events' ? wanted / 4 : (wanted * 11) / 10 })
    relay.providers.control.scenario({ rateLimit: 100_000 })
    const token = await relay.signIn()
    const begin = v.parse(schema, await (await relay.request(`/v1/${list}?limit=100`, { token })).json())
    const seen = begin.items.map(({ id }) => id)
    let next = begin.next
    for (let page = 0; next !== null && seen.length < wanted; page++) {
      // The relay's own limit allows one page in three seconds.
      advanceClock(3)
      if (page % 5 === 0) relay.providers.control.emit({})
      const limit = [100, 25, 73, 100][page % 4]
      // One agent may not ask this often: each page is another's.
      const answer = await relay.request(`/v1/${list}?limit=${limit}&cursor=${next}`, {
        token: page % 200 === 199 ? await relay.signIn(`agent${page}@example.com`) : token,
      })
      if (answer.status === 429) throw new Error('Too fast for one agent')
      const { items, next: further } = v.parse(schema, await answer.json())
      seen.push(...items.map(({ id }) => id))
      next = further
    }
    expect(seen.length).toBeGreaterThanOrEqual(wanted)
    expect(new Set(seen).size).toBe(seen.length)
    const expected = await listUpstream(relay, list, seen)
    expect(seen).toEqual(expected)
  })
})

async function listUpstream(relay: RelayUnderTest, list: 'events' | 'sessions', seen: readonly string[]) {
  const { FAKE_PERSONA_SANDBOX_KEY } = await import('@inquiry-lens/test/fake-providers/app.ts')
  const { openFamilies } = await import('@inquiry-lens/shared/domain/event-families.ts')
  const families = openFamilies()
  const RowsSchema = v.object({
    data: v.array(v.object({ id: v.string(), attributes: v.object({ name: v.optional(v.string()) }) })),
    links: v.object({ next: v.nullable(v.string()) }),
  })
  const rows: string[] = []
  let path: string | null = `/api/v1/${list === 'sessions' ? 'inquiry-sessions' : 'events'}?page[size]=100`
  while (path !== null && !rows.includes(seen.at(-1) ?? '')) {
    const answer = await relay.providers.fetch(
      new Request(new URL(path, 'http://provider'), {
        headers: { Authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}` },
      }),
    )
    const { data, links } = v.parse(RowsSchema, await answer.json())
    const open = data.filter(({ attributes: { name } }) => name === undefined || families.isOpenEvent(name))
    rows.push(...open.map(({ id }) => id))
    path = links.next && `${links.next}&page[size]=100`
  }
  const start = rows.indexOf(seen[0] ?? '')
  return rows.slice(start, start + seen.length)
}
