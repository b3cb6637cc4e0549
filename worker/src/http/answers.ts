/** From a route to AccessControl, and from its answer back to HTTP. */
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import {
  COMPLETE_SINCE_HEADER,
  formatCompleteSince,
  formatRecentViewers,
  formatSource,
  RECENT_VIEWERS_HEADER,
  SOURCE_HEADER,
} from '@inquiry-lens/shared/contract/headers.ts'
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Context } from 'hono'
import type { AccessControl, AuthorizedAnswer } from '../access/access-control.ts'
import { readBearer } from '../access/agents/tokens.ts'
import type { Caller, TokenCaller } from '../access/authenticate.ts'
import { AGENT_LIMIT } from '../access/limits/rate-limit.ts'
import type { AuthorizedQuery, Conditions } from '../access/queries.ts'
import { nameOfShard, shardOf } from '../access/shards.ts'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import type { Query } from '../gateway/query.ts'
import { reportLosses } from './lost-object.ts'
import { type AppEnv, emptyResponse, jsonResponse, problemResponse, setHeaders } from './response.ts'

type Shard = DurableObjectStub<AccessControl>

function shardAt(c: Context<AppEnv>, shard: number): Shard {
  const { jurisdiction } = c.get('configuration')
  return reportLosses(inJurisdiction(c.env.ACCESS_CONTROL, jurisdiction).getByName(nameOfShard(shard)))
}

const shardOfKey = (c: Context<AppEnv>, key = ''): number => shardOf(key, c.get('configuration').accessShards)

/** By the token of the request, or by another key that says the shard. */
export const accessControlOf = (c: Context<AppEnv>, key = callerOf(c).token): Shard =>
  shardAt(c, shardOfKey(c, key))

export const callerOf = (c: Context<AppEnv>): TokenCaller => ({
  token: readBearer(c.req.header('Authorization')),
  requestId: c.get('requestId'),
})

type Ask<TValue> = (shard: Shard, caller: Caller, index: number) => Promise<AuthorizedAnswer<TValue>>

/** What concerns one agent happens in their shard, for a caller whom their own shard vouches for. */
export async function askShardOf<TValue>(
  c: Context<AppEnv>,
  key: string,
  permission: Permission,
  ask: Ask<TValue>,
): Promise<AuthorizedAnswer<TValue>> {
  const answer = await askShards(c, [shardOfKey(c, key)], permission, ask)
  if (!answer.ok) return answer
  for (const value of answer.value) return { ...answer, value }
  throw new Error('No shard')
}

/** With one shard, nothing but `ask`. Fails as the first of them that fails. */
export async function askShards<TValue>(
  c: Context<AppEnv>,
  shards: readonly number[],
  permission: Permission,
  ask: Ask<TValue>,
): Promise<AuthorizedAnswer<TValue[]>> {
  const caller = callerOf(c)
  const own = shardOfKey(c, caller.token)
  if (shards.every((shard) => shard === own)) {
    const answer = await ask(shardAt(c, own), caller, own)
    return answer.ok ? { ...answer, value: [answer.value] } : answer
  }
  const { rateLimit, checkpoint, ...vouched } = await shardAt(c, own).vouch(caller, permission)
  if (!vouched.ok) return { ...vouched, rateLimit, checkpoint }
  const { requestId } = caller
  const answers = await Promise.all(
    shards.map((shard) => ask(shardAt(c, shard), { vouched: vouched.value, requestId }, shard)),
  )
  const values: TValue[] = []
  for (const answer of answers) {
    if (!answer.ok) return { ...answer, rateLimit, checkpoint }
    values.push(answer.value)
  }
  return { ok: true, value: values, rateLimit, checkpoint }
}

export const allShards = (c: Context<AppEnv>): number[] =>
  Array.from({ length: c.get('configuration').accessShards }, (_, shard) => shard)

export const mapAnswer = <TFrom, TTo>(
  answer: AuthorizedAnswer<TFrom>,
  map: (value: TFrom) => TTo,
): AuthorizedAnswer<TTo> => (answer.ok ? { ...answer, value: map(answer.value) } : answer)

