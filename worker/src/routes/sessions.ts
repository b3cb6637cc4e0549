import { LIMIT, SessionIdSchema, SessionsQuerySchema } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'
import { providerOfId } from '../providers/provider-of-id.ts'
import { answerQuery } from './answer-query.ts'
import { pickProvider } from './pick-provider.ts'

export const sessions = new Hono<AppEnv>()
  .get('/', validate('query', SessionsQuerySchema), (c) => {
    const { provider, limit = LIMIT.usual, cursor, ...filter } = c.req.valid('query')
    const picked = pickProvider(c.get('configuration').providers, { list: 'sessions', provider, filter })
    if (!picked.ok) return problemResponse(c, picked.problem)
    return answerQuery(c, {
      kind: 'sessions',
      provider: picked.provider,
      filter,
      cursor,
      limit,
    })
  })
  .get('/:id', validate('param', SessionIdSchema), (c) => {
    const { id } = c.req.valid('param')
    return answerQuery(c, { kind: 'session', provider: providerOfId(id), id })
  })
