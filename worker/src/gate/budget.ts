/**
 * How many calls a provider may still be sent. Two books are kept, and the poorer one counts: what the provider says is
 * left (`RateLimit-*`, a fixed window), and what was sent by our own count, since its limit is shared with the
 * customer's production. Pure; every doubt is settled for fewer calls. Times are milliseconds since the epoch.
 */
import type { Quota } from '@inquiry-lens/shared/api.ts'
import type { CallLimit } from '../call-limit.ts'
import type { Allowance } from '../providers/provider.ts'
import { type Lane, LEAST_SHARE } from './lane.ts'

export interface BudgetState {
  /** For each limit of our own, how many calls departed in which part of its window. */
  sent: readonly (readonly SentPart[])[]
  /** What the provider said last; calls in flight are not yet taken off. */
  told: Told | null
  inFlight: number
  /** Nothing has come back yet: nobody knows how much is left. */
  isUntried: boolean
  /** The provider has refused a call until then. */
  blockedUntil: number
}

interface SentPart {
  beganAt: number
  calls: number
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

export type BudgetVerdict =
  | { ok: true }
  /** `kept`: what is left is for those ahead of this lane. `retryAfter`: seconds. */
  | { ok: false; why: 'used-up' | 'kept'; retryAfter: number }

/** A window slides by such a part: a call is forgotten at most this much of it too late, never too soon. */
const PARTS_OF_A_WINDOW = 12
/** Two windows' ends differ by more, two estimates of one end by less: a call takes 10 seconds at most. */
const SAME_WINDOW_MS = 30_000
/** docs.withpersona.com, "Rate limiting": a minute from the first call. */
const TOLD_WINDOW_SECONDS = 60
/** That call may be ten seconds on its way. */
const PRESUMED_WINDOW_MS = (TOLD_WINDOW_SECONDS + 10) * 1000
/** What comes back sooner is no news to anybody: it is there again before it is read. */
const SHORTEST_TOLD_SECONDS = 60
/** No refusal is believed for longer: a clock that was set back would stretch it. */
const LONGEST_BLOCK_MS = 10 * 60_000

export const FULL_BUDGET: BudgetState = {
  sent: [],
  told: null,
  inFlight: 0,
  isUntried: true,
  blockedUntil: 0,
}

/** As it is now: ended windows are over, and what a clock set back has left in the future is now. */
function settle(state: BudgetState, now: number, limits: readonly CallLimit[]): BudgetState {
  const { told } = state
  const sent = limits.map(({ seconds }, place) =>
    (state.sent[place] ?? [])
      .map(({ beganAt, calls }) => ({ beganAt: Math.min(beganAt, now), calls }))
      .filter(({ beganAt }) => now < leavesAt(beganAt, seconds)),
  )
  return {
    ...state,
    sent,
    told: told && settleTold(told, now),
    blockedUntil: Math.min(state.blockedUntil, now + LONGEST_BLOCK_MS),
  }
}

/** After a window's end the provider counts anew; when that window began, only its next answer says. */
const settleTold = (told: Told, now: number): Told =>
  now >= told.resetsAt
    ? {
        limit: told.limit,
        remaining: told.limit,
        resetsAt: now + PRESUMED_WINDOW_MS,
        lost: 0,
        isPresumed: true,
      }
    : { ...told, resetsAt: Math.min(told.resetsAt, now + LONGEST_BLOCK_MS) }

const partOf = (seconds: number) => (seconds * 1000) / PARTS_OF_A_WINDOW
const leavesAt = (beganAt: number, seconds: number) => beganAt + seconds * 1000 + partOf(seconds)
const sumOf = (parts: readonly SentPart[]) => parts.reduce((sum, { calls }) => sum + calls, 0)

interface Book {
  limit: number
  left: number
  windowSeconds: number
  /** When there will be more. */
  moreAt: number
}

function readBooks({ sent, told, inFlight }: BudgetState, now: number, limits: readonly CallLimit[]): Book[] {
  const own = limits.map(({ calls, seconds }, place): Book => {
    const parts = sent[place] ?? []
    const oldest = parts[0]?.beganAt ?? now
    const left = calls - sumOf(parts)
    return { limit: calls, left, windowSeconds: seconds, moreAt: leavesAt(oldest, seconds) }
  })
  if (!told) return own
  const { limit, remaining, lost, resetsAt } = told
  return [
    ...own,
    { limit, left: remaining - lost - inFlight, windowSeconds: TOLD_WINDOW_SECONDS, moreAt: resetsAt },
  ]
}

const shareOf = ({ limit, left }: Book): number => (limit > 0 ? Math.max(0, left) / limit : 0)

/** What is left of the poorest book, from 0 to 1. */
export function shareLeft(state: BudgetState, now: number, limits: readonly CallLimit[]): number {
  const settled = settle(state, now, limits)
  if (now < settled.blockedUntil) return 0
  return Math.min(1, ...readBooks(settled, now, limits).map(shareOf))
}

/** The poorest book in calls, for people. */
export function describeBudget(
  state: BudgetState,
  now: number,
  limits: readonly CallLimit[],
): Required<Quota> {
  const settled = settle(state, now, limits)
  const isBlocked = now < settled.blockedUntil
  const books = readBooks(settled, now, limits)
  const lasting = books.filter(({ windowSeconds }) => windowSeconds >= SHORTEST_TOLD_SECONDS)
  const [poorest] = (lasting.length > 0 ? lasting : books).sort((one, other) => shareOf(one) - shareOf(other))
  return {
    limit: poorest?.limit ?? 0,
    left: isBlocked ? 0 : Math.max(0, poorest?.left ?? 0),
    windowSeconds: poorest?.windowSeconds ?? TOLD_WINDOW_SECONDS,
    moreInSeconds: secondsUntil(isBlocked ? settled.blockedUntil : (poorest?.moreAt ?? now), now),
  }
}

export function judgeCall(
  state: BudgetState,
  now: number,
  lane: Lane,
  limits: readonly CallLimit[],
): BudgetVerdict {
  const settled = settle(state, now, limits)
  if (now < settled.blockedUntil) {
    return { ok: false, why: 'used-up', retryAfter: secondsUntil(settled.blockedUntil, now) }
  }
  const short = readBooks(settled, now, limits).filter(
    (book) => book.left < 1 || shareOf(book) < LEAST_SHARE[lane],
  )
  if (short.length === 0) return { ok: true }
  const moreAt = Math.max(...short.map((book) => book.moreAt))
  const isUsedUp = short.some(({ left }) => left < 1)
  return { ok: false, why: isUsedUp ? 'used-up' : 'kept', retryAfter: secondsUntil(moreAt, now) }
}

const secondsUntil = (then: number, now: number): number => Math.max(1, Math.ceil((then - now) / 1000))

/** Before a call departs: one that is lost on its way was sent all the same. */
export function countCall(state: BudgetState, now: number, limits: readonly CallLimit[]): BudgetState {
  const settled = settle(state, now, limits)
  const sent = limits.map(({ seconds }, place) => {
    const parts = settled.sent[place] ?? []
    const last = parts.at(-1)
    return last && now - last.beganAt < partOf(seconds)
      ? [...parts.slice(0, -1), { ...last, calls: last.calls + 1 }]
      : [...parts, { beganAt: now, calls: 1 }]
  })
  return { ...settled, sent, inFlight: settled.inFlight + 1 }
}

/** After a call ended, whichever way. `retryAfter`: seconds, where the provider refused it for its limit. */
export function noteAnswer(
  state: BudgetState,
  now: number,
  { allowance, retryAfter }: { allowance: Allowance | undefined; retryAfter?: number | undefined },
  limits: readonly CallLimit[],
): BudgetState {
  const settled = settle(state, now, limits)
  const blockedFor = Math.max(retryAfter ?? 0, allowance?.remaining === 0 ? allowance.resetsInSeconds : 0)
  return {
    ...settled,
    told: allowance ? hear(settled.told, allowance, now) : lose(settled.told, 1),
    inFlight: Math.max(0, settled.inFlight - 1),
    isUntried: false,
    blockedUntil:
      blockedFor > 0
        ? Math.max(settled.blockedUntil, now + Math.min(blockedFor * 1000, LONGEST_BLOCK_MS))
        : settled.blockedUntil,
  }
}

/** Answers overtake each other: of two about one window, the poorer is the later one. */
function hear(told: Told | null, { limit, remaining, resetsInSeconds }: Allowance, now: number): Told {
  const resetsAt = now + resetsInSeconds * 1000
  const heard = { limit, remaining, lost: 0, resetsAt, isPresumed: false }
  if (told === null) return heard
  const together = { ...heard, remaining: Math.min(remaining, told.remaining), lost: told.lost }
  if (told.isPresumed) return together
  if (resetsAt > told.resetsAt + SAME_WINDOW_MS) return heard
  if (resetsAt < told.resetsAt - SAME_WINDOW_MS) return told
  return { ...together, resetsAt: Math.max(resetsAt, told.resetsAt) }
}

/** They may have been counted all the same. */
const lose = (told: Told | null, calls: number): Told | null => told && { ...told, lost: told.lost + calls }

/** Of what was in flight when the object ended, no answer will come. */
export const forgetFlights = (state: BudgetState): BudgetState => ({
  ...state,
  told: lose(state.told, state.inFlight),
  inFlight: 0,
})
