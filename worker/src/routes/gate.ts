import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { callerOf, deskOf, setDeskHeaders } from '../desk-access.ts'
import { refuseForeignHost } from '../host-guard.ts'
import { answerProblem } from '../problem-answer.ts'

export const gate = new Hono<AppEnv>().get('/', refuseForeignHost, async (c) => {
  const answer = await deskOf(c).describeGates(callerOf(c))
  setDeskHeaders(c, answer)
  return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
})
