import { describe, expect, test } from 'vitest'
import { startAsking } from '../testing/ask.ts'

const EVENTS = '/api/v1/events'

test('a refused call, and a storm that outlasts the window', async () => {
  const asking = startAsking()
  asking.control.faults([{ fault: '429', reset: 7, times: 1 }])
  const refused = await asking.send(EVENTS)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('RateLimit-Reset')).toBe('7')
  expect(refused.headers.get('RateLimit-Remaining')).toBe('0')
  expect((await asking.send(EVENTS)).status).toBe(200)

  asking.control.faults([{ fault: 'storm' }])
  expect((await asking.send(EVENTS)).status).toBe(429)
  asking.control.clock({ advance: 60_000 })
  expect((await asking.send(EVENTS)).status).toBe(429)
  asking.control.faults([])
  expect((await asking.send(EVENTS)).status).toBe(429)
  asking.control.clock({ advance: 60_000 })
  expect((await asking.send(EVENTS)).status).toBe(200)
})

test.each([
  [{ fault: '5xx' }, 503],
  [{ fault: '5xx', status: 500 }, 500],
  [{ fault: 'key-refused' }, 401],
  [{ fault: 'key-refused', status: 403 }, 403],
] as const)('%j answers %i with errors', async (fault, status) => {
  const asking = startAsking()
  asking.control.faults([fault])
  expect((await asking.refusal(EVENTS)).status).toBe(status)
})

test.each([200, 502] as const)('an HTML page with %i knows nothing of the API', async (status) => {
  const asking = startAsking()
  asking.control.faults([{ fault: 'html', status }])
  const response = await asking.send(EVENTS)
  expect(response.status).toBe(status)
  expect(response.headers.get('Content-Type')).toContain('text/html')
  expect(response.headers.get('Request-Id')).toBeNull()
  expect(await response.text()).toMatch(/^<!doctype html>/)
})

test('truncated JSON is no JSON, and says 200', async () => {
  const asking = startAsking()
  asking.control.faults([{ fault: 'truncated' }])
  const response = await asking.send(EVENTS)
  expect(response.status).toBe(200)
  await expect(response.json()).rejects.toThrow(SyntaxError)
})

test('an answer without a body, and one that breaks off, say 200', async () => {
  const asking = startAsking()
  asking.control.faults([{ fault: 'empty', times: 1 }, { fault: 'broken-off' }])
  const empty = await asking.send(EVENTS)
  expect([empty.status, empty.headers.get('Content-Type'), await empty.text()]).toEqual([
    200,
    'application/json',
    '',
  ])
  const brokenOff = await asking.send(EVENTS)
  expect(brokenOff.status).toBe(200)
  await expect(brokenOff.text()).rejects.toThrow(TypeError)
})

test('a reset rejects as fetch does', async () => {
  const asking = startAsking()
  asking.control.faults([{ fault: 'reset', times: 1 }])
  await expect(asking.send(EVENTS)).rejects.toThrow(TypeError)
  expect((await asking.send(EVENTS)).status).toBe(200)
  expect(asking.control.calls()).toEqual({ 'GET /api/v1/events': 2 })
})

test('a stall answers late, or ends with the caller’s signal', async () => {
  const asking = startAsking()
  asking.control.faults([{ fault: 'stall', ms: 40 }])
  const began = performance.now()
  expect((await asking.send(EVENTS)).status).toBe(200)
  expect(performance.now() - began).toBeGreaterThan(35)
  asking.control.faults([{ fault: 'stall', ms: 60_000 }])
  await expect(asking.send(EVENTS, { signal: AbortSignal.timeout(20) })).rejects.toThrow()
})

describe('a gone cursor', () => {
  test('is any cursor, or the one that is named', async () => {
    const asking = startAsking()
    const { data } = await asking.list(EVENTS)
    asking.control.faults([{ fault: 'gone-cursor', cursor: data[3]?.id, status: 400 }])
    expect((await asking.send(EVENTS)).status).toBe(200)
    expect((await asking.send(`${EVENTS}?page[after]=${data[2]?.id}`)).status).toBe(200)
    expect((await asking.refusal(`${EVENTS}?page[after]=${data[3]?.id}`)).status).toBe(400)
    asking.control.faults([{ fault: 'gone-cursor' }])
    expect((await asking.refusal(`${EVENTS}?page[before]=${data[2]?.id}`)).status).toBe(404)
  })
})

test('a page size can be ignored or refused', async () => {
  const asking = startAsking()
  asking.control.faults([{ fault: 'page-size-ignored', path: '/api/v1/inquiry-sessions' }])
  expect((await asking.list('/api/v1/inquiry-sessions?page[size]=50')).data).toHaveLength(10)
  expect((await asking.list(`${EVENTS}?page[size]=50`)).data).toHaveLength(50)
  asking.control.faults([{ fault: 'page-size-refused' }])
  expect((await asking.refusal(`${EVENTS}?page[size]=50`)).status).toBe(400)
  expect((await asking.send(EVENTS)).status).toBe(200)
})

