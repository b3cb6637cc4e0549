/** Case files: two calls, cached by the inquiry's state, and shown even without their events. */
import { evictDurableObject } from 'cloudflare:test'
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { type Inquiry, type InquiryCase, InquiryCaseSchema } from '@inquiry-lens/shared/domain/model.ts'
import { madeInquiry, madeInquiryCase } from '@inquiry-lens/shared/testing/made-rows.ts'
import { REFERENCE_PATTERN } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock, listAddresses, personaGateway, sourceOf } from '../../../testing/gateway.ts'
import { json, openRelay, passTime, readProblem } from '../../../testing/relay-under-test.ts'
import { freshnessOfCase } from './cases.ts'

const INQUIRY = 'GET /api/v1/inquiries/:id'
const EVENTS = 'GET /api/v1/events'
const SESSION = 'GET /api/v1/inquiry-sessions/:id'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  const request = (id: string, headers: Record<string, string> = {}) =>
    relay.request(`/v1/cases/${id}`, { token, headers })
  const read = async (id: string) => v.parse(InquiryCaseSchema, await (await request(id)).json())
  const calls = (call: string) => relay.providers.control.calls()[call] ?? 0
  return { relay, token, request, read, calls, stories: relay.providers.control.known().persona.sandbox }
}

describe('a case', () => {
  it('returns the inquiry with sessions and events, in two calls', async () => {
    const { relay, stories } = await open()
    for (const [name, { inquiry, status, account, sessions, events }] of Object.entries(stories)) {
      const token = await relay.signIn(`${name}@example.com`)
      const answer = await relay.request(`/v1/cases/${inquiry}`, { token })
      const file = v.parse(InquiryCaseSchema, await answer.json())
      expect(file.inquiry).toMatchObject({ id: inquiry, status, accountId: account })
      expect(file.sessions.map(({ id }) => id)).toEqual(sessions)
      expect(file.sessions.every(({ inquiryId }) => inquiryId === inquiry)).toBe(true)
      const times = file.events.map(({ createdAt }) => createdAt)
      expect(times).toEqual([...times].sort().reverse())
      expect(file.events.length).toBeGreaterThan(0)
      expect(file.events.every(({ id }) => events.includes(id))).toBe(true)
      expect(file.eventsMissing).toBeUndefined()
      expect(file.inquiry.referenceId ?? 'cust-000000').toMatch(REFERENCE_PATTERN)
    }
    const count = Object.keys(stories).length
    expect(relay.providers.control.calls()).toEqual({ [INQUIRY]: count, [EVENTS]: count })
  })

  it('asks by name for the fields that are shown', async () => {
    const { read, stories } = await open()
    const { inquiry, sessions } = stories['three-retries'] ?? { inquiry: '', sessions: [] }
    const file = await read(inquiry)
    expect(file.inquiry.templateName).toEqual(expect.any(String))
    const [first, second] = listAddresses().slice(-2)
    const requestedIds = (name: string) => first?.searchParams.get(name)?.split(',') ?? []
    expect(requestedIds('include')).toEqual(['sessions', 'inquiry-template', 'verifications'])
    expect(requestedIds('fields[inquiry]')).toContain('reference-id')
    expect(requestedIds('fields[inquiry-template]')).toEqual(['name'])
    expect(requestedIds('fields[inquiry-session]')).toContain('device-type')
    for (const name of ['ip-address', 'latitude', 'fields', 'note', 'reports']) {
      expect([...requestedIds('fields[inquiry]'), ...requestedIds('fields[inquiry-session]')]).not.toContain(
        name,
      )
    }
    const objects = second?.searchParams.get('filter[object-id]')?.split(',') ?? []
    expect(objects).toEqual(expect.arrayContaining([inquiry, ...sessions]))
    expect(objects.some((id) => id.startsWith('ver_'))).toBe(true)
    expect(second?.searchParams.get('page[size]')).toBe('100')
  })

  it('is found by any of its sessions, and cached for all of them', async () => {
    const { read, request, calls, stories } = await open()
    const { inquiry, sessions } = stories['three-retries'] ?? { inquiry: '', sessions: [] }
    const file = await read(sessions[0] ?? '')
    expect(file.inquiry.id).toBe(inquiry)
    expect([calls(SESSION), calls(INQUIRY)]).toEqual([1, 1])
    for (const id of [inquiry, ...sessions]) {
      expect((await request(id)).headers.get('Cache-Status')).toMatch(/; hit; ttl=/)
    }
    expect([calls(SESSION), calls(INQUIRY)]).toEqual([1, 1])
  })

  it('is fetched once for all callers, by any of its IDs', async () => {
    const { relay, request, read, calls, stories } = await open()
    const { inquiry, sessions } = stories['three-retries'] ?? { inquiry: '', sessions: [] }
    await read(inquiry)
    advanceClock(3 * 3600)
    relay.providers.control.faults([{ fault: 'stall', ms: 50 }])
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => request([inquiry, ...sessions][index % 3] ?? inquiry)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(calls(INQUIRY)).toBe(2)
  })

  it('is a 304 with the same headers while unchanged', async () => {
    const { request } = await open()
    const first = await request('inq_ABC123')
    const second = await request('inq_ABC123', { 'If-None-Match': first.headers.get('ETag') ?? '' })
    expect(second.status).toBe(304)
    for (const name of ['ETag', 'Lens-Source']) expect(second.headers.get(name)).toBe(first.headers.get(name))
  })

  it('has hints with their sessions, and is a 304 with them', async () => {
    const { relay, request, read, calls, stories } = await open()
    const { inquiry } = stories['two-countries'] ?? { inquiry: '' }
    const file = await read(inquiry)
    const [countries] = file.hints ?? []
    const oldestFirst = file.sessions.toReversed()
    expect(countries).toEqual({
      kind: 'countries',
      sessions: oldestFirst.map(({ id, startedAt, network: { country } }) => ({
        id,
        at: startedAt,
        country,
        via: [],
      })),
    })
    const { headers } = await request(inquiry)
    const again = await request(inquiry, { 'If-None-Match': headers.get('ETag') ?? '' })
    expect([again.status, calls(INQUIRY), calls(EVENTS)]).toEqual([304, 1, 1])

    const kindsOf = async (id: string) => (await read(id)).hints?.map(({ kind }) => kind)
    expect(await kindsOf(stories.vpn?.inquiry ?? '')).toEqual(['network'])
    expect(await kindsOf(stories['device-handoff']?.inquiry ?? '')).toEqual([])
    expect(await kindsOf(stories.redacted?.inquiry ?? '')).toEqual([])
    expect(await kindsOf(relay.providers.control.emit({}).inquiry)).toEqual([])
  })

  it('marks events as truncated beyond one page', async () => {
    const { relay, read } = await open()
    const { inquiry } = relay.providers.control.emit({})
    for (let count = 0; count < 110; count++) {
      relay.providers.control.emit({ inquiry, event: { name: 'inquiry.transitioned' } })
    }
    const file = await read(inquiry)
    expect([file.events.length, file.eventsTruncated]).toEqual([100, true])
  })

  it('has no events of closed families', async () => {
    const { relay, read, stories } = await open()
    const { isOpenEvent } = openFamilies()
    relay.providers.control.faults([{ fault: 'unseen' }])
    const files = await Promise.all(Object.values(stories).map(({ inquiry }) => read(inquiry)))
    const names = files.flatMap(({ events }) => events.map(({ name }) => name))
    expect(names).toContain('inquiry.pondered')
    expect(names.filter((name) => !isOpenEvent(name))).toEqual([])
  })
})

