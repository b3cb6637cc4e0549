/**
 * How many calls a provider may still be sent. Two counts are kept, and the lower one decides: what the provider reports
 * (`RateLimit-*`, a fixed window), and what the relay sent, since the limit is shared with the customer's production. Pure;
 * every doubt costs calls. Times are milliseconds since the epoch.
 */
import type { Quota } from '@inquiry-lens/shared/contract/config.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import type { Allowance } from '../../providers/provider.ts'
import { MIN_SHARE, type Priority } from './priority-semaphore.ts'

/** The longest wait that a provider can impose. */
export const MAX_WAIT_SECONDS = 600
const MAX_WAIT_MS = MAX_WAIT_SECONDS * 1000
const MAX_CALL_SECONDS = 10
/** The ends of two windows differ by more, two estimates of one end by less. */
const SAME_WINDOW_MS = 3 * MAX_CALL_SECONDS * 1000
/** docs.withpersona.com, "Rate limiting": a minute from the first call. */
const REPORTED_WINDOW_SECONDS = 60
const PRESUMED_WINDOW_MS = (REPORTED_WINDOW_SECONDS + MAX_CALL_SECONDS) * 1000
const MIN_DESCRIBED_SECONDS = 60

const Count = v.pipe(v.number(), v.finite(), v.minValue(0))

/** Calls in a sliding window: a window has twelve parts, and the calls of a part leave together with the latest of them. */
export const WindowPartsSchema = v.array(
  v.object({
    beganAt: Count,
    calls: Count,
  }),
)
export type WindowParts = Readonly<v.InferOutput<typeof WindowPartsSchema>>

export const PARTS = 12

const partOf = (time: number, seconds: number) => Math.floor((time * PARTS) / (seconds * 1000))
const leavesAt = ({ beganAt }: WindowParts[number], seconds: number) => beganAt + seconds * 1000

export const dropOldParts = (parts: WindowParts, seconds: number, now: number): WindowParts =>
  parts.filter((part) => now < leavesAt(part, seconds))

/** After a clock was set back, a part of the future counts from now on. */
export const clampParts = (parts: WindowParts, now: number): WindowParts =>
  parts.some(({ beganAt }) => beganAt > now)
    ? parts.map(({ beganAt, calls }) => ({ beganAt: Math.min(beganAt, now), calls }))
    : parts

export function addCall(parts: WindowParts, seconds: number, now: number): WindowParts {
  const last = parts.at(-1)
  return last && partOf(last.beganAt, seconds) === partOf(now, seconds)
    ? [...parts.slice(0, -1), { beganAt: now, calls: last.calls + 1 }]
    : [...parts, { beganAt: now, calls: 1 }]
}

const sumOf = (parts: WindowParts): number => parts.reduce((sum, { calls }) => sum + calls, 0)

/** The first time at which `isEnough` holds for the calls that are still counted; `now` if it holds already. */
export function findTime(
  parts: WindowParts,
  seconds: number,
  now: number,
  isEnough: (calls: number, time: number) => boolean,
): number {
  let calls = sumOf(parts)
  if (isEnough(calls, now)) return now
  let time = now
  for (const part of parts) {
    calls -= part.calls
    time = leavesAt(part, seconds)
    if (isEnough(calls, time)) return time
  }
  return time
}

const ReportedSchema = v.object({
  limit: v.pipe(Count, v.minValue(1)),
  /** The lowest value of this window: calls that the provider counted since are in flight or unaccounted. */
  remaining: Count,
  /** Calls of this window that ended without a report. */
  unaccounted: Count,
  /** Those of the last window among them: the provider may have begun this one with them. */
  carried: v.optional(Count, 0),
  /** By then, a window that an unaccounted call began is over. */
  lostUntil: v.optional(Count, 0),
  /** Never before the window's true end. */
  resetsAt: Count,
  /** The last window is over, and the provider has reported nothing about the next one. */
  isPresumed: v.boolean(),
})
type Reported = v.InferOutput<typeof ReportedSchema>

