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
import type { Context } from 'hono'
import type { AccessControl, AuthorizedAnswer } from '../access/access-control.ts'
import { readBearer } from '../access/agents/tokens.ts'
import type { Caller } from '../access/authenticate.ts'
import { AGENT_LIMIT } from '../access/limits/rate-limit.ts'
import type { AuthorizedQuery, Conditions } from '../access/queries.ts'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import type { Query } from '../gateway/query.ts'
import { reportLosses } from './lost-object.ts'
import type { AppEnv } from './middleware.ts'
import { problemResponse } from './problem-response.ts'

/** Singleton: the rate limiter and the audit chain need one writer. */
export const accessControlOf = (c: Context<AppEnv>): DurableObjectStub<AccessControl> =>
  reportLosses(
    inJurisdiction(c.env.ACCESS_CONTROL, c.get('configuration').jurisdiction).getByName('access-control'),
  )

export const callerOf = (c: Context<AppEnv>): Caller => ({
  token: readBearer(c.req.header('Authorization')),
  requestId: c.get('requestId'),
})

export function sendValue(
  c: Context<AppEnv>,
  answer: AuthorizedAnswer<object | null>,
  status: 200 | 201 = 200,
): Response {
  setAccessHeaders(c, answer)
  if (!answer.ok) return problemResponse(c, answer.problem)
  return answer.value === null ? c.body(null, 204) : c.json(answer.value, status)
}

/** The agent's own limit (draft-ietf-httpapi-ratelimit-headers), and the audit checkpoint for the browser to store. */
export function setAccessHeaders(
  c: Context<AppEnv>,
  { rateLimit, checkpoint }: Pick<AuthorizedAnswer<unknown>, 'rateLimit' | 'checkpoint'>,
): void {
  if (checkpoint) c.header(CHECKPOINT_HEADER, checkpoint)
  if (!rateLimit) return
  c.header('RateLimit-Policy', `"agent";q=${AGENT_LIMIT.requests};w=${AGENT_LIMIT.windowSeconds}`)
  c.header('RateLimit', `"agent";r=${rateLimit.remaining};t=${rateLimit.resetsInSeconds}`)
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
  c.header('Age', String(age))
  c.header('Cache-Status', cacheStatus)
  c.header(SOURCE_HEADER, formatSource(source))
}

export const answerQuery = async (c: Context<AppEnv>, query: Query): Promise<Response> =>
  sendAnswer(c, await accessControlOf(c).read(callerOf(c), query, conditionsOf(c)))

export function sendAnswer(c: Context<AppEnv>, answer: AuthorizedAnswer<AuthorizedQuery>): Response {
  setAccessHeaders(c, answer)
  if (!answer.ok) {
    if (answer.cacheStatus) c.header('Cache-Status', answer.cacheStatus)
    return problemResponse(c, answer.problem)
  }
  const { body, etag, completeSince, recentViewers } = answer.value
  if (isConditional(c)) c.header('ETag', etag)
  setFreshnessHeaders(c, answer.value)
  if (completeSince) c.header(COMPLETE_SINCE_HEADER, formatCompleteSince(completeSince))
  if (recentViewers && recentViewers.length > 0)
    c.header(RECENT_VIEWERS_HEADER, formatRecentViewers(recentViewers))
  return body === null ? c.body(null, 304) : sendJsonText(c, body)
}

export const sendJsonText = (c: Context<AppEnv>, body: string): Response =>
  c.body(body, 200, { 'Content-Type': 'application/json' })
