import { PairRequestSchema } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import { callerOf, deskOf } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { answerProblem } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'

export const access = new Hono<AppEnv>()
  .post('/pair', validate('json', PairRequestSchema), async (c) => {
    const { code, keepSignedIn } = c.req.valid('json')
    const answer = await deskOf(c).pair(code, keepSignedIn, c.get('requestId'))
    return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
  })
  .post('/sign-out', async (c) => {
    await deskOf(c).signOut(callerOf(c))
    return c.body(null, 204)
  })
