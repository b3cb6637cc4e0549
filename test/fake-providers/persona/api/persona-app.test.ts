import { describe, expect, test } from 'vitest'
import { FAKE_PERSONA_PRODUCTION_KEY } from '../../app.ts'
import { NOON, readText, startAsking, walkToEnd, walkWorld } from '../../testing/ask.ts'
import { VERSIONS } from '../versions.ts'

const LISTS = ['/api/v1/inquiries', '/api/v1/inquiry-sessions', '/api/v1/events']
const asking = startAsking()
const known = asking.control.known().persona.sandbox
asking.control.scenario({ rateLimit: 1_000_000 })

function header(name: string, value: string): RequestInit {
  return { headers: { [name]: value } }
}

describe.each(LISTS)('pages of %s', (path) => {
  test('ten rows unless asked, a hundred at most', async () => {
    expect((await asking.list(path)).data).toHaveLength(10)
    expect((await asking.list(`${path}?page[size]=1`)).data).toHaveLength(1)
    expect((await asking.list(`${path}?page[size]=100`)).data).toHaveLength(100)
    for (const size of ['0', '101', '-1', 'many', '']) {
      expect(await asking.refusal(`${path}?page[size]=${size}`)).toMatchObject({
        status: 400,
        title: 'Bad Request',
      })
    }
  })

  test('links are relative, encoded, and null at both ends', async () => {
    const first = await asking.list(`${path}?page[size]=3`)
    expect(first.links.prev).toBeNull()
    expect(first.links.next).toBe(`${path}?page%5Bafter%5D=${first.data[2]?.id}`)
    const second = await asking.list(first.links.next ?? '')
    expect(second.links.prev).toBe(`${path}?page%5Bbefore%5D=${second.data[0]?.id}`)
    const last = await asking.list(`${path}?page[after]=${(await walkWorld(path)).at(-3)?.id}`)
    expect(last.data).toHaveLength(2)
    expect(last.links.next).toBeNull()
  })

  test('before gives the nearest newer rows', async () => {
    const { data } = await asking.list(`${path}?page[size]=8`)
    const newer = await asking.list(`${path}?page[size]=3&page[before]=${data[7]?.id}`)
    expect(newer.data.map(({ id }) => id)).toEqual(data.slice(4, 7).map(({ id }) => id))
    expect((await asking.list(`${path}?page[before]=${data[0]?.id}`)).data).toEqual([])
  })

  test('a cursor that leads nowhere, two cursors, and include are refused', async () => {
    const { data } = await asking.list(path)
    const id = data[0]?.id
    expect((await asking.refusal(`${path}?page[after]=nothing`)).details).toBe('page[after] is not found')
    expect((await asking.refusal(`${path}?page[after]=${id}&page[before]=${id}`)).status).toBe(400)
    expect((await asking.refusal(`${path}?include=account`)).status).toBe(400)
  })

  test('parameters that are not in the documents change nothing', async () => {
    expect(await asking.list(`${path}?filter[moon]=full&sort=id`)).toEqual(await asking.list(path))
  })

  test('an unknown ID is not found', async () => {
    expect(await asking.refusal(`${path}/nothing`)).toEqual({ status: 404, title: 'Record not found' })
  })
})

