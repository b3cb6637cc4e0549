/** deepidv through the whole relay: lists, cases, look-ups and reveals, beside Persona. */

import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { ConfigSchema, MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import { LookupsSchema, SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { RevealedSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { type Session, SessionCaseSchema, SessionSchema } from '@inquiry-lens/shared/domain/model.ts'
import {
  CANARY,
  DEEPIDV_DOCUMENTED_ID,
  REFERENCE_FORM,
  REFERENCE_PATTERN,
} from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock, countOf, sourceOf } from '../../../testing/gateway.ts'
import { json, openRelay, type RelayUnderTest, readProblem } from '../../../testing/relay-under-test.ts'

const LIST = 'GET /v1/sessions'
const ONE = 'GET /v1/sessions/:id'
const STEPS = 'GET /v1/sessions/:id/workflow'

async function start(role: 'agent' | 'investigator' | 'admin' = 'agent') {
  const relay = openRelay()
  const token = await relay.signIn('ada@example.com', role)
  const request = (path: string, init = {}) => relay.request(path, { token, ...init })
  const list = async (query = '') =>
    v.parse(SessionsPageSchema, await (await request(`/v1/sessions?provider=deepidv${query}`)).json())
  return { relay, request, list, known: relay.providers.control.known().deepidv.sandbox }
}

async function walk(list: (query: string) => Promise<v.InferOutput<typeof SessionsPageSchema>>, query = '') {
  const rows: Session[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: v.InferOutput<typeof SessionsPageSchema> = await list(
      `${query}&limit=60${cursor && `&cursor=${cursor}`}`,
    )
    rows.push(...page.items)
    cursor = page.next
  }
  return rows
}

const timesOf = (rows: readonly Session[]) => rows.map(({ createdAt }) => createdAt ?? '')
const idsOf = (rows: readonly Session[]) => rows.map(({ id }) => id)

async function listAll(relay: RelayUnderTest): Promise<string[]> {
  const answer = await relay.providers.fetch(
    new Request('https://deepidv.example/v1/sessions?by_organization=true&limit=500', {
      headers: { 'x-api-key': 'deepidv-1111-only-the-fake-provider-knows-this-key' },
    }),
  )
  const Rows = v.object({ sessions: v.array(v.object({ id: v.string(), type: v.string() })) })
  return v
    .parse(Rows, await answer.json())
    .sessions.filter(({ type }) => type !== 'silent-screening')
    .map(({ id }) => id)
}

describe('the list', () => {
  it('is complete where deepidv refuses the page size', async () => {
    const { relay, list } = await start()
    const all = await listAll(relay)
    relay.providers.control.faults([{ fault: 'page-size-refused', path: '/v1/sessions' }])
    expect(idsOf(await walk(list))).toEqual(all)
  })

  it('is walked to its end, every row once, newest first', async () => {
    const { relay, list } = await start()
    const rows = await walk(list)
    expect(idsOf(rows)).toEqual(await listAll(relay))
    expect(rows.at(-1)?.id).toBe(DEEPIDV_DOCUMENTED_ID)
    expect(timesOf(rows)).toEqual(timesOf(rows).toSorted().toReversed())
    expect(countOf(relay, LIST)).toBeLessThanOrEqual(9)
  })

  it('goes by each of its filters', async () => {
    const { relay, list, known } = await start()
    const { externalId, workflow } = known['in-review'] ?? {}
    const ofOne = await walk(list, `&externalId=${encodeURIComponent(externalId ?? '')}`)
    expect(idsOf(ofOne)).toContain(known['in-review']?.session)
    expect(ofOne.every(({ flow }) => flow?.externalId === externalId)).toBe(true)
    const ofWorkflow = await walk(list, `&workflow=${workflow}`)
    expect(new Set(ofWorkflow.map(({ flow }) => flow?.workflow?.id))).toEqual(new Set([workflow]))
    const own = await walk(list, '&scope=key-owner')
    const all = await walk(list)
    expect(own.length).toBeGreaterThan(0)
    expect(own.length).toBeLessThan(all.length / 2)
    const [from, to] = [all[30]?.createdAt, all[10]?.createdAt]
    const within = `&from=${from}&to=${to}`
    expect(idsOf(await walk(list, within))).toEqual(idsOf(all.slice(10, 31)))
    relay.providers.control.faults([{ fault: 'end-date-ignored' }])
    advanceClock(700)
    expect(idsOf(await walk(list, within))).toEqual(idsOf(all.slice(10, 31)))
  })

  it.each([
    ['/v1/sessions', 'provider'],
    ['/v1/sessions?provider=deepidv&inquiry=inq_ABC123', 'inquiry'],
    ['/v1/sessions?provider=persona&externalId=cust-1', 'externalId'],
    ['/v1/sessions?provider=persona&from=2026-01-01T00:00:00Z', 'from'],
    ['/v1/sessions?provider=deepidv&externalId=cust-1&workflow=w', 'workflow'],
    ['/v1/events?provider=deepidv', 'provider'],
    ['/v1/inquiries?provider=deepidv', 'provider'],
  ])('%s is refused by the name of its parameter: %s', async (path, parameter) => {
    const { request } = await start()
    expect(await readProblem(await request(path))).toMatchObject({ status: 400, parameter })
  })

  it('events need no provider, because only Persona has them', async () => {
    const { request } = await start()
    expect(sourceOf(await request('/v1/events'))?.provider).toBe('persona')
  })

  it('is fresh for half a minute, and for a minute where it is filtered', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { relay, list } = await start()
    for (const [query, seconds] of [
      ['', 29],
      ['&scope=organization', 59],
    ] as const) {
      await list(query)
      const before = countOf(relay, LIST)
      advanceClock(seconds)
      await list(query)
      expect(countOf(relay, LIST)).toBe(before)
      advanceClock(2)
      await list(query)
      await vi.waitFor(() => expect(countOf(relay, LIST)).toBe(before + 1))
    }
  })

  it('reads a row in both spellings', async () => {
    const { list, known } = await start()
    const rows = await walk(list)
    expect(rows.every(({ createdAt, flow }) => createdAt !== null && flow?.updatedAt)).toBe(true)
    expect(new Set(rows.flatMap(({ flow }) => flow?.steps ?? []))).toEqual(
      new Set([
        'ID_VERIFICATION',
        'FACE_LIVENESS',
        'CUSTOM_PROMPT',
        'ADDRESS_VERIFICATION',
        'AGE_ESTIMATION',
        null,
      ]),
    )
    const odd = rows.find(({ id }) => id === known['unheard-of']?.session)
    expect(odd).toMatchObject({ status: 'ON_THE_BOIL', flow: { type: null } })
    const countries = new Set(rows.map(({ network }) => network.country.name))
    expect(countries).toEqual(new Set([null, 'Canada', 'Germany', 'Portugal', 'New Zealand', 'Kenya']))
    expect(
      rows.every(({ flow }) => flow?.externalId == null || REFERENCE_PATTERN.test(flow.externalId)),
    ).toBe(true)
    expect(rows.some(({ flow }) => flow?.externalId == null)).toBe(true)
  })
})

describe('a case', () => {
  const read = async (request: (path: string) => Promise<Response>, id: string | undefined) =>
    v.parse(SessionCaseSchema, await (await request(`/v1/cases/${id}`)).json())

  it('has its workflow’s steps, failures and attempts left', async () => {
    const { relay, request, known } = await start()
    const file = await read(request, known['opened-left']?.session.toUpperCase())
    expect(file).toMatchObject({
      about: 'session',
      provider: 'deepidv',
      attemptsLeft: 1,
      session: { status: 'PENDING', inquiryId: null, flow: { progress: 'STARTED' } },
    })
    expect(file.session.flow?.openedAt).not.toBeNull()
    expect([null, 'Customer onboarding', 'Age check']).toContain(file.session.flow?.workflow?.name)
    expect(file.steps?.[0]).toMatchObject({ status: 'PENDING', attempts: 2, completedAt: null })
    expect(['OCR_NAME_MISSING', 'ID_TEXT_NOT_READABLE']).toContain(file.steps?.[0]?.failure?.code)
    expect(file.steps?.every(({ step }) => step === null || /^[A-Z_]+$/.test(step))).toBe(true)
    expect(countOf(relay, ONE)).toBe(1)
    expect(countOf(relay, STEPS)).toBe(1)
  })

  it('has no steps without a workflow', async () => {
    const { request, known } = await start()
    const file = await read(request, known.standalone?.session)
    expect([file.steps, file.attemptsLeft, file.stepsMissing]).toEqual([null, null, undefined])
    expect(file.session.flow?.checks.idMatchesSelfie).toBe(true)
  })

  it('has no steps where it is hosted, but its failed tries, and the country of its submission', async () => {
    const { request, known } = await start()
    const file = await read(request, known['failed-tries']?.session)
    expect([file.steps, file.attemptsLeft, file.stepsMissing]).toEqual([null, null, undefined])
    expect(file.session.flow).toMatchObject({
      failedTries: 2,
      failures: [
        { code: 'OCR_NAME_MISSING', slot: 'PRIMARY' },
        { code: 'DOC_TYPE_NOT_ALLOWED', slot: 'SECONDARY' },
      ],
    })
    const declined = await read(request, known['declined-by-rule']?.session)
    expect(declined.session.flow?.decline?.at).not.toBeNull()
  })

  it('is shown without its steps where they fail, and marked so', async () => {
    const { relay, request, known } = await start()
    relay.providers.control.faults([{ fault: '5xx', path: '/v1/sessions/:id/workflow' }])
    const file = await read(request, known.verified?.session)
    expect([file.steps, file.stepsMissing]).toEqual([null, true])
  })

  it('names the customer’s other sessions, where their number may be known', async () => {
    const { relay, request } = await start()
    const fields = { external_id: 'cust-900001' }
    const ids = [1, 2, 3].map(() => relay.providers.control.emitSession({ fields }).session)
    const file = await read(request, ids[0])
    expect(idsOf(file.related)).toEqual([ids[2], ids[1]])
    const hidden = { external_id: `ada.${CANARY}@example.com` }
    const [one] = [1, 2].map(() => relay.providers.control.emitSession({ fields: hidden }).session)
    expect((await read(request, one)).related).toEqual([])
  })

  it('has hints from the customer’s sessions; a 304 stays one', async () => {
    const { relay, request } = await start()
    const now = Date.now()
    const submitted = (country: string, minutesAgo: number) =>
      relay.providers.control.emitSession({
        fields: {
          external_id: 'cust-900002',
          location: { country },
          submitted_at: new Date(now - minutesAgo * 60_000).toISOString(),
        },
      }).session
    const ids = [submitted('Canada', 5), submitted('Germany', 30)]
    const file = await read(request, ids[0])
    expect(file.hints).toMatchObject([
      {
        kind: 'countries',
        sessions: [
          { id: ids[1], country: { name: 'Germany' }, via: [] },
          { id: ids[0], country: { name: 'Canada' }, via: [] },
        ],
      },
    ])
    const { headers } = await request(`/v1/cases/${ids[0]}`)
    const etag = headers.get('ETag') ?? ''
    expect((await request(`/v1/cases/${ids[0]}`, { headers: { 'If-None-Match': etag } })).status).toBe(304)
    expect((await read(request, submitted('Germany', 600))).hints).toEqual([])
  })

  it('that is open costs one request a minute while its session does not change', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { relay, request } = await start()
    const fields = { external_id: 'cust-900003' }
    const { session } = relay.providers.control.emitSession({ fields })
    const counts = () => [ONE, STEPS, LIST].map((call) => countOf(relay, call))
    await read(request, session)
    expect(counts()).toEqual([1, 1, 1])
    advanceClock(59)
    await read(request, session)
    expect(counts()).toEqual([1, 1, 1])
    advanceClock(2)
    await read(request, session)
    await vi.waitFor(() => expect(counts()).toEqual([2, 1, 1]))
    relay.providers.control.clock({ advance: 1_000 })
    relay.providers.control.emitSession({ session, fields: { session_progress: 'STARTED' } })
    advanceClock(130)
    expect((await read(request, session)).session.flow?.progress).toBe('STARTED')
    expect(counts()).toEqual([3, 2, 2])
    advanceClock(310)
    await read(request, session)
    expect(counts()).toEqual([4, 3, 3])
  })

  it('asks for a workflow’s name once in hours', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { relay, request, known } = await start()
    for (let time = 0; time < 3; time++) {
      await read(request, known['in-review']?.session)
      advanceClock(1_000)
    }
    expect(countOf(relay, 'GET /v1/workflows/:id')).toBe(1)
    expect(countOf(relay, ONE)).toBe(3)
  })

  it('absent, screening and foreign sessions get one and the same answer', async () => {
    const { request, known, relay } = await start()
    // The sandbox knows every ID: what it refuses stands for what production would.
    const absent = '00000000-0000-4000-8000-000000000000'
    const answers: unknown[] = []
    for (const fault of ['400', '403', '404'] as const) {
      vi.mocked(globalThis.fetch).mockImplementationOnce(
        async () =>
          new Response('{"message":"no"}', {
            status: Number(fault),
            headers: { 'Content-Type': 'application/json' },
          }),
      )
      const {
        requestId: _,
        instance: __,
        ...problem
      } = await readProblem(await request(`/v1/sessions/${absent.slice(0, -1)}${fault.slice(-1)}`))
      answers.push(problem)
    }
    const screened = known['silent-screening']?.session
    const {
      requestId: _,
      instance: __,
      ...problem
    } = await readProblem(await request(`/v1/sessions/${screened}`))
    answers.push(problem)
    expect(answers).toEqual(Array(4).fill(expect.objectContaining({ code: 'not-found', status: 404 })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(relay.log()).not.toContain(CANARY)
  })
})

describe('a session whose ID is a word, in the sandbox', () => {
  const WORDS = ['test_verified', 'test_rejected', 'test_submitted', 'test_pending', 'test_voided']

  it('is listed, and opens as case, session, look-up and reveal, with its audit entries', async () => {
    const { relay, request, list } = await start('investigator')
    const listed = idsOf(await walk(list)).filter((id) => id.startsWith('test_'))
    expect(listed.toSorted()).toEqual(WORDS.toSorted())
    for (const id of WORDS) {
      const session = v.parse(SessionSchema, await (await request(`/v1/sessions/${id}`)).json())
      const file = v.parse(SessionCaseSchema, await (await request(`/v1/cases/${id}`)).json())
      expect([session.id, file.session.id]).toEqual([id, id])
    }
    const ids = [...WORDS, 'inq_ABC123']
    const { items } = v.parse(LookupsSchema, await (await request('/v1/lookups', json({ ids }))).json())
    expect(items.map(({ id, outcome }) => [id, outcome])).toEqual(ids.map((id) => [id, 'found']))
    const [id] = WORDS
    const fields = ['meta_data.applicant_submission_ip']
    const reveal = await request('/v1/reveals', json({ id, fields, reason: 'The customer asked' }))
    expect(v.parse(RevealedSchema, await reveal.json()).values[0]?.value).toContain('203.0.113.')
    const auditor = await relay.signIn('eve@example.com', 'auditor')
    const record = await (await relay.request('/v1/audit', { token: auditor })).text()
    for (const word of WORDS) expect(record).toContain(`"id":"${word}"`)
  })
})

it.each(['deepidv-other-session', 'deepidv-no-id'] as const)(
  'an answer that is not what was asked for (%s) may be a screening: it does not exist',
  async (fault) => {
    const { relay, request, known } = await start('investigator')
    relay.providers.control.faults([{ fault }])
    const id = known.verified?.session ?? ''
    for (const path of [`/v1/sessions/${id}`, `/v1/cases/${id}`]) {
      const problem = await readProblem(await request(path))
      expect([path, problem.code, problem.status]).toEqual([path, 'not-found', 404])
    }
    const reveal = json({ id, fields: ['external_id'], reason: 'The customer asked' })
    expect((await readProblem(await request('/v1/reveals', reveal))).code).toBe('not-found')
    const lookup = await request('/v1/lookups', json({ ids: [id, 'inq_ABC123'] }))
    expect(v.parse(LookupsSchema, await lookup.json()).items).toMatchObject([
      { id, outcome: 'not-found' },
      { outcome: 'found' },
    ])
  },
)

it.each(['truncated', 'empty', 'deepidv-other-session', 'deepidv-no-id'] as const)(
  'of a session that is known to be visible, an answer that can’t be read (%s) replaces nothing',
  async (fault) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { relay, request, list, known } = await start()
    const id = known.verified?.session ?? ''
    const read = async () => {
      const answers = [
        await request(`/v1/sessions/${id}`),
        await request(`/v1/cases/${id}`),
        await request('/v1/lookups', json({ ids: [id] })),
      ]
      return Promise.all(answers.map(async (answer) => (await answer.text()).includes('"status":"VERIFIED"')))
    }
    expect(await read()).toEqual([true, true, true])
    advanceClock(60)
    const listed = (await list()).items.find((row) => row.id !== id)?.id
    advanceClock(400)
    relay.providers.control.faults([{ fault, path: '/v1/sessions/:id' }])
    const stale = await request(`/v1/sessions/${id}`)
    expect(sourceOf(stale)).toMatchObject({ state: 'stale', reason: 'provider-unreadable' })
    expect(await read()).toEqual([true, true, true])
    expect(await read()).toEqual([true, true, true])
    // Without more than its row there is no case to show.
    advanceClock(3_600)
    expect((await readProblem(await request(`/v1/cases/${listed}`))).code).toBe('provider-unreadable')
    relay.providers.control.faults([])
    advanceClock(60)
    expect((await request(`/v1/cases/${listed}`)).status).toBe(200)
  },
)