export const QuotaStateSchema = v.object({
  sent: v.array(WindowPartsSchema),
  /** The provider's last report, without the calls in flight. */
  reported: v.fallback(v.nullable(ReportedSchema), null),
  inFlight: Count,
  /** How much is left is unknown: no answer yet, or the last call was refused for the limit. */
  isUntried: v.boolean(),
  blockedUntil: Count,
})
export type QuotaState = Readonly<Omit<v.InferOutput<typeof QuotaStateSchema>, 'sent'>> & {
  readonly sent: readonly WindowParts[]
}

export type QuotaVerdict =
  | { ok: true }
  /** `kept`: what is left is for higher priorities. `retryAfter`: seconds. */
  | { ok: false; why: 'used-up' | 'kept'; retryAfter: number }

export const FULL_QUOTA: QuotaState = {
  sent: [],
  reported: null,
  inFlight: 0,
  isUntried: true,
  blockedUntil: 0,
}

/**
 * Bounds times that lie too far ahead, as after a clock was set back. The result must be stored: a computed bound moves along
 * with the clock. Returns the same object where nothing changes.
 */
export function clampQuota(state: QuotaState, now: number): QuotaState {
  const latest = now + MAX_WAIT_MS
  const { reported, blockedUntil } = state
  const sent = state.sent.map((parts) => clampParts(parts, now))
  const isUnchanged =
    blockedUntil <= latest &&
    (reported === null || Math.max(reported.resetsAt, reported.lostUntil) <= latest) &&
    sent.every((parts, index) => parts === state.sent[index])
  if (isUnchanged) return state
  return {
    ...state,
    sent,
    reported: reported && {
      ...reported,
      resetsAt: Math.min(reported.resetsAt, latest),
      lostUntil: Math.min(reported.lostUntil, latest),
    },
    blockedUntil: Math.min(blockedUntil, latest),
  }
}

function advance(state: QuotaState, now: number, limits: readonly CallLimit[]): QuotaState {
  const clamped = clampQuota(state, now)
  const sent = limits.map(({ seconds }, index) => dropOldParts(clamped.sent[index] ?? [], seconds, now))
  return { ...clamped, sent, reported: clamped.reported && advanceReported(clamped.reported, now) }
}

function advanceReported(reported: Reported, now: number): Reported {
  const { limit, resetsAt, lostUntil } = reported
  if (now < resetsAt) return reported
  const carried = now < lostUntil ? reported.unaccounted - reported.carried : 0
  const next = { limit, remaining: limit, resetsAt: now + PRESUMED_WINDOW_MS, isPresumed: true }
  return { ...next, unaccounted: carried, carried, lostUntil }
}

export interface QuotaWindow {
  limit: number
  left: number
  windowSeconds: number
  /** From when how many are left, if none is sent: now, then each time at which some come back. */
  steps: readonly { at: number; left: number }[]
  /** A call that is sent now can delay those of the last step by so much. */
  roundedMs: number
}

/** When so many are left; if that is never, when the last of them come back. */
const leftAt = ({ steps }: QuotaWindow, wanted: number): number =>
  (steps.find(({ left }) => left >= wanted) ?? steps.at(-1))?.at ?? 0

export const leftBy = ({ steps, left }: QuotaWindow, time: number): number =>
  steps.findLast(({ at }) => at <= time)?.left ?? left

