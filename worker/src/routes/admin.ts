/** Signing in and out, the agents that an admin manages, and the audit log; of all shards, where there are several. */
import { AddAgentSchema, type Agents, EmailSchema } from '@inquiry-lens/shared/contract/admin.ts'
import {
  AUDIT_LIMIT,
  AuditExportSchema,
  type AuditPage,
  AuditQuerySchema,
  type AuditSegments,
  CopiedSchema,
} from '@inquiry-lens/shared/contract/audit.ts'
import { PairRequestSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { parseCode } from '../access/agents/agents.ts'
import { fullest } from '../access/audit/retention.ts'
import { mergePages, type ShardPage, splitCursor } from '../access/audit/search.ts'
import {
  accessControlOf,
  allShards,
  askShardOf,
  askShards,
  callerOf,
  mapAnswer,
  sendValue,
} from '../http/answers.ts'
import { refuseForeignHost } from '../http/middleware.ts'
import { type AppEnv, emptyResponse, problemResponse } from '../http/response.ts'
import { validate } from '../http/validate.ts'

export const signIn = new Hono<AppEnv>()
  .post('/pair', validate('json', PairRequestSchema), async (c) => {
    const { code, keepSignedIn } = c.req.valid('json')
    const shard = accessControlOf(c, parseCode(code)?.publicHalf ?? '')
    return sendValue(c, await shard.pair(code, keepSignedIn, c.get('requestId')))
  })
  .post('/sign-out', async (c) => {
    await accessControlOf(c).signOut(callerOf(c))
    return emptyResponse(c, 204)
  })

export const agents = new Hono<AppEnv>()
  .use(refuseForeignHost)
  .get('/', async (c) => {
    const listed = await askShards(c, allShards(c), 'agents:list', (shard, caller) =>
      shard.listAgents(caller),
    )
    return sendValue(c, mapAnswer(listed, mergeAgents))
  })
  .post('/', validate('json', AddAgentSchema), async (c) => {
    const agent = c.req.valid('json')
    const added = await askShardOf(c, agent.email, 'agents:manage', (shard, caller) =>
      shard.addAgent(caller, agent),
    )
    return sendValue(c, added, 201)
  })
  .delete('/', async (c) => {
    const revoked = await askShards(c, allShards(c), 'agents:manage', (shard, caller) =>
      shard.revokeAll(caller),
    )
    return sendValue(
      c,
      mapAnswer(revoked, (all) => ({ signIns: sum(all.map(({ signIns }) => signIns)) })),
    )
  })
  .delete('/:email', validate('param', v.object({ email: EmailSchema })), async (c) => {
    const { email } = c.req.valid('param')
    const revoked = await askShardOf(c, email, 'agents:manage', (shard, caller) =>
      shard.revokeAgent(caller, email),
    )
    return sendValue(c, revoked)
  })

export const audit = new Hono<AppEnv>()
  /** Records what an agent is about to copy or export; the other routes are for auditors and admins. */
  .post('/', validate('json', CopiedSchema), async (c) =>
    sendValue(c, await accessControlOf(c).recordCopy(callerOf(c), c.req.valid('json'))),
  )
  .get('/', refuseForeignHost, validate('query', AuditQuerySchema), async (c) => {
    const { shard: only, ...query } = c.req.valid('query')
    const shards = allShards(c)
    if (only !== undefined && !shards.includes(only)) return refuseShard(c)
    const isMerged = only === undefined && shards.length > 1
    const cursors = splitCursor(query.cursor, shards.length)
    const wanted = isMerged
      ? shards.filter((shard) => query.cursor === undefined || cursors[shard] !== undefined)
      : [only ?? 0]
    const found = await askShards(c, wanted, 'audit:read', (shard, caller, index) =>
      shard.searchAuditLog(caller, isMerged ? { ...query, cursor: cursors[index] } : query),
    )
    return sendValue(
      c,
      mapAnswer(found, (pages: readonly ShardPage[]): AuditPage => {
        const byShard = shards.map((shard) => pages[wanted.indexOf(shard)])
        const [page] = pages
        if (isMerged) return mergePages(query.order, query.limit ?? AUDIT_LIMIT.default, byShard)
        return { items: page?.items ?? [], next: page?.next ?? null }
      }),
    )
  })
  .get('/segments', refuseForeignHost, async (c) => {
    const described = await askShards(c, allShards(c), 'audit:read', (shard, caller) =>
      shard.describeSegments(caller),
    )
    return sendValue(c, mapAnswer(described, mergeSegments))
  })
  .post('/exports', refuseForeignHost, validate('json', AuditExportSchema), async (c) => {
    const { shard: of = 0, ...exported } = c.req.valid('json')
    if (!allShards(c).includes(of)) return refuseShard(c)
    const confirmed = await askShards(c, [of], 'audit:export', (shard, caller) =>
      shard.confirmExport(caller, exported),
    )
    return sendValue(
      c,
      mapAnswer(confirmed, (all) => ({ segments: sum(all.map(({ segments }) => segments)) })),
    )
  })

const refuseShard = (c: Context<AppEnv>): Response =>
  problemResponse(c, {
    code: 'invalid-parameter',
    parameter: 'shard',
    detail: '“shard” is none of this relay’s.',
  })

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

const mergeAgents = (all: readonly Agents[]): Agents => ({
  items: all.flatMap(({ items }) => items).sort((one, other) => (one.email < other.email ? -1 : 1)),
})

function mergeSegments(all: readonly AuditSegments[]): AuditSegments {
  const [first] = all
  if (!first) throw new Error('No shard')
  if (all.length === 1) return first
  return {
    ...first,
    items: all.flatMap(({ items }, shard) => items.map((segment) => ({ ...segment, shard }))),
    capacity: fullest(all.map(({ capacity }) => capacity)),
    usedBytes: sum(all.map(({ usedBytes }) => usedBytes)),
    capacityBytes: sum(all.map(({ capacityBytes }) => capacityBytes)),
    unexported: sum(all.map(({ unexported }) => unexported)),
    shards: all.length,
  }
}
