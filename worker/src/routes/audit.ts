import { AuditExportSchema, AuditQuerySchema, CopiedSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { Hono } from 'hono/tiny'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/access-control-client.ts'
import type { AppEnv } from '../http/app-env.ts'
import { refuseForeignHost } from '../http/host-guard.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'

export const audit = new Hono<AppEnv>()
  /** Open to whoever reads: what they are about to copy or export. The rest is for those who look after the record. */
  .post('/', validate('json', CopiedSchema), async (c) => {
    const answer = await accessControlOf(c).recordCopy(callerOf(c), c.req.valid('json'))
    setAccessHeaders(c, answer)
    return answer.ok ? c.body(null, 204) : problemResponse(c, answer.problem)
  })
  .get('/', refuseForeignHost, validate('query', AuditQuerySchema), async (c) => {
    const answer = await accessControlOf(c).searchRecord(callerOf(c), c.req.valid('query'))
    setAccessHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
  })
  .get('/segments', refuseForeignHost, async (c) => {
    const answer = await accessControlOf(c).describeDays(callerOf(c))
    setAccessHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
  })
  .post('/exports', refuseForeignHost, validate('json', AuditExportSchema), async (c) => {
    const answer = await accessControlOf(c).noteRecordCopy(callerOf(c), c.req.valid('json'))
    setAccessHeaders(c, answer)
    return answer.ok ? c.json(answer.value) : problemResponse(c, answer.problem)
  })
