/** The lines that answers leave: one for each that disclosed something, with IDs and counts and nothing of a customer's. */

import { CHECKPOINT_HEADER, parseCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { REQUEST_ID_HEADER } from '@inquiry-lens/shared/contract/api.ts'
import { expect, it } from 'vitest'
import { readAuditLog, readLines } from '../../../testing/read-audit-log.ts'
import { json, openRelay } from '../../../testing/relay-under-test.ts'

it('a look-up leaves one line: for which IDs, and how many were found', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const ids = ['inq_ABC123', 'inq_DoesNotExist', 'ver_ABC123', 'inq_ABC123']
  await relay.request('/v1/lookups', { token, ...json({ ids }) })
  expect(await readLines()).toMatchObject([
    {
      action: 'mark',
      agent: 'ada@example.com',
      about: { kind: 'lookups', ids: ids.slice(0, 3), found: 1, environment: 'sandbox' },
    },
  ])
})

it('a case leaves one entry that names all it showed; unchanged, none; not found, one that says so', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const first = await relay.request('/v1/cases/iqse_ABC123', { token })
  const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
  expect((await relay.request('/v1/cases/iqse_ABC123', { token, headers })).status).toBe(304)
  expect((await relay.request('/v1/cases/inq_DoesNotExist', { token })).status).toBe(404)
  expect(await readLines()).toMatchObject([
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

it('a list of inquiries leaves its filter, but no reference that is not of the admin’s form', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  await relay.request('/v1/inquiries?reference=cust-700001&state=approved', { token })
  await relay.request('/v1/inquiries?reference=eve%40example.com', { token })
  expect(await readLines()).toMatchObject([
    {
      action: 'open',
      about: { kind: 'inquiries', reference: 'cust-700001', state: ['approved'], behind: false },
    },
  ])
  expect(JSON.stringify(await readLines())).not.toContain('eve')
})

it('long words of the agent’s own are cut, IDs are not', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const names = Array.from({ length: 50 }, (_, index) => `inquiry.${'a'.repeat(80)}${index}`).sort()
  const ids = Array.from({ length: 50 }, (_, index) => `inq_Made${index}`).sort()
  await relay.request(`/v1/events?name=${names.join(',')}&object=${ids.join(',')}`, { token })
  const [line] = await readLines()
  expect(line?.about.object).toEqual(ids)
  expect(line?.about.name).toHaveLength(13)
  expect(line?.about.name).toContain('and 38 more')
  expect(JSON.stringify(line?.about.name).length).toBeLessThan(1_000)
})

it('what an agent takes along leaves a line first; an ID that is none, none', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const take = (body: object) => relay.request('/v1/audit', { token, ...json(body) })
  expect((await take({ action: 'copy', form: 'summary', ids: ['inq_ABC123', 'inq_ABC123'] })).status).toBe(
    204,
  )
  expect((await take({ action: 'export', form: 'rows', ids: ['inq_ABC123', 'iqse_ABC123'] })).status).toBe(
    204,
  )
  expect((await take({ action: 'copy', form: 'summary', ids: ['Ada Lovelace'] })).status).toBe(400)
  expect((await take({ action: 'open', form: 'summary', ids: ['inq_ABC123'] })).status).toBe(400)
  expect(await readLines()).toMatchObject([
    { action: 'copy', agent: 'ada@example.com', about: { form: 'summary', ids: ['inq_ABC123'] } },
    { action: 'export', about: { form: 'rows', ids: ['inq_ABC123', 'iqse_ABC123'] } },
  ])
})

it('a refusal leaves the first line of its kind in a minute: an ended token fills no record', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  await relay.request('/access/sign-out', { method: 'POST', token })
  await Promise.all(Array.from({ length: 30 }, () => relay.request('/v1/sessions', { token })))
  expect(await readLines()).toMatchObject([
    { action: 'denied', about: { permission: 'read', why: expect.stringContaining('signing out') } },
  ])
})

it('answers of one moment share a signed head, which stands over the line of each of them or behind it', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => relay.request('/v1/sessions', { token })),
  )
  const lines = await readAuditLog()
  const heads = answers.map((answer) => parseCheckpoint(answer.headers.get(CHECKPOINT_HEADER)))
  for (const [index, head] of heads.entries()) {
    const own = lines.find(({ requestId }) => requestId === answers[index]?.headers.get(REQUEST_ID_HEADER))
    expect(own?.action).toBe('list')
    expect(head?.seq).toBeGreaterThanOrEqual(own?.seq ?? Number.POSITIVE_INFINITY)
    expect(head?.hash).toBe(lines.find(({ seq }) => seq === head?.seq)?.hash)
  }
  expect(new Set(heads.map((head) => head?.signature)).size).toBeLessThan(20)
})