it('ignores another session’s steps', async () => {
  const { relay, request, known } = await start()
  relay.providers.control.faults([{ fault: 'deepidv-other-session', path: '/v1/sessions/:id/workflow' }])
  const answer = await request(`/v1/cases/${known['opened-left']?.session}`)
  const { steps, stepsMissing } = v.parse(SessionCaseSchema, await answer.json())
  expect([steps, stepsMissing]).toEqual([null, true])
})

describe('by ID', () => {
  it('finds one session, and many beside Persona’s', async () => {
    const { relay, request, known } = await start()
    const one = known['never-opened']?.session
    const session = v.parse(SessionSchema, await (await request(`/v1/sessions/${one}`)).json())
    expect(session).toMatchObject({ provider: 'deepidv', id: one, status: 'PENDING', inquiryId: null })
    const ids = ['inq_ABC123', one, known.verified?.session, 'inq_ABC123', 'iqse_ABC123']
    const answer = await request('/v1/lookups', json({ ids }))
    const { items } = v.parse(LookupsSchema, await answer.json())
    expect(items.map(({ id, outcome }) => [id, outcome])).toEqual(ids.map((id) => [id, 'found']))
    expect(items[1]).toMatchObject({
      summary: {
        provider: 'deepidv',
        kind: 'session',
        inquiryId: null,
        status: 'PENDING',
        flow: { openedAt: null },
      },
    })
    expect(countOf(relay, ONE)).toBe(2)
  })

  it('a look-up asks for five at most', async () => {
    const { relay, request, list } = await start()
    const rows = await walk(list)
    vi.useFakeTimers({ toFake: ['Date'] })
    advanceClock(4_000)
    const ids = rows.slice(0, 9).map(({ id }) => id)
    const { items } = v.parse(LookupsSchema, await (await request('/v1/lookups', json({ ids }))).json())
    expect(items.filter(({ outcome }) => outcome === 'found')).toHaveLength(5)
    expect(
      items.filter((item) => item.outcome === 'not-asked' && item.reason === 'lookup-limit'),
    ).toHaveLength(4)
    expect(countOf(relay, ONE)).toBe(5)
  })

  it('one provider failing does not take the other’s look-ups with it', async () => {
    const { relay, request, known } = await start()
    relay.providers.control.faults([{ fault: '5xx', path: '/v1/*' }])
    const ids = ['inq_ABC123', known.verified?.session]
    const answer = await request('/v1/lookups', json({ ids }))
    const { items } = v.parse(LookupsSchema, await answer.json())
    expect(items).toMatchObject([
      { outcome: 'found' },
      { outcome: 'not-asked', reason: 'provider-unavailable' },
    ])
    expect(sourceOf(answer)).toEqual({
      provider: 'deepidv',
      environment: 'sandbox',
      state: 'stale',
      reason: 'provider-unavailable',
    })
  })
})