/** The configured limits in their order, then the provider's report, if there is one. */
export function readWindows(state: QuotaState, now: number, limits: readonly CallLimit[]): QuotaWindow[] {
  const { sent, reported, inFlight } = advance(state, now, limits)
  const own = limits.map(({ calls, seconds }, index): QuotaWindow => {
    const parts = sent[index] ?? []
    const steps = [{ at: now, left: calls - sumOf(parts) }]
    for (const part of parts)
      steps.push({ at: leavesAt(part, seconds), left: (steps.at(-1)?.left ?? 0) + part.calls })
    return {
      limit: calls,
      left: steps[0]?.left ?? 0,
      windowSeconds: seconds,
      steps,
      roundedMs: (seconds * 1000) / PARTS,
    }
  })
  if (!reported) return own
  const { limit, remaining, unaccounted, resetsAt } = reported
  const left = remaining - unaccounted - inFlight
  const steps = [
    { at: now, left },
    { at: resetsAt, left: limit },
  ]
  return [...own, { limit, left, windowSeconds: REPORTED_WINDOW_SECONDS, steps, roundedMs: 0 }]
}

/** Of a call. Shares are no exact numbers, and a call must be let through at the time that its refusal named. */
const ROUNDING = 1e-9

/**
 * What is kept for higher priorities is what these may need until as much is left again, so it shrinks towards that time and
 * no window ends with calls that were kept in vain.
 */
function keptBy(window: QuotaWindow, share: number, time: number): number {
  const full = window.limit * share
  const untilBack = leftAt(window, Math.ceil(full)) - time
  return full * Math.min(1, Math.max(0, untilBack) / (window.windowSeconds * 1000)) - ROUNDING
}

/** The next window begins with a call, and is presumed to last longer: see `PRESUMED_WINDOW_MS`. */
const NEXT_WINDOW = PRESUMED_WINDOW_MS / (REPORTED_WINDOW_SECONDS * 1000)

/** When a call may be sent; behind `ahead` others, once none of these needs what is kept. */
function opensAt(window: QuotaWindow, share: number, ahead: number): number {
  const { limit, windowSeconds, steps, roundedMs } = window
  const kept = Math.max(1, limit * share)
  const windowMs = windowSeconds * 1000
  const last = steps.at(-1) ?? { at: 0, left: limit }
  // One call more than needed: windows that end at different times each round in their way.
  const taken = ahead > 0 ? ahead + 1 : 0
  const back = steps.find(({ left }) => left - taken >= kept)?.at
  if (back === undefined) {
    const windows = Math.ceil((taken + kept - last.left) / Math.max(1, limit - kept))
    return last.at + roundedMs + windows * windowMs * NEXT_WINDOW
  }
  if (ahead > 0) return back === last.at ? back + roundedMs : back
  const shrunk = steps.flatMap(({ at, left }) =>
    left < 1 ? [] : Math.max(at, back - (left / kept) * windowMs),
  )
  return Math.min(back, ...shrunk)
}

const shareOf = ({ limit, left }: QuotaWindow): number => (limit > 0 ? Math.max(0, left) / limit : 0)

export function shareLeft(state: QuotaState, now: number, limits: readonly CallLimit[]): number {
  if (now < clampQuota(state, now).blockedUntil) return 0
  return Math.min(1, ...readWindows(state, now, limits).map(shareOf))
}

export function describeQuota(state: QuotaState, now: number, limits: readonly CallLimit[]): Required<Quota> {
  const { blockedUntil } = clampQuota(state, now)
  const isBlocked = now < blockedUntil
  const windows = readWindows(state, now, limits)
  const described = windows.filter(({ windowSeconds }) => windowSeconds >= MIN_DESCRIBED_SECONDS)
  const [lowest] = (described.length > 0 ? described : windows).sort(
    (one, other) => shareOf(one) - shareOf(other),
  )
  const left = Math.max(0, lowest?.left ?? 0)
  const moreAt = isBlocked ? blockedUntil : ((lowest && leftAt(lowest, left + 1)) ?? now)
  return {
    limit: lowest?.limit ?? 0,
    left: isBlocked ? 0 : left,
    windowSeconds: lowest?.windowSeconds ?? REPORTED_WINDOW_SECONDS,
    moreInSeconds: secondsUntil(moreAt, now),
  }
}

