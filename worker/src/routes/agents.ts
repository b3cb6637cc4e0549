import { AddAgentSchema, EmailSchema } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { callerOf, deskOf, setDeskHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { refuseForeignHost } from '../http/host-guard.ts'
import { answerProblem } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'

export const agents = new Hono<AppEnv>()
  .use(refuseForeignHost)
  .get('/', async (c) => {
    const answer = await deskOf(c).listAgents(callerOf(c))
    setDeskHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
  })
  .post('/', validate('json', AddAgentSchema), async (c) => {
    const answer = await deskOf(c).addAgent(callerOf(c), c.req.valid('json'))
    setDeskHeaders(c, answer)
    return answer.ok ? c.json(answer.value, 201) : answerProblem(c, answer.problem)
  })
  /** Everybody's sign-ins, save the one it is asked with. */
  .delete('/', async (c) => {
    const answer = await deskOf(c).revokeAll(callerOf(c))
    setDeskHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
  })
  .delete('/:email', validate('param', v.object({ email: EmailSchema })), async (c) => {
    const answer = await deskOf(c).revokeAgent(callerOf(c), c.req.valid('param').email)
    setDeskHeaders(c, answer)
    return answer.ok ? c.body(null, 204) : answerProblem(c, answer.problem)
  })