describe('freshness', () => {
  const caseOfStatus = (stories: Record<string, { status: string; inquiry: string }>, wanted: string) =>
    Object.values(stories).find(({ status }) => status === wanted)?.inquiry ?? ''

  it('is 10 seconds for an open case, then shown while it is refreshed', async () => {
    const { request, calls, stories } = await open()
    const inquiry = caseOfStatus(stories, 'pending')
    await request(inquiry)
    advanceClock(9)
    expect((await request(inquiry)).headers.get('Cache-Status')).toBe('inquiry-lens-gateway; hit; ttl=1')
    advanceClock(2)
    expect((await request(inquiry)).headers.get('Cache-Status')).toBe(
      'inquiry-lens-gateway; hit; ttl=-1; detail=stale-while-revalidate',
    )
    await vi.waitFor(() => expect(calls(EVENTS)).toBe(2))
  })

  it.each(['redacted', 'declined'])(
    'is 5 minutes for a final case, then waited for: %s shows with the next answer',
    async (verb) => {
      const { relay, request, read, stories } = await open()
      const inquiry = caseOfStatus(stories, 'approved')
      await request(inquiry)
      relay.providers.control.emit({ inquiry, event: { name: `inquiry.${verb}` } })
      advanceClock(299)
      expect((await request(inquiry)).headers.get('Cache-Status')).toBe('inquiry-lens-gateway; hit; ttl=1')
      advanceClock(2)
      const file = await read(inquiry)
      if (verb === 'redacted') expect(file.inquiry.redactedAt).not.toBeNull()
      else expect(file.inquiry.status).toBe('declined')
    },
  )

  it('shows a final case for an hour while the provider fails, unless it is known to be redacted', async () => {
    const { relay, token, request, stories } = await open()
    const inquiry = caseOfStatus(stories, 'approved')
    await request(inquiry)
    advanceClock(400)
    relay.providers.control.faults([{ fault: '5xx', path: '/api/v1/inquiries/:id' }])
    expect((await request(inquiry)).status).toBe(200)
    relay.providers.control.emit({ inquiry, event: { name: 'inquiry.redacted' } })
    await relay.request('/v1/events', { token })
    expect((await request(inquiry)).status).not.toBe(200)
  })

  it.each([
    ['the list of events', '/v1/events'],
    ['the list of inquiries', '/v1/inquiries'],
    ['a look-up', undefined],
  ])('withdraws every cached answer at once when %s shows a redaction', async (_, unread) => {
    const { relay, token, stories } = await open()
    const story = Object.values(stories).find(
      ({ status, sessions }) => status === 'approved' && sessions.length > 0,
    )
    const inquiry = story?.inquiry ?? ''
    const [session = ''] = story?.sessions ?? []
    const cached = [
      `/v1/cases/${inquiry}`,
      `/v1/cases/${session}`,
      `/v1/sessions/${session}`,
      `/v1/sessions?inquiry=${inquiry}`,
      '/v1/sessions?limit=100',
    ]
    const hits = async () => {
      const states: boolean[] = []
      for (const path of cached) {
        const answer = await relay.request(path, { token })
        states.push(answer.headers.get('Cache-Status')?.includes('; hit') ?? false)
      }
      return states
    }
    await hits()
    expect(await hits()).toEqual([true, true, true, true, true])
    relay.providers.control.emit({ inquiry, event: { name: 'inquiry.redacted' } })
    advanceClock(3)
    if (unread) await relay.request(unread, { token, headers: { 'Cache-Control': 'no-cache' } })
    else {
      const { headers, ...post } = json({ ids: [inquiry] })
      await relay.request('/v1/lookups', {
        token,
        ...post,
        headers: { ...headers, 'Cache-Control': 'no-cache' },
      })
    }
    await evictDurableObject(personaGateway())
    advanceClock(1)
    const [ofInquiry, ofSession, , ofList] = await hits()
    expect([ofInquiry, ofList]).toEqual([false, false])
    expect(ofSession).toBe(true)
    expect(await (await relay.request(`/v1/cases/${session}`, { token })).text()).not.toContain(
      '"redactedAt":null',
    )
  })

  it('fetches a final case when the list of events shows a new decision', async () => {
    const { relay, token, request, read, stories } = await open()
    const inquiry = caseOfStatus(stories, 'approved')
    await request(inquiry)
    advanceClock(3)
    relay.providers.control.emit({ inquiry, event: { name: 'inquiry.declined' } })
    await relay.request('/v1/events', { token })
    advanceClock(1)
    expect((await read(inquiry)).inquiry.status).toBe('declined')
    expect((await request(inquiry)).headers.get('Cache-Status')).toContain('; hit')
  })

  it('fetches a case when a look-up shows a redaction', async () => {
    const { relay, token, request, read, calls, stories } = await open()
    const inquiry = Object.values(stories).find(({ status }) => status === 'pending')?.inquiry ?? ''
    await request(inquiry)
    advanceClock(15)
    relay.providers.control.emit({ inquiry, event: { name: 'inquiry.redacted' } })
    await relay.request('/v1/lookups', { token, ...json({ ids: [inquiry] }) })
    await vi.waitFor(async () => expect((await read(inquiry)).inquiry.redactedAt).not.toBeNull())
    expect(calls('GET /api/v1/inquiries')).toBe(1)
  })

  it('asks for a missing object once in 30 seconds, by case and look-up together', async () => {
    const { relay, token, request, calls } = await open()
    const id = 'inq_2CVZ4HyVg7qaboXz2PUHknAn'
    await relay.request('/v1/lookups', { token, ...json({ ids: [id] }) })
    expect((await readProblem(await request(id))).detail).toContain('Not in SANDBOX')
    expect(calls(INQUIRY)).toBe(0)
    expect((await readProblem(await request('iqse_DoesNotExistAtAll'))).code).toBe('not-found')
    expect((await readProblem(await request('iqse_DoesNotExistAtAll'))).code).toBe('not-found')
    expect(calls(SESSION)).toBe(1)
  })
})

