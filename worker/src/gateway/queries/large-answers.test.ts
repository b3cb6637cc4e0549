/** Answers too large to be read, over HTTP: at most a row is missing. */
import { GatewaySnapshotSchema } from '@inquiry-lens/shared/contract/admin.ts'
import {
  EventsPageSchema,
  InquiriesPageSchema,
  LookupsSchema,
  SessionsPageSchema,
} from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import {
  advanceClock,
  countOf,
  EVENTS,
  idsOf,
  listOpenEvents,
  SESSIONS,
  sourceOf,
} from '../../../testing/gateway.ts'
import { json, openRelay } from '../../../testing/relay-under-test.ts'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  const request = (path: string) => relay.request(path, { token })
  const events = async (query = 'limit=100') =>
    v.parse(EventsPageSchema, await (await request(`/v1/events?${query}`)).json())
  const stateOfGateway = async () => {
    const answer = await relay.request('/v1/gateway', {
      token: await relay.signIn('boss@example.com', 'admin'),
    })
    return v.parse(GatewaySnapshotSchema, await answer.json()).items[0]
  }
  return { relay, request, events, stateOfGateway, token, control: relay.providers.control }
}

const requestedSizes = () =>
  vi
    .mocked(fetch)
    .mock.calls.map(([input]) => Number(new URL(new Request(input).url).searchParams.get('page[size]')))

describe('one large event', () => {
  it.each([
    ['of a closed family', 'report/adverse-media.ready', false],
    ['of an open family', 'inquiry.approved', false],
    ['whose ID stands last', 'inquiry.approved', true],
  ])('%s, among new events: the list leaves it out', async (_, name, idLast) => {
    const { relay, request, events, stateOfGateway, control } = await open()
    const before = await events()
    const { event: row } = control.emit({ event: { name } })
    control.faults([{ fault: 'large-row', row: row ?? '', bytes: 2_500_000, idLast }])
    advanceClock(100)
    const { event: next } = control.emit({})
    const after = await request('/v1/events?limit=100')
    expect(sourceOf(after)?.state).toBe('fresh')
    expect(idsOf(v.parse(EventsPageSchema, await after.json())).slice(0, 3)).toEqual([
      next,
      ...idsOf(before).slice(0, 2),
    ])
    const spent = countOf(relay, EVENTS)
    advanceClock(100)
    const { event: later } = control.emit({})
    expect(idsOf(await events()).slice(0, 3)).toEqual([later, next, idsOf(before)[0]])
    expect(countOf(relay, EVENTS)).toBe(spent + 1)
    expect((await request('/v1/sessions')).status).toBe(200)
    expect((await stateOfGateway())?.droppedRows).toEqual({})
    expect((await stateOfGateway())?.breaker).toBe('closed')
  })

  it('is left out as the newest event of a first page', async () => {
    const { events, control } = await open()
    const { event: row } = control.emit({ event: { name: 'inquiry.approved' } })
    control.faults([{ fault: 'large-row', row: row ?? '', bytes: 2_500_000 }])
    const first = await events('limit=3')
    const second = await events(`limit=3&cursor=${first.next}`)
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(6)
    expect(idsOf(first)).not.toContain(row)
  })

  it('is not found by its ID, in one call', async () => {
    const { relay, request, control } = await open()
    const { event } = control.emit({ event: { name: 'inquiry.approved' } })
    control.faults([{ fault: 'large-row', row: event ?? '', bytes: 2_500_000 }])
    expect((await request(`/v1/events/${event}`)).status).toBe(404)
    expect(countOf(relay, `${EVENTS}/:id`)).toBe(1)
  })
})

describe('every row large', () => {
  it.each([
    [21_000, 200],
    [400_000, 90],
  ])('of %i bytes: the list is read, and the provider stays available', async (bytes, rows) => {
    const { relay, request, events, control } = await open()
    const all = await listOpenEvents(relay, rows)
    control.scenario({ rateLimit: 1_000 })
    control.faults([{ fault: 'large-row', bytes, path: '/api/v1/events' }])
    const walked: string[] = []
    let cursor: string | null = null
    while (walked.length < rows) {
      const page = await events(`limit=100${cursor ? `&cursor=${cursor}` : ''}`)
      walked.push(...idsOf(page))
      cursor = page.next
      if (cursor === null) break
    }
    expect(walked.slice(0, rows)).toEqual(all.slice(0, rows))
    expect((await request('/v1/sessions')).status).toBe(200)
  })

  it('fetches smaller pages for ten minutes after a cut one', async () => {
    const { events, control } = await open()
    control.faults([{ fault: 'large-row', bytes: 900_000, path: '/api/v1/events' }])
    await events('limit=5')
    expect(requestedSizes()).toEqual([100])
    const page = await events('limit=5')
    expect(page.items).toHaveLength(5)
    control.faults([])
    advanceClock(60)
    await events('limit=5')
    advanceClock(11 * 60)
    await events('limit=5')
    const sizes = requestedSizes()
    expect(sizes.slice(1, -1).every((size) => size < 100)).toBe(true)
    expect(sizes.at(-1)).toBe(100)
  })
})

describe('lists and batches beside events', () => {
  it('leave out a session or an inquiry that is too large', async () => {
    const { request, control } = await open()
    const sessions = v.parse(SessionsPageSchema, await (await request('/v1/sessions?limit=20')).json())
    const inquiries = v.parse(InquiriesPageSchema, await (await request('/v1/inquiries?limit=20')).json())
    const [session, inquiry] = [sessions.items[3]?.id ?? '', inquiries.items[3]?.id ?? '']
    control.faults([
      { fault: 'large-row', row: session, bytes: 3_000_000 },
      { fault: 'large-row', row: inquiry, bytes: 3_000_000 },
    ])
    advanceClock(3_600)
    const behind = async (path: string) => idsOf(Object(await (await request(path)).json()))
    const without = (list: { items: readonly { id: string }[] }, id: string) =>
      idsOf(list).filter((one) => one !== id)
    expect((await behind('/v1/sessions?limit=20')).slice(0, 19)).toEqual(without(sessions, session))
    expect((await behind('/v1/inquiries?limit=20')).slice(0, 19)).toEqual(without(inquiries, inquiry))
  })

  it('tell a large object from one that does not exist', async () => {
    const { relay, token, control } = await open()
    const ids = Object.values(control.known().persona.sandbox).map(({ inquiry }) => inquiry)
    const [large = ''] = ids
    control.faults([{ fault: 'large-row', row: large, bytes: 3_000_000 }])
    const answer = await relay.request('/v1/lookups', {
      token,
      ...json({ ids: [...ids, 'inq_2CVZ4HyVg7qaboXz2PUHknAn'] }),
    })
    const { items } = v.parse(LookupsSchema, await answer.json())
    expect(items[0]).toEqual({ id: large, outcome: 'not-asked', reason: 'provider-unreadable' })
    expect(items.slice(1, -1).every(({ outcome }) => outcome === 'found')).toBe(true)
    expect(items.at(-1)?.outcome).toBe('not-found')
  })
})

it('answers other queries while one list is unreadable', async () => {
  const { relay, request, control } = await open()
  control.faults([{ fault: 'truncated', path: '/api/v1/events' }])
  for (let poll = 0; poll < 8; poll++) {
    advanceClock(15)
    expect((await request('/v1/events')).status).toBe(502)
  }
  expect((await request('/v1/sessions')).status).toBe(200)
  expect(countOf(relay, SESSIONS)).toBe(1)
})
