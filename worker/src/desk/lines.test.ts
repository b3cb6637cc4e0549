/** The lines that answers leave: one for each that disclosed something, with IDs and counts and nothing of a customer's. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { json, openRelay } from '../../testing/relay-under-test.ts'

const LineSchema = v.object({
  action: v.string(),
  agent: v.string(),
  about: v.record(v.string(), v.unknown()),
})

const readLines = () =>
  runInDurableObject(env.DESK.getByName('desk'), (_, { storage }) =>
    storage.sql
      .exec<{ line: string }>('SELECT line FROM record ORDER BY seq')
      .toArray()
      .map(({ line }) => v.parse(LineSchema, JSON.parse(line)))
      .filter(({ action }) => action !== 'admin'),
  )

it('a look-up leaves one line: for which IDs, and how many were found', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const ids = ['inq_ABC123', 'inq_DoesNotExist', 'ver_ABC123', 'inq_ABC123']
  await relay.ask('/v1/lookups', { token, ...json({ ids }) })
  expect(await readLines()).toMatchObject([
    {
      action: 'mark',
      agent: 'ada@example.com',
      about: { kind: 'lookups', ids: ids.slice(0, 3), found: 1, environment: 'sandbox' },
    },
  ])
})

it('a case leaves one line: whose it was, and how many sessions; unchanged, or not found, none', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const first = await relay.ask('/v1/cases/iqse_ABC123', { token })
  const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
  expect((await relay.ask('/v1/cases/inq_ABC123', { token, headers })).status).toBe(304)
  expect((await relay.ask('/v1/cases/inq_DoesNotExist', { token })).status).toBe(404)
  expect(await readLines()).toMatchObject([
    { action: 'open', about: { kind: 'case', id: 'iqse_ABC123', inquiry: 'inq_ABC123', sessions: 1 } },
  ])
})

it('a list of inquiries leaves its filter, but no reference that is not of the admin’s form', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  await relay.ask('/v1/inquiries?reference=cust-700001&state=approved', { token })
  await relay.ask('/v1/inquiries?reference=eve%40example.com', { token })
  expect(await readLines()).toMatchObject([
    {
      action: 'list',
      about: { kind: 'inquiries', reference: 'cust-700001', state: ['approved'], behind: false },
    },
    { action: 'list', about: { kind: 'inquiries', reference: 'withheld', count: 0 } },
  ])
  expect(JSON.stringify(await readLines())).not.toContain('eve')
})