describe('sessions', () => {
  test('one inquiry’s, and no list of them', async () => {
    const story = known['device-handoff']
    const { data } = await asking.list(`/api/v1/inquiry-sessions?filter[inquiry-id]=${story?.inquiry}`)
    expect(data.map(({ id }) => id)).toEqual(story?.sessions)
    const two = `${story?.inquiry},${known['approved-fast']?.inquiry}`
    expect((await asking.list(`/api/v1/inquiry-sessions?filter[inquiry-id]=${two}`)).data).toEqual([])
  })

  test('have every attribute, as null where there is nothing', async () => {
    const waiting = (await asking.one(`/api/v1/inquiry-sessions/${known['link-waiting']?.sessions[0]}`)).data
    const opened = (await asking.one(`/api/v1/inquiry-sessions/${known['approved-fast']?.sessions[0]}`)).data
    expect(Object.keys(waiting.attributes).sort()).toEqual(Object.keys(opened.attributes).sort())
    expect(Object.keys(opened.attributes)).toHaveLength(33)
    expect(waiting.attributes).toMatchObject({ status: 'new', 'started-at': null, 'ip-address': null })
    expect(waiting.relationships?.device).toEqual({ data: null })
  })

  test('include only what the request names', async () => {
    const path = `/api/v1/inquiry-sessions/${known['approved-fast']?.sessions[0]}`
    expect((await asking.one(path)).included).toBeUndefined()
    const { included } = await asking.one(`${path}?include=inquiry,device,network`)
    expect(included?.map(({ type }) => type)).toEqual(['inquiry', 'device', 'network'])
    expect((await asking.refusal(`${path}?include=reports`)).status).toBe(400)
  })

  test('the documents’ example is as documented', async () => {
    const { data } = await asking.one('/api/v1/inquiry-sessions/iqse_ABC123')
    expect(data.attributes).toMatchObject({ status: 'expired', 'ip-address': '127.0.0.1', latitude: 37.7688 })
    expect(data.relationships?.device).toEqual({ data: { type: 'device', id: 'dev_ABC123' } })
  })
})

describe('events', () => {
  test('by name, by ID and by object, all of which must hold', async () => {
    const story = known['three-retries']
    const names = 'inquiry.approved,inquiry.declined'
    const named = await asking.list(`/api/v1/events?page[size]=50&filter[name]=${names}`)
    expect(new Set(named.data.map(({ attributes }) => attributes.name))).toEqual(new Set(names.split(',')))
    const wanted = story?.events.slice(2, 5) ?? []
    const byId = await asking.list(`/api/v1/events?filter[id]=${wanted.join(',')},evt_nothing`)
    expect(byId.data.map(({ id }) => id)).toEqual(wanted)
    const about = await asking.list(`/api/v1/events?page[size]=50&filter[object-id]=${story?.inquiry}`)
    expect(about.data.every(({ attributes }) => readText(attributes.name).startsWith('inquiry.'))).toBe(true)
    const both = `filter[object-id]=${story?.inquiry}&filter[name]=inquiry.approved`
    expect((await asking.list(`/api/v1/events?${both}`)).data).toHaveLength(1)
    const approved = about.data.find(({ attributes }) => attributes.name === 'inquiry.approved')
    const all = `${both}&filter[id]=${approved?.id}`
    expect((await asking.list(`/api/v1/events?${all}`)).data).toHaveLength(1)
    expect((await asking.list(`/api/v1/events?${both}&filter[id]=${wanted[0]}`)).data).toHaveLength(0)
  })

  test('a filter is walked by pages, its cursor may be outside it', async () => {
    const all = await walkWorld('/api/v1/events')
    const isWanted = ({ attributes }: { attributes: Record<string, unknown> }) =>
      attributes.name === 'verification.passed'
    const walked = await walkToEnd(asking, '/api/v1/events', '&filter[name]=verification.passed')
    expect(walked.map(({ id }) => id)).toEqual(all.filter(isWanted).map(({ id }) => id))
    const middle = all.findIndex((event, place) => place > 500 && !isWanted(event))
    const after = `filter[name]=verification.passed&page[size]=1&page[after]=${all[middle]?.id}`
    const { data } = await asking.list(`/api/v1/events?${after}`)
    expect(data[0]?.id).toBe(all.slice(middle).find(isWanted)?.id)
  })

  test('about sessions, verifications, accounts and closed objects', async () => {
    const all = (await walkWorld('/api/v1/events')).slice(0, 60)
    for (const { id, attributes } of all) {
      const object = /"id":"([^"]+)"/.exec(JSON.stringify(attributes.payload))?.[1]
      const found = await asking.list(`/api/v1/events?page[size]=100&filter[object-id]=${object}`)
      expect(found.data.map((event) => event.id)).toContain(id)
    }
  })

  test('fields drop the payload', async () => {
    const { data } = await asking.list('/api/v1/events?fields[event]=name,created-at')
    expect(Object.keys(data[0]?.attributes ?? {}).sort()).toEqual(['created-at', 'name'])
  })

  test('one event declares an empty included', async () => {
    expect((await asking.one('/api/v1/events/evt_ABC123')).included).toEqual([])
  })
})

