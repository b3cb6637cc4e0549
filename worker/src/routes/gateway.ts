import { Hono } from 'hono/tiny'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { refuseForeignHost } from '../http/host-guard.ts'
import { problemResponse } from '../http/problem-response.ts'

export const gateway = new Hono<AppEnv>().get('/', refuseForeignHost, async (c) => {
  const answer = await accessControlOf(c).snapshotGateways(callerOf(c))
  setAccessHeaders(c, answer)
  return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
})
