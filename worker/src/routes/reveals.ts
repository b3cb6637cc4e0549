import { RevealRequestSchema } from '@inquiry-lens/shared/reveal-api.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { callerOf, deskOf, setDeskHeaders } from '../desk-access.ts'
import { answerProblem } from '../problem-answer.ts'
import { validate } from '../validate.ts'

/** Without a tag: what is revealed is held by nobody, so that there is nothing to compare. */
export const reveals = new Hono<AppEnv>().post('/', validate('json', RevealRequestSchema), async (c) => {
  const answer = await deskOf(c).reveal(callerOf(c), c.req.valid('json'))
  setDeskHeaders(c, answer)
  return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
})
