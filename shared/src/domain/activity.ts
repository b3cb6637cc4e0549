/**
 * How many cases of each group were last active when. A case counts once, at its newest activity, so that the bars add up to
 * the cases of a list.
 */
import type { CaseGroup } from './case-group.ts'

/** One case, by what is known of it. */
export interface ActiveCase {
  /** Of the inquiry, or of the session where it has none. */
  id: string
  /** Milliseconds since the epoch: its newest activity. */
  at: number
  /** `undefined`: unknown. */
  group: CaseGroup | undefined
}

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
  /** Of an unknown group. */
  unknown: number
}

/** The answer of `GET /v1/activity` (`contract/activity.ts`). */
export interface ActivityCounts {
  from: string
  to: string
  bucketMs: number
  since: string | null
  /** Cases whose newest activity is in the window. */
  all: number
  /** Those of a known group. */
  counted: number
  buckets: ActivityBucket[]
}

const COUNTED_AS = {
  customer: 'customer',
  us: 'us',
  'ended-badly': 'endedBadly',
  done: 'done',
} as const satisfies Record<CaseGroup, keyof ActivityBucket>

/** `since`: from when on no case is missing, in milliseconds; may be infinite. */
export function countActivity(
  cases: readonly ActiveCase[],
  { from, to, bucketMs }: ActivityWindow,
  since: number,
): ActivityCounts {
  const write = (time: number) => new Date(time).toISOString()
  const buckets = Array.from({ length: (to - from) / bucketMs }, (_, index): ActivityBucket => {
    return { at: write(from + index * bucketMs), customer: 0, us: 0, endedBadly: 0, done: 0, unknown: 0 }
  })
  const inside = cases.filter(({ at }) => at >= from && at < to)
  let counted = 0
  for (const { at, group } of inside) {
    const bucket = buckets[Math.floor((at - from) / bucketMs)]
    if (!bucket) continue
    bucket[group ? COUNTED_AS[group] : 'unknown'] += 1
    if (group) counted += 1
  }
  return {
    from: write(from),
    to: write(to),
    bucketMs,
    since: since < to ? write(Math.max(since, from)) : null,
    all: inside.length,
    counted,
    buckets,
  }
}
