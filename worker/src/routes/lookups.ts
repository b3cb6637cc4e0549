import { LookupsRequestSchema } from '@inquiry-lens/shared/api.ts'
import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { validate } from '../validate.ts'
import { answerReading } from './answer-reading.ts'

/** A POST, since a hundred IDs do not fit an address, and addresses are written down on the way. */
export const lookups = new Hono<AppEnv>().post('/', validate('json', LookupsRequestSchema), (c) =>
  answerReading(c, { kind: 'lookups', provider: 'persona', ids: c.req.valid('json').ids }),
)
