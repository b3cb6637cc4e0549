import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { CANARY, DEEPIDV_DOCUMENTED_ID, FAKE_DEEPIDV_PRODUCTION_KEY, REFERENCE_PATTERN } from '../../app.ts'
import { readField, startAskingDeepidv, walkSessions } from '../../testing/ask-deepidv.ts'

const idsOf = (rows: readonly Record<string, unknown>[]) => rows.map(({ id }) => id)
const timesOf = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) => Date.parse(String(readField(row, 'created_at'))))

describe('the list', () => {
  it('is newest first, and ends with the example of the documents', async () => {
    const rows = await walkSessions(startAskingDeepidv())
    expect(rows).toHaveLength(406)
    expect(new Set(idsOf(rows)).size).toBe(406)
    expect(timesOf(rows)).toEqual(timesOf(rows).toSorted((one, other) => other - one))
    expect(rows.at(-1)).toMatchObject({ id: DEEPIDV_DOCUMENTED_ID, status: 'VERIFIED' })
  })

  it('row n is a function of seed and n', async () => {
    const [small, large, other] = await Promise.all(
      [{ rows: 60 }, { rows: 100_000 }, { rows: 60, seed: 2 }].map((options) =>
        startAskingDeepidv(options).list('limit=50'),
      ),
    )
    expect(large?.sessions).toEqual(small?.sessions)
    expect(other?.sessions).not.toEqual(small?.sessions)
  })

  it('has 50 rows unless another number is asked for, up to 500', async () => {
    const asking = startAskingDeepidv({ rows: 600 })
    expect((await asking.list()).sessions).toHaveLength(50)
    expect((await asking.list('limit=500')).sessions).toHaveLength(500)
    for (const wrong of [
      'limit=0',
      'limit=501',
      'limit=many',
      'next_token=nonsense',
      'start_date=soon',
      'start_date=2025',
      'end_date=Jan 5 2025',
      'by_organization=banana',
    ]) {
      const answer = await asking.send(`/v1/sessions?${wrong}`)
      const form = wrong.startsWith('next_token')
        ? { error: expect.any(String) }
        : { message: expect.any(String), hints: [expect.anything()] }
      expect([answer.status, await answer.json()]).toEqual([400, form])
    }
  })

  it('continues behind a token while rows arrive in front', async () => {
    const asking = startAskingDeepidv()
    const all = idsOf((await asking.list('limit=20')).sessions)
    const first = await asking.list('limit=10')
    asking.control.emitSession({})
    const second = await asking.list(`limit=10&next_token=${first.next_token}`)
    expect([...idsOf(first.sessions), ...idsOf(second.sessions)]).toEqual(all)
  })

  it('takes a token with the query that it came from, and with no other', async () => {
    const asking = startAskingDeepidv()
    const { next_token } = await asking.list('limit=10')
    for (const other of ['limit=20', 'limit=10&start_date=2025-01-01', 'limit=10&workflow_id=wf_abc123']) {
      const answer = await asking.send(
        `/v1/sessions?by_organization=true&${other}&next_token=${encodeURIComponent(String(next_token))}`,
      )
      expect([other, answer.status]).toEqual([other, 400])
    }
  })

  it.each([
    ['limit=25&start_date=2025-01-01T00:00:00Z', 25],
    ['by_organization=true&limit=100', 100],
    ['workflow_id=wf_abc123', 1],
    ['external_id=user-12345', 1],
    ['limit=25&next_token=eyJpZCI6ImFiYzEyMyJ9', 0],
  ])('answers the documented request ?%s with %i sessions', async (query, count) => {
    const answer = await startAskingDeepidv().send(`/v1/sessions?${query}`)
    const { sessions } = v.parse(v.object({ sessions: v.array(v.unknown()) }), await answer.json())
    expect([answer.status, sessions.length]).toEqual([200, count])
  })

  it('has the documented session as its page shows it', async () => {
    const { sessions } = await startAskingDeepidv().list('external_id=user-12345')
    expect(sessions).toEqual([
      {
        id: DEEPIDV_DOCUMENTED_ID,
        organization_id: 'org_abc123',
        user_id: 'usr_def456',
        sender_user_id: 'usr_ghi789',
        status: 'VERIFIED',
        type: 'session',
        session_progress: 'COMPLETED',
        created_at: '2025-01-15T10:30:00.000Z',
        updated_at: '2025-01-15T10:45:00.000Z',
      },
    ])
  })

  it('has the sandbox’s five sessions whose IDs are words', async () => {
    const asking = startAskingDeepidv()
    const rows = (await walkSessions(asking)).filter(({ id }) => String(id).startsWith('test_'))
    expect(rows.map(({ id, status }) => [id, status])).toEqual([
      ['test_verified', 'VERIFIED'],
      ['test_rejected', 'REJECTED'],
      ['test_submitted', 'SUBMITTED'],
      ['test_pending', 'PENDING'],
      ['test_voided', 'VOIDED'],
    ])
    for (const { id, status } of rows)
      expect(await asking.one(`/v1/sessions/${id}`)).toMatchObject({ session_record: { id, status } })
  })

  it('both ends of a period are in it', async () => {
    const asking = startAskingDeepidv()
    const { sessions } = await asking.list('limit=9')
    const [newest, , oldest] = [sessions[2], sessions[3], sessions[5]].map((row) =>
      readField(row ?? {}, 'created_at'),
    )
    const within = await asking.list(`start_date=${oldest}&end_date=${newest}`)
    expect(idsOf(within.sessions)).toEqual(idsOf(sessions.slice(2, 6)))
  })

  it('obeys one filter: external ID before workflow before organisation before sender', async () => {
    const asking = startAskingDeepidv()
    const { sandbox } = asking.control.known().deepidv
    const { externalId = '', session, workflow } = sandbox['in-review'] ?? {}
    const ofOne = await asking.list(`external_id=${encodeURIComponent(externalId)}&workflow_id=none`)
    expect(idsOf(ofOne.sessions)).toContain(session)
    expect(ofOne.sessions.every((row) => readField(row, 'external_id') === externalId)).toBe(true)
    const ofWorkflow = await walkSessions(asking, `workflow_id=${workflow}`)
    expect(new Set(ofWorkflow.map((row) => readField(row, 'workflow_id')))).toEqual(new Set([workflow]))
    const own = await asking.one('/v1/sessions?limit=500')
    const whole = await asking.list('limit=500')
    expect(JSON.stringify(own).length).toBeLessThan(JSON.stringify(whole).length / 2)
    expect(idsOf(whole.sessions)).toHaveLength(406)
  })

  it('a customer may have several sessions', async () => {
    const rows = await walkSessions(startAskingDeepidv())
    const ids = rows.map((row) => String(readField(row, 'external_id')))
    expect(ids.length).toBeGreaterThan(new Set(ids).size)
    expect(ids.some((id) => REFERENCE_PATTERN.test(id))).toBe(true)
    expect(ids.some((id) => id.includes(CANARY))).toBe(true)
  })

  it('spells most rows and steps as the documents do', async () => {
    const rows = await walkSessions(startAskingDeepidv())
    const share = (count: number) => count / rows.length
    expect(share(rows.filter((row) => 'created_at' in row).length)).toBeGreaterThan(0.8)
    const steps = rows.flatMap((row) =>
      v.parse(v.optional(v.array(v.string()), []), readField(row, 'workflow_steps')),
    )
    expect(steps.filter((step) => /^[A-Z_]+$/.test(step)).length / steps.length).toBeGreaterThan(0.6)
  })

  it('has both field spellings, three of steps, and unknown words', async () => {
    const rows = await walkSessions(startAskingDeepidv())
    expect(rows.some((row) => 'created_at' in row) && rows.some((row) => 'createdAt' in row)).toBe(true)
    const steps = new Set(
      rows.flatMap((row) => v.parse(v.optional(v.array(v.string()), []), readField(row, 'workflow_steps'))),
    )
    for (const step of ['ID_VERIFICATION', 'id_verification', 'id-verification', 'TEA_LEAF_READING'])
      expect(steps).toContain(step)
    expect(rows.map(({ status }) => status)).toContain('ON_THE_BOIL')
    expect(rows.map(({ type }) => type)).toContain('teapot-check')
  })
})

