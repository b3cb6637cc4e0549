import { InquiriesQuerySchema, LIMIT } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'
import { answerQuery } from './answer-query.ts'
import { pickProvider } from './pick-provider.ts'

export const inquiries = new Hono<AppEnv>().get('/', validate('query', InquiriesQuerySchema), (c) => {
  const { provider, limit = LIMIT.usual, cursor, ...filter } = c.req.valid('query')
  const picked = pickProvider(c.get('configuration').providers, { list: 'inquiries', provider, filter })
  if (!picked.ok) return problemResponse(c, picked.problem)
  return answerQuery(c, { kind: 'inquiries', provider: picked.provider, filter, cursor, limit })
})
