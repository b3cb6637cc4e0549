/** Persona’s odd lists and objects, over HTTP. */
import { reset } from 'cloudflare:test'
import { EventsPageSchema, LookupsSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { InquiryCaseSchema } from '@inquiry-lens/shared/domain/model.ts'
import { sample } from '@inquiry-lens/shared/testing/thoroughness.ts'
import type { FaultInput } from '@inquiry-lens/test/fake-providers/faults/faults.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock, countAll, countOf, EVENTS, idsOf, sourceOf } from '../../../testing/gateway.ts'
import { json, openRelay, readProblem } from '../../../testing/relay-under-test.ts'

const BATCH = 'GET /api/v1/inquiries'

async function open(faults: readonly FaultInput[] = []) {
  const relay = openRelay()
  const token = await relay.signIn()
  relay.providers.control.faults(faults)
  const request = (path: string) => relay.request(path, { token })
  const read = async (path: string) => Object(await (await request(path)).json())
  const events = async (query: string) =>
    v.parse(EventsPageSchema, await (await request(`/v1/events?${query}`)).json())
  const post = (ids: readonly string[]) => relay.request('/v1/lookups', { token, ...json({ ids }) })
  const lookUp = async (ids: readonly string[]) =>
    v.parse(LookupsSchema, await (await post(ids)).json()).items
  const { control } = relay.providers
  return { relay, request, read, events, post, lookUp, control, stories: control.known().persona.sandbox }
}

const parameters = (name: string) =>
  vi.mocked(fetch).mock.calls.map(([input]) => new URL(new Request(input).url).searchParams.get(name))

describe('a cursor that does not move', () => {
  it.each(['/v1/sessions', '/v1/inquiries', '/v1/events', '/v1/events?name=inquiry.created'])(
    'is followed once, each row once: %s',
    async (path) => {
      const { relay, read } = await open([{ fault: 'cursor-ignored' }, { fault: 'page-size-ignored' }])
      const join = path.includes('?') ? '&' : '?'
      const seen: string[] = []
      let cursor: string | null = ''
      let pages = 0
      while (cursor !== null) {
        const page = await read(`${path}${join}limit=25${cursor && `&cursor=${cursor}`}`)
        seen.push(...idsOf(page))
        cursor = page.next
        pages++
        expect(pages).toBeLessThan(5)
      }
      expect(seen.length).toBeGreaterThan(0)
      expect(new Set(seen).size).toBe(seen.length)
      expect(countAll(relay)).toBeLessThanOrEqual(6)
    },
  )
})

describe('a cursor that is ignored for a while', () => {
  it.each([
    ['/v1/sessions?limit=100', 100],
    ['/v1/sessions?limit=40', 40],
    ['/v1/inquiries?limit=100&state=approved,pending', 100],
    ['/v1/events?limit=60', 60],
    ['/v1/events?limit=100&name=inquiry.created,inquiry.approved', 100],
  ])('ends the list as stale, and ten seconds later the list goes on: %s', async (path, limit) => {
    const { request, read, control } = await open()
    const first = await read(path)
    expect(first.items).toHaveLength(limit)
    control.faults([{ fault: 'cursor-ignored' }])
    const shown = idsOf(first)
    let last: Response | undefined
    for (let cursor = first.next; cursor !== null; ) {
      last = await request(`${path}&cursor=${cursor}`)
      const page = Object(await last.clone().json())
      shown.push(...idsOf(page))
      cursor = page.next
    }
    expect(new Set(shown).size).toBe(shown.length)
    expect(last && sourceOf(last)).toMatchObject({ state: 'stale', reason: 'provider-unreadable' })
    control.faults([])
    advanceClock(11)
    const behind = await request(`${path}&cursor=${first.next}`)
    expect(sourceOf(behind)).toMatchObject({ state: 'fresh' })
    const page = Object(await behind.json())
    expect(page.items).toHaveLength(limit)
    expect(page.next).not.toBeNull()
  })
})

describe('a list that leads back to earlier rows', () => {
  const PATHS = [
    '/v1/sessions',
    '/v1/inquiries',
    '/v1/inquiries?state=approved,pending',
    '/v1/events',
    '/v1/events?name=inquiry.created,inquiry.started,inquiry-session.started',
  ]
  /** An hour between two pages: no earlier one is held, which would show where a cursor leads. */
  const CASES = PATHS.flatMap((path, index) =>
    sample([0, 3_600], 2, index).map((seconds) => [path, seconds] as const),
  )

  async function walk(
    read: Awaited<ReturnType<typeof open>>['read'],
    path: string,
    seconds: number,
    pages = 30,
  ) {
    const shown: string[] = []
    let cursor: string | null = ''
    for (let requested = 0; cursor !== null && requested < pages; requested++) {
      const page: Awaited<ReturnType<typeof read>> = await read(
        `${path}${path.includes('?') ? '&' : '?'}limit=10${cursor && `&cursor=${cursor}`}`,
      )
      shown.push(...idsOf(page))
      cursor = page.next
      advanceClock(seconds)
    }
    return { shown, hasEnded: cursor === null }
  }

  it.each(CASES)('by a link: goes on, each row once: %s, %i s between two pages', async (path, seconds) => {
    const { read: readHonest } = await open([{ fault: 'page-size-ignored' }])
    const startedAt = Date.now()
    const { shown: honest } = await walk(readHonest, path, 0, 4)
    expect(new Set(honest).size).toBe(40)
    for (const behind of [honest[9] ?? '', honest[19] ?? '']) {
      await reset()
      vi.setSystemTime(startedAt)
      const to = honest[3] ?? ''
      const { read } = await open([{ fault: 'page-size-ignored' }, { fault: 'next-leads-to', behind, to }])
      expect((await walk(read, path, seconds, 4)).shown).toEqual(honest)
    }
  })

  it.each(
    CASES.flatMap(([path, seconds], index) =>
      sample([true, false], 2, index >> 1).map((isDated) => [path, seconds, isDated] as const),
    ),
  )(
    'by repeated rows: ends, each row once: %s, %i s between two pages, times differ: %s',
    async (path, seconds, isDated) => {
      const { read } = await open()
      const now = Date.now()
      const [, kind = ''] = /v1\/(\w+)s/.exec(path.replace('inquiries', 'inquirys')) ?? []
      const prefix = { session: 'iqse', inquiry: 'inq', event: 'evt' }[kind]
      const rows = Array.from({ length: 26 }, (_, index) => ({
        type: kind,
        id: `${prefix}_${String(index).padStart(2, '0')}BBBBBBBBBBBBBBBBBBBBBB`,
        attributes: {
          name: 'inquiry.created',
          status: 'created',
          'created-at': new Date(now - (isDated ? index * 1_000 : 0)).toISOString(),
        },
        relationships: {},
      }))
      vi.mocked(fetch).mockImplementation(async (input, init) => {
        const { searchParams } = new URL(new Request(input, init).url)
        const [after, before] = ['page[after]', 'page[before]'].map((name) => searchParams.get(name))
        if (before) return Response.json({ data: [], links: { prev: null, next: null } })
        const from = rows.findIndex(({ id }) => id === after) + 1
        const data = Array.from({ length: 10 }, (_, index) => rows[(from + index) % rows.length])
        return Response.json({ data, links: { prev: null, next: `/x?page[after]=${data.at(-1)?.id}` } })
      })
      const { shown, hasEnded } = await walk(read, path, seconds)
      expect(hasEnded).toBe(true)
      expect(shown).toEqual(rows.map(({ id }) => id))
    },
  )
})

describe('a page size that Persona refuses', () => {
  const LISTS = [
    '/v1/sessions',
    '/v1/sessions?inquiry=inq_ABC123',
    '/v1/inquiries',
    '/v1/inquiries?state=approved,pending',
    '/v1/events',
    '/v1/events?name=inquiry.created',
  ]

  it.each(LISTS)('is left out, for the same page: %s', async (path) => {
    const { request, control } = await open()
    const join = path.includes('?') ? '&' : '?'
    const honest = await (await request(`${path}${join}limit=40`)).text()
    advanceClock(7_200)
    control.faults([{ fault: 'page-size-refused' }])
    const answer = await request(`${path}${join}limit=40`)
    expect(answer.status).toBe(200)
    expect(sourceOf(answer)?.state).toBe('fresh')
    expect(await answer.text()).toBe(honest)
  })

  it('loses no events of a case, no marks, and no refresh', async () => {
    const { read, lookUp, events, control, stories } = await open()
    await events('limit=10')
    advanceClock(71)
    control.faults([{ fault: 'page-size-refused' }])
    const { inquiry = '' } = stories['bad-camera'] ?? {}
    const file = v.parse(InquiryCaseSchema, await read(`/v1/cases/${inquiry}`))
    expect(file.eventsMissing).toBeUndefined()
    expect(file.events.length).toBeGreaterThan(10)
    const ids = Object.values(stories).map((story) => story.inquiry)
    expect((await lookUp(ids)).every(({ outcome }) => outcome === 'found')).toBe(true)
    const emitted = Array.from({ length: 25 }, () => control.emit({}).event)
    advanceClock(71)
    expect(idsOf(await events('limit=100')).slice(0, 25)).toEqual(emitted.toReversed())
  })

  it('is sent again after ten minutes; another refusal is the agent’s, and costs one call', async () => {
    const { relay, request, control } = await open([{ fault: 'page-size-refused' }])
    const lastSize = () => parameters('page[size]').at(-1)
    await request('/v1/inquiries?limit=10')
    advanceClock(120)
    await request('/v1/inquiries?limit=10&state=approved')
    expect(lastSize()).toBeNull()
    control.faults([])
    advanceClock(600)
    await request('/v1/inquiries?limit=10&state=declined')
    expect(lastSize()).toBe('100')
    control.faults([{ fault: 'refused-id', id: 'oracle' }])
    const spent = countAll(relay)
    expect((await readProblem(await request('/v1/inquiries?state=oracle'))).code).toBe('invalid-parameter')
    expect(countAll(relay)).toBe(spent + 2)
    await request('/v1/inquiries?limit=10&state=pending')
    expect(lastSize()).toBe('100')
  })
})

describe('an object that is sent', () => {
  it.each([
    ['/v1/sessions/', 'iqse_ABC123', 'iqse_SOMEBODYELSE1'],
    ['/v1/cases/', 'inq_ABC123', 'inq_SOMEBODYELSE1'],
    ['/v1/sessions/', 'iqse_ABC123', 'not an ID'],
    ['/v1/cases/', 'inq_ABC123', 'not an ID'],
  ])('for %s%s with the ID "%s" is unreadable', async (path, requested, id) => {
    const { request } = await open([{ fault: 'other-object', id }])
    const answer = await request(path + requested)
    expect(answer.status).toBe(502)
    expect((await readProblem(answer)).code).toBe('provider-unreadable')
  })

  it.each(['evt_SOMEBODYELSE1', 'not an ID'])(
    'for an event with the ID "%s" is not found, as a hidden one',
    async (id) => {
      const { request } = await open([{ fault: 'other-object', id }])
      expect((await request('/v1/events/evt_ABC123')).status).toBe(404)
    },
  )

  it('of a closed family is not found', async () => {
    const { request, control } = await open()
    const { event } = control.emit({ event: { name: 'sar.filed' } })
    expect((await request(`/v1/events/${event}`)).status).toBe(404)
  })
})

describe('an ID that Persona refuses in a batch', () => {
  const bad = 'inq_zzzzzzzzzzzzzzzzzzzzzzzz'
  const MAX_BATCH_CALLS = 16

  it('is not found, the other 99 are, and it is not sent again', async () => {
    const { relay, lookUp, control } = await open()
    const ids = Array.from({ length: 99 }, () => control.emit({ session: true }).inquiry)
    ids.splice(37, 0, bad)
    control.faults([{ fault: 'refused-id', id: bad }])
    const items = await lookUp(ids)
    expect(items.find(({ id }) => id === bad)).toEqual({ id: bad, outcome: 'not-found' })
    expect(items.filter(({ outcome }) => outcome === 'found')).toHaveLength(ids.length - 1)
    expect(countOf(relay, BATCH)).toBeLessThanOrEqual(MAX_BATCH_CALLS)
    const spent = countOf(relay, BATCH)
    advanceClock(40)
    expect((await lookUp(ids)).find(({ id }) => id === bad)?.outcome).toBe('not-found')
    expect(countOf(relay, BATCH)).toBe(spent + 1)
    expect(parameters('filter[inquiry-id]').at(-1)).not.toContain(bad)
  })

  it('answers most of a batch with two of them, and the rest in the next look-up', async () => {
    const { relay, lookUp, control, stories } = await open()
    const ids = Object.values(stories).map(({ inquiry }) => inquiry)
    const worse = 'inq_yyyyyyyyyyyyyyyyyyyyyyyy'
    control.faults([
      { fault: 'refused-id', id: bad },
      { fault: 'refused-id', id: worse },
    ])
    const mixed = [bad, ...ids, worse]
    const first = await lookUp(mixed)
    expect(countOf(relay, BATCH)).toBeLessThanOrEqual(MAX_BATCH_CALLS)
    expect(first.filter(({ outcome }) => outcome === 'found').length).toBeGreaterThan(ids.length / 2)
    const second = await lookUp(mixed)
    expect(second.filter(({ outcome }) => outcome === 'found')).toHaveLength(ids.length)
    expect(second.filter(({ outcome }) => outcome === 'not-found').map(({ id }) => id)).toEqual([bad, worse])
  })

  it('returns no not-found where every batch is refused, and does not search again at once', async () => {
    const { relay, post, control, stories } = await open()
    const ids = Object.values(stories).map(({ inquiry }) => inquiry)
    control.faults(ids.map((id) => ({ fault: 'refused-id' as const, id })))
    expect((await readProblem(await post(ids))).code).toBe('invalid-parameter')
    const spent = countOf(relay, BATCH)
    expect(spent).toBeLessThanOrEqual(MAX_BATCH_CALLS)
    await post(ids)
    expect(countOf(relay, BATCH)).toBe(spent + 1)
  })
})

describe('a refresh of the newest events', () => {
  it('is one call where Persona sets links.prev on every page', async () => {
    const { relay, events, control } = await open([{ fault: 'prev-always' }])
    await events('limit=100')
    for (let poll = 0; poll < 3; poll++) {
      for (let row = 0; row < 12; row++) control.emit({})
      const spent = countOf(relay, EVENTS)
      advanceClock(71)
      const page = await events('limit=100')
      expect(countOf(relay, EVENTS)).toBe(spent + 1)
      expect(new Set(idsOf(page)).size).toBe(100)
    }
  })

  it('misses nothing where the page size is ignored', async () => {
    const { events, control } = await open([{ fault: 'prev-always' }, { fault: 'page-size-ignored' }])
    const before = await events('limit=10')
    const emitted = Array.from({ length: 25 }, () => control.emit({}).event)
    advanceClock(71)
    const after = await events('limit=100')
    const behind = await events(`limit=100&cursor=${after.next}`)
    const all = [...idsOf(after), ...idsOf(behind)]
    expect(all.slice(0, 25)).toEqual(emitted.toReversed())
    expect(all.slice(25, 35)).toEqual(idsOf(before))
  })
})

describe('a filter', () => {
  it('by object means the same on each page, from the cache or the provider', async () => {
    const { events, control, stories } = await open([{ fault: 'wide-object-filter' }])
    const { inquiry, sessions } = stories['device-handoff'] ?? { inquiry: '', sessions: [] }
    for (let round = 0; round < 4; round++) {
      control.emit({ inquiry, event: { name: 'inquiry.transitioned' } })
      control.emit({ inquiry, event: { name: 'inquiry-session.started', session: sessions[0] } })
    }
    const whole = await events(`limit=100&object=${inquiry}`)
    advanceClock(3_600)
    await events('limit=100')
    const walked: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: v.InferOutput<typeof EventsPageSchema> = await events(
        `limit=2&object=${inquiry}${cursor && `&cursor=${cursor}`}`,
      )
      walked.push(...idsOf(page))
      cursor = page.next
    }
    expect(walked).toEqual(idsOf(whole))
    expect(whole.items.every(({ object }) => object?.id === inquiry)).toBe(true)
  })
})

describe('a case', () => {
  it('has the events of its documents and selfies', async () => {
    const { read, stories } = await open()
    const file = v.parse(InquiryCaseSchema, await read(`/v1/cases/${stories['bad-camera']?.inquiry}`))
    const families = new Set(file.events.map(({ name }) => name.split('.')[0]))
    expect([...families]).toEqual(expect.arrayContaining(['inquiry', 'verification', 'document', 'selfie']))
    expect(file.events.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['document.errored', 'selfie.errored']),
    )
    expect(file.eventsTruncated).toBe(false)
  })
})

it('repeats only plain words of Persona’s refusal', async () => {
  const { request, relay } = await open()
  const { fetch: answer } = relay.providers
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const refusal = await answer(new Request(input, init))
    const errors = [{ title: `eve@example.com ${'long '.repeat(100_000)}` }]
    return Response.json({ errors }, { status: 400, headers: refusal.headers })
  })
  const refused = await request('/v1/inquiries?state=odd')
  expect(await refused.text()).not.toMatch(/eve@|long long/)
  expect(sourceOf(refused)).toBeUndefined()
})