describe('lists at Persona that are harder to read than its documents', () => {
  test('a cursor can be ignored: each page is the newest, and its next never moves', async () => {
    const asking = startAsking()
    asking.control.faults([{ fault: 'cursor-ignored' }])
    const first = await asking.list(EVENTS)
    expect(await asking.list(`${EVENTS}?page[after]=${first.data.at(-1)?.id}`)).toEqual(first)
  })

  test('links.prev can be set on every page', async () => {
    const asking = startAsking()
    asking.control.faults([{ fault: 'prev-always' }])
    const { data, links } = await asking.list(EVENTS)
    expect(links.prev).toContain(`page%5Bbefore%5D=${data[0]?.id}`)
    expect((await asking.list(`${EVENTS}?page[before]=${data[0]?.id}`)).links.prev).not.toBeNull()
  })

  test.each([false, true])('one row can be large, its ID last: %j', async (idLast) => {
    const asking = startAsking()
    const row = (await asking.list(EVENTS)).data[2]?.id
    asking.control.faults([{ fault: 'large-row', row, bytes: 5_000_000, idLast }])
    const text = await (await asking.send(EVENTS)).text()
    expect(text.length).toBeGreaterThan(5_000_000)
    expect(text.indexOf(`"id":"${row}"`) > 5_000_000).toBe(idLast)
    expect((await asking.list(`${EVENTS}?page[after]=${row}`)).data).toHaveLength(10)
  })

  test('one ID can be refused, in a filter of many', async () => {
    const asking = startAsking()
    asking.control.faults([{ fault: 'refused-id', id: 'inq_bad' }])
    const request = async (ids: string) =>
      (await asking.send(`/api/v1/inquiries?filter[inquiry-id]=${ids}`)).status
    expect(await request('inq_ABC123,inq_bad')).toBe(400)
    expect(await request('inq_ABC123')).toBe(200)
  })

  test('an object can answer as another', async () => {
    const asking = startAsking()
    asking.control.faults([{ fault: 'other-object', id: 'inq_other' }])
    expect((await asking.one('/api/v1/inquiries/inq_ABC123')).data.id).toBe('inq_other')
  })

  test('a row can be filed late, behind rows already listed', async () => {
    const asking = startAsking()
    const [first, second] = [asking.control.emit({}), asking.control.emit({})]
    const late = asking.control.emit({ event: { name: 'inquiry.expired', behind: 1 } })
    const { data } = await asking.list(EVENTS)
    expect(data.slice(0, 3).map(({ id }) => id)).toEqual([second.event, late.event, first.event])
  })

  test('a filter for an inquiry can find the events of its sessions, too', async () => {
    const asking = startAsking()
    const { inquiry, sessions } = Object(asking.control.known().persona.sandbox['device-handoff'])
    const request = (objects: string) => asking.list(`${EVENTS}?page[size]=100&filter[object-id]=${objects}`)
    const named = await request([inquiry, ...sessions].join(','))
    asking.control.faults([{ fault: 'wide-object-filter' }])
    expect(await request(inquiry)).toEqual(named)
  })
})

test('a fault strikes the configured path the configured number of times', async () => {
  const asking = startAsking()
  asking.control.faults([
    { fault: '5xx', path: '/api/v1/events/:id', times: 2 },
    { fault: '5xx', status: 500, path: '/api/v1/inq*' },
  ])
  const statuses = async (path: string) => (await asking.send(path)).status
  expect(await statuses(EVENTS)).toBe(200)
  expect(await statuses(`${EVENTS}/evt_ABC123`)).toBe(503)
  expect(await statuses(`${EVENTS}/nothing`)).toBe(503)
  expect(await statuses(`${EVENTS}/evt_ABC123`)).toBe(200)
  expect(await statuses('/api/v1/inquiries')).toBe(500)
  expect(await statuses('/api/v1/inquiry-sessions')).toBe(500)
  asking.control.faults([])
  expect(await statuses('/api/v1/inquiries')).toBe(200)
})

describe('unknown values', () => {
  const asking = startAsking()

  test('unknown attributes, words and names, nulls, and empty relations, all on one page', async () => {
    asking.control.faults([{ fault: 'unseen' }])
    const read = async (path: string) => (await asking.send(`${path}?page[size]=60`)).text()
    const sessions = await read('/api/v1/inquiry-sessions')
    for (const part of ['"unseen-text"', '"apocalyptic"', '"pondering"', '"carrier-pigeon"', '{"data":{}}']) {
      expect(sessions).toContain(part)
    }
    expect(sessions).toMatch(/"ip-address":null,/)
    const events = await read(EVENTS)
    expect(events).toContain('"inquiry.pondered"')
    expect(events).toContain('"tea-leaf/reading.foretold"')
  })

  test('the same row is the same again', async () => {
    const twice = [await asking.send(EVENTS), await asking.send(EVENTS)]
    const [first, second] = await Promise.all(twice.map((response) => response.text()))
    expect(first).toBe(second)
  })
})
