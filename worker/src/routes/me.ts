import { Hono } from 'hono/tiny'
import { callerOf, deskOf, setDeskHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { answerProblem } from '../http/problem-response.ts'

export const me = new Hono<AppEnv>().get('/', async (c) => {
  const answer = await deskOf(c).me(callerOf(c))
  setDeskHeaders(c, answer)
  return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
})
