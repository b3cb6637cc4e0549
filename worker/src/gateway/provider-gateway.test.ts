/** The gate in its place, behind routes and desk: how often the provider is asked, and what is said when it fails. */

import { parseSource, SOURCE_HEADER } from '@inquiry-lens/shared/contract/headers.ts'
import { EventsPageSchema, SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { openRelay, type RelayUnderTest, readProblem } from '../../testing/relay-under-test.ts'

const SESSIONS = 'GET /api/v1/inquiry-sessions'
const EVENTS = 'GET /api/v1/events'

const countOf = (relay: RelayUnderTest, call: string) => relay.providers.control.calls()[call] ?? 0
const statusOf = (answer: Response) => answer.headers.get('Cache-Status')
const sourceOf = (answer: Response) => parseSource(answer.headers.get(SOURCE_HEADER))

/** Moves every clock there is, the relay's and the provider's alike. */
function passTime(seconds: number) {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

describe('one upstream call however many ask', () => {
  it('200 at once for a cold list', async () => {
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

  it('agents and page sizes share what is held', async () => {
    const relay = openRelay()
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    await relay.request('/v1/events?limit=50', { token: ada })
    const second = await relay.request('/v1/events?limit=10', { token: bob })
    expect(statusOf(second)).toMatch(/; hit; ttl=/)
    expect(countOf(relay, EVENTS)).toBe(1)
  })

  it('asks the same thing of a filter however its values were ordered', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    await relay.request('/v1/events?name=inquiry.created,inquiry.expired', { token })
    await relay.request('/v1/events?name=inquiry.expired,inquiry.created,inquiry.expired', { token })
    expect(countOf(relay, EVENTS)).toBe(1)
  })
})

describe('freshness', () => {
  it('fresh, then shown while it is refreshed, then fetched', async () => {
    const relay = openRelay()
    vi.useFakeTimers({ toFake: ['Date'] })
    const token = await relay.signIn()
    expect(statusOf(await relay.request('/v1/sessions', { token }))).toBe(
      'inquiry-lens-gateway; fwd=miss; fwd-status=200; stored',
    )
    passTime(9)
    expect(statusOf(await relay.request('/v1/sessions', { token }))).toBe('inquiry-lens-gateway; hit; ttl=1')
    passTime(30)
    const stale = await relay.request('/v1/sessions', { token })
    expect(statusOf(stale)).toBe('inquiry-lens-gateway; hit; ttl=-29; detail=stale-while-revalidate')
    expect(stale.headers.get('Age')).toBe('39')
    expect(sourceOf(stale)).toEqual({ provider: 'persona', environment: 'sandbox', state: 'stale' })
    await vi.waitFor(() => expect(countOf(relay, SESSIONS)).toBe(2))
    expect((await relay.request('/v1/sessions', { token })).headers.get('Age')).toBe('0')
    passTime(71)
    expect(statusOf(await relay.request('/v1/sessions', { token }))).toBe(
      'inquiry-lens-gateway; fwd=stale; fwd-status=200; stored',
    )
  })

  it('a forced refresh asks anew, but not twice within two seconds', async () => {
    const relay = openRelay()
    vi.useFakeTimers({ toFake: ['Date'] })
    const token = await relay.signIn()
    const force = () => relay.request('/v1/sessions', { token, headers: { 'Cache-Control': 'no-cache' } })
    await force()
    passTime(1)
    await force()
    expect(countOf(relay, SESSIONS)).toBe(1)
    passTime(1)
    expect(statusOf(await force())).toBe('inquiry-lens-gateway; fwd=request; fwd-status=200; stored')
    expect(countOf(relay, SESSIONS)).toBe(2)
  })

  it('what does not exist is asked for once in 30 seconds', async () => {
    const relay = openRelay()
    vi.useFakeTimers({ toFake: ['Date'] })
    const token = await relay.signIn()
    const request = () => relay.request('/v1/sessions/iqse_doesnotexist', { token })
    await request()
    passTime(29)
    expect((await readProblem(await request())).detail).toContain('Not in SANDBOX')
    expect(countOf(relay, 'GET /api/v1/inquiry-sessions/:id')).toBe(1)
    passTime(2)
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
    '%s: nothing held is said plainly; something held is shown with the reason',
    async (_, fault, code, status, fwdStatus) => {
      const asked = fwdStatus === undefined ? '' : `; fwd-status=${fwdStatus}`
      const relay = openRelay()
      vi.useFakeTimers({ toFake: ['Date'] })
      const token = await relay.signIn()
      relay.providers.control.faults([fault])
      const cold = await relay.request('/v1/sessions', { token })
      expect(cold.status).toBe(status)
      expect(await readProblem(cold)).toMatchObject({ code, provider: 'persona' })
      expect(statusOf(cold)).toBe(`inquiry-lens-gateway; fwd=miss${asked}; detail=${code}`)
      if (fault.fault === '429') expect(cold.headers.get('Retry-After')).toBe('7')

      relay.providers.control.faults([])
      passTime(8)
      expect((await relay.request('/v1/sessions', { token })).status).toBe(200)
      relay.providers.control.faults([fault])
      passTime(100)
      const stale = await relay.request('/v1/sessions', { token })
      expect(stale.status).toBe(200)
      expect(sourceOf(stale)).toMatchObject({ state: 'stale', reason: code })
      expect(stale.headers.get('Age')).toBe('100')
      expect(statusOf(stale)).toBe(`inquiry-lens-gateway; fwd=stale${asked}; ttl=-90; detail=${code}`)
      expect(v.parse(SessionsPageSchema, await stale.json()).items).toHaveLength(25)

      passTime(600)
      expect((await relay.request('/v1/sessions', { token })).status).toBe(status)
    },
  )

  it('a provider that does not answer in time', async () => {
    const relay = openRelay()
    vi.useRealTimers()
    const token = await relay.signIn()
    relay.providers.control.faults([{ fault: 'stall', ms: 30_000 }])
    const answer = await relay.request('/v1/sessions/iqse_ABC123', { token })
    expect(await readProblem(answer)).toMatchObject({ code: 'provider-timeout', status: 504 })
  })

  it('is not asked again before the limit it named is over', async () => {
    const relay = openRelay()
    vi.useFakeTimers({ toFake: ['Date'] })
    const token = await relay.signIn()
    relay.providers.control.faults([{ fault: '429', reset: 20, times: 1 }])
    await relay.request('/v1/sessions', { token })
    passTime(12)
    const refused = await readProblem(await relay.request('/v1/events', { token }))
    expect(refused).toMatchObject({ code: 'provider-rate-limited', retryAfter: 8 })
    expect(countOf(relay, EVENTS)).toBe(0)
    passTime(9)
    expect((await relay.request('/v1/events', { token })).status).toBe(200)
  })

  it('is never asked what it would refuse: with nothing left of its window, the relay waits', async () => {
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

  it('says on the next “me” how the provider is', async () => {
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

describe('a provider that pages in its own way', () => {
  it('a page size that is ignored is made up for', async () => {
    const relay = openRelay()
    relay.providers.control.faults([{ fault: 'page-size-ignored' }])
    const answer = await relay.request('/v1/sessions?limit=25', { token: await relay.signIn() })
    expect(v.parse(SessionsPageSchema, await answer.json()).items).toHaveLength(25)
    expect(countOf(relay, SESSIONS)).toBe(3)
  })

  it('a page size that is refused is left out from then on', async () => {
    const relay = openRelay()
    relay.providers.control.faults([{ fault: 'page-size-refused' }])
    const token = await relay.signIn()
    const first = await relay.request('/v1/sessions?limit=10', { token })
    expect(v.parse(SessionsPageSchema, await first.json()).items).toHaveLength(10)
    expect(countOf(relay, SESSIONS)).toBe(2)
    await relay.request('/v1/sessions?inquiry=inq_ABC123', { token })
    expect(countOf(relay, SESSIONS)).toBe(3)
  })

  it.each([400, 404] as const)('a cursor whose row is gone (%i) says to start again', async (status) => {
    const relay = openRelay({ rows: 600 })
    const token = await relay.signIn()
    const first = v.parse(
      SessionsPageSchema,
      await (await relay.request('/v1/sessions?limit=100', { token })).json(),
    )
    relay.providers.control.faults([{ fault: 'gone-cursor', status }])
    const answer = await relay.request(`/v1/sessions?cursor=${first.next}`, { token })
    expect(await readProblem(answer)).toMatchObject({ code: 'invalid-cursor', parameter: 'cursor' })
  })
})

describe('a cursor', () => {
  it.each([
    ['events', EventsPageSchema],
    ['sessions', SessionsPageSchema],
  ] as const)('walks 10,000 %s while rows arrive: none twice, none lost', async (list, schema) => {
    const relay = openRelay({ rows: list === 'events' ? 2_500 : 11_000 })
    vi.useFakeTimers({ toFake: ['Date'] })
    relay.providers.control.scenario({ rateLimit: 100_000 })
    const token = await relay.signIn()
    const begin = v.parse(schema, await (await relay.request(`/v1/${list}?limit=100`, { token })).json())
    const seen = begin.items.map(({ id }) => id)
    let next = begin.next
    for (let page = 0; next !== null && seen.length < 10_000; page++) {
      // As fast as the relay's own bound on calls lets one go back.
      passTime(3)
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
    expect(seen.length).toBeGreaterThanOrEqual(10_000)
    expect(new Set(seen).size).toBe(seen.length)
    const expected = await listUpstream(relay, list, seen)
    expect(seen).toEqual(expected)
  })
})

/** What the provider itself says, from the first row seen to the last, open families alone. */
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
