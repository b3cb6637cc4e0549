/**
 * Hidden and absent objects give the same status, body, headers, entries, provider state and upstream calls, on every
 * route.
 */
import { reset } from 'cloudflare:test'
import { SessionCaseSchema } from '@inquiry-lens/shared/domain/model.ts'
import { isThorough, sample } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { createFaultList } from '@inquiry-lens/test/fake-providers/faults/fault-list.ts'
import { FAULT_NAMES, type FaultName, FaultSchema } from '@inquiry-lens/test/fake-providers/faults/faults.ts'
import { readCall } from '@inquiry-lens/test/fake-providers/faults/read-call.ts'
import { disturbTransport } from '@inquiry-lens/test/fake-providers/faults/transport-faults.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { readAgentEntries } from '../../../testing/read-audit-log.ts'
import { json, openRelay } from '../../../testing/relay-under-test.ts'
import { app } from '../../app.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')
const STAMP = '2026-11-21T08:00:00.000Z'

/** The provider's answer for this object; `row`: what it has of it. */
type Existence = { status: 200; row: object } | { status: 400 | 403 | 404 }

type Ask = [path: string, init?: ReturnType<typeof json>]

const reveal = (id: string, field: string): Ask => [
  '/v1/reveals',
  json({ id, fields: [field], reason: 'the customer asked' }),
]

/** Requests about one object by route; `undefined`: takes no object's ID. */
const REQUESTS_BY_ROUTE: Readonly<Record<string, ((id: string, kind: Kind) => Ask[]) | undefined>> = {
  'GET /v1/sessions/:id': (id, kind) => (kind.endsWith('session') ? [[`/v1/sessions/${id}`]] : []),
  'GET /v1/events/:id': (id, kind) => (kind === 'event' ? [[`/v1/events/${id}`]] : []),
  'GET /v1/cases/:id': (id, kind) => (kind === 'event' ? [] : [[`/v1/cases/${id}`]]),
  'POST /v1/lookups': (id) => [
    ['/v1/lookups', json({ ids: [id] })],
    ['/v1/lookups', json({ ids: [id, id, OTHER_INQUIRY] })],
  ],
  'POST /v1/reveals': (id, kind) => (REVEALED[kind] ?? []).map((field) => reveal(id, field)),
  'POST /v1/watches': (id) => [['/v1/watches', json({ id })]],
  'POST /v1/watches/:id': (id) => [[`/v1/watches/${id}`, json({ name: 'Seen' })]],
  // The agent's own, which hold what the one above let in.
  'GET /v1/watches': (id) => [['/v1/watches', json({ id })], ['/v1/watches']],
  // Lists come last: a provider whose lists can't be read is known as failing from then on.
  'GET /v1/events': (id, kind) => (kind === 'event' ? [[`/v1/events?id=${id}`]] : []),
  'GET /v1/sessions': (_, kind) =>
    kind === 'deepidv-session'
      ? [
          [`/v1/sessions?provider=deepidv&externalId=${CUSTOMER}`],
          [`/v1/sessions?provider=deepidv&workflow=${WORKFLOW}`],
          ['/v1/sessions?provider=deepidv&from=2026-11-21T07:59:00Z&to=2026-11-21T08:01:00Z'],
        ]
      : [],
  // By its path the same as the renaming.
  'DELETE /v1/watches/:id': undefined,
  'GET /v1/inquiries': undefined,
  'GET /v1/me': undefined,
  'GET /v1/config': undefined,
  // Numbers alone; what it tells of is tested in `live/live.both.test.ts`.
  'GET /v1/live': undefined,
  'GET /v1/activity': undefined,
  'GET /v1/gateway': undefined,
  'GET /v1/audit': undefined,
  'POST /v1/audit': undefined,
  'GET /v1/audit/segments': undefined,
  'POST /v1/audit/exports': undefined,
  'GET /v1/agents': undefined,
  'POST /v1/agents': undefined,
  'DELETE /v1/agents': undefined,
  'DELETE /v1/agents/:email': undefined,
}

type Kind = 'event' | 'deepidv-session' | 'persona-session' | 'inquiry'

const OTHER_INQUIRY = 'inq_ABC123'
const CUSTOMER = 'cust-424242'
const WORKFLOW = 'c3d4e5f6-a7b8-9012-cdef-123456789012'
const REVEALED: Partial<Record<Kind, string[]>> = {
  'persona-session': ['ip-address'],
  inquiry: ['note', 'reference-id'],
  'deepidv-session': ['external_id', 'meta_data.applicant_submission_ip'],
}
const IDS = {
  event: 'evt_9XWxtnwh2vM8a5vFgYVwh7c6u9qB',
  'deepidv-session': '000766ff-1111-4222-8333-444455556666',
  'persona-session': 'iqse_9XWxtnwh2vM8a5vFgYVwh7c6u9q',
  inquiry: 'inq_9XWxtnwh2vM8a5vFgYVwh7c6u9qB',
} as const satisfies Record<Kind, string>

