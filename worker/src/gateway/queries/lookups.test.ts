/** Look-ups over HTTP: the calls they cost, and answers while the provider fails. */
import { evictDurableObject } from 'cloudflare:test'
import { LookupsSchema } from '@inquiry-lens/shared/contract/lists.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock, listAddresses, personaGateway, sourceOf } from '../../../testing/gateway.ts'
import { json, openRelay, passTime, readProblem } from '../../../testing/relay-under-test.ts'

const BATCH = 'GET /api/v1/inquiries'
const SESSION = 'GET /api/v1/inquiry-sessions/:id'
const EVENT = 'GET /api/v1/events/:id'
const MISSING = 'inq_2CVZ4HyVg7qaboXz2PUHknAn'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  const post = (ids: readonly string[], headers: Record<string, string> = {}) => {
    const { headers: usual, ...init } = json({ ids })
    return relay.request('/v1/lookups', { token, ...init, headers: { ...usual, ...headers } })
  }
  const lookUp = async (ids: readonly string[]) =>
    v.parse(LookupsSchema, await (await post(ids)).json()).items
  const stories = Object.values(relay.providers.control.known().persona.sandbox)
  const calls = (call: string) => relay.providers.control.calls()[call] ?? 0
  return { relay, token, post, lookUp, stories, calls, ids: stories.map(({ inquiry }) => inquiry) }
}

const outcomesOf = (items: readonly Lookup[]) => items.map(({ outcome }) => outcome)