describe('when the provider fails', () => {
  it('shows the inquiry with missing events when only they fail', async () => {
    const { relay, read, stories } = await open()
    const { inquiry } = Object.values(stories).find(({ status }) => status === 'approved') ?? { inquiry: '' }
    relay.providers.control.faults([{ fault: '5xx', path: '/api/v1/events' }])
    expect(await read(inquiry)).toMatchObject({ events: [], eventsMissing: true, eventsTruncated: false })
    relay.providers.control.faults([])
    advanceClock(80)
    const file = await read(inquiry)
    expect([file.eventsMissing, file.events.length > 0]).toEqual([undefined, true])
  })

  it('does not spend the last call on events', async () => {
    const { relay, read, calls, stories } = await open()
    relay.providers.control.scenario({ rateLimit: 1 })
    expect((await read(stories['three-retries']?.inquiry ?? '')).eventsMissing).toBe(true)
    expect(calls(EVENTS)).toBe(0)
  })

  it('shows the cached case with the reason', async () => {
    const { relay, request, stories } = await open()
    const inquiry = Object.values(stories).find(({ status }) => status === 'pending')?.inquiry ?? ''
    await request(inquiry)
    relay.providers.control.faults([{ fault: '5xx' }])
    advanceClock(100)
    const stale = await request(inquiry)
    expect(stale.status).toBe(200)
    expect(sourceOf(stale)).toMatchObject({
      state: 'stale',
      reason: 'provider-unavailable',
    })
    advanceClock(600)
    expect((await request(inquiry)).status).toBe(502)
  })

  it('takes four seconds at most, for inquiry and events together', async () => {
    const { relay, read, request, stories } = await open()
    const { inquiry } = stories['three-retries'] ?? { inquiry: '' }
    relay.providers.control.faults([{ fault: 'stall', ms: 30_000, path: '/api/v1/events' }])
    const partial = await passTime(() => read(inquiry))
    expect(partial).toMatchObject({ result: { eventsMissing: true }, ms: 4_000 })
    relay.providers.control.faults([{ fault: 'stall', ms: 30_000 }])
    const { result, ms } = await passTime(() => request('inq_ABC123'))
    expect(ms).toBe(4_000)
    expect(await readProblem(result)).toMatchObject({ code: 'provider-timeout', status: 504 })
  })
})