describe('one session', () => {
  it('returns fields beyond those that the relay needs', async () => {
    const asking = startAskingDeepidv()
    const id = asking.control.known().deepidv.sandbox.verified?.session
    const text = JSON.stringify(await asking.one(`/v1/sessions/${id}`))
    for (const key of ['session_record', 'resource_links', 'user', 'sender_user']) expect(text).toContain(key)
    expect(text.split(CANARY).length).toBeGreaterThan(20)
  })

  it('has the steps of its workflow, or none', async () => {
    const asking = startAskingDeepidv()
    const { sandbox } = asking.control.known().deepidv
    const left = await asking.one(`/v1/sessions/${sandbox['opened-left']?.session}/workflow`)
    expect(left).toMatchObject({ session_progress: 'STARTED', current_step: 0, attempts_remaining: 1 })
    const none = await asking.send(`/v1/sessions/${sandbox.standalone?.session}/workflow`)
    expect([none.status, await none.json()]).toEqual([
      404,
      { error: 'No workflow execution state exists for this session', code: 'EXECUTION_STATE_NOT_FOUND' },
    ])
  })

  it('a sandbox knows every ID, production only its own', async () => {
    const sandbox = startAskingDeepidv()
    const absent = '00000000-0000-4000-8000-000000000000'
    expect((await sandbox.send(`/v1/sessions/${absent}`)).status).toBe(200)
    expect(JSON.stringify(await sandbox.one('/v1/sessions/test_verified'))).toContain('"VERIFIED"')
    const production = startAskingDeepidv({ key: FAKE_DEEPIDV_PRODUCTION_KEY })
    const { foreign, verified } = production.control.known().deepidv.production
    const statusOf = async (id: string | undefined) => (await production.send(`/v1/sessions/${id}`)).status
    expect(
      await Promise.all([absent, 'test_verified', foreign?.session, verified?.session].map(statusOf)),
    ).toEqual([404, 400, 403, 200])
  })

  it('changes by the control plane', async () => {
    const asking = startAskingDeepidv()
    const { session } = asking.control.emitSession({ fields: { external_id: 'cust-900001' } })
    expect((await asking.list('limit=1')).sessions).toMatchObject([{ id: session, status: 'PENDING' }])
    asking.control.clock({ advance: 60_000 })
    asking.control.emitSession({ session, fields: { status: 'VERIFIED' } })
    expect((await asking.list('external_id=cust-900001')).sessions).toMatchObject([
      { id: session, status: 'VERIFIED', updated_at: '2026-11-20T12:01:00.000Z' },
    ])
    expect(() => asking.control.emitSession({ session: 'absent' })).toThrow('no session')
  })
})