describe('inquiries', () => {
  const request = async (query: string) =>
    (await asking.list(`/api/v1/inquiries?page[size]=100&${query}`)).data

  test('a batch of up to 100 IDs, unknown ones silently absent', async () => {
    const ids = (await request('')).map(({ id }) => id)
    expect(ids).toHaveLength(100)
    expect((await request(`filter[inquiry-id]=${ids.join(',')}`)).map(({ id }) => id)).toEqual(ids)
    const some = [...ids.slice(0, 3), 'inq_nothing', 'inq_ABC123']
    expect(await request(`filter[inquiry-id]=${some.join(',')}`)).toHaveLength(4)
    const refused = await asking.refusal(
      `/api/v1/inquiries?filter[inquiry-id]=${[...ids, 'inq_ABC123'].join(',')}`,
    )
    expect(refused.status).toBe(400)
    expect((await asking.list(`/api/v1/inquiries?filter[inquiry-id]=${ids.join(',')}`)).data).toHaveLength(10)
  })

  test('by status, by account, by template', async () => {
    const declined = await request('filter[status]=declined,needs_review')
    expect(new Set(declined.map(({ attributes }) => attributes.status))).toEqual(
      new Set(['declined', 'needs_review']),
    )
    const returning = await walkWorld('/api/v1/inquiries')
    const accounts = returning.map(({ relationships }) => JSON.stringify(relationships?.account))
    const twice = accounts.find((account, n) => accounts.indexOf(account) !== n)
    const id = /act_\w+/.exec(twice ?? '')?.[0]
    expect(await request(`filter[account-id]=${id}`)).toHaveLength(2)
    expect(await request('filter[account-id]=act_ABC123,act_nothing')).toHaveLength(1)
    expect(await request('filter[inquiry-template-id]=itmpl_ABC123')).toHaveLength(1)
    expect(await request('filter[template-id]=tmpl_anything')).toHaveLength(0)
  })

  test('by reference, be it a number or an address', async () => {
    for (const { id, attributes } of [...(await request('')).slice(0, 12)]) {
      const reference = encodeURIComponent(readText(attributes['reference-id']))
      expect((await request(`filter[reference-id]=${reference}`)).map((inquiry) => inquiry.id)).toContain(id)
    }
    expect((await request('filter[reference-id]=abc-123')).map(({ id }) => id)).toEqual(['inq_ABC123'])
    expect(await request('filter[reference-id]=cust-1')).toEqual([])
  })

  test('by note, which must be alone', async () => {
    const note = encodeURIComponent(readText((await request(''))[0]?.attributes.note))
    expect(await request(`filter[note]=${note}`)).toHaveLength(100)
    expect(await request('filter[note]=nothing')).toEqual([])
    const refused = await asking.refusal(`/api/v1/inquiries?filter[note]=${note}&filter[status]=approved`)
    expect(refused).toMatchObject({ status: 400, details: 'filter[note] must be the only filter' })
  })

  test('by time, both ends included', async () => {
    const all = await request('')
    const times = all.map(({ attributes }) => readText(attributes['created-at']))
    const within = await request(`filter[created-at-start]=${times[20]}&filter[created-at-end]=${times[10]}`)
    expect(within.map(({ id }) => id)).toEqual(all.slice(10, 21).map(({ id }) => id))
    expect(await request(`filter[created-at-start]=${new Date(NOON).toISOString()}`)).toEqual([])
    expect((await asking.refusal('/api/v1/inquiries?filter[created-at-start]=yesterday')).status).toBe(400)
    const both = `filter[created-at-start]=${times[20]}&filter[inquiry-id]=${all[3]?.id},${all[40]?.id}`
    expect((await request(both)).map(({ id }) => id)).toEqual([all[3]?.id])
  })

  test('without include some come along; with an empty one none', async () => {
    const path = `/api/v1/inquiries/${known['in-review']?.inquiry}`
    const types = new Set((await asking.one(path)).included?.map(({ type }) => type.split('/')[0]))
    expect(types).toEqual(new Set(['account', 'inquiry-template', 'inquiry-session', 'verification']))
    expect((await asking.one(`${path}?include=`)).included).toBeUndefined()
    const { included } = await asking.one(`${path}?include=sessions`)
    expect(included?.map(({ type }) => type)).toEqual(['inquiry-session'])
    expect((await asking.refusal(`${path}?include=moon`)).status).toBe(400)
  })

  test('what is included is what is linked', async () => {
    const path = `/api/v1/inquiries/${known['three-retries']?.inquiry}`
    const { data, included } = await asking.one(
      `${path}?include=verifications,documents,selfies,account,reviewer`,
    )
    const linked = JSON.stringify(data.relationships)
    expect(included?.length).toBeGreaterThan(9)
    for (const { id, type } of included ?? []) expect(linked).toContain(`{"type":"${type}","id":"${id}"}`)
  })

  test('sparse fields reach into fields and into what is included', async () => {
    const path = `/api/v1/inquiries/${known['approved-fast']?.inquiry}?include=sessions,verifications`
    const query =
      '&fields[inquiry]=status,fields.name-first&fields[inquiry-session]=status&fields[verification]=status'
    const { data, included } = await asking.one(`${path}${query}`)
    expect(Object.keys(data.attributes).sort()).toEqual(['fields', 'status'])
    expect(Object.keys(Object(data.attributes.fields))).toEqual(['name_first'])
    for (const { attributes } of included ?? []) expect(Object.keys(attributes)).toEqual(['status'])
  })
})

