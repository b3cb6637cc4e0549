import { RecordCopySchema, RecordQuerySchema, TakenSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { Hono } from 'hono/tiny'
import { callerOf, deskOf, setDeskHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { refuseForeignHost } from '../http/host-guard.ts'
import { answerProblem } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'

export const record = new Hono<AppEnv>()
  /** Open to whoever reads: what they are about to copy or export. The rest is for those who look after the record. */
  .post('/', validate('json', TakenSchema), async (c) => {
    const answer = await deskOf(c).noteTaken(callerOf(c), c.req.valid('json'))
    setDeskHeaders(c, answer)
    return answer.ok ? c.body(null, 204) : answerProblem(c, answer.problem)
  })
  .get('/', refuseForeignHost, validate('query', RecordQuerySchema), async (c) => {
    const answer = await deskOf(c).searchRecord(callerOf(c), c.req.valid('query'))
    setDeskHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
  })
  .get('/days', refuseForeignHost, async (c) => {
    const answer = await deskOf(c).describeDays(callerOf(c))
    setDeskHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
  })
  .post('/copies', refuseForeignHost, validate('json', RecordCopySchema), async (c) => {
    const answer = await deskOf(c).noteRecordCopy(callerOf(c), c.req.valid('json'))
    setDeskHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : answerProblem(c, answer.problem)
  })