export function sendValue(
  c: Context<AppEnv>,
  answer: AuthorizedAnswer<object | null>,
  status: 200 | 201 = 200,
): Response {
  setAccessHeaders(c, answer)
  if (!answer.ok) return problemResponse(c, answer.problem)
  return answer.value === null
    ? emptyResponse(c, 204)
    : jsonResponse(c, JSON.stringify(answer.value), { status })
}

const RATE_LIMIT_POLICY = `"agent";q=${AGENT_LIMIT.requests};w=${AGENT_LIMIT.windowSeconds}`

/** The agent's own limit (draft-ietf-httpapi-ratelimit-headers), and the audit checkpoint for the browser to store. */
export function setAccessHeaders(
  c: Context<AppEnv>,
  { rateLimit, checkpoint }: Pick<AuthorizedAnswer<unknown>, 'rateLimit' | 'checkpoint'>,
): void {
  if (checkpoint) setHeaders(c, { [CHECKPOINT_HEADER]: checkpoint })
  if (!rateLimit) return
  setHeaders(c, {
    'RateLimit-Policy': RATE_LIMIT_POLICY,
    RateLimit: `"agent";r=${rateLimit.remaining};t=${rateLimit.resetsInSeconds}`,
  })
}

/** For several answers to one request: the newest checkpoint, and the lowest remaining limit. */
export function setMergedHeaders(c: Context<AppEnv>, answers: readonly AuthorizedAnswer<unknown>[]): void {
  const seqOf = ({ checkpoint }: AuthorizedAnswer<unknown>) => Number.parseInt(checkpoint ?? '0', 10)
  const [newest] = answers.toSorted((one, other) => seqOf(other) - seqOf(one))
  const [last] = answers
    .flatMap(({ rateLimit }) => rateLimit ?? [])
    .toSorted((one, other) => one.remaining - other.remaining)
  setAccessHeaders(c, { checkpoint: newest?.checkpoint, rateLimit: last })
}

/** RFC 9110 §13.1.2: on other methods than GET, a matching tag would mean 412. */
const isConditional = (c: Context<AppEnv>): boolean => c.req.method !== 'POST'

export const conditionsOf = (c: Context<AppEnv>): Conditions => ({
  ifNoneMatch: isConditional(c) ? c.req.header('If-None-Match') : undefined,
  // RFC 9111 §5.2.1.4, as far as the provider's limit allows.
  forced: /\bno-cache\b/.test(c.req.header('Cache-Control') ?? ''),
})

export function setFreshnessHeaders(
  c: Context<AppEnv>,
  { age, source, cacheStatus }: Pick<AuthorizedQuery, 'age' | 'source' | 'cacheStatus'>,
): void {
  setHeaders(c, { Age: String(age), 'Cache-Status': cacheStatus, [SOURCE_HEADER]: formatSource(source) })
}

export const answerQuery = async (c: Context<AppEnv>, query: Query): Promise<Response> =>
  sendAnswer(c, await accessControlOf(c).read(callerOf(c), query, conditionsOf(c)))

export function sendAnswer(c: Context<AppEnv>, answer: AuthorizedAnswer<AuthorizedQuery>): Response {
  setAccessHeaders(c, answer)
  if (!answer.ok) {
    if (answer.cacheStatus) setHeaders(c, { 'Cache-Status': answer.cacheStatus })
    return problemResponse(c, answer.problem)
  }
  const { body, etag, completeSince, recentViewers } = answer.value
  if (isConditional(c)) setHeaders(c, { ETag: etag })
  setFreshnessHeaders(c, answer.value)
  if (completeSince) setHeaders(c, { [COMPLETE_SINCE_HEADER]: formatCompleteSince(completeSince) })
  if (recentViewers && recentViewers.length > 0)
    setHeaders(c, { [RECENT_VIEWERS_HEADER]: formatRecentViewers(recentViewers) })
  return body === null ? emptyResponse(c, 304) : jsonResponse(c, body)
}
