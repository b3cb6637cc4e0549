/**
 * How many calls a provider may still be sent. Two books are kept, and the poorer one counts: what the provider says is
 * left (`RateLimit-*`, a fixed window), and what was sent by our own count, since its limit is shared with the
 * customer's production. Pure; every doubt is settled for fewer calls. Times are milliseconds since the epoch.
 */
import type { Quota } from '@inquiry-lens/shared/contract/api.ts'
import type { CallLimit } from '../../config/providers.ts'
import type { Allowance } from '../../providers/provider.ts'
import { MAX_WAIT_SECONDS } from './bound-wait.ts'
import { MIN_SHARE, type Priority } from './priority.ts'
import { addCall, findTime, healParts, settleParts, sumOf, type WindowParts } from './sliding-window.ts'

export interface QuotaState {
  /** For each limit of our own, how many calls departed in which part of its window. */
  sent: readonly WindowParts[]
  /** What the provider said last; calls in flight are not yet taken off. */
  told: Told | null
  inFlight: number
  /** How much is left is unknown: nothing has come back yet, or the last call was refused for the limit. */
  isUntried: boolean
  /** The provider has refused a call until then. */
  blockedUntil: number
}

interface Told {
  limit: number
  /** The least that it said of this window: what it counted since is in flight, or lost. */
  remaining: number
  /** Calls of this window that ended without a word of it. */
  lost: number
  /** Never before the window's true end. */
  resetsAt: number
  /** The last window is over, and of the next one the provider has not said anything yet. */
  isPresumed: boolean
}

export type QuotaVerdict =
  | { ok: true }
  /** `kept`: what is left is for those ahead of this lane. `retryAfter`: seconds. */
  | { ok: false; why: 'used-up' | 'kept'; retryAfter: number }

/** A call takes no longer. */
const MAX_CALL_SECONDS = 10
/** Two windows' ends differ by more, two estimates of one end by less. */
const SAME_WINDOW_MS = 3 * MAX_CALL_SECONDS * 1000
/** docs.withpersona.com, "Rate limiting": a minute from the first call. */
const TOLD_WINDOW_SECONDS = 60
/** That call may be on its way so long. */
const PRESUMED_WINDOW_MS = (TOLD_WINDOW_SECONDS + MAX_CALL_SECONDS) * 1000
/** What comes back sooner is no news to anybody: it is there again before it is read. */
const SHORTEST_TOLD_SECONDS = 60
const MAX_WAIT_MS = MAX_WAIT_SECONDS * 1000

export const FULL_QUOTA: QuotaState = {
  sent: [],
  told: null,
  inFlight: 0,
  isUntried: true,
  blockedUntil: 0,
}

/**
 * No time of it lies further ahead than a provider is believed, as after a clock was set back. The result is to be kept:
 * a bound that is only computed moves along with the clock. The same object where nothing is odd.
 */
export function healQuota(state: QuotaState, now: number): QuotaState {
  const latest = now + MAX_WAIT_MS
  const { told, blockedUntil } = state
  const sent = state.sent.map((parts) => healParts(parts, now))
  const isWell =
    blockedUntil <= latest &&
    (told === null || told.resetsAt <= latest) &&
    sent.every((parts, place) => parts === state.sent[place])
  if (isWell) return state
  return {
    ...state,
    sent,
    told: told && { ...told, resetsAt: Math.min(told.resetsAt, latest) },
    blockedUntil: Math.min(blockedUntil, latest),
  }
}

/** As it is now: ended windows are over. */
function settle(state: QuotaState, now: number, limits: readonly CallLimit[]): QuotaState {
  const healed = healQuota(state, now)
  const sent = limits.map(({ seconds }, place) => settleParts(healed.sent[place] ?? [], seconds, now))
  return { ...healed, sent, told: healed.told && settleTold(healed.told, now) }
}

/** After a window's end the provider counts anew; when that window began, only its next answer says. */
const settleTold = (told: Told, now: number): Told =>
  now < told.resetsAt
    ? told
    : {
        limit: told.limit,
        remaining: told.limit,
        resetsAt: now + PRESUMED_WINDOW_MS,
        lost: 0,
        isPresumed: true,
      }

/** One limit, and what is left of it. */
export interface QuotaWindow {
  limit: number
  left: number
  windowSeconds: number
  /** When so many calls are left. */
  leftAt: (calls: number) => number
  /** How many are left at a time, if none departs until then. */
  leftBy: (time: number) => number
}

/** Those of our own limits, in their order; then what the provider says, where it does. */
export function readWindows(state: QuotaState, now: number, limits: readonly CallLimit[]): QuotaWindow[] {
  const { sent, told, inFlight } = settle(state, now, limits)
  const own = limits.map(({ calls, seconds }, place): QuotaWindow => {
    const parts = sent[place] ?? []
    return {
      limit: calls,
      left: calls - sumOf(parts),
      windowSeconds: seconds,
      leftAt: (wanted) => findTime(parts, seconds, now, (used) => calls - used >= wanted),
      leftBy: (time) => calls - sumOf(settleParts(parts, seconds, time)),
    }
  })
  if (!told) return own
  const { limit, remaining, lost, resetsAt } = told
  const left = remaining - lost - inFlight
  return [
    ...own,
    {
      limit,
      left,
      windowSeconds: TOLD_WINDOW_SECONDS,
      leftAt: () => resetsAt,
      leftBy: (time) => (time < resetsAt ? left : limit),
    },
  ]
}

