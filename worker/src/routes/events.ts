import { EventIdSchema, EventsQuerySchema, LIMIT } from '@inquiry-lens/shared/contract/api.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { familyOf, openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { Hono } from 'hono/tiny'
import type { Configuration } from '../config/bindings.ts'
import type { EventsFilter } from '../gateway/query.ts'
import type { AppEnv } from '../http/app-env.ts'
import { problemResponse } from '../http/problem-response.ts'
import { validate } from '../http/validate.ts'
import { answerQuery } from './answer-query.ts'
import { pickProvider } from './pick-provider.ts'

export const events = new Hono<AppEnv>()
  .get('/', validate('query', EventsQuerySchema), (c) => {
    const { provider, limit = LIMIT.usual, cursor, ...filter } = c.req.valid('query')
    const configuration = c.get('configuration')
    const picked = pickProvider(configuration.providers, { list: 'events', provider, filter })
    if (!picked.ok) return problemResponse(c, picked.problem)
    const closed = findClosed(configuration, filter)
    if (closed) return problemResponse(c, closed)
    return answerQuery(c, { kind: 'events', provider: picked.provider, filter, cursor, limit })
  })
  .get('/:id', validate('param', EventIdSchema), (c) =>
    answerQuery(c, { kind: 'event', provider: 'persona', id: c.req.valid('param').id }),
  )

/** Asking for a closed family is refused unasked: even how long its empty pages are would tell. */
function findClosed(
  { openFamilies: optional }: Configuration,
  { name, object }: EventsFilter,
): ProblemReport | undefined {
  const families = openFamilies(optional)
  const closedName = name?.find((one) => !families.isOpenEvent(one))
  if (closedName) {
    const detail = `“name”: events of the family ${familyOf(closedName)} are not shown here.`
    return { code: 'invalid-parameter', parameter: 'name', detail }
  }
  const closedObject = object?.find(
    (id) => classifyObjectId(id)?.kind === 'transaction' && !families.isOpenObject('transaction'),
  )
  if (closedObject) {
    return {
      code: 'invalid-parameter',
      parameter: 'object',
      detail: '“object”: events of transactions are not shown here.',
    }
  }
  return undefined
}
