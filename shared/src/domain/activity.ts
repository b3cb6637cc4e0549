/**
 * Which case a row belongs to, when a case was last active, and how many cases of each group were last active when. A case
 * counts once, at its newest activity, so that the bars add up to the cases of a list.
 */
import { parseInstant } from '../lib/time.ts'
import { type CaseGroup, groupOfState } from './case-group.ts'
import { stateOfSession } from './case-state.ts'
import { groupOfEvents } from './event-group.ts'
import type { ProviderEvent, Session } from './model.ts'

/** Only an inquiry has a page of its own at the provider, and lists of its own here. */
export const inquiryOf = (event: ProviderEvent): string | undefined =>
  event.object?.type === 'inquiry' ? event.object.id : event.inquiryId

/** Where the relay does not name the inquiry, a session leads to its case. */
export const caseOf = (event: ProviderEvent): string | undefined =>
  inquiryOf(event) ?? (event.object?.type === 'inquiry-session' ? event.object.id : undefined)

/** When it last changed, as far as its row says. */
export function lastActiveAt({ createdAt, startedAt, flow }: Session): string | null {
  const [newest = null] = [createdAt, startedAt, flow?.openedAt, flow?.updatedAt, flow?.submittedAt]
    .flatMap((time) => time ?? [])
    .sort((a, b) => Date.parse(b) - Date.parse(a))
  return newest
}

/** One case, by what is known of it. */
export interface ActiveCase {
  /** Milliseconds since the epoch: its newest activity. */
  at: number
  /** `undefined`: unknown. */
  group: CaseGroup | undefined
}

/** `events`: newest first, the newest of all among them. Those of no case count nowhere. */
export function casesOfEvents(events: readonly ProviderEvent[]): ActiveCase[] {
  const cases = new Map<string, { at: number; events: ProviderEvent[] }>()
  let floor: number | undefined
  for (const event of events) {
    // An event without a time is as old as the one before it.
    const at = parseInstant(event.createdAt) ?? floor
    if (at === undefined) continue
    floor = Math.min(floor ?? at, at)
    const id = caseOf(event)
    if (id === undefined) continue
    const known = cases.get(id)
    if (known) {
      known.at = Math.max(known.at, at)
      known.events.push(event)
    } else cases.set(id, { at, events: [event] })
  }
  return [...cases.values()].map((one) => ({ at: one.at, group: groupOfEvents(one.events) }))
}

/** Sessions that are cases of their own, each once. One without a time counts nowhere. */
export const casesOfSessions = (sessions: readonly Session[]): ActiveCase[] =>
  sessions.flatMap((session) => {
    const at = parseInstant(lastActiveAt(session))
    return at === undefined ? [] : { at, group: groupOfState(stateOfSession(session)) }
  })

const MINUTE_MS = 60_000
const MIN_WINDOW_MS = 60 * MINUTE_MS

/** Minutes: 60 buckets span an hour, a day or a week. */
export const BUCKET_MINUTES = [1, 24, 168] as const
const DEFAULT_BUCKET_MINUTES = 24
const BUCKETS = 60

/** Milliseconds; `from` included, `to` not. Both are multiples of `bucketMs` since the epoch. */
export interface ActivityWindow {
  from: number
  to: number
  bucketMs: number
}

export interface ActivityRange {
  /** ISO 8601; absent: 60 buckets before `to`. */
  from?: string | undefined
  /** Absent: now. */
  to?: string | undefined
  /** Minutes. */
  bucket?: (typeof BUCKET_MINUTES)[number] | undefined
}

/** Whole buckets around the range, an hour at least. `undefined`: more than 60, or 61 where both ends were cut. */
export function snapToBuckets({ from, to, bucket }: ActivityRange, now: number): ActivityWindow | undefined {
  const bucketMs = (bucket ?? DEFAULT_BUCKET_MINUTES) * MINUTE_MS
  const down = (time: number) => Math.floor(time / bucketMs) * bucketMs
  const up = (time: number) => Math.ceil(time / bucketMs) * bucketMs
  // The bucket of this very moment belongs to it.
  const end = to === undefined ? down(now) + bucketMs : up(Date.parse(to))
  const start = from === undefined ? end - BUCKETS * bucketMs : down(Date.parse(from))
  const window = { from: Math.min(start, down(end - MIN_WINDOW_MS)), to: end, bucketMs }
  return window.to - window.from > (BUCKETS + 1) * bucketMs ? undefined : window
}

export interface ActivityBucket {
  /** ISO 8601: its begin. */
  at: string
  customer: number
  us: number
  endedBadly: number
  done: number
}

export interface ActivityCounts {
  /** Cases whose newest activity is in the window. */
  all: number
  /** Those of a known group: the sum of all buckets. */
  counted: number
  buckets: ActivityBucket[]
}

const COUNTED_AS = {
  customer: 'customer',
  us: 'us',
  'ended-badly': 'endedBadly',
  done: 'done',
} as const satisfies Record<CaseGroup, keyof ActivityBucket>

export function countActivity(
  cases: readonly ActiveCase[],
  { from, to, bucketMs }: ActivityWindow,
): ActivityCounts {
  const buckets = Array.from({ length: (to - from) / bucketMs }, (_, index): ActivityBucket => {
    const at = new Date(from + index * bucketMs).toISOString()
    return { at, customer: 0, us: 0, endedBadly: 0, done: 0 }
  })
  const inside = cases.filter(({ at }) => at >= from && at < to)
  let counted = 0
  for (const { at, group } of inside) {
    const bucket = buckets[Math.floor((at - from) / bucketMs)]
    if (!group || !bucket) continue
    bucket[COUNTED_AS[group]] += 1
    counted += 1
  }
  return { all: inside.length, counted, buckets }
}
