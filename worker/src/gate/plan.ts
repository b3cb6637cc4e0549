/** One way to answer one question: what is held, how long that may be shown, and how to ask for it anew. */
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import type { Rendered } from './answer.ts'
import type { Flight } from './flight.ts'
import type { FreshnessClass } from './freshness.ts'
import type { Lane } from './lane.ts'
import type { Entry } from './store.ts'
import type { Forwarded } from './upstream.ts'

export type Landing<TContent> = { forwarded: Forwarded | undefined } & (
  | { ok: true; entry: Entry<TContent> }
  | { ok: false; problem: ProblemReport }
)

export interface Plan<TContent> {
  /** Of whoever waits for the answer. */
  lane: Lane
  held: Entry<TContent> | undefined
  /** What is held may be shown even when the provider no longer knows the row that was asked behind. */
  outlivesCursor?: true
  freshnessOf: (entry: Entry<TContent>) => FreshnessClass
  /** Asks the provider, or joins whoever is asking it the same. */
  fetch: (lane: Lane) => Flight<Landing<TContent>>
  render: (entry: Entry<TContent>) => Rendered | ProblemReport
}
