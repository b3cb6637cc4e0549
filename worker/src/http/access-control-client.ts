/** The way from a route to the desk, and from its answer back to HTTP. */
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import type { Context } from 'hono'
import type { AccessControl, AuthorizedAnswer, Caller } from '../access/access-control.ts'
import { readBearer } from '../access/agents/tokens.ts'
import { AGENT_LIMIT } from '../access/limits/rate-limit.ts'
import { inJurisdiction } from '../config/jurisdiction.ts'
import type { AppEnv } from './app-env.ts'
import { reportLosses } from './lost-object.ts'

/** One desk for everybody: where tokens are counted and lines are chained, two would be one too many. */
export const accessControlOf = (c: Context<AppEnv>): DurableObjectStub<AccessControl> =>
  reportLosses(
    inJurisdiction(c.env.ACCESS_CONTROL, c.get('configuration').jurisdiction).getByName('access-control'),
  )

export const callerOf = (c: Context<AppEnv>): Caller => ({
  token: readBearer(c.req.header('Authorization')),
  requestId: c.get('requestId'),
})

/**
 * draft-ietf-httpapi-ratelimit-headers: what is left to this agent, not to the provider. And the head of the record,
 * which the asker's browser keeps as a witness.
 */
export function setAccessHeaders(
  c: Context<AppEnv>,
  { allowed, head }: Pick<AuthorizedAnswer<unknown>, 'allowed' | 'head'>,
): void {
  if (head) c.header(CHECKPOINT_HEADER, head)
  if (!allowed) return
  c.header('RateLimit-Policy', `"agent";q=${AGENT_LIMIT.requests};w=${AGENT_LIMIT.windowSeconds}`)
  c.header('RateLimit', `"agent";r=${allowed.remaining};t=${allowed.resetsInSeconds}`)
}

/** Of several answers to one request: the newest head, and what is left to the agent after the last of them. */
export function setMergedHeaders(c: Context<AppEnv>, answers: readonly AuthorizedAnswer<unknown>[]): void {
  const seqOf = ({ head }: AuthorizedAnswer<unknown>) => Number.parseInt(head ?? '0', 10)
  const [newest] = answers.toSorted((one, other) => seqOf(other) - seqOf(one))
  const [last] = answers
    .flatMap(({ allowed }) => allowed ?? [])
    .toSorted((one, other) => one.remaining - other.remaining)
  setAccessHeaders(c, { head: newest?.head, allowed: last })
}