it('covers every route that takes an object’s ID', () => {
  const routes = new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
      .map(({ method, path }) => `${method} ${path}`),
  )
  expect([...routes].filter((route) => !Object.hasOwn(REQUESTS_BY_ROUTE, route))).toEqual([])
})

/** A fault of one object's answer: in its text or its content. */
type ObjectFault =
  | { transport: Record<string, unknown> }
  | {
      change: (row: object | undefined, kind: Kind) => object | undefined
      isSlow?: true
    }

const ANOTHER_AGENT: Partial<Record<Kind, string>> = {
  event: 'evt_SomebodyElsesEvent1234567890',
  'deepidv-session': '99999999-1111-4222-8333-444455556666',
}

/** `undefined`: a fault of a list, key, limit or provider. */
const FAULTS: Readonly<Record<FaultName, ObjectFault | undefined>> = {
  truncated: { transport: {} },
  empty: { transport: {} },
  'broken-off': { transport: {} },
  html: { transport: { status: 200 } },
  headers: {
    transport: {
      headers: {
        'Content-Type': 'text/plain',
        'RateLimit-Limit': '1000',
        'RateLimit-Remaining': '1',
        'RateLimit-Reset': '500',
        'Retry-After': '500',
      },
    },
  },
  'large-row': { change: (row) => row && { ...row, filler: 'x'.repeat(3_000_000) }, isSlow: true },
  'other-object': { change: (row, kind) => row && { ...row, id: ANOTHER_AGENT[kind] } },
  'deepidv-other-session': {
    change: (_, kind) => {
      const other = kind === 'event' ? event('inquiry.approved') : session({ type: 'session' })
      return other.status === 200 ? { ...other.row, id: ANOTHER_AGENT[kind] } : undefined
    },
  },
  'deepidv-no-id': {
    change(row) {
      if (!row) return undefined
      const { id: _, ...rest } = { id: null, ...row }
      return rest
    },
  },
  '429': undefined,
  storm: undefined,
  '5xx': undefined,
  stall: undefined,
  reset: undefined,
  'gone-cursor': undefined,
  'cursor-ignored': undefined,
  'verifications-closed': undefined,
  'next-leads-to': undefined,
  'prev-always': undefined,
  'refused-id': undefined,
  'wide-object-filter': undefined,
  'page-size-ignored': undefined,
  'page-size-refused': undefined,
  'key-refused': undefined,
  'deepidv-unsorted': undefined,
  'tokens-shift': undefined,
  'end-date-ignored': undefined,
  'deepidv-oldest-first': undefined,
  'deepidv-by-id': undefined,
  'deepidv-large-rows': undefined,
  'deepidv-hosted': undefined,
  'quota-used-up': undefined,
  'no-balance': undefined,
  unseen: undefined,
}

/** Fake providers with this existence of one object. */
function fakeProviders(
  relay: ReturnType<typeof openRelay>,
  kind: Kind,
  existence: Existence,
  name: FaultName | undefined,
) {
  const id = IDS[kind]
  const fault = name && FAULTS[name]
  const faults = createFaultList()
  if (fault && 'transport' in fault)
    faults.replace([v.parse(FaultSchema, { fault: name, ...fault.transport })])
  const existing = existence.status === 200 ? existence.row : undefined
  const row = fault && 'change' in fault ? fault.change(existing, kind) : existing

  function answer({ pathname, searchParams }: URL): Response | undefined {
    if (decodeURIComponent(pathname).includes(id)) {
      if (!row) return Response.json({ errors: [] }, { status: existence.status })
      if (kind !== 'deepidv-session') return Response.json({ data: row })
      return pathname.endsWith('/workflow')
        ? Response.json({ steps: [], attempts_remaining: null })
        : Response.json({ session_record: row })
    }
    const rows = row ? [row] : []
    if (searchParams.get('filter[id]') === id) {
      return Response.json({ data: rows, links: { prev: null, next: null } })
    }
    return pathname === '/v1/sessions' ? Response.json({ sessions: rows, next_token: null }) : undefined
  }

  vi.mocked(globalThis.fetch).mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const counted = await relay.providers.fetch(request)
    const answered = answer(url)
    if (!answered) return counted
    for (const [name, value] of counted.headers) {
      if (name.startsWith('ratelimit-')) answered.headers.set(name, value)
    }
    const call = readCall(request.method, url.pathname)
    return disturbTransport(call, faults, request.signal, async () => answered)
  })
}

