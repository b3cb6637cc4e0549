/** Sessions, events and inquiries: lists of one provider, single rows, and counts of their cases. */
import { ActivityQuerySchema } from '@inquiry-lens/shared/contract/activity.ts'
import {
  EventIdSchema,
  EventsQuerySchema,
  InquiriesQuerySchema,
  LIMIT,
  SessionIdSchema,
  SessionsQuerySchema,
} from '@inquiry-lens/shared/contract/lists.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { snapToBuckets } from '@inquiry-lens/shared/domain/activity.ts'
import { familyOf, openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { type ListName, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import type { Configuration } from '../config/bindings.ts'
import type { EventsFilter } from '../gateway/query.ts'
import { answerQuery } from '../http/answers.ts'
import { type AppEnv, problemResponse } from '../http/response.ts'
import { validate } from '../http/validate.ts'
import { isReferenceId } from '../providers/projection.ts'
import { providerOfId } from '../providers/provider.ts'

export const lists = new Hono<AppEnv>()
  .get('/sessions', validate('query', SessionsQuerySchema), (c) => {
    const { provider: named, limit = LIMIT.default, cursor, ...filter } = c.req.valid('query')
    return withProvider(c, { list: 'sessions', named, filter }, (provider) =>
      answerQuery(c, { kind: 'sessions', provider, filter, cursor, limit }),
    )
  })
  .get('/sessions/:id', validate('param', SessionIdSchema), (c) => {
    const { id } = c.req.valid('param')
    return answerQuery(c, { kind: 'session', provider: providerOfId(id), id })
  })
  .get('/events', validate('query', EventsQuerySchema), (c) => {
    const { provider: named, limit = LIMIT.default, cursor, ...filter } = c.req.valid('query')
    return withProvider(c, { list: 'events', named, filter }, (provider) => {
      const closed = findClosedFamily(c.get('configuration'), filter)
      if (closed) return problemResponse(c, closed)
      return answerQuery(c, { kind: 'events', provider, filter, cursor, limit })
    })
  })
  .get('/events/:id', validate('param', EventIdSchema), (c) =>
    answerQuery(c, { kind: 'event', provider: 'persona', id: c.req.valid('param').id }),
  )
  .get('/inquiries', validate('query', InquiriesQuerySchema), (c) => {
    const { provider: named, limit = LIMIT.default, cursor, ...filter } = c.req.valid('query')
    return withProvider(c, { list: 'inquiries', named, filter }, (provider) =>
      answerQuery(c, { kind: 'inquiries', provider, filter, cursor, limit }),
    )
  })
  .get('/activity', validate('query', ActivityQuerySchema), (c) => {
    const { provider: named, ...range } = c.req.valid('query')
    // Each provider has sessions.
    return withProvider(c, { list: 'sessions', named, filter: {} }, (provider) => {
      const window = snapToBuckets(range, Date.now())
      if (!window)
        return problemResponse(c, invalid('from', '“from” must be at most 60 buckets before “to”.'))
      return answerQuery(c, { kind: 'activity', provider, window })
    })
  })

interface ListChoice {
  list: ListName
  /** The provider that the request names. */
  named: ProviderId | undefined
  filter: Readonly<Record<string, unknown>>
}

function withProvider(
  c: Context<AppEnv>,
  choice: ListChoice,
  answer: (provider: ProviderId) => Response | Promise<Response>,
): Response | Promise<Response> {
  const picked = pickProvider(c.get('configuration'), choice)
  return typeof picked === 'string' ? answer(picked) : problemResponse(c, picked)
}

/** The named provider, or the only one that has the list; a problem where it lacks the list or a filter. */
function pickProvider(
  { providers }: Configuration,
  { list, named, filter }: ListChoice,
): ProviderId | ProblemReport {
  if (providers.length === 0) return { code: 'no-provider', detail: 'No provider’s key is set on the relay.' }
  const able = providers.map(({ id }) => id).filter((id) => PROVIDERS[id].lists[list])
  const [first, ...others] = able
  if (named === undefined && others.length > 0)
    return invalid('provider', `“provider” is needed, since there is more than one: ${able.join(', ')}.`)
  const provider = named ?? first
  if (provider === undefined)
    return { code: 'no-provider', detail: `None of the relay’s providers has ${list}.` }
  const { name, lists } = PROVIDERS[provider]
  const filters: readonly string[] | undefined = lists[list]?.filters
  if (!filters) return invalid('provider', `“provider”: ${name} has no ${list}.`)
  const foreign = Object.keys(filter).find((key) => filter[key] !== undefined && !filters.includes(key))
  if (foreign !== undefined) return invalid(foreign, `“${foreign}”: ${name} has no such filter.`)
  // A number of another form is sensitive: only a reveal may say whose it is.
  const pattern = providers.find(({ id }) => id === provider)?.idPattern?.expression ?? null
  const number = CUSTOMER_NUMBER_FILTERS.find((key) => filter[key] !== undefined)
  if (number && !isReferenceId(pattern, String(filter[number])))
    return invalid(number, `“${number}” must be of the form that the admin set for your own numbers.`)
  return provider
}

const CUSTOMER_NUMBER_FILTERS = ['reference', 'externalId']

/** Refused without asking the provider: even the length of its empty pages would disclose something. */
function findClosedFamily(
  { openFamilies: optional }: Configuration,
  { name, object }: EventsFilter,
): ProblemReport | undefined {
  const families = openFamilies(optional)
  const closedName = name?.find((one) => !families.isOpenEvent(one))
  if (closedName)
    return invalid('name', `“name”: events of the family ${familyOf(closedName)} are not shown here.`)
  const isClosedObject = object?.some(
    (id) => classifyObjectId(id)?.kind === 'transaction' && !families.isOpenObject('transaction'),
  )
  return isClosedObject
    ? invalid('object', '“object”: events of transactions are not shown here.')
    : undefined
}

const invalid = (parameter: string, detail: string): ProblemReport => ({
  code: 'invalid-parameter',
  parameter,
  detail,
})
