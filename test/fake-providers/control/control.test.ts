import { describe, expect, test } from 'vitest'
import { ControlError, createProviders } from '../app.ts'
import { FAULT_NAMES } from '../faults/faults.ts'
import { NOON, readText, startAsking } from '../testing/ask.ts'

const EVENTS = '/api/v1/events'
const SESSIONS = '/api/v1/inquiry-sessions'

describe('emitted rows', () => {
  test('a new session and its event stand in front; cursors behind do not move', async () => {
    const asking = startAsking()
    const before = await asking.list(EVENTS)
    const row = asking.control.emit({})
    const [session] = (await asking.list(SESSIONS)).data
    const [event] = (await asking.list(EVENTS)).data
    const [inquiry] = (await asking.list('/api/v1/inquiries')).data
    expect([session?.id, event?.id, inquiry?.id]).toEqual([row.session, row.event, row.inquiry])
    expect(event?.attributes.name).toBe('inquiry-session.started')
    expect(session?.attributes.status).toBe('active')
    expect(event?.attributes['created-at']).toBe(row.createdAt)
    const newer = await asking.list(`${EVENTS}?page[before]=${before.data[0]?.id}`)
    expect(newer.data.map(({ id }) => id)).toEqual([row.event])
    const older = await asking.list(`${EVENTS}?page[after]=${before.data[0]?.id}`)
    expect(older.data.slice(0, 9)).toEqual(before.data.slice(1))
    expect((await asking.one(`${EVENTS}/${row.event}`)).data.id).toBe(row.event)
  })

  test('are the newest whatever the clock says', async () => {
    const asking = startAsking()
    asking.control.emit({})
    asking.control.clock({ set: '2001-01-01T00:00:00Z' })
    const row = asking.control.emit({})
    expect((await asking.list(SESSIONS)).data[0]?.id).toBe(row.session)
    expect(Date.parse(row.createdAt)).toBeGreaterThan(NOON)
    asking.control.clock({ set: NOON + 3_600_000 })
    expect(Date.parse(asking.control.emit({}).createdAt)).toBe(NOON + 3_600_000)
  })

  test('go on with an inquiry that was there: an approval approves', async () => {
    const asking = startAsking()
    const story = asking.control.known().persona.sandbox['in-review']
    const row = asking.control.emit({ inquiry: story?.inquiry, event: { name: 'inquiry.approved' } })
    expect(row).toMatchObject({ inquiry: story?.inquiry, session: null })
    const { data } = await asking.one(`/api/v1/inquiries/${story?.inquiry}?include=`)
    expect(data.attributes).toMatchObject({ status: 'approved', 'decisioned-at': row.createdAt })
    const about = await asking.list(`${EVENTS}?filter[object-id]=${story?.inquiry}`)
    expect(about.data[0]?.id).toBe(row.event)
    const batch = await asking.list(
      `/api/v1/inquiries?filter[status]=approved&filter[inquiry-id]=${story?.inquiry}`,
    )
    expect(batch.data).toHaveLength(1)
  })

  test('have the attributes that were chosen', async () => {
    const asking = startAsking()
    const row = asking.control.emit({
      attributes: { status: 'completed', 'reference-id': 'cust-9' },
      session: { 'threat-level': 'high', 'country-code': 'XX' },
      event: { name: 'report/watchlist.matched', attributes: { context: { chosen: true } } },
    })
    const { data: session } = await asking.one(`${SESSIONS}/${row.session}`)
    expect(session.attributes).toMatchObject({ status: 'new', 'threat-level': 'high', 'country-code': 'XX' })
    const { data: inquiry } = await asking.one(`/api/v1/inquiries/${row.inquiry}?include=`)
    expect(inquiry.attributes).toMatchObject({ status: 'completed', 'reference-id': 'cust-9' })
    expect((await asking.list('/api/v1/inquiries?filter[reference-id]=cust-9')).data[0]?.id).toBe(row.inquiry)
    const { data: event } = await asking.one(`${EVENTS}/${row.event}`)
    expect(event.attributes).toMatchObject({ name: 'report/watchlist.matched', context: { chosen: true } })
    expect(JSON.stringify(event.attributes.payload)).toContain('"type":"report/watchlist"')
  })

  test('a customer who comes back has one account and one reference', async () => {
    const asking = startAsking()
    const story = asking.control.known().persona.sandbox['three-retries']
    const before = await asking.list(`/api/v1/inquiries?filter[account-id]=${story?.account}`)
    const first = asking.control.emit({ account: story?.account })
    const second = asking.control.emit({ account: story?.account })
    const after = await asking.list(`/api/v1/inquiries?filter[account-id]=${story?.account}`)
    const idsOf = ({ data }: typeof after) => data.map(({ id }) => id)
    expect(idsOf(after)).toEqual([second.inquiry, first.inquiry, ...idsOf(before)])
    expect(idsOf(before)).toContain(story?.inquiry)
    expect(new Set(after.data.map(({ attributes }) => attributes['reference-id'])).size).toBe(1)
    expect(() => asking.control.emit({ account: 'act_nobody' })).toThrow(ControlError)
  })

  test('a session of an old inquiry is among its sessions, up to 25 of them', async () => {
    const asking = startAsking()
    const { sandbox } = asking.control.known().persona
    const story = sandbox['approved-fast']
    const row = asking.control.emit({ inquiry: story?.inquiry, session: true })
    const { data } = await asking.list(`${SESSIONS}?filter[inquiry-id]=${story?.inquiry}`)
    expect(data.map(({ id }) => id)).toEqual([row.session, ...(story?.sessions ?? [])])
    expect(() => asking.control.emit({ inquiry: sandbox['many-sessions']?.inquiry, session: true })).toThrow(
      ControlError,
    )
    expect(() => asking.control.emit({ inquiry: 'inq_nothing' })).toThrow(ControlError)
  })

  test('an expired session is the one that was named', async () => {
    const asking = startAsking()
    const story = asking.control.known().persona.sandbox['device-handoff']
    const session = story?.sessions[0]
    asking.control.emit({ inquiry: story?.inquiry, event: { name: 'inquiry-session.expired', session } })
    expect((await asking.one(`${SESSIONS}/${session}`)).data.attributes.status).toBe('expired')
    expect((await asking.one(`${SESSIONS}/${story?.sessions[1]}`)).data.attributes.status).toBe('active')
  })
})

