/** A question to the desk, and what it answers as HTTP. The freshness headers are the same on a 200 and a 304. */
import { COMPLETE_SINCE_HEADER, formatCompleteSince } from '@inquiry-lens/shared/contract/complete-since.ts'
import { formatRecentViewers, RECENT_VIEWERS_HEADER } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import { formatSource, SOURCE_HEADER } from '@inquiry-lens/shared/contract/source.ts'
import type { Context } from 'hono'
import type { AuthorizedQuery, Conditions } from '../access/queries.ts'
import type { AuthorizedAnswer } from '../access/with-authorization.ts'
import type { Query } from '../gateway/query.ts'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'

/** RFC 9110 §13.1.2: for anything but a GET, a tag that matches would have to be refused. */
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

export const answerQuery = async (c: Context<AppEnv>, question: Query): Promise<Response> =>
  sendAnswer(c, await accessControlOf(c).read(callerOf(c), question, conditionsOf(c)))

export function sendAnswer(c: Context<AppEnv>, answer: AuthorizedAnswer<AuthorizedQuery>): Response {
  setAccessHeaders(c, answer)
  if (!answer.ok) {
    if (answer.cacheStatus) c.header('Cache-Status', answer.cacheStatus)
    return problemResponse(c, answer.problem)
  }
  const { body, etag, completeSince, seen } = answer.value
  if (isConditional(c)) c.header('ETag', etag)
  setFreshnessHeaders(c, answer.value)
  if (completeSince) c.header(COMPLETE_SINCE_HEADER, formatCompleteSince(completeSince))
  if (seen && seen.length > 0) c.header(RECENT_VIEWERS_HEADER, formatRecentViewers(seen))
  if (body === null) return c.body(null, 304)
  return c.body(body, 200, { 'Content-Type': 'application/json' })
}
