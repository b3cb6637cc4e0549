/** Signing in and out, the agents that an admin manages, and the audit log. */
import { AddAgentSchema, EmailSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { AuditExportSchema, AuditQuerySchema, CopiedSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { PairRequestSchema } from '@inquiry-lens/shared/contract/config.ts'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { accessControlOf, callerOf, sendValue } from '../http/answers.ts'
import { type AppEnv, refuseForeignHost } from '../http/middleware.ts'
import { validate } from '../http/validate.ts'

export const signIn = new Hono<AppEnv>()
  .post('/pair', validate('json', PairRequestSchema), async (c) => {
    const { code, keepSignedIn } = c.req.valid('json')
    return sendValue(c, await accessControlOf(c).pair(code, keepSignedIn, c.get('requestId')))
  })
  .post('/sign-out', async (c) => {
    await accessControlOf(c).signOut(callerOf(c))
    return c.body(null, 204)
  })

export const agents = new Hono<AppEnv>()
  .use(refuseForeignHost)
  .get('/', async (c) => sendValue(c, await accessControlOf(c).listAgents(callerOf(c))))
  .post('/', validate('json', AddAgentSchema), async (c) =>
    sendValue(c, await accessControlOf(c).addAgent(callerOf(c), c.req.valid('json')), 201),
  )
  .delete('/', async (c) => sendValue(c, await accessControlOf(c).revokeAll(callerOf(c))))
  .delete('/:email', validate('param', v.object({ email: EmailSchema })), async (c) =>
    sendValue(c, await accessControlOf(c).revokeAgent(callerOf(c), c.req.valid('param').email)),
  )

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
