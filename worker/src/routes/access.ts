import { PairRequestSchema } from '@inquiry-lens/shared/api.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { callerOf, deskOf } from '../desk-access.ts'
import { answerProblem } from '../problem-answer.ts'
import { validate } from '../validate.ts'

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
