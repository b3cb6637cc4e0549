/** A case's events as one timeline, oldest first, with planned entries at its end; and as it is shown, with gaps that matter. */
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

interface TimelineEntryCommon {
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

interface Sortable {
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

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Shorter gaps are normal within a visit. */
const MIN_GAP_MS = 10 * MINUTE

const OVER = /^inquiry\.(approved|declined|decided|failed|expired|redacted)$/

export interface Gap {
  ms: number
  size: 'short' | 'long' | 'longest'
  /** The provider has no event in it, although the case was open. */
  isEmpty: boolean
}

export interface Line {
  entry: TimelineEntry
  gap: Gap | undefined
  /** The missing history ends here. */
  isAfterMissing: boolean
}

export function layoutTimeline(
  { entries, missingHistory, completeFrom }: Timeline,
  isEverything: boolean,
): Line[] {
  const shown = entries.filter(({ isMinor }) => isEverything || !isMinor)
  const overAt = entries.find((entry) => entry.kind === 'event' && OVER.test(entry.name))?.at
  const emptyUntil = overAt ?? Number.POSITIVE_INFINITY
  const afterMissing =
    missingHistory?.until === undefined ? undefined : shown.find(({ at }) => isFrom(at, missingHistory.until))
  return shown.map((entry, index) => {
    const before = shown[index - 1]
    const gap = before && gapBetween(before, entry)
    const isSkipped = gap && entries.indexOf(entry) - entries.indexOf(before) > 1
    const isEmpty = !isSkipped && isFrom(before?.at, completeFrom) && !isFrom(before?.at, emptyUntil)
    return {
      entry,
      gap: gap && { ...gap, isEmpty: gap.ms >= DAY && isEmpty },
      isAfterMissing: entry === afterMissing,
    }
  })
}

const isFrom = (at: number | undefined, from: number | undefined): boolean =>
  at !== undefined && from !== undefined && at >= from

function gapBetween(before: TimelineEntry, after: TimelineEntry): Omit<Gap, 'isEmpty'> | undefined {
  // The expiry is a scheduled time, so a gap before it is no wait.
  if (before.at === undefined || after.at === undefined || after.kind === 'end') return undefined
  const ms = after.at - before.at
  if (ms < MIN_GAP_MS) return undefined
  return { ms, size: ms < 6 * HOUR ? 'short' : ms < 2 * DAY ? 'long' : 'longest' }
}