it('a reveal shows an address once, and leaves two lines of it', async () => {
  const { relay, request, known } = await start('investigator')
  const id = known.verified?.session
  const fields = ['external_id', 'meta_data.applicant_submission_ip']
  const answer = await request('/v1/reveals', json({ id, fields, reason: 'The customer asked' }))
  const { values } = v.parse(RevealedSchema, await answer.json())
  expect(values.map(({ field }) => field)).toEqual(fields)
  expect(values[1]?.value).toContain('203.0.113.')
  expect(await (await request(`/v1/sessions/${id}`)).text()).not.toContain('203.0.113.')
  const auditor = await relay.signIn('eve@example.com', 'auditor')
  const page = v.parse(
    AuditPageSchema,
    await (await relay.request('/v1/audit?action=reveal', { token: auditor })).json(),
  )
  expect(page.items.map(({ about }) => [about.phase, about.provider, about.id]).toSorted()).toEqual([
    ['intent', 'deepidv', id],
    ['outcome', 'deepidv', id],
  ])
  expect(JSON.stringify(page)).not.toContain('203.0.113.')
})

it('refuses a customer’s address as a filter, and keeps it out of entries', async () => {
  const { relay, request } = await start()
  expect((await request('/v1/sessions?provider=deepidv&externalId=mira%40example.com')).status).toBe(400)
  await request('/v1/sessions?provider=deepidv&externalId=cust-800001')
  const auditor = await relay.signIn('eve@example.com', 'auditor')
  const text = await (await relay.request('/v1/audit', { token: auditor })).text()
  expect(text).not.toContain('mira')
  expect(text).toContain('"externalId":"cust-800001"')
})

