/** A case's events as one timeline, oldest first, with planned entries at its end. */
import type { ProviderEvent, Session } from '../../domain/model.ts'
import { parseInstant } from '../../lib/time.ts'
import type { Attempt } from './attempts.ts'

/** How a session began. */
export type Visit =
  | 'first'
  | 'again'
  /** The customer changed the device. */
  | 'handoff'
  | 'link-made'

export interface TimelineEntryCommon {
  key: string
  /** Milliseconds since the epoch; `undefined`: missing or unreadable. */
  at: number | undefined
  /** As the provider wrote it. */
  iso: string | null
  /** Folded away by default. */
  isMinor: boolean
  /** The events that this entry covers, oldest first. */
  events: readonly ProviderEvent[]
}

export type TimelineEntry =
  /** `name`: the event’s, sent or not: `inquiry.approved`; for a session without an inquiry, `flow.approved`. */
  | (TimelineEntryCommon & { kind: 'event'; name: string; session?: Session })
  | (TimelineEntryCommon & { kind: 'visit'; visit: Visit; session: Session; previous: Session | undefined })
  /** `tries`: of this step in all, where the provider sends only their number. */
  | (TimelineEntryCommon & { kind: 'attempt'; attempt: Attempt; tries: number })
  /** Not begun yet; `what` as in an `Attempt`. */
  | (TimelineEntryCommon & { kind: 'ahead'; of: 'step' | 'check'; what: string })
  /** The end of the link, past or future. */
  | (TimelineEntryCommon & { kind: 'end' })

/** A period without known events; only the inquiry's and sessions' own times are there. */
export interface MissingHistory {
  /** `missing`: not sent this time. `cut`: older ones exist. `gone`: the provider has deleted the oldest. */
  reason: 'missing' | 'cut' | 'gone'
  /** The first known event; `undefined`: none. */
  until: number | undefined
}

export interface Timeline {
  entries: readonly TimelineEntry[]
  attempts: readonly Attempt[]
  missingHistory: MissingHistory | undefined
  /** From here on, a gap means that nothing happened. */
  completeFrom: number
}

/** Without minor and planned entries. */
export const listHappened = ({ entries }: Timeline): TimelineEntry[] =>
  entries.filter(({ kind, isMinor }) => !isMinor && kind !== 'ahead' && kind !== 'end')

export interface Sortable {
  /** Milliseconds since the epoch; `undefined`: undated, sorted last. */
  at: number | undefined
  /** Order at one instant. */
  rank: number
  key: string
}

export const compareEntries = (one: Sortable, other: Sortable): number =>
  compareTimes(one.at, other.at) || one.rank - other.rank || compareText(one.key, other.key)

function compareTimes(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  return one - other
}

const compareText = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

/** `at`: the position, which may be known where the time is not. */
export interface MergeEntry extends Omit<Sortable, 'key'> {
  entry: TimelineEntry
}

/** Order at one instant. */
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

/** Planned entries follow all past ones; the link's end is last. */
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
