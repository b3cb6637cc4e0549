/**
 * The record's days: closed at midnight UTC, copied out by somebody who looks after the record, and dropped once they
 * are old. Always from the old end, so that what is left is one unbroken stretch. Pure.
 */

/** A day that no further line can come into. */
export interface ClosedSegment {
  /** `2026-11-21` */
  day: string
  first: number
  last: number
  /** The hash of the line before the first. */
  previous: string
  /** Of the last line. */
  hash: string
  /** Milliseconds since the epoch. */
  copiedAt: number | null
  droppedAt: number | null
}

/** The newest line there is. `at`: milliseconds since the epoch. */
export interface Newest {
  seq: number
  hash: string
  at: number
}

const DAY_MS = 86_400_000

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** When the day of `at` is over. */
export const endOfDay = (at: number): number => (Math.floor(at / DAY_MS) + 1) * DAY_MS

/** The day that is over, if one is; `closed`: where the last one that was closed ended. */
export function closeSegment(
  newest: Newest,
  closed: Pick<ClosedSegment, 'last' | 'hash'>,
  now: number,
): ClosedSegment | undefined {
  if (newest.seq === closed.last || now < endOfDay(newest.at)) return undefined
  return {
    day: dayOf(newest.at),
    first: closed.last + 1,
    last: newest.seq,
    previous: closed.hash,
    hash: newest.hash,
    copiedAt: null,
    droppedAt: null,
  }
}

/** Whether its lines are old enough to go, copied out or not. */
export const isOverdue = ({ day }: Pick<ClosedSegment, 'day'>, keepDays: number, now: number): boolean =>
  Date.parse(day) + (keepDays + 1) * DAY_MS <= now

/**
 * The next day to go, if one is: the oldest, where it was copied out and is old, or room is needed. A day that nobody
 * copied out stays, and keeps the ones after it. `days`: oldest first.
 */
export function choosePurge(
  days: readonly ClosedSegment[],
  { keepDays, needsRoom, now }: { keepDays: number; needsRoom: boolean; now: number },
): ClosedSegment | undefined {
  const oldest = days.find(({ droppedAt }) => droppedAt === null)
  if (!oldest || oldest.copiedAt === null) return undefined
  return needsRoom || isOverdue(oldest, keepDays, now) ? oldest : undefined
}

/** The closed days that a copy of these lines holds whole, and that were not copied before. */
export const findExported = (days: readonly ClosedSegment[], first: number, last: number): ClosedSegment[] =>
  days.filter((day) => day.copiedAt === null && day.first >= first && day.last <= last)