test('a scenario makes another world; a reset brings the first one back', async () => {
  const asking = startAsking({ seed: 4, rows: 50 })
  const read = async () => (await asking.send(SESSIONS)).text()
  const first = await read()
  expect(asking.control.scenario({ seed: 5, rows: 60, rateLimit: 9 })).toEqual({ seed: 5, rows: 60 })
  expect(await read()).not.toBe(first)
  asking.control.emit({})
  asking.control.faults([{ fault: '5xx' }])
  asking.control.clock({ advance: 1000 })
  asking.control.reset()
  expect(asking.control.calls()).toEqual({})
  expect(await read()).toBe(first)
  expect(asking.control.clock({ advance: 0 })).toEqual({ now: NOON })
})

describe('over HTTP', () => {
  const asking = startAsking()
  const post = (path: string, body: unknown) =>
    asking.send(`/__providers/${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  test('does what the typed one does, and is not counted', async () => {
    await asking.send(EVENTS)
    await asking.send(`${SESSIONS}/iqse_ABC123`)
    const calls = { 'GET /api/v1/events': 1, 'GET /api/v1/inquiry-sessions/:id': 1 }
    expect(await (await asking.send('/__providers/calls')).json()).toEqual(calls)
    expect(await (await asking.send('/__providers/known')).json()).toEqual(asking.control.known())
    expect(await (await post('clock', { set: '2030-01-01T00:00:00.000Z' })).json()).toEqual({
      now: 1_893_456_000_000,
    })
    expect(await (await post('emit', { session: true })).json()).toMatchObject({ event: null })
    expect(await (await post('faults', { faults: [{ fault: 'stall', ms: 1 }] })).json()).toEqual({
      faults: [{ fault: 'stall', ms: 1 }],
    })
    expect(await (await post('scenario', { rateLimit: 10 })).json()).toEqual({ seed: 1, rows: 400 })
    expect(asking.control.calls()).toEqual(calls)
    expect((await post('reset', '')).status).toBe(200)
    expect(asking.control.calls()).toEqual({})
  })

  test.each([
    ['faults', { faults: [{ fault: 'earthquake' }] }, FAULT_NAMES.join(', ')],
    ['faults', { faults: [{ fault: 'stall' }] }, 'faults.0.ms'],
    ['faults', { faults: [{ fault: 'reset', often: true }] }, 'often'],
    ['faults', {}, 'faults'],
    ['clock', { set: 'noon' }, 'set'],
    ['scenario', { rows: -1 }, 'rows'],
    ['scenario', { moon: 'full' }, 'moon'],
    ['emit', { inquiry: 'inq_nothing' }, 'inq_nothing'],
    ['emit', { event: {} }, 'event.name'],
    ['emit', '{', 'not JSON'],
  ])('%s refuses %j', async (path, body, reason) => {
    const response = await post(path, body)
    expect(response.status).toBe(400)
    const { error } = Object(await response.json())
    expect(readText(error)).toContain(reason)
  })

  test('has no other routes', async () => {
    expect((await asking.send('/__providers/moon')).status).toBe(404)
  })
})

test('a world of an impossible size is refused', () => {
  expect(() => createProviders({ rows: -1 })).toThrow(ControlError)
  expect(() => createProviders({ rows: 1e9 })).toThrow(ControlError)
})
