/** For whom of many IDs to ask, with how few requests. Pure. */
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { FreshnessVerdict } from '../cache/freshness.ts'

/** Inquiries come in one call; of anything else, one look-up asks for so many. */
export const MOST_SINGLE_CALLS = 5

export type SingleKind = 'session' | 'event'

export interface LookupPlan {
  /** In one call. */
  inquiries: string[]
  /** A call each. */
  singles: { kind: SingleKind; id: string }[]
  /** Those of the above without whom there is no answer; the others can be shown as they are held. */
  awaited: ReadonlySet<string>
  /** What cannot be answered, with the reason. */
  leftOut: ReadonlyMap<string, LeftOut>
}

export type LeftOut = 'lookup-limit' | 'no-lookup'

export function planLookup(ids: readonly string[], verdictOf: (id: string) => FreshnessVerdict): LookupPlan {
  const wanted = [...new Set(ids)].map((id) => ({ id, kind: kindOf(id), verdict: verdictOf(id) }))
  const isOf = (verdict: FreshnessVerdict) => (one: { verdict: FreshnessVerdict }) => one.verdict === verdict

  const inquiries = wanted.filter(({ kind, verdict }) => kind === 'inquiry' && verdict !== 'fresh')
  // What is stale anyway comes along in a call that has to be made, and is waited for with it.
  const awaitedInquiries = inquiries.some(isOf('fetch')) ? inquiries : []

  const others = wanted.flatMap(({ id, kind, verdict }) =>
    kind === 'session' || kind === 'event' ? [{ id, kind, verdict }] : [],
  )
  const singles = [...others.filter(isOf('fetch')), ...others.filter(isOf('revalidate'))].slice(
    0,
    MOST_SINGLE_CALLS,
  )
  const asked = new Set(singles.map(({ id }) => id))

  return {
    inquiries: inquiries.map(({ id }) => id),
    singles: singles.map(({ id, kind }) => ({ id, kind })),
    awaited: new Set([...awaitedInquiries, ...singles.filter(isOf('fetch'))].map(({ id }) => id)),
    leftOut: new Map([
      ...wanted.flatMap(({ id, kind }): [string, LeftOut][] => (kind ? [] : [[id, 'no-lookup']])),
      ...others
        .filter(({ id, verdict }) => verdict === 'fetch' && !asked.has(id))
        .map(({ id }): [string, LeftOut] => [id, 'lookup-limit']),
    ]),
  }
}

/** `undefined` for what no provider's list or address gives by itself. */
function kindOf(id: string): 'inquiry' | SingleKind | undefined {
  const kind = classifyObjectId(id)?.kind
  return kind === 'inquiry' || kind === 'session' || kind === 'event' ? kind : undefined
}