describe('who may ask, and how often', () => {
  it('a key that is known, to read', async () => {
    const asking = startAskingDeepidv()
    expect(await asking.one('/v1/auth/verify')).toMatchObject({ valid: true })
    const wrong = await asking.send('/v1/sessions', { headers: { 'x-api-key': 'absent' } })
    expect([wrong.status, await wrong.json()]).toEqual([401, { error: 'Invalid API key.' }])
    asking.control.faults([
      { fault: 'key-refused', times: 1 },
      { fault: 'key-refused', status: 403, times: 1 },
    ])
    const refused = await asking.send('/v1/sessions')
    expect([refused.status, await refused.json()]).toEqual([401, { detail: 'Unauthorized' }])
    const missing = await asking.send('/v1/sessions')
    expect([missing.status, await missing.json()]).toEqual([403, { error: 'API key is missing.' }])
    const write = await asking.send(`/v1/sessions/${DEEPIDV_DOCUMENTED_ID}`, { method: 'PATCH' })
    expect(write.status).toBe(403)
    expect(asking.control.calls()).toMatchObject({ 'GET /v1/auth/verify': 1, 'PATCH /v1/sessions/:id': 1 })
  })

  it('35 at once, 25 a second, as many a day', async () => {
    const asking = startAskingDeepidv()
    const burst = async (count: number) => {
      const answers = await Promise.all(
        Array.from({ length: count }, () => asking.send('/v1/sessions?limit=1')),
      )
      return answers.filter(({ status }) => status === 200).length
    }
    expect(await burst(50)).toBe(35)
    asking.control.clock({ advance: 1_000 })
    expect(await burst(50)).toBe(25)
    asking.control.scenario({ dailyQuota: 60 })
    asking.control.clock({ advance: 10_000 })
    const usedUp = await asking.send('/v1/sessions')
    expect([usedUp.status, await usedUp.json()]).toMatchObject([
      429,
      { code: 'QUOTA_EXCEEDED', remaining: 0 },
    ])
    asking.control.clock({ advance: 86_400_000 })
    expect(await burst(1)).toBe(1)
  })
})

