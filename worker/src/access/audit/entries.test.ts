import { runInDurableObject } from 'cloudflare:test'
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { createAuditVerifier } from '@inquiry-lens/shared/audit/verify.ts'
import { parseCheckpoint, REQUEST_ID_HEADER } from '@inquiry-lens/shared/contract/headers.ts'
import { expect, it } from 'vitest'
import { accessControl, readAgentEntries, readAuditLog } from '../../../testing/read-audit-log.ts'
import { json, openRelay } from '../../../testing/relay-under-test.ts'
import { AUDIT_CHAIN } from './audit-log.ts'

it('a look-up leaves one entry with the IDs and how many were found', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const ids = ['inq_ABC123', 'inq_DoesNotExist', 'ver_ABC123', 'inq_ABC123']
  await relay.request('/v1/lookups', { token, ...json({ ids }) })
  expect(await readAgentEntries()).toMatchObject([
    {
      action: 'mark',
      agent: 'ada@example.com',
      about: { kind: 'lookups', ids: ids.slice(0, 3), found: 1, environment: 'sandbox' },
    },
  ])
})

it('a case leaves one entry that names all it showed; unchanged, none; not found, one with that outcome', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const first = await relay.request('/v1/cases/iqse_ABC123', { token })
  const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
  expect((await relay.request('/v1/cases/iqse_ABC123', { token, headers })).status).toBe(304)
  expect((await relay.request('/v1/cases/inq_DoesNotExist', { token })).status).toBe(404)
  expect(await readAgentEntries()).toMatchObject([
    {
      action: 'open',
      about: {
        ...{ kind: 'case', id: 'iqse_ABC123', inquiry: 'inq_ABC123', sessions: 1 },
        shown: ['act_ABC123', 'evt_ABC123'],
      },
    },
    { action: 'open', about: { kind: 'case', id: 'inq_DoesNotExist', outcome: 'not-found' } },
  ])
})

it('a list of inquiries leaves its filter, without a reference that does not match the admin’s pattern', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  await relay.request('/v1/inquiries?reference=cust-700001&state=approved', { token })
  await relay.request('/v1/inquiries?reference=eve%40example.com', { token })
  expect(await readAgentEntries()).toMatchObject([
    {
      action: 'open',
      about: { kind: 'inquiries', reference: 'cust-700001', state: ['approved'], older: false },
    },
  ])
  expect(JSON.stringify(await readAgentEntries())).not.toContain('eve')
})

it('cuts long filter words, but no IDs', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const names = Array.from({ length: 50 }, (_, index) => `inquiry.${'a'.repeat(80)}${index}`).sort()
  const ids = Array.from({ length: 50 }, (_, index) => `inq_Made${index}`).sort()
  await relay.request(`/v1/events?name=${names.join(',')}&object=${ids.join(',')}`, { token })
  const [entry] = await readAgentEntries()
  expect(entry?.about.object).toEqual(ids)
  expect(entry?.about.name).toHaveLength(13)
  expect(entry?.about.name).toContain('and 38 more')
  expect(JSON.stringify(entry?.about.name).length).toBeLessThan(1_000)
})

it('a copy or export leaves an entry; an invalid ID or action leaves none', async () => {
  const relay = openRelay()
  const token = await relay.signIn('ada@example.com', 'investigator')
  const copy = (body: object) => relay.request('/v1/audit', { token, ...json(body) })
  expect((await copy({ action: 'copy', form: 'summary', ids: ['inq_ABC123', 'inq_ABC123'] })).status).toBe(
    204,
  )
  expect((await copy({ action: 'export', form: 'rows', ids: ['inq_ABC123', 'iqse_ABC123'] })).status).toBe(
    204,
  )
  expect((await copy({ action: 'copy', form: 'summary', ids: ['Ada Lovelace'] })).status).toBe(400)
  expect((await copy({ action: 'open', form: 'summary', ids: ['inq_ABC123'] })).status).toBe(400)
  expect(await readAgentEntries()).toMatchObject([
    { action: 'copy', agent: 'ada@example.com', about: { form: 'summary', ids: ['inq_ABC123'] } },
    { action: 'export', about: { form: 'rows', ids: ['inq_ABC123', 'iqse_ABC123'] } },
  ])
})

