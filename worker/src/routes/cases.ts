/** What is asked by ID: a case, many look-ups at once, the sensitive fields of an object, or watches. */
import { CaseIdSchema, LookupsRequestSchema, LookupsSchema } from '@inquiry-lens/shared/contract/lists.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { RevealRequestSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { AddWatchSchema, RenameWatchSchema, WatchedIdSchema } from '@inquiry-lens/shared/contract/watches.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import type { AuthorizedAnswer } from '../access/access-control.ts'
import type { AuthorizedQuery } from '../access/queries.ts'
import {
  accessControlOf,
  answerQuery,
  callerOf,
  conditionsOf,
  sendAnswer,
  sendValue,
  setAccessHeaders,
  setFreshnessHeaders,
  setMergedHeaders,
} from '../http/answers.ts'
import { type AppEnv, emptyResponse, jsonResponse, problemResponse, setHeaders } from '../http/response.ts'
import { validate } from '../http/validate.ts'
import { providerOfId } from '../providers/provider.ts'

export const cases = new Hono<AppEnv>()
  .get('/cases/:id', validate('param', CaseIdSchema), (c) => {
    const { id } = c.req.valid('param')
    return answerQuery(c, { kind: 'case', provider: providerOfId(id), id })
  })
  /** POST, since a hundred IDs do not fit a URL, and proxies log URLs. Each provider answers for its own IDs. */
  .post('/lookups', validate('json', LookupsRequestSchema), async (c) => {
    const { ids } = c.req.valid('json')
    const known = ids.filter((id) => isObjectId(id))
    const { providers } = c.get('configuration')
    const parts = await Promise.all(
      [...Map.groupBy(known, providerOfId)].map(async ([provider, own]): Promise<Part> => {
        const query = { kind: 'lookups', provider, ids: own } as const
        const answer = await accessControlOf(c).read(callerOf(c), query, conditionsOf(c))
        const environment = providers.find(({ id }) => id === provider)?.environment ?? 'unknown'
        return { origin: { provider, environment }, ids: own, answer }
      }),
    )
    const [only, ...others] = parts
    const isUnchanged = only && others.length === 0 && known.length === ids.length && isComplete(only)
    if (isUnchanged) return sendAnswer(c, only.answer)
    setMergedHeaders(
      c,
      parts.map(({ answer }) => answer),
    )
    const merged = mergeLookups(ids, parts)
    if (!merged.ok) return problemResponse(c, merged.problem)
    setFreshnessHeaders(c, merged)
    return jsonResponse(c, merged.body)
  })
  /** Without an ETag: revealed fields are never stored, so there is nothing to compare. */
  .post('/reveals', validate('json', RevealRequestSchema), async (c) =>
    sendValue(c, await accessControlOf(c).reveal(callerOf(c), c.req.valid('json'))),
  )

export const watches = new Hono<AppEnv>()
  .get('/', async (c) => {
    const answer = await accessControlOf(c).listWatches(callerOf(c), c.req.header('If-None-Match'))
    setAccessHeaders(c, answer)
    if (!answer.ok) return problemResponse(c, answer.problem)
    const { etag, body } = answer.value
    setHeaders(c, { ETag: etag })
    return body === null ? emptyResponse(c, 304) : jsonResponse(c, body)
  })
  .post('/', validate('json', AddWatchSchema), async (c) =>
    sendValue(c, await accessControlOf(c).addWatch(callerOf(c), c.req.valid('json'))),
  )
  .post('/:id', validate('param', WatchedIdSchema), validate('json', RenameWatchSchema), async (c) =>
    sendValue(
      c,
      await accessControlOf(c).renameWatch(callerOf(c), c.req.valid('param').id, c.req.valid('json').name),
    ),
  )
  .delete('/:id', validate('param', WatchedIdSchema), async (c) =>
    sendValue(c, await accessControlOf(c).endWatch(callerOf(c), c.req.valid('param').id)),
  )

interface Part {
  origin: Pick<Source, 'provider' | 'environment'>
  ids: readonly string[]
  answer: AuthorizedAnswer<AuthorizedQuery>
}

type Merged =
  | ({ ok: true; body: string } & Pick<AuthorizedQuery, 'age' | 'source' | 'cacheStatus'>)
  | { ok: false; problem: ProblemReport }

const isComplete = ({ answer }: Part): boolean => !answer.ok || !answer.value.beyondLimit?.length

/** In the order of `ids`. The IDs of a provider that fails are `not-asked`. */
function mergeLookups(ids: readonly string[], parts: readonly Part[]): Merged {
  const answers = parts.flatMap(({ answer }) => (answer.ok ? [answer.value] : []))
  const [failed] = parts.flatMap(({ origin, answer }) =>
    answer.ok ? [] : [{ origin, problem: answer.problem }],
  )
  const worst =
    answers.find(({ source }) => source.reason) ??
    answers.find(({ source }) => source.state === 'stale') ??
    answers[0]
  if (!worst) {
    return { ok: false, problem: failed?.problem ?? { code: 'internal', detail: 'No provider was asked.' } }
  }
  const lookups = new Map(parts.flatMap(listLookups).map((lookup) => [lookup.id, lookup]))
  return {
    ok: true,
    body: JSON.stringify({ items: ids.map((id) => lookups.get(id) ?? notRequested(id, 'no-id')) }),
    age: Math.max(...answers.map(({ age }) => age)),
    source: failed ? { ...failed.origin, state: 'stale', reason: failed.problem.code } : worst.source,
    cacheStatus: answers.map(({ cacheStatus }) => cacheStatus).join(', '),
  }
}

const notRequested = (id: string, reason: string): Lookup => ({ id, outcome: 'not-asked', reason })

function listLookups({ ids, answer }: Part): Lookup[] {
  if (!answer.ok) return ids.map((id) => notRequested(id, answer.problem.code))
  const { body, beyondLimit = [] } = answer.value
  const read = v.safeParse(LookupsSchema, body && JSON.parse(new TextDecoder().decode(body)))
  const found = new Map((read.success ? read.output.items : []).map((lookup) => [lookup.id, lookup]))
  const reasonOf = (id: string) => (beyondLimit.includes(id) ? 'lookups-limited' : 'internal')
  return ids.map((id) => found.get(id) ?? notRequested(id, reasonOf(id)))
}