const shapeOf = (name: string, value: string): string =>
  name === 'lens-audit-checkpoint' ? value.replace(/;.*/, '') : value

async function describeAnswer(answer: Response) {
  const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id')
  const body = (await answer.text()).replace(/"(requestId|instance)":"[^"]*"/g, '')
  return {
    status: answer.status,
    ...Object.fromEntries(headers.map(([name, value]) => [name, shapeOf(name, value)])),
    body,
  }
}

interface Age {
  /** seconds since the request before */
  after: number
  headers?: Record<string, string>
}

const AGES: readonly Age[] = [
  { after: 0 },
  { after: 1 },
  { after: 40 },
  { after: 3, headers: { 'Cache-Control': 'no-cache' } },
  { after: 400 },
]

const describeEntries = (entries: Awaited<ReturnType<typeof readAgentEntries>>) =>
  entries.map(({ at, agent, action, about }) => JSON.stringify({ at, agent, action, about })).sort()

/** Longer than the relay keeps an answer about an object. */
const FORGOTTEN_SECONDS = 2 * 3_600

interface Observing {
  fault?: FaultName | undefined
  ages?: readonly Age[]
  /** One relay for all requests, hours apart; else a fresh one for each. */
  isShared?: boolean
}

async function observe(
  kind: Kind,
  existence: Existence,
  { fault, ages = AGES, isShared = false }: Observing = {},
): Promise<Record<string, unknown>> {
  vi.useFakeTimers({ toFake: ['Date'] })
  const seen: Record<string, unknown> = {}
  const asks = Object.entries(REQUESTS_BY_ROUTE).flatMap(([route, way]) =>
    (way?.(IDS[kind], kind) ?? []).map((ask) => [route, ...ask] as const),
  )
  let relay: ReturnType<typeof openRelay> | undefined
  let token = ''
  let noon = NOON
  let known = 0
  for (const [route, path, init] of asks) {
    if (relay && isShared) noon += FORGOTTEN_SECONDS * 1000
    vi.setSystemTime(noon)
    if (!relay || !isShared) {
      if (relay) await reset()
      relay = openRelay({ rows: 10, now: () => NOON })
      token = await relay.signIn('ivy@example.com', 'investigator')
      fakeProviders(relay, kind, existence, fault)
      vi.mocked(scheduler.wait).mockResolvedValue()
      known = 0
    }
    const { request: send } = relay
    for (const { after, headers } of ages) {
      vi.setSystemTime(Date.now() + after * 1000)
      const request = { ...init, headers: { ...init?.headers, ...headers }, token }
      // At once, so that they share what is not known yet.
      const times = after === 0 || isThorough() ? 2 : 1
      const answers = await Promise.all(Array.from({ length: times }, () => send(path, request)))
      seen[`${route}: ${path} ${init?.body ?? ''} ${(Date.now() - noon) / 1000} s`] = {
        answers: await Promise.all(answers.map(describeAnswer)),
        calls: relay.providers.control.calls(),
        provider: await (await send('/v1/me', { token })).json(),
      }
    }
    const entries = await readAgentEntries()
    seen[`${route}: ${path} ${init?.body ?? ''} entries`] = describeEntries(entries.slice(known))
    known = entries.length
  }
  await reset()
  expect(Object.keys(seen).length).toBe(asks.length * (ages.length + 1))
  return seen
}

const event = (name: string): Existence => ({
  status: 200,
  row: {
    type: 'event',
    id: IDS.event,
    attributes: {
      name,
      'created-at': STAMP,
      payload: { data: { type: name.split('.', 1)[0], id: 'rep_ABC123', attributes: { status: 'ready' } } },
    },
    relationships: {},
  },
})

const session = (fields: object): Existence => ({
  status: 200,
  row: {
    id: IDS['deepidv-session'],
    status: 'SUBMITTED',
    type: 'session',
    session_progress: 'COMPLETED',
    created_at: STAMP,
    updated_at: STAMP,
    external_id: CUSTOMER,
    workflow_id: WORKFLOW,
    meta_data: { applicantSubmissionIp: '203.0.113.7' },
    ...fields,
  },
})

