import { RecordCopySchema, RecordQuerySchema, TakenSchema } from '@inquiry-lens/shared/record-api.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { callerOf, deskOf, setDeskHeaders } from '../desk-access.ts'
import { refuseForeignHost } from '../host-guard.ts'
import { answerProblem } from '../problem-answer.ts'
import { validate } from '../validate.ts'

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
