/**
 * How much of a provider's limits one agent may take, so that nobody's requests are used up by another. An agent is
 * refused once they have taken of a window more than twice what is left of it (buffer sharing with dynamic thresholds,
 * Choudhury and Hahne, 1998): nobody is held back while half is left, one alone gets two thirds, and the next to come
 * always finds a part. Calls that found nothing have a tight bound of their own. Pure.
 */
import type { CallLimit } from '../../config/providers.ts'
import type { QuotaWindow } from './quota.ts'
import { secondsUntil } from './quota.ts'
import { addCall, findTime, healParts, PARTS, settleParts, type WindowParts } from './sliding-window.ts'

/** What one agent has taken, for each limit in its order. */
export interface AgentUse {
  calls: readonly WindowParts[]
  misses: readonly WindowParts[]
}

export interface ShareLimits {
  limits: readonly CallLimit[]
  /** Of calls that found nothing. */
  missLimits: readonly CallLimit[]
}

/** Whether a call may find nothing: one for marks leaves a part of the bound to what the agent opens. */
export type MayMiss = 'never' | 'marks' | 'opened'

export type ShareVerdict =
  | { ok: true }
  /** `retryAfter`: seconds. */
  | { ok: false; why: 'share-used' | 'misses-used'; retryAfter: number }

export const NO_USE: AgentUse = { calls: [], misses: [] }

const TIMES_WHAT_IS_LEFT = 2
const MARKS_SHARE = 2 / 3

/**
 * An agent's calls count for a part longer than those of all together: a part of all agents leaves with its latest call,
 * and whose calls left before would be lent what is not there yet.
 */
const countedFor = (seconds: number): number => seconds + seconds / PARTS

const settleCalls = (windows: readonly WindowParts[], limits: readonly CallLimit[], now: number) =>
  limits.map(({ seconds }, place) =>
    settleParts(healParts(windows[place] ?? [], now), countedFor(seconds), now),
  )

const settleMisses = (windows: readonly WindowParts[], limits: readonly CallLimit[], now: number) =>
  limits.map(({ seconds }, place) => settleParts(healParts(windows[place] ?? [], now), seconds, now))

/** `books`: what is left for all agents together. */
export function judgeShare(
  use: AgentUse,
  now: number,
  mayMiss: MayMiss,
  books: readonly QuotaWindow[],
  { limits, missLimits }: ShareLimits,
): ShareVerdict {
  const calls = settleCalls(use.calls, limits, now)
  const shareAt = Math.max(
    now,
    ...books.map((book, place) => {
      // What a provider says of a window is compared with our own count over as long a one.
      const own =
        place < limits.length ? place : limits.findIndex(({ seconds }) => seconds === book.windowSeconds)
      const parts = calls[own] ?? []
      const isWithin = (taken: number, time: number) =>
        taken < TIMES_WHAT_IS_LEFT * Math.max(1, book.leftBy(time))
      const at = findTime(parts, countedFor(book.windowSeconds), now, isWithin)
      // By then all calls have left, and the whole limit is there.
      return Math.min(at, now + book.windowSeconds * 1000)
    }),
  )
  if (shareAt > now) return { ok: false, why: 'share-used', retryAfter: secondsUntil(shareAt, now) }
  if (mayMiss === 'never') return { ok: true }

  const misses = settleMisses(use.misses, missLimits, now)
  const missAt = Math.max(
    now,
    ...missLimits.map(({ calls: most, seconds }, place) => {
      const bound = mayMiss === 'marks' ? Math.ceil(most * MARKS_SHARE) : most
      return findTime(misses[place] ?? [], seconds, now, (missed) => missed < bound)
    }),
  )
  return missAt > now
    ? { ok: false, why: 'misses-used', retryAfter: secondsUntil(missAt, now) }
    : { ok: true }
}

/** Before a call departs. */
export const countUse = (use: AgentUse, now: number, limits: readonly CallLimit[]): AgentUse => ({
  ...use,
  calls: settleCalls(use.calls, limits, now).map((parts, place) =>
    addCall(parts, limits[place]?.seconds ?? 1, now),
  ),
})

/** After a call that found nothing. */
export const countMiss = (use: AgentUse, now: number, missLimits: readonly CallLimit[]): AgentUse => ({
  ...use,
  misses: settleMisses(use.misses, missLimits, now).map((parts, place) =>
    addCall(parts, missLimits[place]?.seconds ?? 1, now),
  ),
})