describe('headers', () => {
  test('inflection changes keys, but none inside fields, and no values', async () => {
    const path = `/api/v1/inquiries/${known['in-review']?.inquiry}?include=`
    const camel = (await asking.one(path, header('Key-Inflection', 'camel'))).data
    const snake = (await asking.one(path, header('Key-Inflection', 'snake'))).data
    const kebab = (await asking.one(path)).data
    expect(camel.attributes).toMatchObject({
      status: 'needs_review',
      createdAt: kebab.attributes['created-at'],
    })
    expect(snake.attributes).toMatchObject({ created_at: kebab.attributes['created-at'] })
    expect(camel.relationships).toHaveProperty('inquiryTemplate')
    expect(snake.relationships).toHaveProperty('inquiry_template')
    expect(camel.attributes.fields).toEqual(kebab.attributes.fields)
    expect(Object.keys(Object(kebab.attributes.fields))).toEqual(
      expect.arrayContaining(['name_first', 'favourite-teapot']),
    )
    expect((await asking.refusal(path, header('Key-Inflection', 'shouting'))).status).toBe(400)
  })

  test('older versions say more about people', async () => {
    const inquiry = `/api/v1/inquiries/${known['approved-fast']?.inquiry}?include=`
    const session = `/api/v1/inquiry-sessions/${known['approved-fast']?.sessions[0]}`
    const withDetails: string[] = []
    const withFingerprint: string[] = []
    for (const version of VERSIONS) {
      const init = header('Persona-Version', version)
      if ('name-first' in (await asking.one(inquiry, init)).data.attributes) withDetails.push(version)
      if ('browser-fingerprint' in (await asking.one(session, init)).data.attributes)
        withFingerprint.push(version)
    }
    expect(withDetails).toEqual(VERSIONS.filter((version) => version <= '2023-01-05'))
    expect(withFingerprint).toEqual(VERSIONS.filter((version) => version <= '2021-07-05'))
    expect((await asking.refusal(session, header('Persona-Version', '2019-01-01'))).status).toBe(400)
  })

  test('a wrong and a missing key get different errors without data', async () => {
    for (const [value, title] of [
      ['Basic abc', 'Must be authenticated to access this endpoint'],
      ['Bearer persona_sandbox_wrong', 'Token is invalid'],
    ]) {
      const response = await asking.send('/api/v1/events', header('Authorization', value ?? ''))
      expect([response.status, await response.json()]).toEqual([401, { errors: [{ title }] }])
      expect(response.headers.get('Request-Id')).toBeNull()
      expect(response.headers.get('RateLimit-Limit')).toBeNull()
    }
  })

  test('every known caller’s answer says who and which, errors too', async () => {
    const seen = new Set<string | null>()
    for (const path of [
      '/api/v1/events',
      '/api/v1/events/nothing',
      '/api/v1/moons',
      '/api/v1/events?page[size]=0',
    ]) {
      const { headers } = await asking.send(path)
      expect(headers.get('Request-Id')).toMatch(/^req_[1-9A-HJ-NP-Za-km-z]{24,28}$/)
      expect(headers.get('Persona-Environment-Id')).toMatch(/^env_/)
      expect(headers.get('Persona-Organization-Id')).toMatch(/^org_/)
      seen.add(headers.get('Request-Id'))
    }
    expect(seen.size).toBe(4)
  })
})