it.each([
  ['agent', 403],
  ['investigator', 204],
  ['auditor', 403],
  ['admin', 204],
] as const)('an export by the role %s: %i', async (role, status) => {
  const relay = openRelay()
  const token = await relay.signIn('ada@example.com', role)
  const claim = { action: 'export', form: 'rows', ids: ['inq_ABC123'] }
  const answer = await relay.request('/v1/audit', { token, ...json(claim) })
  expect(answer.status).toBe(status)
  expect(await readAgentEntries()).toMatchObject([
    status === 204
      ? { action: 'export', about: { ids: ['inq_ABC123'] } }
      : { action: 'denied', about: { permission: 'case:export', why: 'role', role } },
  ])
})

it('refusals of one kind leave one entry a minute, so that an ended token can’t fill the log', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  await relay.request('/access/sign-out', { method: 'POST', token })
  await Promise.all(Array.from({ length: 30 }, () => relay.request('/v1/sessions', { token })))
  expect(await readAgentEntries()).toMatchObject([
    { action: 'denied', about: { permission: 'read', why: expect.stringContaining('signing out') } },
  ])
})

it('answers of one turn share a checkpoint at or after the entry of each', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => relay.request('/v1/sessions', { token })),
  )
  const entries = await readAuditLog()
  const checkpoints = answers.map((answer) => parseCheckpoint(answer.headers.get(CHECKPOINT_HEADER)))
  for (const [index, checkpoint] of checkpoints.entries()) {
    const own = entries.find(({ requestId }) => requestId === answers[index]?.headers.get(REQUEST_ID_HEADER))
    expect(own?.action).toBe('list')
    expect(checkpoint?.seq).toBeGreaterThanOrEqual(own?.seq ?? Number.POSITIVE_INFINITY)
    expect(checkpoint?.hash).toBe(entries.find(({ seq }) => seq === checkpoint?.seq)?.hash)
  }
  expect(new Set(checkpoints.map((checkpoint) => checkpoint?.signature)).size).toBeLessThan(20)
})

it('no answer leaves while its entry can’t be stored, and the chain goes on without a gap', async () => {
  const relay = openRelay()
  const tokens = await Promise.all(
    Array.from({ length: 12 }, (_, number) => relay.signIn(`agent${number}@example.com`)),
  )
  const requestAll = () =>
    Promise.all(
      tokens.flatMap((token) =>
        ['/v1/sessions', '/v1/cases/inq_ABC123'].map((path) => relay.request(path, { token })),
      ),
    )
  const run = (statement: string) =>
    runInDurableObject(accessControl(), (_, { storage }) => void storage.sql.exec(statement))
  expect((await requestAll()).every(({ status }) => status === 200)).toBe(true)
  const before = (await readAgentEntries()).length
  expect(before).toBe(24)

  await run(`CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(FAIL, 'full'); END`)
  for (const answer of await requestAll()) {
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect(await answer.text()).not.toContain('iqse_')
  }
  expect(await readAgentEntries()).toHaveLength(before)

  await run('DROP TRIGGER full')
  const answers = await requestAll()
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  const log = await readAuditLog()
  const check = createAuditVerifier({ chain: AUDIT_CHAIN })
  for (const entry of log) check.take(entry)
  expect(check.report()).toMatchObject({ start: 'genesis', broken: undefined })
  expect(await readAgentEntries()).toHaveLength(before + answers.length)
  for (const answer of answers) {
    const checkpoint = parseCheckpoint(answer.headers.get('Lens-Audit-Checkpoint'))
    expect(log[(checkpoint?.seq ?? 0) - 1]?.hash).toBe(checkpoint?.hash)
  }
})
