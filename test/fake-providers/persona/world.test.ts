import { describe, expect, test } from 'vitest'
import { DEFAULT_ROWS, FAKE_PERSONA_PRODUCTION_KEY } from '../app.ts'
import { type Asking, NOON, readText, startAsking, walkWorld } from '../testing/ask.ts'
import { EVENT_NAMES } from './story/event-names.ts'

const LISTS = ['/api/v1/inquiries', '/api/v1/inquiry-sessions', '/api/v1/events']

describe.each([1, 39, 41, 130, DEFAULT_ROWS])('a world of %i inquiries', (rows) => {
  const walk = (path: string) => walkWorld(path, rows)

  test.each(LISTS)('%s holds every row once, newest first, and ends', async (path) => {
    const all = await walk(path)
    expect(new Set(all.map((row) => row.id)).size).toBe(all.length)
    const times = all.map((row) => readText(row.attributes['created-at']))
    expect(times).toEqual(times.toSorted().reverse())
    expect(Date.parse(times[0] ?? '')).toBeLessThanOrEqual(NOON)
    // One more: the documents' example, the oldest of all.
    if (path.endsWith('inquiries')) expect(all.length).toBe(rows + 1)
    expect(all.at(-1)?.id).toMatch(/_ABC123$/)
  })

  test('sessions and events are those of its inquiries', async () => {
    const inquiries = await walk('/api/v1/inquiries')
    const sessions = await walk('/api/v1/inquiry-sessions')
    const linked = inquiries.flatMap((inquiry) => listLinks(inquiry.relationships?.sessions))
    expect(sessions.map((session) => session.id).sort()).toEqual(linked.sort())
    const known = new Set(inquiries.map((inquiry) => inquiry.id))
    const events = await walk('/api/v1/events')
    for (const event of events.filter(({ attributes }) => /^inquiry\./.test(readText(attributes.name)))) {
      expect(known).toContain(readObject(event.attributes.payload).id)
    }
  })
})

test('an empty world is an environment that was just made', async () => {
  const asking = startAsking({ rows: 0 })
  for (const path of LISTS) {
    expect(await asking.list(path)).toEqual({ data: [], links: { prev: null, next: null } })
  }
})

test('every event name of the documents occurs, families that are closed to support among them', async () => {
  const events = await walkWorld('/api/v1/events')
  const names = new Set(events.map((event) => readText(event.attributes.name)))
  expect(EVENT_NAMES.filter((name) => !names.has(name))).toEqual([])
  const closed = events.filter(({ attributes }) =>
    /^(report\/|case|sar|filing|graph-query)/.test(readText(attributes.name)),
  )
  expect(closed.length / events.length).toBeGreaterThan(0.03)
  expect(closed.length / events.length).toBeLessThan(0.4)
})

test('the same seed gives the same bytes, another seed other ones', async () => {
  const read = async (seed: number) => {
    const asking = startAsking({ seed })
    return Promise.all(LISTS.map(async (path) => (await asking.send(`${path}?page[size]=100`)).text()))
  }
  expect(await read(5)).toEqual(await read(5))
  const [five, six] = [await read(5), await read(6)]
  expect(five.filter((text, n) => text === six[n])).toEqual([])
})

test('sandbox and production are two worlds', async () => {
  const asking = startAsking()
  const production = { headers: { Authorization: `Bearer ${FAKE_PERSONA_PRODUCTION_KEY}` } }
  const { data } = await asking.list('/api/v1/inquiries', production)
  const path = `/api/v1/inquiries/${data[0]?.id}`
  expect((await asking.one(path, production)).data.id).toBe(data[0]?.id)
  expect((await asking.refusal(path)).status).toBe(404)
  expect((await asking.refusal('/api/v1/inquiries/inq_ABC123', production)).status).toBe(404)
})

test('a hundred thousand inquiries cost a page no more than four hundred', async () => {
  const deepCursor = async (asking: Asking) => {
    const start = new Date(NOON - 400 * 24 * 60 * 60 * 1000).toISOString()
    const { data } = await asking.list(`/api/v1/inquiries?filter[created-at-end]=${start}`)
    return readText(data[0]?.id)
  }
  // In milliseconds of the processor, since other work may hold it.
  const timePage = async (rows: number) => {
    const began = process.cpuUsage()
    const asking = startAsking({ rows })
    const cursor = rows > 1_000 ? await deepCursor(asking) : 'inq_ABC123'
    await asking.list(`/api/v1/inquiries?page[size]=100&page[before]=${cursor}`)
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1000
  }
  await timePage(400)
  // Rows made one by one would cost 250 times as much.
  expect(await timePage(100_000)).toBeLessThan(25 * (await timePage(400)) + 500)
})

test('no inquiry has more than 25 sessions, and one has as many', async () => {
  const inquiries = await walkWorld('/api/v1/inquiries')
  const counts = inquiries.map((inquiry) => listLinks(inquiry.relationships?.sessions).length)
  expect(Math.max(...counts)).toBe(25)
})

