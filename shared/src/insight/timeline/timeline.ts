/** What happened in a case, as one line: told oldest first, as a story is, with what lies ahead at its end. */
import type { ProviderEvent, Session } from '../../domain/model.ts'
import type { Attempt } from './attempts.ts'

/** How a session began. */
export type Visit =
  | 'first'
  | 'again'
  /** The customer went on with another device. */
  | 'handed-over'
  /** The customer has not opened it. */
  | 'link-made'

export interface TimelineEntryCommon {
  key: string
  /** Milliseconds since the epoch; `undefined` where nobody has said, or in a way that no calendar knows. */
  at: number | undefined
  /** As the provider wrote it. */
  iso: string | null
  /** Of no weight for the story: folded away until somebody asks. */
  isAside: boolean
  /** Those that tell it, oldest first: where the inquiry says it itself, they are no moments of their own. */
  events: readonly ProviderEvent[]
}

export type TimelineEntry =
  /** By the name of the event that tells it, or would: `inquiry.approved`. Of a session that stands for itself, `flow.approved`. */
  | (TimelineEntryCommon & { kind: 'told'; name: string; session?: Session })
  | (TimelineEntryCommon & { kind: 'visit'; visit: Visit; session: Session; previous: Session | undefined })
  /** `tries`: of this step in all, where the provider gives their number alone. */
  | (TimelineEntryCommon & { kind: 'attempt'; attempt: Attempt; tries: number })
  /** Not begun yet; `what` it is, as a try of it would be called: a workflow’s step, or an inquiry’s check. */
  | (TimelineEntryCommon & { kind: 'ahead'; of: 'step' | 'check'; what: string })
  /** Until when the link works, whether that lies ahead or not. */
  | (TimelineEntryCommon & { kind: 'end' })

/** Where events are not known, and so nothing but what the inquiry and its sessions say themselves. */
export interface MissingHistory {
  /** `missing`: not told just now. `cut`: there are older ones. `gone`: the provider has none of its beginning any more. */
  reason: 'missing' | 'cut' | 'gone'
  /** Since when there are events; `undefined`: there are none at all. */
  until: number | undefined
}

export interface Timeline {
  entries: readonly TimelineEntry[]
  attempts: readonly Attempt[]
  missingHistory: MissingHistory | undefined
  /** Since when a time without a moment is a time in which nothing happened. */
  completeFrom: number
}

/** The story so far: without what is folded away, and without what is still to come. */
export const listHappened = ({ entries }: Timeline): TimelineEntry[] =>
  entries.filter(({ kind, isAside }) => !isAside && kind !== 'ahead' && kind !== 'end')
