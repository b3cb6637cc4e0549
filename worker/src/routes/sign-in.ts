import { PairRequestSchema } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import { accessControlOf, callerOf } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'

export const signIn = new Hono<AppEnv>()
  .post('/pair', validate('json', PairRequestSchema), async (c) => {
    const { code, keepSignedIn } = c.req.valid('json')
    const answer = await accessControlOf(c).pair(code, keepSignedIn, c.get('requestId'))
    return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
  })
  .post('/sign-out', async (c) => {
    await accessControlOf(c).signOut(callerOf(c))
    return c.body(null, 204)
  })
