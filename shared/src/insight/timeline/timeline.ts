/** What happened in a case, as one line: told oldest first, as a story is, with what lies ahead at its end. */
import type { ProviderEvent, Session } from '../../domain/model.ts'
import { parseInstant } from '../../lib/time.ts'
import type { Attempt } from './attempts.ts'

/** How a session began. */
export type Visit =
  | 'first'
  | 'again'
  /** The customer went on with another device. */
  | 'handoff'
  /** The customer has not opened it. */
  | 'link-made'

export interface TimelineEntryCommon {
  key: string
  /** Milliseconds since the epoch; `undefined` where nobody has said, or in a way that no calendar knows. */
  at: number | undefined
  /** As the provider wrote it. */
  iso: string | null
  /** Of no weight for the story: folded away until somebody asks. */
  isMinor: boolean
  /** Those that tell it, oldest first: where the inquiry says it itself, they are no moments of their own. */
  events: readonly ProviderEvent[]
}

export type TimelineEntry =
  /** By the name of the event that tells it, or would: `inquiry.approved`. Of a session that stands for itself, `flow.approved`. */
  | (TimelineEntryCommon & { kind: 'event'; name: string; session?: Session })
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
  entries.filter(({ kind, isMinor }) => !isMinor && kind !== 'ahead' && kind !== 'end')

/** An order that does not depend on how things came: by time, and where that is the same, by a fixed rank, then by name. */

export interface Sortable {
  /** Milliseconds since the epoch; `undefined`: nobody has said, so it stands behind all that is dated. */
  at: number | undefined
  /** What happens before what within one instant. */
  rank: number
  key: string
}

export const compareEntries = (one: Sortable, other: Sortable): number =>
  compareTimes(one.at, other.at) || one.rank - other.rank || compareText(one.key, other.key)

function compareTimes(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  return one - other
}

/** No locale's: the same on every machine. */
const compareText = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

/** Moments in their order, whatever order they were found in. */

/** `at`: where it stands in the line, which may be known where its time is not. */
export interface MergeEntry extends Omit<Sortable, 'key'> {
  entry: TimelineEntry
}

/** What happens before what within one instant. */
export const RANK = {
  created: 0,
  link: 1,
  visit: 2,
  started: 3,
  attempt: 4,
  event: 5,
  completed: 6,
  review: 7,
  decided: 8,
  failed: 9,
  expired: 10,
  sessionExpired: 11,
  account: 12,
  redacted: 13,
} as const

export const entryOf = (
  entry: TimelineEntry,
  rank: number,
  at: number | undefined = entry.at,
): MergeEntry => ({
  entry,
  rank,
  at,
})

/** What is still to come stands behind all that happened, and what ends the link behind that. */
export function mergeEntries(
  merging: readonly MergeEntry[],
  ahead: readonly TimelineEntry[],
): TimelineEntry[] {
  const entries = merging
    .map((entry) => ({ ...entry, key: entry.entry.key }))
    .sort(compareEntries)
    .map(({ entry }) => entry)
  const isEndLast = entries.at(-1)?.kind === 'end'
  return isEndLast ? [...entries.slice(0, -1), ...ahead, ...entries.slice(-1)] : [...entries, ...ahead]
}

/** What every moment has, at a time that the provider wrote. */
export const commonOf = (
  key: string,
  iso: string | null,
  events: readonly ProviderEvent[] = [],
): TimelineEntryCommon => ({
  key,
  at: parseInstant(iso),
  iso,
  isMinor: false,
  events,
})