const shareOf = ({ limit, left }: QuotaWindow): number => (limit > 0 ? Math.max(0, left) / limit : 0)

/** What is left of the poorest book, from 0 to 1. */
export function shareLeft(state: QuotaState, now: number, limits: readonly CallLimit[]): number {
  if (now < healQuota(state, now).blockedUntil) return 0
  return Math.min(1, ...readWindows(state, now, limits).map(shareOf))
}

/** The poorest book in calls, for people. */
export function describeQuota(state: QuotaState, now: number, limits: readonly CallLimit[]): Required<Quota> {
  const { blockedUntil } = healQuota(state, now)
  const isBlocked = now < blockedUntil
  const books = readWindows(state, now, limits)
  const lasting = books.filter(({ windowSeconds }) => windowSeconds >= SHORTEST_TOLD_SECONDS)
  const [poorest] = (lasting.length > 0 ? lasting : books).sort((one, other) => shareOf(one) - shareOf(other))
  const left = Math.max(0, poorest?.left ?? 0)
  const moreAt = isBlocked ? blockedUntil : (poorest?.leftAt(left + 1) ?? now)
  return {
    limit: poorest?.limit ?? 0,
    left: isBlocked ? 0 : left,
    windowSeconds: poorest?.windowSeconds ?? TOLD_WINDOW_SECONDS,
    moreInSeconds: secondsUntil(moreAt, now),
  }
}

export function judgeCall(
  state: QuotaState,
  now: number,
  priority: Priority,
  limits: readonly CallLimit[],
): QuotaVerdict {
  const { blockedUntil } = healQuota(state, now)
  if (now < blockedUntil) return { ok: false, why: 'used-up', retryAfter: secondsUntil(blockedUntil, now) }
  const neededOf = ({ limit }: QuotaWindow) => Math.max(1, Math.ceil(limit * MIN_SHARE[priority]))
  const short = readWindows(state, now, limits).filter((book) => book.left < neededOf(book))
  if (short.length === 0) return { ok: true }
  const moreAt = Math.max(...short.map((book) => book.leftAt(neededOf(book))))
  const isUsedUp = short.some(({ left }) => left < 1)
  return { ok: false, why: isUsedUp ? 'used-up' : 'kept', retryAfter: secondsUntil(moreAt, now) }
}

export const secondsUntil = (then: number, now: number): number => Math.max(1, Math.ceil((then - now) / 1000))

/** Before a call departs: one that is lost on its way was sent all the same. */
export function countCall(state: QuotaState, now: number, limits: readonly CallLimit[]): QuotaState {
  const settled = settle(state, now, limits)
  const sent = limits.map(({ seconds }, place) => addCall(settled.sent[place] ?? [], seconds, now))
  return { ...settled, sent, inFlight: settled.inFlight + 1 }
}

/**
 * After a call ended, whichever way; what was heard is bounded (`bound-wait.ts`). `retryAfter`: seconds, where the provider
 * refused it for its limit.
 */
export function noteAnswer(
  state: QuotaState,
  now: number,
  { allowance, retryAfter }: { allowance: Allowance | undefined; retryAfter?: number | undefined },
  limits: readonly CallLimit[],
): QuotaState {
  const settled = settle(state, now, limits)
  const blockedFor = Math.max(retryAfter ?? 0, allowance?.remaining === 0 ? allowance.resetsInSeconds : 0)
  return {
    ...settled,
    told: allowance ? hear(settled.told, allowance, now) : lose(settled.told, 1),
    inFlight: Math.max(0, settled.inFlight - 1),
    // After a refusal one call at a time asks whether it is over.
    isUntried: retryAfter !== undefined,
    blockedUntil:
      blockedFor > 0 ? Math.max(settled.blockedUntil, now + blockedFor * 1000) : settled.blockedUntil,
  }
}

/** Answers overtake each other: of two about one window, the poorer is the later one. */
function hear(told: Told | null, { limit, remaining, resetsInSeconds }: Allowance, now: number): Told {
  const resetsAt = now + resetsInSeconds * 1000
  const heard = { limit, remaining, lost: 0, resetsAt, isPresumed: false }
  // What was left of another limit says nothing about this one.
  if (told === null || told.limit !== limit) return heard
  const together = { ...heard, remaining: Math.min(remaining, told.remaining), lost: told.lost }
  if (told.isPresumed) return together
  if (resetsAt > told.resetsAt + SAME_WINDOW_MS) return heard
  // An answer of the window before has been overtaken; any other shows that the end was told wrongly.
  if (resetsAt < told.resetsAt - SAME_WINDOW_MS) return resetsInSeconds > MAX_CALL_SECONDS ? heard : told
  return { ...together, resetsAt: Math.max(resetsAt, told.resetsAt) }
}

/** They may have been counted all the same. */
const lose = (told: Told | null, calls: number): Told | null => told && { ...told, lost: told.lost + calls }

/** Of what was in flight when the object ended, no answer will come. */
export const forgetInFlight = (state: QuotaState): QuotaState => ({
  ...state,
  told: lose(state.told, state.inFlight),
  inFlight: 0,
})
