import { CaseIdSchema } from '@inquiry-lens/shared/api.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { providerOfId } from '../provider-of-id.ts'
import { validate } from '../validate.ts'
import { answerReading } from './answer-reading.ts'

export const cases = new Hono<AppEnv>().get('/:id', validate('param', CaseIdSchema), (c) => {
  const { id } = c.req.valid('param')
  return answerReading(c, { kind: 'case', provider: providerOfId(id), id })
})