/** `ahead`: how many calls were promised to others who wait; they lengthen a wait, and refuse no call. */
export function judgeCall(
  state: QuotaState,
  now: number,
  priority: Priority,
  limits: readonly CallLimit[],
  ahead = 0,
): QuotaVerdict {
  const { blockedUntil } = clampQuota(state, now)
  const share = MIN_SHARE[priority]
  const short = readWindows(state, now, limits).filter(
    (window) => window.left < Math.max(1, keptBy(window, share, now)),
  )
  if (short.length === 0 && now >= blockedUntil) return { ok: true }
  const moreAt = Math.max(blockedUntil, ...short.map((window) => opensAt(window, share, ahead)))
  const isUsedUp = now < blockedUntil || short.some(({ left }) => left < 1)
  return { ok: false, why: isUsedUp ? 'used-up' : 'kept', retryAfter: secondsUntil(moreAt, now) }
}

export const secondsUntil = (then: number, now: number): number => Math.max(1, Math.ceil((then - now) / 1000))

export function countCall(state: QuotaState, now: number, limits: readonly CallLimit[]): QuotaState {
  const advanced = advance(state, now, limits)
  const sent = limits.map(({ seconds }, index) => addCall(advanced.sent[index] ?? [], seconds, now))
  return { ...advanced, sent, inFlight: advanced.inFlight + 1 }
}

/** After a call ended in any way. `allowance` must be bounded. `retryAfter`: seconds, if the provider refused for its limit. */
export function noteAnswer(
  state: QuotaState,
  now: number,
  { allowance, retryAfter }: { allowance: Allowance | undefined; retryAfter?: number | undefined },
  limits: readonly CallLimit[],
): QuotaState {
  const advanced = advance(state, now, limits)
  const blockedFor = Math.max(retryAfter ?? 0, allowance?.remaining === 0 ? allowance.resetsInSeconds : 0)
  return {
    ...advanced,
    reported: allowance
      ? mergeReport(advanced.reported, allowance, now)
      : addUnaccounted(advanced.reported, 1, now),
    inFlight: Math.max(0, advanced.inFlight - 1),
    // After a refusal, one call at a time finds out whether it is over.
    isUntried: retryAfter !== undefined,
    blockedUntil:
      blockedFor > 0 ? Math.max(advanced.blockedUntil, now + blockedFor * 1000) : advanced.blockedUntil,
  }
}

/** Answers overtake each other: of two reports on one window, the lower is the later one. */
function mergeReport(
  known: Reported | null,
  { limit, remaining, resetsInSeconds }: Allowance,
  now: number,
): Reported {
  const resetsAt = now + resetsInSeconds * 1000
  const added = { limit, remaining, unaccounted: 0, carried: 0, lostUntil: 0, resetsAt, isPresumed: false }
  if (known === null || known.limit !== limit) return added
  const { unaccounted, carried, lostUntil } = known
  const merged = {
    ...added,
    remaining: Math.min(remaining, known.remaining),
    unaccounted,
    carried,
    lostUntil,
  }
  if (known.isPresumed) return merged
  if (resetsAt > known.resetsAt + SAME_WINDOW_MS) return added
  // A report on the previous window was overtaken; any other one shows that the known end was wrong.
  if (resetsAt < known.resetsAt - SAME_WINDOW_MS) return resetsInSeconds > MAX_CALL_SECONDS ? added : known
  return { ...merged, resetsAt: Math.max(resetsAt, known.resetsAt) }
}

/** `latest`: by then, they were sent. */
const addUnaccounted = (reported: Reported | null, calls: number, latest: number): Reported | null =>
  reported && {
    ...reported,
    unaccounted: reported.unaccounted + calls,
    lostUntil: latest + REPORTED_WINDOW_SECONDS * 1000,
  }

/** After an eviction: no answer will come for the calls in flight. */
export const forgetInFlight = (state: QuotaState): QuotaState => ({
  ...state,
  reported:
    state.inFlight === 0
      ? state.reported
      : addUnaccounted(state.reported, state.inFlight, state.reported?.resetsAt ?? 0),
  inFlight: 0,
})