describe('inquiries by filter', () => {
  const PageSchema = v.object({
    items: v.array(v.looseObject({ id: v.string() })),
    next: v.nullable(v.string()),
  })

  it.each([
    ['reference', 'filter[reference-id]'],
    ['account', 'filter[account-id]'],
    ['state', 'filter[status]'],
    ['from', 'filter[created-at-start]'],
    ['to', 'filter[created-at-end]'],
  ])('%s is the provider’s own %s', async (parameter, filter) => {
    const { relay, token, stories } = await open()
    const { account, inquiry } = stories['three-retries'] ?? { account: '', inquiry: '' }
    const value = {
      reference: 'cust-700001',
      account,
      state: 'approved,declined',
      from: '2020-01-01T00:00:00.000Z',
      to: '2099-01-01T00:00:00.000Z',
    }[parameter]
    const answer = await relay.request(`/v1/inquiries?${parameter}=${value}`, { token })
    const { items } = v.parse(PageSchema, await answer.json())
    expect(listAddresses().at(-1)?.searchParams.get(filter)).toBe(value)
    if (parameter === 'account') expect(items.map(({ id }) => id)).toContain(inquiry)
    if (parameter === 'state') {
      expect(items.every(({ status }) => status === 'approved' || status === 'declined')).toBe(true)
    }
  })

  it('pages as the other lists do', async () => {
    const relay = openRelay({ rows: 300 })
    const token = await relay.signIn()
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const answer = await relay.request(`/v1/inquiries?limit=70${cursor && `&cursor=${cursor}`}`, { token })
      const page: v.InferOutput<typeof PageSchema> = v.parse(PageSchema, await answer.json())
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    expect([seen.length, new Set(seen).size]).toEqual([301, 301])
    expect(relay.providers.control.calls()['GET /api/v1/inquiries']).toBeLessThanOrEqual(6)
  })
})