const HIDDEN: readonly [Kind, string, Existence][] = [
  ...[
    'report/watchlist.ready',
    'case.created',
    'sar.filed',
    'filing.submitted',
    'graph-query.completed',
    'transaction.created',
    'oracle.spoke',
  ].map((name): [Kind, string, Existence] => ['event', name, event(name)]),
  ['event', 'refused with 403', { status: 403 }],
  ['persona-session', 'refused with 403', { status: 403 }],
  ['inquiry', 'refused with 403', { status: 403 }],
  ...['silent-screening', 'SILENT_SCREENING', 'aml-screening', 'pep_sanctions', 'credit-check-hard'].map(
    (type): [Kind, string, Existence] => ['deepidv-session', `of the type ${type}`, session({ type })],
  ),
  [
    'deepidv-session',
    'of screening steps alone',
    session({ workflow_steps: ['pep-sanctions', 'ADVERSE_MEDIA'] }),
  ],
  ['deepidv-session', 'of another organisation', { status: 403 }],
  ['deepidv-session', 'refused as no ID', { status: 400 }],
]

const FaultNameSchema = v.picklist(FAULT_NAMES)
const ABSENT: Existence = { status: 404 }

describe.each(['event', 'deepidv-session', 'persona-session', 'inquiry'] as const)('%s', (kind) => {
  const absent = new Map<string, Record<string, unknown>>()
  const cases = HIDDEN.flatMap(([one, what, existence]) => (one === kind ? [{ what, existence }] : []))
  it.each(cases.map((one, index) => ({ ...one, index })))(
    '$what answers like an ID that does not exist',
    async ({ existence, index }) => {
      const isShared = index > 0 && !isThorough()
      const ages = isShared && existence.status === 200 ? AGES.slice(0, 2) : AGES
      const key = `${isShared} ${ages.length}`
      const expected = absent.get(key) ?? (await observe(kind, ABSENT, { ages, isShared }))
      absent.set(key, expected)
      expect(await observe(kind, existence, { ages, isShared })).toEqual(expected)
    },
  )
})

const BROKEN = [
  ['event', event('sar.filed')],
  ['deepidv-session', session({ type: 'silent-screening' })],
] as const

const byIdAlone = <TValue>(byRoute: Readonly<Record<string, TValue>>): Record<string, TValue> =>
  Object.fromEntries(
    Object.entries(byRoute).filter(([name]) => !/^GET \/v1\/(events|sessions)(: |$)/.test(name)),
  )

describe.each(BROKEN)('%s, hidden', (kind, hidden) => {
  const ages = isThorough() ? AGES.slice(0, 3) : [{ after: 0 }, { after: 40 }]
  const isShared = !isThorough()
  let absentWithout: Record<string, unknown> | undefined
  const faults = Object.entries(FAULTS).flatMap(([name, fault]) => (fault ? [name] : []))
  // Both kinds take turns.
  const turn = BROKEN.findIndex(([one]) => one === kind)
  it.each(sample(faults, BROKEN.length, turn))(
    'answers like an ID that does not exist where its answer is %s',
    async (name) => {
      const fault = v.parse(FaultNameSchema, name)
      absentWithout ??= await observe(kind, ABSENT, { ages, isShared })
      const seen = await observe(kind, hidden, { fault, ages, isShared })
      expect(byIdAlone(seen)).toEqual(byIdAlone(absentWithout))
      const object = FAULTS[fault]
      const isSame = object && 'change' in object && object.change(undefined, kind) === undefined
      const absentToo = isSame ? absentWithout : await observe(kind, ABSENT, { fault, ages, isShared })
      const shown = 'isSlow' in (FAULTS[fault] ?? {}) ? byIdAlone : (all: typeof seen) => all
      expect(shown(seen)).toEqual(shown(absentToo))
    },
  )
})

async function reportAfter(
  kind: Kind,
  existence: Existence,
  requestsByRoute = REQUESTS_BY_ROUTE,
  fault?: FaultName,
) {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(NOON)
  const relay = openRelay({ rows: 10, now: () => NOON })
  const token = await relay.signIn('ivy@example.com', 'investigator')
  const admin = await relay.signIn('root@example.com', 'admin')
  fakeProviders(relay, kind, existence, fault)
  for (const way of Object.values(requestsByRoute)) {
    for (const [path, init] of way?.(IDS[kind], kind) ?? []) await relay.request(path, { ...init, token })
  }
  const report = await (await relay.request('/v1/gateway', { token: admin })).text()
  await reset()
  return report
}

