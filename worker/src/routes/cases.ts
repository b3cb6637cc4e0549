import { CaseIdSchema } from '@inquiry-lens/shared/api.ts'
import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { validate } from '../validate.ts'
import { answerReading } from './answer-reading.ts'

export const cases = new Hono<AppEnv>().get('/:id', validate('param', CaseIdSchema), (c) =>
  answerReading(c, { kind: 'case', provider: 'persona', id: c.req.valid('param').id }),
)
