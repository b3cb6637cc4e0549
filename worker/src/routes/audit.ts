import { AuditExportSchema, AuditQuerySchema, CopiedSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { Hono } from 'hono/tiny'
import { accessControlOf, callerOf, sendValue } from '../http/answers.ts'
import { type AppEnv, refuseForeignHost } from '../http/middleware.ts'
import { validate } from '../http/validate.ts'

export const audit = new Hono<AppEnv>()
  /** Records what an agent is about to copy or export; the other routes are for auditors and admins. */
  .post('/', validate('json', CopiedSchema), async (c) =>
    sendValue(c, await accessControlOf(c).recordCopy(callerOf(c), c.req.valid('json'))),
  )
  .get('/', refuseForeignHost, validate('query', AuditQuerySchema), async (c) =>
    sendValue(c, await accessControlOf(c).searchAuditLog(callerOf(c), c.req.valid('query'))),
  )
  .get('/segments', refuseForeignHost, async (c) =>
    sendValue(c, await accessControlOf(c).describeSegments(callerOf(c))),
  )
  .post('/exports', refuseForeignHost, validate('json', AuditExportSchema), async (c) =>
    sendValue(c, await accessControlOf(c).confirmExport(callerOf(c), c.req.valid('json'))),
  )
