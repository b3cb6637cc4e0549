/** One way to answer one question: what is held, how long that may be shown, and how to ask for it anew. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Entry } from '../cache/cache.ts'
import type { FreshnessClass } from '../cache/freshness.ts'
import type { Flight } from '../cache/single-flight.ts'
import type { Asking, Lane } from '../upstream/priority.ts'
import type { Forwarded, Told } from '../upstream/upstream.ts'
import type { Rendered } from './answer.ts'

export type Landing<TContent> = { forwarded: Forwarded | undefined } & (
  | { ok: true; entry: Entry<TContent> }
  | { ok: false; problem: ProblemReport }
)

/**
 * Of what is not there, the provider's status stays here: it would tell what is hidden from what does not exist. An answer
 * that can't be read replaces nothing that is known to be visible, and says what it is: there it hides nothing.
 */
export const landObject = <TContent>(
  told: Told<TContent | null>,
  known: { isVisible: boolean; unreadable: () => ProblemReport },
  keep: (content: TContent | null) => Entry<TContent | null>,
): Landing<TContent | null> => {
  if (!told.ok) return told
  const forwarded = told.value === null ? told.forwarded && { status: undefined } : told.forwarded
  return told.isUnreadable && known.isVisible
    ? { ok: false, problem: known.unreadable(), forwarded }
    : { ok: true, entry: keep(told.value), forwarded }
}

export interface Plan<TContent> {
  /** Of whoever waits for the answer. */
  lane: Lane
  held: Entry<TContent> | undefined
  /** What is held may be shown even when the provider no longer knows the row that was asked behind. */
  outlivesCursor?: true
  freshnessOf: (entry: Entry<TContent>) => FreshnessClass
  /** Asks the provider, or joins whoever is asking it the same. */
  fetch: (asking: Asking) => Flight<Landing<TContent>>
  render: (entry: Entry<TContent>) => Rendered | ProblemReport
}