it('surfaces get the settings of both', async () => {
  const { request } = await start()
  const me = v.parse(MeSchema, await (await request('/v1/me')).json())
  expect(me.providers).toMatchObject([
    { provider: 'persona', environment: 'sandbox' },
    { provider: 'deepidv', environment: 'sandbox' },
  ])
  expect(v.parse(ConfigSchema, await (await request('/v1/config')).json())).toMatchObject({
    providers: [
      { provider: 'persona', dashboard: expect.stringContaining('{inquiry}') },
      { provider: 'deepidv', dashboard: 'https://admin.deepidv.example/sessions/{session}' },
    ],
    idPatterns: [
      { provider: 'persona', pattern: REFERENCE_FORM },
      { provider: 'deepidv', pattern: REFERENCE_FORM },
    ],
    wordsNearUuid: ['deepidv', 'verification'],
    sitesOff: ['*.off.example'],
    replies: { expired: 'Please ask us for a new link.' },
    replyLanguages: { de: { replies: { declined: 'Bitte melden Sie sich.' }, tasks: {} } },
  })
})

describe('when deepidv fails', () => {
  it.each([
    ['key-refused', 'provider-key-refused'],
    ['quota-used-up', 'provider-rate-limited'],
    ['429', 'provider-rate-limited'],
    ['no-balance', 'provider-unavailable'],
    ['5xx', 'provider-unavailable'],
    ['html', 'provider-unavailable'],
    ['truncated', 'provider-unreadable'],
    ['reset', 'provider-unavailable'],
  ] as const)('%s is %s, and Persona goes on', async (fault, code) => {
    const { relay, request } = await start()
    relay.providers.control.faults([{ fault, path: '/v1/*' }])
    const problem = await readProblem(await request('/v1/sessions?provider=deepidv'))
    expect(problem).toMatchObject({ code, provider: 'deepidv' })
    expect((await request('/v1/sessions?provider=persona')).status).toBe(200)
  })

  it('shows cached rows with their age and the reason', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { relay, request } = await start()
    await request('/v1/sessions?provider=deepidv')
    advanceClock(120)
    relay.providers.control.faults([{ fault: '5xx', path: '/v1/*' }])
    const stale = await request('/v1/sessions?provider=deepidv')
    expect([stale.status, sourceOf(stale)]).toEqual([
      200,
      { provider: 'deepidv', environment: 'sandbox', state: 'stale', reason: 'provider-unavailable' },
    ])
  })
})
