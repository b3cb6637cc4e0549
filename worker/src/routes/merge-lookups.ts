/** One answer about IDs of several providers, each of which was asked by itself. Pure. */
import { LookupsSchema } from '@inquiry-lens/shared/contract/api.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Lookup, Source } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { AuthorizedQuery } from '../access/queries.ts'

type Facts = Pick<AuthorizedQuery, 'body' | 'age' | 'source' | 'cacheStatus' | 'beyondLimit'>

export interface Part {
  origin: Pick<Source, 'provider' | 'environment'>
  ids: readonly string[]
  answer: { ok: true; value: Facts } | { ok: false; problem: ProblemReport }
}

type Merged =
  | ({ ok: true; body: string } & Pick<AuthorizedQuery, 'age' | 'source' | 'cacheStatus'>)
  | { ok: false; problem: ProblemReport }

/**
 * `ids`: as they were asked for; one that is in no part is none. One provider that fails leaves its own IDs unasked, and
 * no more.
 */
export function mergeLookups(ids: readonly string[], parts: readonly Part[]): Merged {
  const told = parts.flatMap(({ answer }) => (answer.ok ? [answer.value] : []))
  const [failed] = parts.flatMap(({ origin, answer }) =>
    answer.ok ? [] : [{ origin, problem: answer.problem }],
  )
  // The one that stands worst speaks for all.
  const worst =
    told.find(({ source }) => source.reason) ?? told.find(({ source }) => source.state === 'stale') ?? told[0]
  if (!worst) {
    return { ok: false, problem: failed?.problem ?? { code: 'internal', detail: 'Nobody was asked.' } }
  }
  const known = new Map(parts.flatMap(listLookups).map((lookup) => [lookup.id, lookup]))
  return {
    ok: true,
    body: JSON.stringify({ items: ids.map((id) => known.get(id) ?? notAsked(id, 'no-id')) }),
    age: Math.max(...told.map(({ age }) => age)),
    source: failed ? { ...failed.origin, state: 'stale', reason: failed.problem.code } : worst.source,
    cacheStatus: told.map(({ cacheStatus }) => cacheStatus).join(', '),
  }
}

const notAsked = (id: string, reason: string): Lookup => ({ id, outcome: 'not-asked', reason })

function listLookups({ ids, answer }: Part): Lookup[] {
  if (!answer.ok) return ids.map((id) => notAsked(id, answer.problem.code))
  const { body, beyondLimit = [] } = answer.value
  const read = v.safeParse(LookupsSchema, JSON.parse(body ?? 'null'))
  const told = new Map((read.success ? read.output.items : []).map((lookup) => [lookup.id, lookup]))
  const reasonOf = (id: string) => (beyondLimit.includes(id) ? 'lookups-limited' : 'internal')
  return ids.map((id) => told.get(id) ?? notAsked(id, reasonOf(id)))
}