describe('no count for admins distinguishes hidden from absent objects', () => {
  const absent = new Map<string, string>()
  async function reportAfterAbsent(kind: Kind, requestsByRoute = REQUESTS_BY_ROUTE) {
    const key = `${kind} ${Object.keys(requestsByRoute)}`
    const report = absent.get(key) ?? (await reportAfter(kind, ABSENT, requestsByRoute))
    absent.set(key, report)
    return report
  }

  it.each(sample(HIDDEN, 2))('%s %s', async (kind, _, existence) => {
    expect(await reportAfter(kind, existence)).toBe(await reportAfterAbsent(kind))
  })
  it.each(
    BROKEN.flatMap(([kind, hidden]) =>
      (['truncated', 'html', 'large-row'] as const).map((fault) => [kind, fault, hidden] as const),
    ),
  )('%s, its answer %s', async (kind, fault, hidden) => {
    const requestsByRoute = byIdAlone(REQUESTS_BY_ROUTE)
    expect(await reportAfter(kind, hidden, requestsByRoute, fault)).toBe(
      await reportAfterAbsent(kind, requestsByRoute),
    )
  })
})

function changeObject(id: string, change: (object: object) => object) {
  const honest = vi.mocked(globalThis.fetch).getMockImplementation()
  vi.mocked(globalThis.fetch).mockImplementation(async (...requested) => {
    const answer = (await honest?.(...requested)) ?? Response.error()
    const text = await answer.text()
    const changed = JSON.stringify(JSON.parse(text), (_, value) =>
      typeof value === 'object' && value !== null && Reflect.get(value, 'id') === id ? change(value) : value,
    )
    return new Response(changed, answer)
  })
}

describe('a session that becomes hidden', () => {
  it('leaves every cache after one answer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay({ rows: 100 })
    relay.providers.control.scenario({ rateLimit: 10_000 })
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    const cases: { id: string; related: readonly string[] }[] = []
    for (const { session: one } of Object.values(relay.providers.control.known().deepidv.sandbox)) {
      const answer = await relay.request(`/v1/cases/${one}`, { token: ada })
      const file = v.safeParse(SessionCaseSchema, await answer.json())
      if (file.success) cases.push({ id: one, related: file.output.related.map(({ id }) => id) })
    }
    const [id = '', other = ''] =
      cases.flatMap(({ id: one, related }) => (related[0] ? [[related[0], one]] : []))[0] ?? []
    const list = '/v1/sessions?provider=deepidv&limit=100'
    const lookups = json({ ids: [id, other] })
    const paths = [list, `/v1/cases/${other}`, `/v1/cases/${id}`, `/v1/sessions/${id}`]
    const readAll = async (token: string) => {
      const answers = await Promise.all(paths.map((path) => relay.request(path, { token })))
      return [...answers, await relay.request('/v1/lookups', { ...lookups, token })]
    }
    for (const answer of await readAll(ada)) {
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain(id)
    }
    changeObject(id, (one) => ({ ...one, type: 'silent-screening' }))
    vi.setSystemTime(Date.now() + 3_000)
    const headers = { 'Cache-Control': 'no-cache' }
    expect((await relay.request(`/v1/sessions/${id}`, { token: ada, headers })).status).toBe(404)
    const [listed, related, ...own] = await readAll(bob)
    expect([listed?.status, related?.status]).toEqual([200, 200])
    expect(await listed?.text()).not.toContain(id)
    expect(await related?.text()).not.toContain(id)
    expect(own.map(({ status }) => status)).toEqual([404, 404, 200])
    expect(await own[2]?.json()).toMatchObject({
      items: [{ id, outcome: 'not-found' }, { outcome: 'found' }],
    })
  })

  it('an inquiry that the key can’t see any more hides its sessions; when it returns, they return', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay({ rows: 100 })
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    const list = '/v1/sessions?provider=persona&inquiry=inq_ABC123'
    const inquiries = '/v1/inquiries?provider=persona&limit=100&account=act_ABC123'
    await relay.request(list, { token: ada })
    await relay.request(inquiries, { token: ada })
    relay.providers.control.faults([
      { fault: 'key-refused', status: 403, path: '/api/v1/inquiries/:id' },
      { fault: '5xx', path: '/api/v1/inquiry-sessions' },
      { fault: '5xx', path: '/api/v1/inquiries' },
    ])
    vi.setSystemTime(Date.now() + 3_000)
    expect((await relay.request('/v1/cases/inq_ABC123', { token: ada })).status).toBe(404)
    expect((await relay.request(list, { token: bob })).status).toBe(502)
    relay.providers.control.faults([])
    vi.setSystemTime(Date.now() + 60_000)
    expect((await relay.request('/v1/cases/inq_ABC123', { token: ada })).status).toBe(200)
    expect((await relay.request(list, { token: bob })).status).toBe(200)
  })
})