describe('inquiries', () => {
  it('come in one call for the fields that are shown', async () => {
    const { lookUp, stories, calls, ids } = await open()
    const items = await lookUp([...ids, MISSING, ids[0] ?? ''])
    expect(calls(BATCH)).toBe(1)
    expect(items.map(({ id }) => id)).toEqual([...ids, MISSING, ids[0]])
    expect(items.at(-2)).toEqual({ id: MISSING, outcome: 'not-found' })
    for (const [index, { status, inquiry }] of stories.entries()) {
      expect(items[index]).toMatchObject({
        outcome: 'found',
        summary: { kind: 'inquiry', status, inquiryId: inquiry, name: null },
      })
    }
    const [address] = listAddresses().slice(-1)
    expect(address?.searchParams.get('filter[inquiry-id]')).toBe([...ids, MISSING].join(','))
    expect(address?.searchParams.get('page[size]')).toBe('100')
    const fields = address?.searchParams.get('fields[inquiry]')?.split(',') ?? []
    expect(fields).toContain('status')
    expect(['reports', 'fields', 'note', 'creator'].some((field) => fields.includes(field))).toBe(false)
    expect(address?.searchParams.has('include')).toBe(false)
  })

  it('come a hundred at once, with an ignored page size', async () => {
    const { relay, lookUp } = await open()
    const emitted = Array.from({ length: 100 }, () => relay.providers.control.emit({}).inquiry)
    relay.providers.control.faults([{ fault: 'page-size-ignored' }])
    expect(new Set(outcomesOf(await lookUp(emitted)))).toEqual(new Set(['found']))
  })

  it('are fetched only if no list, case or earlier look-up has them', async () => {
    const { relay, token, post, calls, ids } = await open()
    const [one = '', two = '', three = ''] = ids
    const { inquiry: newest } = relay.providers.control.emit({})
    await relay.request(`/v1/cases/${one}`, { token })
    await post([one])
    expect(calls(BATCH)).toBe(0)
    await post([two])
    await relay.request('/v1/inquiries?limit=1', { token })
    expect(calls(BATCH)).toBe(2)
    const held = await post([one, two, newest])
    expect(held.headers.get('Cache-Status')).toMatch(/^inquiry-lens-gateway; hit; ttl=\d+$/)
    expect(calls(BATCH)).toBe(2)
    const more = await post([one, MISSING, three, newest])
    expect(more.headers.get('Cache-Status')).toBe('inquiry-lens-gateway; fwd=miss; stored')
    const requestedIds = listAddresses().at(-1)?.searchParams.get('filter[inquiry-id]')?.split(',') ?? []
    expect(requestedIds).toContain(MISSING)
    expect(requestedIds.some((id) => [one, two, newest].includes(id))).toBe(false)
  })

  it('are fetched once by overlapping look-ups', async () => {
    const { relay, post, ids, calls } = await open()
    relay.providers.control.faults([{ fault: 'stall', ms: 100 }])
    const [one = '', two = '', three = ''] = ids
    const answers = await Promise.all([
      post([one, two]),
      post([two, three]),
      post([one, three]),
      post([three, two, one]),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(calls(BATCH)).toBe(2)
    const requestedIds = listAddresses().flatMap(
      ({ searchParams }) => searchParams.get('filter[inquiry-id]')?.split(',') ?? [],
    )
    expect(requestedIds.sort()).toEqual([one, two, three].sort())
    expect(
      answers.filter((answer) => answer.headers.get('Cache-Status')?.includes('collapsed')),
    ).toHaveLength(2)
    for (const answer of answers) {
      const { items } = v.parse(LookupsSchema, await answer.json())
      expect(outcomesOf(items).every((outcome) => outcome === 'found')).toBe(true)
    }
  })

  it('cost one call for 200 concurrent requests', async () => {
    const { post, ids, calls } = await open()
    const answers = await Promise.all(Array.from({ length: 200 }, () => post(ids)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(calls(BATCH)).toBe(1)
  })
})

describe('freshness', () => {
  it('refreshes an open inquiry in the background, and not a final one', async () => {
    const { relay, post, stories, calls } = await open()
    const openOne = stories.find(({ status }) => status === 'pending')?.inquiry ?? ''
    const finalOne = stories.find(({ status }) => status === 'approved')?.inquiry ?? ''
    await post([openOne, finalOne])
    advanceClock(30)
    expect((await post([finalOne])).headers.get('Cache-Status')).toBe('inquiry-lens-gateway; hit; ttl=270')
    expect(calls(BATCH)).toBe(1)
    relay.providers.control.emit({ inquiry: openOne, event: { name: 'inquiry.completed' } })
    const stale = await post([openOne])
    expect(stale.headers.get('Cache-Status')).toBe(
      'inquiry-lens-gateway; hit; ttl=-20; detail=stale-while-revalidate',
    )
    expect(stale.headers.get('Age')).toBe('30')
    expect(sourceOf(stale)?.state).toBe('stale')
    await vi.waitFor(async () => {
      const { items } = v.parse(LookupsSchema, await (await post([openOne])).json())
      expect(items[0]).toMatchObject({ summary: { status: 'completed' } })
    })
    expect(calls(BATCH)).toBe(2)
  })

  it('fetches an inquiry at once that has changed by its events, and the others not', async () => {
    const { relay, token, lookUp, stories, calls } = await open()
    const openOne = stories.find(({ status }) => status === 'pending')?.inquiry ?? ''
    const finalOne = stories.find(({ status }) => status === 'approved')?.inquiry ?? ''
    const statusOf = async (id: string) => {
      const [item] = await lookUp([id])
      return item?.outcome === 'found' ? item.summary.status : item?.outcome
    }
    await lookUp([openOne, finalOne])
    // Old events, which the look-up knew of.
    await relay.request('/v1/events', { token })
    await lookUp([openOne, finalOne])
    expect(calls(BATCH)).toBe(1)
    for (const [id, name, status] of [
      [openOne, 'inquiry.completed', 'completed'],
      [finalOne, 'inquiry.declined', 'declined'],
    ] as const) {
      relay.providers.control.emit({ inquiry: id, event: { name } })
      advanceClock(11)
      relay.providers.control.clock({ advance: 11_000 })
      const before = calls(BATCH)
      await vi.waitFor(async () => {
        expect(await (await relay.request('/v1/events', { token })).text()).toContain(name)
      })
      expect(await statusOf(id)).toBe(status)
      expect(await statusOf(id)).toBe(status)
      expect(calls(BATCH) - before).toBe(1)
    }
  })

  it('fetches once more what the provider answered as it was before its event', async () => {
    const { relay, token, lookUp, stories, calls } = await open()
    const { control } = relay.providers
    const inquiry = stories.find(({ status }) => status === 'pending')?.inquiry ?? ''
    const statusOf = async () => {
      const [item] = await lookUp([inquiry])
      return item?.outcome === 'found' ? item.summary.status : item?.outcome
    }
    control.emit({ inquiry, event: { name: 'inquiry.approved' }, attributes: { status: 'pending' } })
    await relay.request('/v1/events', { token })
    expect([await statusOf(), await statusOf(), calls(BATCH)]).toEqual(['pending', 'pending', 1])
    control.emit({ inquiry, session: true, attributes: { status: 'approved' } })
    advanceClock(16)
    expect([await statusOf(), await statusOf(), calls(BATCH)]).toEqual(['approved', 'approved', 2])
  })

  it('asks again more rarely while the events are read and tell of nothing', async () => {
    const { relay, token, post, stories, calls } = await open()
    const openOne = stories.find(({ status }) => status === 'pending')?.inquiry ?? ''
    const readEvents = () => relay.request('/v1/events?limit=100', { token })
    await readEvents()
    advanceClock(1)
    const lists = 'GET /api/v1/inquiry-sessions'
    const readSessions = async () =>
      (await relay.request('/v1/sessions', { token })).headers.get('Cache-Status')
    await post([openOne])
    await readSessions()
    advanceClock(9)
    await readEvents()
    expect((await post([openOne])).headers.get('Cache-Status')).toBe('inquiry-lens-gateway; hit; ttl=11')
    expect(await readSessions()).toBe('inquiry-lens-gateway; hit; ttl=21')
    const { event } = relay.providers.control.emit({})
    advanceClock(11)
    await vi.waitFor(async () => expect(await (await readEvents()).text()).toContain(event))
    expect(await readSessions()).toContain('ttl=-10')
    await vi.waitFor(async () => expect(await readSessions()).toBe('inquiry-lens-gateway; hit; ttl=30'))
    expect(calls(lists)).toBe(2)
    // The events are no longer read.
    advanceClock(31)
    expect(await readSessions()).toContain('ttl=-21')
    expect((await post([openOne])).headers.get('Cache-Status')).toContain('ttl=-41')
  })

  it('fetches an open inquiry after an eviction, which forgets events', async () => {
    const { lookUp, stories, calls } = await open()
    const openOne = stories.find(({ status }) => status === 'pending')?.inquiry ?? ''
    const finalOne = stories.find(({ status }) => status === 'approved')?.inquiry ?? ''
    await lookUp([openOne, finalOne])
    advanceClock(1)
    await evictDurableObject(personaGateway())
    await lookUp([finalOne])
    expect(calls(BATCH)).toBe(1)
    await lookUp([openOne])
    expect(calls(BATCH)).toBe(2)
  })

  it('fetches all in one call when forced', async () => {
    const { post, ids, calls } = await open()
    await post(ids)
    advanceClock(3)
    const forced = await post(ids, { 'Cache-Control': 'no-cache' })
    expect(forced.headers.get('Cache-Status')).toBe(
      'inquiry-lens-gateway; fwd=request; fwd-status=200; stored',
    )
    expect(calls(BATCH)).toBe(2)
  })

  it('asks for a missing object once in 30 seconds', async () => {
    const { post, lookUp, calls } = await open()
    await post([MISSING])
    advanceClock(29)
    expect(outcomesOf(await lookUp([MISSING]))).toEqual(['not-found'])
    expect(calls(BATCH)).toBe(1)
    advanceClock(2)
    await post([MISSING])
    expect(calls(BATCH)).toBe(2)
  })
})

describe('other objects', () => {
  it('are sessions and events, with at most five calls a look-up', async () => {
    const { lookUp, stories, calls } = await open()
    const sessions = stories.flatMap((story) => story.sessions).slice(0, 4)
    const events = stories
      .flatMap((story) => story.events)
      .slice(0, 4)
      .filter((id) => !sessions.includes(id))
    const items = await lookUp([...sessions, ...events])
    expect(calls(SESSION) + calls(EVENT)).toBe(5)
    expect(outcomesOf(items).slice(0, 4)).toEqual(Array(4).fill('found'))
    expect(items.slice(5)).toEqual(
      events.slice(1).map((id) => ({ id, outcome: 'not-asked', reason: 'lookup-limit' })),
    )
    const again = await lookUp([...sessions, ...events])
    expect(again.some(({ outcome }) => outcome === 'not-asked')).toBe(false)
    expect(calls(SESSION) + calls(EVENT)).toBe(8)
  })

  it('come from the cache beyond five calls of a forced look-up', async () => {
    const { relay, token, post, calls } = await open()
    const page = await relay.request('/v1/sessions?limit=8', { token })
    const { items } = v.parse(v.object({ items: v.array(v.object({ id: v.string() })) }), await page.json())
    advanceClock(5)
    const forced = await post(
      items.map(({ id }) => id),
      { 'Cache-Control': 'no-cache' },
    )
    expect(forced.headers.get('Age')).toBe('5')
    const looked = v.parse(LookupsSchema, await forced.json()).items
    expect(outcomesOf(looked)).toEqual(Array(8).fill('found'))
    expect(calls(SESSION)).toBe(5)
  })

  it('come from a cached list', async () => {
    const { relay, token, lookUp, calls } = await open()
    const page = await relay.request('/v1/sessions?limit=100', { token })
    const { items } = v.parse(
      v.object({ items: v.array(v.object({ id: v.string(), status: v.string() })) }),
      await page.json(),
    )
    const looked = await lookUp(items.map(({ id }) => id))
    expect(outcomesOf(looked)).toEqual(Array(100).fill('found'))
    expect(calls(SESSION)).toBe(0)
  })

  it('of a kind without an address are not asked for', async () => {
    const { relay, lookUp } = await open()
    expect(await lookUp(['ver_ABC123', 'txn_ABC123', 'act_ABC123'])).toEqual(
      ['ver_ABC123', 'txn_ABC123', 'act_ABC123'].map((id) => ({
        id,
        outcome: 'not-asked',
        reason: 'no-lookup',
      })),
    )
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('names texts that are no ID, and answers the others', async () => {
    const { lookUp, stories, ids } = await open()
    const [one = ''] = ids
    const items = await lookUp(['../inquiries', one, 'rep_ABC123', one, ''])
    expect(items).toMatchObject([
      { id: '../inquiries', outcome: 'not-asked', reason: 'no-id' },
      { id: one, outcome: 'found', summary: { status: stories[0]?.status } },
      { id: 'rep_ABC123', outcome: 'not-asked', reason: 'no-id' },
      { id: one, outcome: 'found' },
      { id: '', outcome: 'not-asked', reason: 'no-id' },
    ])
  })

  it('returns the same for an event of a closed family as for one that does not exist', async () => {
    const { relay, lookUp } = await open()
    const closed = relay.providers.control.emit({ event: { name: 'report/watchlist.matched' } }).event ?? ''
    const [hidden, none] = await lookUp([closed, 'evt_DoesNotExistAtAll'])
    expect({ ...hidden, id: '' }).toEqual({ ...none, id: '' })
  })
})

describe('when the provider fails', () => {
  it.each([
    ['5xx', { fault: '5xx' }, 'provider-unavailable', 502, 503],
    ['403', { fault: 'key-refused', status: 403 }, 'provider-key-refused', 502, 403],
    ['429', { fault: '429', reset: 7 }, 'provider-rate-limited', 503, 429],
    ['truncated JSON', { fault: 'truncated' }, 'provider-unreadable', 502, 200],
  ] as const)('%s: returns the problem, or the cached summaries and not-asked', async (...args) => {
    const [, fault, code, status, fwdStatus] = args
    const { relay, post, stories, ids } = await open()
    const one = stories.find((story) => story.status === 'pending')?.inquiry ?? ''
    const two = ids.find((id) => id !== one) ?? ''
    relay.providers.control.faults([fault])
    const cold = await post([one, two])
    expect(cold.status).toBe(status)
    expect(await readProblem(cold)).toMatchObject({ code, provider: 'persona' })

    relay.providers.control.faults([])
    advanceClock(8)
    expect((await post([one])).status).toBe(200)
    relay.providers.control.faults([fault])
    advanceClock(100)
    const answer = await post([one, two])
    expect(answer.status).toBe(200)
    expect(sourceOf(answer)).toMatchObject({ state: 'stale', reason: code })
    expect(answer.headers.get('Age')).toBe('100')
    expect(answer.headers.get('Cache-Status')).toBe(
      `inquiry-lens-gateway; fwd=stale; fwd-status=${fwdStatus}; ttl=-90; detail=${code}`,
    )
    const { items } = v.parse(LookupsSchema, await answer.json())
    expect(items[0]?.outcome).toBe('found')
    expect(items[1]).toEqual({ id: two, outcome: 'not-asked', reason: code })
  })

  it('answers one kind of object while another fails', async () => {
    const { relay, lookUp, ids } = await open()
    relay.providers.control.faults([{ fault: '5xx', path: '/api/v1/inquiries' }])
    const items = await lookUp([ids[0] ?? '', 'iqse_ABC123'])
    expect(items).toMatchObject([
      { outcome: 'not-asked', reason: 'provider-unavailable' },
      { outcome: 'found', summary: { kind: 'session', inquiryId: 'inq_ABC123' } },
    ])
  })

  it('returns provider-timeout within four seconds', async () => {
    const { relay, post, ids } = await open()
    relay.providers.control.faults([{ fault: 'stall', ms: 30_000 }])
    const { result, ms } = await passTime(() => post(ids))
    expect(ms).toBe(4_000)
    expect(await readProblem(result)).toMatchObject({ code: 'provider-timeout', status: 504 })
  })
})

it('has no tag, and is never a 304', async () => {
  const { post, ids } = await open()
  const answer = await post(ids, { 'If-None-Match': '*' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('ETag')).toBeNull()
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
})