const REDACTED = { redactedAt: '2026-11-21T08:00:00.000Z' }
const caseOf = (change: Partial<Inquiry>): InquiryCase => madeInquiryCase({ inquiry: madeInquiry(change) })
const rowAt = (storedAt: number, change: Partial<Inquiry> | null) => ({
  storedAt,
  content: change && { kind: 'inquiry' as const, item: madeInquiry(change) },
})

describe('the freshness of a case', () => {
  it.each([
    ['open', caseOf({ status: 'pending' }), undefined, 'open'],
    ['final', caseOf({ status: 'approved' }), undefined, 'final'],
    ['missing', null, undefined, 'missing'],
    [
      'final without its events',
      madeInquiryCase({ inquiry: madeInquiry({ status: 'approved' }), eventsMissing: true }),
      undefined,
      'open',
    ],
    ['unchanged', caseOf({ status: 'approved' }), rowAt(2, { status: 'approved' }), 'final'],
    ['with a new status', caseOf({ status: 'pending' }), rowAt(2, { status: 'approved' }), 'superseded'],
    ['gone', caseOf({ status: 'pending' }), rowAt(2, null), 'withdrawn'],
    [
      'redacted since',
      caseOf({ status: 'approved' }),
      rowAt(2, { status: 'approved', ...REDACTED }),
      'withdrawn',
    ],
    [
      'redacted before',
      caseOf({ status: 'failed', ...REDACTED }),
      rowAt(2, { status: 'failed', ...REDACTED }),
      'final',
    ],
    ['created since', null, rowAt(2, { status: 'created' }), 'withdrawn'],
    ['missing before and now', null, rowAt(2, null), 'missing'],
    ['with an older row', caseOf({ status: 'pending' }), rowAt(1, { status: 'created' }), 'open'],
  ] as const)('%s', (_, file, row, freshness) =>
    expect(freshnessOfCase({ storedAt: 1, content: file }, row)).toBe(freshness),
  )
})
