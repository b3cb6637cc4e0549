/** A relay whose agents are spread over four objects. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type AuditEntry, AuditEntrySchema } from '@inquiry-lens/shared/audit/chain.ts'
import { createAuditVerifier } from '@inquiry-lens/shared/audit/verify.ts'
import { AgentsSchema, RevokedCountSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { AuditPageSchema, AuditSegmentsSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { parseCheckpoint } from '@inquiry-lens/shared/contract/headers.ts'
import * as v from 'valibot'
import { expect, it, vi } from 'vitest'
import { codeOf, openRelay, type RelayUnderTest, readProblem } from '../../testing/relay-under-test.ts'
import type { app } from '../app.ts'
import { JURISDICTION_PIN_NAME } from '../config/jurisdiction-pin.ts'
import { AUDIT_CHAIN } from './audit/audit-log.ts'
import { nameOfShard, shardOf } from './shards.ts'

const SHARDS = 4
const at = (shard: number) => env.ACCESS_CONTROL.getByName(nameOfShard(shard))

const StoredEntrySchema = v.pipe(v.string(), v.parseJson(), AuditEntrySchema)

const readShard = (shard: number): Promise<AuditEntry[]> =>
  runInDurableObject(at(shard), (_, { storage }) =>
    storage.sql
      .exec<{ entry: string }>('SELECT entry FROM entries ORDER BY seq')
      .toArray()
      .map(({ entry }) => v.parse(StoredEntrySchema, entry)),
  )

const readShards = () => Promise.all([0, 1, 2, 3].map(readShard))

const emailOf = (number: number) => `agent${number}@example.com`
const otherShardThan = (email: string) => {
  const number = Array.from({ length: 50 }, (_, index) => index).find(
    (index) => shardOf(emailOf(index), SHARDS) !== shardOf(email, SHARDS),
  )
  return emailOf(number ?? 0)
}

async function signInMany(relay: RelayUnderTest, count: number): Promise<string[]> {
  const tokens: string[] = []
  for (let number = 0; number < count; number++) tokens.push(await relay.signIn(emailOf(number)))
  return tokens
}

it('keeps each agent’s entries in their shard, one for each answer, and all chains verify', async () => {
  const relay = openRelay()
  const tokens = await signInMany(relay, 16)
  const answers = await Promise.all(
    tokens.flatMap((token) => ['/v1/sessions', '/v1/events'].map((path) => relay.request(path, { token }))),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const logs = await readShards()
  for (const [shard, log] of logs.entries()) {
    const check = createAuditVerifier({ chain: AUDIT_CHAIN })
    for (const entry of log) check.take(entry)
    expect(check.report()).toMatchObject({ start: 'genesis', broken: undefined })
    const readers = log.flatMap(({ action, agent }) => (action === 'list' ? agent : []))
    expect(new Set(readers.map((agent) => shardOf(agent, SHARDS)))).toEqual(new Set([shard]))
  }
  expect(logs.flat().filter(({ action }) => action === 'list')).toHaveLength(answers.length)
  for (const [index, answer] of answers.entries()) {
    const shard = shardOf(emailOf(Math.floor(index / 2)), SHARDS)
    const checkpoint = parseCheckpoint(answer.headers.get('Lens-Audit-Checkpoint'))
    expect(checkpoint?.shard ?? 0).toBe(shard)
    expect(logs[shard]?.[(checkpoint?.seq ?? 0) - 1]?.hash).toBe(checkpoint?.hash)
  }
})

it('lists all agents, and revokes one of another shard, or everyone else', async () => {
  const relay = openRelay()
  await signInMany(relay, 8)
  const admin = await relay.signIn('admin@example.com', 'admin')
  const other = otherShardThan('admin@example.com')
  const token = await relay.signIn(other)
  const third = await relay.signIn(emailOf(20))
  const listed = await relay.request('/v1/agents', { token: admin })
  const { items } = v.parse(AgentsSchema, await listed.json())
  const emails = items.map(({ email }) => email)
  expect(emails).toEqual(emails.toSorted())
  expect(emails).toHaveLength(10)

  expect((await relay.request('/v1/me', { token })).status).toBe(200)
  expect((await relay.request(`/v1/agents/${other}`, { method: 'DELETE', token: admin })).status).toBe(204)
  expect(await codeOf(await relay.request('/v1/me', { token }))).toBe('signed-out')
  const log = await readShard(shardOf(other, SHARDS))
  expect(log.find(({ about }) => about.what === 'revoke-agent')).toMatchObject({
    agent: 'admin@example.com',
    about: { agent: other },
  })

  // Nine pairs of before, without the one just revoked.
  const all = await relay.request('/v1/agents', { method: 'DELETE', token: admin })
  expect(v.parse(RevokedCountSchema, await all.json()).signIns).toBeGreaterThanOrEqual(8)
  expect(await codeOf(await relay.request('/v1/me', { token: third }))).toBe('signed-out')
  expect((await relay.request('/v1/me', { token: admin })).status).toBe(200)
  expect(await codeOf(await relay.request('/v1/agents', { token: third }))).toBe('signed-out')
})

it('refuses an agent’s request to other shards by role', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  expect(await codeOf(await relay.request('/v1/agents', { token }))).toBe('role-refused')
  expect(await codeOf(await relay.request('/v1/audit', { token }))).toBe('role-refused')
})

async function searchFor(relay: RelayUnderTest, token: string, query: string) {
  const answer = await relay.request(`/v1/audit?${query}`, { token })
  return v.parse(AuditPageSchema, await answer.json()).items
}

it('searches all logs by time, each entry once, page by page', async () => {
  const relay = openRelay()
  const tokens = await signInMany(relay, 8)
  const auditor = await relay.signIn('olga@example.com', 'auditor')
  for (const token of tokens) {
    vi.setSystemTime(Date.now() + 1_000)
    await relay.request('/v1/sessions', { token })
  }
  for (const order of ['newest', 'oldest']) {
    const found: AuditEntry[] = []
    let cursor: string | null = ''
    for (let page = 0; page < 20 && cursor !== null; page++) {
      const path: string = `/v1/audit?action=list&order=${order}&limit=3${cursor && `&cursor=${cursor}`}`
      const answer = v.parse(AuditPageSchema, await (await relay.request(path, { token: auditor })).json())
      found.push(...answer.items)
      cursor = answer.next
    }
    const agents = found.map(({ agent }) => agent)
    const expected = tokens.map((_, number) => emailOf(number))
    expect(agents).toEqual(order === 'newest' ? expected.toReversed() : expected)
  }
  const [one] = await searchFor(relay, auditor, `agent=${emailOf(3)}&action=list`)
  // Numbers repeat over shards.
  const shard = shardOf(emailOf(3), SHARDS)
  expect(one?.shard).toBe(shard)
  expect((await readShard(shard))[(one?.seq ?? 0) - 1]?.hash).toBe(one?.hash)
  const [raw] = await searchFor(relay, auditor, `agent=${emailOf(3)}&action=list&shard=${shard}`)
  expect(v.is(AuditEntrySchema, raw)).toBe(true)
  const { shards } = v.parse(
    AuditSegmentsSchema,
    await (await relay.request('/v1/audit/segments', { token: auditor })).json(),
  )
  expect(shards).toBe(SHARDS)
  expect(await codeOf(await relay.request('/v1/audit?shard=7', { token: auditor }))).toBe('invalid-parameter')
})

it('names recent viewers of any shard', async () => {
  const relay = openRelay()
  const ada = 'ada@example.com'
  const bob = otherShardThan(ada)
  const [adas, bobs] = [await relay.signIn(ada), await relay.signIn(bob)]
  const path = '/v1/cases/inq_ABC123'
  expect((await relay.request(path, { token: adas })).headers.get('Lens-Recent-Viewers')).toBeNull()
  expect((await relay.request(path, { token: bobs })).headers.get('Lens-Recent-Viewers')).toContain(ada)
  expect((await relay.request(path, { token: adas })).headers.get('Lens-Recent-Viewers')).toContain(bob)
})

it('binds the other chains into the first each night', async () => {
  const relay = openRelay()
  await signInMany(relay, 8)
  await relay.request('/v1/agents', { token: env.BOOTSTRAP_TOKEN })
  const before = await readShards()
  expect(await runDurableObjectAlarm(at(0))).toBe(true)
  const root = (await readShard(0)).at(-1)
  expect(root).toMatchObject({ agent: 'relay', action: 'admin' })
  expect(root?.about).toEqual({
    what: 'audit:root',
    heads: [1, 2, 3].map((shard) => {
      const head = before[shard]?.at(-1)
      return `${shard}:${head?.seq}:${head?.hash}`
    }),
  })
})

it('refuses another number of shards', async () => {
  openRelay()
  await env.JURISDICTION_PIN.getByName(JURISDICTION_PIN_NAME).pin('none', SHARDS)
  // As in a new isolate: this app has answered nothing yet.
  const fresh = '../app.ts?shards'
  const { app: other }: { app: typeof app } = await import(/* @vite-ignore */ fresh)
  const problem = await readProblem(
    await other.request('https://relay.test/v1/me', {}, { ...env, ACCESS_SHARDS: '2' }),
  )
  expect(problem).toMatchObject({ code: 'relay-not-configured', status: 503 })
  expect(problem.detail).toContain('ACCESS_SHARDS says 2, but this relay’s agents are spread over 4')
})
