/** One way to answer one question: what is held, how long that may be shown, and how to ask for it anew. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { SharedRun } from '@inquiry-lens/shared/lib/single-flight.ts'
import type { CacheEntry } from '../cache/cache.ts'
import type { FreshnessClass } from '../cache/freshness.ts'
import type { Priority, UpstreamContext } from '../upstream/priority.ts'
import type { Forwarded, Told } from '../upstream/upstream.ts'
import type { Rendered } from './answer.ts'

export type FetchResult<TContent> = { forwarded: Forwarded | undefined } & (
  | { ok: true; entry: CacheEntry<TContent> }
  | { ok: false; problem: ProblemReport }
)

/**
 * Of what is not there, the provider's status stays here: it would tell what is hidden from what does not exist. An answer
 * that can't be read replaces nothing that is known to be visible, and says what it is: there it hides nothing.
 */
export const fetchResultOf = <TContent>(
  told: Told<TContent | null>,
  known: { isVisible: boolean; unreadable: () => ProblemReport },
  keep: (content: TContent | null) => CacheEntry<TContent | null>,
): FetchResult<TContent | null> => {
  if (!told.ok) return told
  const forwarded = told.value === null ? told.forwarded && { status: undefined } : told.forwarded
  return told.isUnreadable && known.isVisible
    ? { ok: false, problem: known.unreadable(), forwarded }
    : { ok: true, entry: keep(told.value), forwarded }
}

export interface Plan<TContent> {
  /** Of whoever waits for the answer. */
  priority: Priority
  held: CacheEntry<TContent> | undefined
  /** What is held may be shown even when the provider no longer knows the row that was asked behind. */
  outlivesCursor?: true
  freshnessOf: (entry: CacheEntry<TContent>) => FreshnessClass
  /** Asks the provider, or joins whoever is asking it the same. */
  fetch: (asking: UpstreamContext) => SharedRun<FetchResult<TContent>>
  render: (entry: CacheEntry<TContent>) => Rendered | ProblemReport
}
