import { EventIdSchema, EventsQuerySchema, LIMIT } from '@inquiry-lens/shared/api.ts'
import { familyOf, openFamilies } from '@inquiry-lens/shared/event-families.ts'
import { classifyObjectId } from '@inquiry-lens/shared/object-id.ts'
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import type { Configuration } from '../configuration.ts'
import { answerProblem } from '../problem-answer.ts'
import type { EventsFilter } from '../question.ts'
import { validate } from '../validate.ts'
import { answerReading } from './answer-reading.ts'
import { pickProvider } from './pick-provider.ts'

export const events = new Hono<AppEnv>()
  .get('/', validate('query', EventsQuerySchema), (c) => {
    const { provider, limit = LIMIT.usual, cursor, ...filter } = c.req.valid('query')
    const configuration = c.get('configuration')
    const picked = pickProvider(configuration.providers, { list: 'events', provider, filter })
    if (!picked.ok) return answerProblem(c, picked.problem)
    const closed = findClosed(configuration, filter)
    if (closed) return answerProblem(c, closed)
    return answerReading(c, { kind: 'events', provider: picked.provider, filter, cursor, limit })
  })
  .get('/:id', validate('param', EventIdSchema), (c) =>
    answerReading(c, { kind: 'event', provider: 'persona', id: c.req.valid('param').id }),
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
