import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { callerOf, deskOf, setDeskHeaders } from '../desk-access.ts'
import { answerProblem } from '../problem-answer.ts'

export const me = new Hono<AppEnv>().get('/', async (c) => {
  const answer = await deskOf(c).me(callerOf(c))
  setDeskHeaders(c, answer)
  return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
})