describe('faults', () => {
  it('four forms of an error', async () => {
    const asking = startAskingDeepidv()
    const bodyWith = async (fault: '429' | '5xx' | 'quota-used-up' | 'no-balance') => {
      asking.control.faults([{ fault }])
      return (await asking.send('/v1/sessions')).text()
    }
    expect(await bodyWith('5xx')).toBe('{"error":"Something went wrong"}')
    expect(await bodyWith('quota-used-up')).toContain('"code":"QUOTA_EXCEEDED"')
    expect(await bodyWith('no-balance')).toBe('Insufficient token balance')
    expect(await bodyWith('429')).toBe('{"message":"Too Many Requests"}')
  })

  it('pages in no order, of the same rows', async () => {
    const asking = startAskingDeepidv()
    const sorted = idsOf((await asking.list()).sessions)
    asking.control.faults([{ fault: 'deepidv-unsorted' }])
    const unsorted = idsOf((await asking.list()).sessions)
    expect(unsorted).not.toEqual(sorted)
    expect(unsorted.toSorted()).toEqual(sorted.toSorted())
  })

  it.each([
    ['deepidv-oldest-first', false],
    ['deepidv-by-id', true],
  ] as const)('%s: the same sessions, in another order across pages', async (fault, isSortedWithin) => {
    const asking = startAskingDeepidv()
    const sorted = await walkSessions(asking)
    asking.control.faults([{ fault }])
    const first = await asking.list('limit=50')
    expect(idsOf(first.sessions)).not.toContain(idsOf(sorted)[0])
    const newestFirst = timesOf(first.sessions).toSorted((one, other) => other - one)
    expect(timesOf(first.sessions)).toEqual(isSortedWithin ? newestFirst : newestFirst.toReversed())
    expect(idsOf(await walkSessions(asking)).toSorted()).toEqual(idsOf(sorted).toSorted())
  })

  it('list rows with whole analyses, some of them huge', async () => {
    const asking = startAskingDeepidv()
    asking.control.faults([{ fault: 'deepidv-large-rows', bytes: 100_000, every: 10 }])
    const { sessions } = await asking.list('limit=50')
    const sizes = sessions.map((row) => JSON.stringify(row).length)
    expect(sizes.filter((size) => size > 100_000).length).toBeGreaterThan(0)
    expect(sizes.filter((size) => size < 10_000).length).toBeGreaterThan(30)
  })

  it('another session than the asked one, and a record without an ID', async () => {
    const asking = startAskingDeepidv()
    const id = asking.control.known().deepidv.sandbox.verified?.session ?? ''
    asking.control.faults([{ fault: 'deepidv-other-session' }])
    expect(JSON.stringify(await asking.one(`/v1/sessions/${id}`))).not.toContain(`"id":"${id}"`)
    asking.control.faults([{ fault: 'deepidv-no-id' }])
    expect(JSON.stringify(await asking.one(`/v1/sessions/${id}`))).not.toContain(`"id":"${id}"`)
  })

  it('a hosted session has no workflow execution state', async () => {
    const asking = startAskingDeepidv()
    asking.control.faults([{ fault: 'deepidv-hosted' }])
    const id = asking.control.known().deepidv.sandbox['opened-left']?.session
    expect((await asking.send(`/v1/sessions/${id}/workflow`)).status).toBe(404)
    expect((await asking.send(`/v1/sessions/${id}`)).status).toBe(200)
  })

  it('a workflow stands in its envelope', async () => {
    const asking = startAskingDeepidv()
    const id = asking.control.known().deepidv.sandbox['in-review']?.workflow
    expect(await asking.one(`/v1/workflows/${id}`)).toMatchObject({ workflow: { id, status: 'active' } })
    expect(await asking.one('/v1/workflows/wf_abc123')).toMatchObject({ workflow: { id: 'wf_abc123' } })
  })

  it('tokens that move as rows arrive', async () => {
    const asking = startAskingDeepidv()
    asking.control.faults([{ fault: 'tokens-shift' }])
    const first = await asking.list('limit=10')
    asking.control.emitSession({})
    const second = await asking.list(`limit=10&next_token=${first.next_token}`)
    expect(second.sessions[0]).toEqual(first.sessions[9])
  })

  it('an end that is not heard', async () => {
    const asking = startAskingDeepidv()
    const newest = idsOf((await asking.list()).sessions)
    asking.control.faults([{ fault: 'end-date-ignored' }])
    expect(idsOf((await asking.list('end_date=2020-01-01T00:00:00Z')).sessions)).toEqual(newest)
  })
})
