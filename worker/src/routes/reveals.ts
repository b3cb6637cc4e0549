import { RevealRequestSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { Hono } from 'hono/tiny'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'

/** Without a tag: what is revealed is held by nobody, so that there is nothing to compare. */
export const reveals = new Hono<AppEnv>().post('/', validate('json', RevealRequestSchema), async (c) => {
  const answer = await accessControlOf(c).reveal(callerOf(c), c.req.valid('json'))
  setAccessHeaders(c, answer)
  return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
})
