/** Whole event lists over HTTP: each row once, with an end, through arrivals, old rows and clock jumps. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { EventsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  advanceClock,
  countOf,
  EVENTS,
  idsOf,
  listOpenEvents,
  personaGateway,
  sourceOf,
} from '../../../testing/gateway.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'

type Page = v.InferOutput<typeof EventsPageSchema>

async function open(options = { rows: 40 }) {
  const relay = openRelay(options)
  let token = await relay.signIn()
  const request = async (query: string) => {
    const answer = await relay.request(`/v1/events?${query}`, { token })
    if (answer.status !== 401) return answer
    token = await relay.signIn()
    return relay.request(`/v1/events?${query}`, { token })
  }
  const read = async (query: string) => {
    const answer = await request(query)
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
    return v.parse(EventsPageSchema, await answer.json())
  }
  async function walk(limit: number, filter = '') {
    const walked: Page['items'] = []
    const cursors = new Set<string>()
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Page = await read(`limit=${limit}${filter}${cursor && `&cursor=${cursor}`}`)
      walked.push(...page.items)
      cursor = page.next
      if (cursor !== null && cursors.has(cursor)) throw new Error('A cursor leads to itself')
      if (cursor !== null) cursors.add(cursor)
    }
    return walked
  }
  const calls = () => countOf(relay, EVENTS)
  return { relay, request, read, walk, calls, control: relay.providers.control }
}

const DAY_MS = 86_400_000

interface ListedEvent {
  id?: string
  name?: string
  daysAgo: number
}

function answerWith(list: () => readonly ListedEvent[]) {
  const requests: URL[] = []
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const url = new URL(new Request(input, init).url)
    requests.push(url)
    const names = url.searchParams.get('filter[name]')?.split(',')
    const rows = list()
      .map(({ id, name = 'inquiry.created', daysAgo }, index) => ({
        type: 'event',
        id: id ?? `evt_${index}AAAAAAAAAAAAAAAAAAAAAA`,
        attributes: {
          name,
          payload: { data: { type: 'inquiry', id: 'inq_ABC123', attributes: {} } },
          'created-at': new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
        },
      }))
      .filter(({ attributes }) => !names || names.includes(attributes.name))
    const after = url.searchParams.get('page[after]')
    const before = url.searchParams.get('page[before]')
    const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1
    const to = before === null ? rows.length : rows.findIndex(({ id }) => id === before)
    const data = rows.slice(from, to).slice(0, Number(url.searchParams.get('page[size]')))
    const goesOn = from + data.length < rows.length
    const next = goesOn ? `/api/v1/events?page%5Bafter%5D=${data.at(-1)?.id}` : null
    return Response.json({ data, links: { prev: null, next } })
  })
  return requests
}

describe('a list of events', () => {
  it.each([100, 37])(
    'is read to its end by %i: every row once, the documented example last',
    async (limit) => {
      const { relay, walk, control } = await open()
      control.scenario({ rateLimit: 1_000 })
      const all = await listOpenEvents(relay)
      expect((await walk(limit)).map(({ id }) => id)).toEqual(all)
      expect(all.at(-1)).toBe('evt_ABC123')
    },
  )

  it('shows both rows of Persona’s documented answer, which share an ID', async () => {
    const { walk, calls } = await open()
    const cursor = '?page%5Bafter%5D=evt_ABC123'
    const row = (name: string, type: string, id: string, at: string) => ({
      id: 'evt_ABC123',
      attributes: { name, payload: { data: { type, id, attributes: {} } }, 'created-at': at },
      type: 'event',
    })
    const document = {
      data: [
        row('inquiry.expired', 'inquiry', 'inq_ABC123', '2023-09-23T17:14:01.918Z'),
        row('account.tag-added', 'account', 'act_ABC123', '2023-09-23T00:46:41.877Z'),
      ],
      links: { prev: '/api/v1/events?page%5Bbefore%5D=evt_ABC123', next: `/api/v1/events${cursor}` },
    }
    vi.mocked(fetch).mockImplementation(async () => Response.json(document))
    for (const limit of [25, 1]) {
      const names = (await walk(limit)).map(({ name }) => name)
      expect(names).toEqual(['inquiry.expired', 'account.tag-added'])
      advanceClock(100)
    }
    expect((await walk(25, '&name=inquiry.expired,account.tag-added')).length).toBe(2)
    expect(calls()).toBe(0)
    expect(vi.mocked(fetch).mock.calls.length).toBeLessThan(12)
  })

  it.each([
    ['all older than what is stored', [61, 70, 85]],
    ['one of yesterday, the others older', [1, 61, 70, 85]],
    ['two recent, the others older', [1, 2, 61, 70, 80, 85]],
    ['one alone', [3]],
    ['none', []],
  ])('has all rows and an end, filtered and not: %s', async (_, days) => {
    const { walk } = await open()
    const requests = answerWith(() => days.map((daysAgo) => ({ daysAgo })))
    for (let round = 0; round < 4; round++) {
      expect(await walk(25)).toHaveLength(days.length)
      expect(await walk(1)).toHaveLength(days.length)
      expect(await walk(25, '&name=inquiry.created')).toHaveLength(days.length)
      advanceClock(round === 1 ? 1_000 : 5)
      if (round === 2) await evictDurableObject(personaGateway())
    }
    expect(requests.length).toBeLessThan(40)
  })

  it('shows events too old to be stored, and does not store them', async () => {
    const { walk } = await open()
    answerWith(() => [{ daysAgo: 2 }, { daysAgo: 61 }, { daysAgo: 80 }])
    const oldest = new Date(Date.now() - 60 * DAY_MS).toISOString()
    expect(await walk(2)).toHaveLength(3)
    const stored = await runInDurableObject(personaGateway(), (_, { storage }) =>
      storage.sql.exec<{ content: string }>('SELECT content FROM event_ranges').toArray(),
    )
    const times = stored.flatMap(({ content }) => content.match(/\d{4}-\d\d-\d\dT[^"]+/g) ?? [])
    expect(times.length).toBeGreaterThan(0)
    expect(times.filter((time) => time < oldest)).toEqual([])
  })

  it('ends at rows that Persona has deleted and the relay still keeps', async () => {
    const { relay, read, walk, control, request } = await open({ rows: 400 })
    const all = await listOpenEvents(relay)
    const first = await read('limit=100')
    advanceClock(35 * 86_400)
    control.faults([{ fault: 'gone-cursor' }])
    const cursor = (await read('limit=60')).next
    expect(idsOf(await read(`limit=40&cursor=${cursor}`))).toEqual(idsOf(first).slice(60))
    const walked = (await walk(100)).map(({ id }) => id)
    expect(walked.length).toBeGreaterThanOrEqual(100)
    expect(walked).toEqual(all.slice(0, walked.length))
    expect((await request(`limit=100&cursor=${cursor}`)).status).toBe(200)
  })

  it.each([true, false])('goes on behind a wrong end ten minutes later (evicted: %s)', async (evicted) => {
    const { relay, read, walk, control } = await open()
    control.faults([{ fault: 'cursor-ignored' }])
    const { next } = await read('limit=50')
    expect((await read(`limit=100&cursor=${next}`)).next).toBeNull()
    control.faults([])
    control.emit({})
    advanceClock(601)
    if (evicted) await evictDurableObject(personaGateway())
    const walked = (await walk(100)).map(({ id }) => id)
    expect(walked).toEqual(await listOpenEvents(relay))
  })

  it('ends where it repeats', async () => {
    const { walk } = await open()
    const rows = Array.from({ length: 6 }, (_, index) => `evt_${index}BBBBBBBBBBBBBBBBBBBBBB`)
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const after = new URL(new Request(input, init).url).searchParams.get('page[after]')
      const from = after === null ? 0 : (rows.indexOf(after) + 1) % rows.length
      const data = rows.slice(from, from + 2).map((id) => ({
        type: 'event',
        id,
        attributes: { name: 'inquiry.created', 'created-at': new Date().toISOString() },
      }))
      return Response.json({ data, links: { prev: null, next: `/x?page[after]=${data.at(-1)?.id}` } })
    })
    expect((await walk(2)).map(({ id }) => id)).toEqual(rows)
  })
})

describe('a late event', () => {
  it('appears within five minutes of polling, in order, without an extra call', async () => {
    const { read, calls, control } = await open()
    const emitted = [control.emit({}), control.emit({}), control.emit({})].map(({ event }) => event)
    await read('limit=100')
    const late = control.emit({ event: { name: 'inquiry.expired', behind: 2 } }).event
    const spent = calls()
    let polls = 0
    let page = await read('limit=100')
    while (!idsOf(page).includes(late ?? '')) {
      advanceClock(30)
      page = await read('limit=100')
      await vi.waitFor(() => undefined)
      expect(++polls).toBeLessThanOrEqual(12)
    }
    expect(idsOf(page).slice(0, 4)).toEqual([emitted[2], emitted[1], late, emitted[0]])
    expect(calls() - spent).toBeLessThanOrEqual(polls)
  })
})

describe('a clock that jumps', () => {
  it.each([-300, -3_600, -86_400])('by %i seconds: reads the list again, never as empty', async (seconds) => {
    const { relay, request, read, calls } = await open()
    const before = await read('limit=25')
    const behind = await read(`limit=25&cursor=${before.next}`)
    const spent = calls()
    advanceClock(seconds)
    relay.providers.control.clock({ set: Date.now() })
    const answer = await request('limit=25')
    expect(await answer.json()).toEqual(before)
    expect(sourceOf(answer)?.state).toBe('fresh')
    expect(answer.headers.get('Age')).toBe('0')
    expect(calls()).toBe(spent + 1)
    expect(await read(`limit=25&cursor=${before.next}`)).toEqual(behind)
    advanceClock(5)
    expect(await read('limit=25')).toEqual(before)
    expect(calls()).toBe(spent + 1)
    advanceClock(2 * 86_400)
    expect(await read('limit=25')).toEqual(before)
    advanceClock(-2 * 86_400)
    await evictDurableObject(personaGateway())
    expect(await read('limit=25')).toEqual(before)
    expect(await read(`limit=25&cursor=${before.next}`)).toEqual(behind)
  })
})

describe('storage', () => {
  it('does not grow while only closed families arrive, nor in a sweep', async () => {
    const { read, control, relay } = await open({ rows: 200 })
    control.scenario({ rateLimit: 1_000 })
    for (let cursor: string | null = '', page = 0; cursor !== null && page < 8; page++) {
      cursor = (await read(`limit=100${cursor && `&cursor=${cursor}`}`)).next
    }
    const stored = () =>
      runInDurableObject(personaGateway(), (_, { storage }) =>
        storage.sql.exec('SELECT seq, length(content) AS length FROM event_ranges').toArray(),
      )
    const before = await stored()
    for (let poll = 0; poll < 60; poll++) {
      relay.providers.control.emit({ event: { name: 'report/watchlist.matched' } })
      advanceClock(100)
      await read('limit=25')
      await vi.waitFor(() => undefined)
    }
    await runDurableObjectAlarm(personaGateway())
    expect(await stored()).toEqual(before)
  })
})

it('shows each row once through arrivals, late rows, evictions and sweeps', async () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('emit' as const), number: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ what: fc.constant('closed' as const), number: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ what: fc.constant('late' as const), number: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ what: fc.constant('poll' as const), number: fc.constant(25) }),
    fc.record({ what: fc.constant('walk' as const), number: fc.integer({ min: 20, max: 100 }) }),
    fc.record({ what: fc.constant('evict' as const), number: fc.constant(0) }),
    fc.record({ what: fc.constant('sweep' as const), number: fc.constant(0) }),
  )
  const { relay, read, walk, control } = await open({ rows: 8 })
  control.scenario({ rateLimit: 10_000 })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      advanceClock(2 * 3_600)
      await read('limit=25')
      for (const { what, number } of steps) {
        // Each poll may read the newest page whole, so that a late row is not out of its reach by then.
        advanceClock(400)
        if (what === 'emit') for (let row = 0; row < number; row++) control.emit({})
        else if (what === 'closed') control.emit({ event: { name: 'report/watchlist.matched' } })
        else if (what === 'late') control.emit({ event: { name: 'inquiry.expired', behind: number } })
        else if (what === 'evict') await evictDurableObject(personaGateway())
        else if (what === 'sweep') await runDurableObjectAlarm(personaGateway())
        else if (what === 'walk') await walk(number)
        await read('limit=25')
      }
      advanceClock(400)
      const walked = (await walk(100)).map(({ id }) => id)
      expect(walked).toEqual(await listOpenEvents(relay))
    }),
    { numRuns: times(3), seed: 11 },
  )
})

it.each(['', '&object=inq_ABC123', '&name=inquiry.created'])(
  'fills each page that has a next one, so that it does not count hidden rows (%s)',
  async (filter) => {
    const { read, control } = await open({ rows: 400 })
    for (let index = 0; index < 30; index++) control.emit({ event: { name: 'report/watchlist.matched' } })
    for (const limit of [100, 40]) {
      let cursor: string | null = ''
      for (let pages = 0; cursor !== null && pages < 12; pages++) {
        const page: Page = await read(`limit=${limit}${filter}${cursor && `&cursor=${cursor}`}`)
        if (page.next !== null) expect(page.items).toHaveLength(limit)
        cursor = page.next
      }
    }
  },
)

it('serializes a page once for all who ask until a row is new', async () => {
  const { read, request, control } = await open()
  await read('limit=25')
  const stringify = vi.spyOn(JSON, 'stringify')
  onTestFinished(() => stringify.mockRestore())
  const countPages = () =>
    stringify.mock.calls.filter(([value]) => v.is(v.object({ items: v.array(v.unknown()) }), value)).length
  for (let poll = 0; poll < 5; poll++) {
    await request('limit=25')
    advanceClock(30)
  }
  expect(countPages()).toBe(0)
  control.emit({ event: { name: 'inquiry.created' } })
  advanceClock(120)
  await request('limit=25')
  await request('limit=25')
  expect(countPages()).toBe(1)
})