test('nothing can be written, and the attempt is counted', async () => {
  const fresh = startAsking()
  const id = fresh.control.known().persona.sandbox.declined?.inquiry
  const refused = await fresh.refusal(`/api/v1/inquiries/${id}`, { method: 'DELETE' })
  expect(refused.status).toBe(405)
  await fresh.send(`/api/v1/inquiries/${id}/approve`, { method: 'POST' })
  await fresh.send('/api/v1/inquiries/search', { method: 'POST' })
  expect(fresh.control.calls()).toEqual({
    'DELETE /api/v1/inquiries/:id': 1,
    'POST /api/v1/inquiries/:id/approve': 1,
    'POST /api/v1/inquiries/search': 1,
  })
  expect((await fresh.one(`/api/v1/inquiries/${id}`)).data.attributes['redacted-at']).toBeNull()
})

describe('the rate window', () => {
  const read = ({ headers }: Response) =>
    ['Limit', 'Remaining', 'Reset'].map((name) => Number(headers.get(`RateLimit-${name}`)))

  test('starts with the first request, ends after a minute, and refuses in between', async () => {
    const fresh = startAsking()
    fresh.control.scenario({ rateLimit: 3 })
    fresh.control.clock({ advance: 500_000 })
    expect(read(await fresh.send('/api/v1/events'))).toEqual([3, 2, 60])
    fresh.control.clock({ advance: 20_500 })
    expect(read(await fresh.send('/api/v1/rate-limits'))).toEqual([3, 1, 40])
    await fresh.send('/api/v1/events/nothing')
    const refused = await fresh.send('/api/v1/events')
    expect([refused.status, ...read(refused)]).toEqual([429, 3, 0, 40])
    expect(await refused.json()).toEqual({
      errors: [
        { title: 'Rate limit exceeded', details: 'You have hit your rate limit of 3 requests / min.' },
      ],
    })
    fresh.control.clock({ advance: 39_499 })
    expect((await fresh.send('/api/v1/events')).status).toBe(429)
    fresh.control.clock({ advance: 1 })
    expect(read(await fresh.send('/api/v1/events'))).toEqual([3, 2, 60])
  })

  test('is an environment’s own, and 300 unless set', async () => {
    const fresh = startAsking()
    await fresh.send('/api/v1/events')
    const production = header('Authorization', `Bearer ${FAKE_PERSONA_PRODUCTION_KEY}`)
    expect(read(await fresh.send('/api/v1/events', production))).toEqual([300, 299, 60])
    fresh.control.scenario({ rateLimit: 0, environment: 'production' })
    expect((await fresh.send('/api/v1/events', production)).status).toBe(429)
    expect((await fresh.send('/api/v1/events')).status).toBe(200)
  })

  test('can be asked for', async () => {
    const response = await startAsking().send('/api/v1/rate-limits')
    const attributes = { limit: 300, remaining: 299, 'seconds-to-reset': 60 }
    expect(await response.json()).toEqual({ data: [{ type: 'rate-limit/api', attributes }] })
  })
})