describe('stories', () => {
  const asking = startAsking()
  const stories = asking.control.known().persona.sandbox
  const nameEvents = async (name: string) => {
    const ids = stories[name]?.events.join(',')
    const { data } = await asking.list(`/api/v1/events?page[size]=100&filter[id]=${ids}`)
    return data.map((event) => readText(event.attributes.name)).reverse()
  }
  const listSessions = async (name: string) =>
    (
      await asking.list(
        `/api/v1/inquiry-sessions?page[size]=100&filter[inquiry-id]=${stories[name]?.inquiry}`,
      )
    ).data

  test.each(Object.entries(stories))('%s is found by its IDs', async (_, story) => {
    const { data } = await asking.one(`/api/v1/inquiries/${story.inquiry}?include=`)
    expect(data.attributes.status).toBe(story.status)
    for (const id of story.sessions)
      expect((await asking.one(`/api/v1/inquiry-sessions/${id}`)).data.id).toBe(id)
    for (const id of story.events.slice(0, 3))
      expect((await asking.one(`/api/v1/events/${id}`)).data.id).toBe(id)
  })

  test('three retries, then passed', async () => {
    const names = await nameEvents('three-retries')
    expect(names.filter((name) => name === 'verification.requires-retry')).toHaveLength(3)
    expect(names.lastIndexOf('verification.requires-retry')).toBeLessThan(
      names.indexOf('verification.passed'),
    )
    expect(stories['three-retries']?.status).toBe('approved')
  })

  test('two countries within the hour', async () => {
    const [later, earlier] = await listSessions('two-countries')
    expect(later?.attributes['country-code']).not.toBe(earlier?.attributes['country-code'])
    const apart =
      Date.parse(readText(later?.attributes['created-at'])) -
      Date.parse(readText(earlier?.attributes['created-at']))
    expect(apart).toBeGreaterThan(0)
    expect(apart).toBeLessThan(60 * 60 * 1000)
  })

  test('handed off from a computer to a phone', async () => {
    const sessions = await listSessions('device-handoff')
    expect(sessions.map(({ attributes }) => attributes['device-handoff-method'])).toEqual(['qr', null])
    expect(sessions[1]?.attributes['device-type']).toBe('desktop')
  })

  test('distinguishes VPN and Tor', async () => {
    const [vpn] = await listSessions('vpn')
    const [tor] = await listSessions('tor')
    expect(vpn?.attributes).toMatchObject({
      'is-vpn': true,
      'is-tor': false,
      'ip-connection-type': 'datacenter',
    })
    expect(tor?.attributes).toMatchObject({ 'is-vpn': false, 'is-tor': true, 'threat-level': 'high' })
  })

  test('redacted: the details are gone, the inquiry is not', async () => {
    const { data } = await asking.one(`/api/v1/inquiries/${stories.redacted?.inquiry}?include=`)
    expect(data.attributes['redacted-at']).toMatch(/^2026-/)
    expect(JSON.stringify(data.attributes.fields)).not.toContain('c4nary')
    expect((await listSessions('redacted'))[0]?.attributes['ip-address']).toBeNull()
  })

  test('statuses are what the names say', () => {
    const statuses = Object.entries(stories).map(([name, { status }]) => [name, status])
    expect(Object.fromEntries(statuses)).toMatchObject({
      'approved-fast': 'approved',
      declined: 'declined',
      'expired-midway': 'expired',
      'in-progress': 'pending',
      'in-review': 'needs_review',
      'never-opened': 'created',
      'too-many-tries': 'failed',
      'many-sessions': 'created',
      documented: 'expired',
    })
  })
})

test('an event holds its object as it was then', async () => {
  const asking = startAsking()
  const story = asking.control.known().persona.sandbox['approved-fast']
  const { data } = await asking.list(`/api/v1/events?page[size]=100&filter[object-id]=${story?.inquiry}`)
  const seen = data.map((event) => {
    const payload = readObject(event.attributes.payload)
    return [event.attributes.name, payload.status]
  })
  expect(Object.fromEntries(seen)).toMatchObject({
    'inquiry.created': 'created',
    'inquiry.started': 'pending',
    'inquiry.completed': 'completed',
    'inquiry.approved': 'approved',
  })
})

function listLinks(relationship: unknown): readonly string[] {
  const found = JSON.stringify(relationship ?? null).matchAll(/"id":"([^"]+)"/g)
  return [...found].flatMap(([, id]) => id ?? [])
}

function readObject(payload: unknown): { readonly id: string; readonly status: string | undefined } {
  const text = JSON.stringify(payload)
  const id = /"data":\{"type":"[^"]+","id":"([^"]+)"/.exec(text)?.[1] ?? ''
  return { id, status: /"attributes":\{"status":"([^"]+)"/.exec(text)?.[1] }
}
