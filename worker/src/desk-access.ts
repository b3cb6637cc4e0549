/** The way from a route to the desk, and from its answer back to HTTP. */
import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'
import type { Caller, Desk, DeskAnswer } from './desk/desk.ts'
import { AGENT_LIMIT } from './desk/limit.ts'
import { readBearer } from './desk/tokens.ts'

/** One desk for everybody: where tokens are counted and lines are chained, two would be one too many. */
export const deskOf = (c: Context<AppEnv>): DurableObjectStub<Desk> => c.env.DESK.getByName('desk')

export const callerOf = (c: Context<AppEnv>): Caller => ({
  token: readBearer(c.req.header('Authorization')),
  requestId: c.get('requestId'),
})

/** draft-ietf-httpapi-ratelimit-headers: what is left to this agent, not to the provider. */
export function setLimitHeaders(c: Context<AppEnv>, { allowed }: Pick<DeskAnswer<unknown>, 'allowed'>): void {
  if (!allowed) return
  c.header('RateLimit-Policy', `"agent";q=${AGENT_LIMIT.requests};w=${AGENT_LIMIT.windowSeconds}`)
  c.header('RateLimit', `"agent";r=${allowed.remaining};t=${allowed.resetsInSeconds}`)
}
