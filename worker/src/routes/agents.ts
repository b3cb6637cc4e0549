import { AddAgentSchema, EmailSchema } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { refuseForeignHost } from '../http/host-guard.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'

export const agents = new Hono<AppEnv>()
  .use(refuseForeignHost)
  .get('/', async (c) => {
    const answer = await accessControlOf(c).listAgents(callerOf(c))
    setAccessHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
  })
  .post('/', validate('json', AddAgentSchema), async (c) => {
    const answer = await accessControlOf(c).addAgent(callerOf(c), c.req.valid('json'))
    setAccessHeaders(c, answer)
    return answer.ok ? c.json(answer.value, 201) : problemResponse(c, answer.problem)
  })
  /** Everybody's sign-ins, save the one it is asked with. */
  .delete('/', async (c) => {
    const answer = await accessControlOf(c).revokeAll(callerOf(c))
    setAccessHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
  })
  .delete('/:email', validate('param', v.object({ email: EmailSchema })), async (c) => {
    const answer = await accessControlOf(c).revokeAgent(callerOf(c), c.req.valid('param').email)
    setAccessHeaders(c, answer)
    return answer.ok ? c.body(null, 204) : problemResponse(c, answer.problem)
  })
