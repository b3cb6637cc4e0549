import { CaseIdSchema } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../http/app-env.ts'
import { validate } from '../http/validate.ts'
import { providerOfId } from '../providers/provider-of-id.ts'
import { answerQuery } from './answer-query.ts'

export const cases = new Hono<AppEnv>().get('/:id', validate('param', CaseIdSchema), (c) => {
  const { id } = c.req.valid('param')
  return answerQuery(c, { kind: 'case', provider: providerOfId(id), id })
})
