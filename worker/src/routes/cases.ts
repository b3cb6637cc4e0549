/** What is asked by ID: a whole case, or its sensitive fields. */
import { CaseIdSchema } from '@inquiry-lens/shared/contract/cases.ts'
import { RevealRequestSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { Hono } from 'hono/tiny'
import { accessControlOf, answerQuery, callerOf, sendValue } from '../http/answers.ts'
import type { AppEnv } from '../http/middleware.ts'
import { validate } from '../http/validate.ts'
import { providerOfId } from '../providers/provider.ts'

export const cases = new Hono<AppEnv>()
  .get('/cases/:id', validate('param', CaseIdSchema), (c) => {
    const { id } = c.req.valid('param')
    return answerQuery(c, { kind: 'case', provider: providerOfId(id), id })
  })
  /** Without an ETag: revealed fields are never stored, so there is nothing to compare. */
  .post('/reveals', validate('json', RevealRequestSchema), async (c) =>
    sendValue(c, await accessControlOf(c).reveal(callerOf(c), c.req.valid('json'))),
  )
