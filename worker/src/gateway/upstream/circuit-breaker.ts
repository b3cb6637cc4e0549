/**
 * Stops calling a provider that fails, then sends one probe at a time (Nygard, "Release It!": circuit breaker). Pure. Times
 * are milliseconds since the epoch.
 */
import * as v from 'valibot'

const FAILURES_IN_A_ROW = 5
const MAX_RECENT = 20
const MIN_OPEN_SECONDS = 10
const MAX_OPEN_SECONDS = 60
/** A probe without an answer by then is lost, as after an eviction: no call takes so long. */
const PROBE_LOST_AFTER_MS = 15_000

const Time = v.pipe(v.number(), v.finite(), v.minValue(0))

export const BreakerSchema = v.object({
  recent: v.array(v.boolean()),
  open: v.nullable(
    v.object({
      until: Time,
      seconds: v.pipe(Time, v.maxValue(MAX_OPEN_SECONDS)),
      probedAt: v.nullable(Time),
    }),
  ),
})
export type BreakerState = v.InferOutput<typeof BreakerSchema>

export type BreakerVerdict = { ok: true; isProbe: boolean } | { ok: false; retryAfter: number }

export const CLOSED_BREAKER: BreakerState = { recent: [], open: null }

export function judgeBreaker({ open }: BreakerState, now: number): BreakerVerdict {
  if (!open) return { ok: true, isProbe: false }
  const opensIn = open.until - now
  // A longer wait than planned means that the clock was set back: that must not keep the breaker open.
  if (opensIn > 0 && opensIn <= open.seconds * 1000) return refuse(opensIn)
  if (open.probedAt === null || open.probedAt > now) return { ok: true, isProbe: true }
  const probeExpiresIn = open.probedAt + PROBE_LOST_AFTER_MS - now
  return probeExpiresIn > 0 ? refuse(probeExpiresIn) : { ok: true, isProbe: true }
}

const refuse = (ms: number): BreakerVerdict => ({ ok: false, retryAfter: Math.max(1, Math.ceil(ms / 1000)) })

export const countProbe = (state: BreakerState, now: number): BreakerState =>
  state.open ? { ...state, open: { ...state.open, until: now, probedAt: now } } : state

/** While the breaker is open, only a probe's outcome counts: the other calls were sent before. */
export function noteOutcome(
  state: BreakerState,
  now: number,
  { failed, isProbe }: { failed: boolean; isProbe: boolean },
): BreakerState {
  const { open } = state
  if (open) {
    if (!isProbe) return state
    return failed ? openFor(Math.min(open.seconds * 2, MAX_OPEN_SECONDS), now) : CLOSED_BREAKER
  }
  const recent = [...state.recent, failed].slice(-MAX_RECENT)
  const isFailing =
    (recent.length >= FAILURES_IN_A_ROW && recent.slice(-FAILURES_IN_A_ROW).every(Boolean)) ||
    (recent.length === MAX_RECENT && recent.filter(Boolean).length > MAX_RECENT / 2)
  return isFailing ? openFor(MIN_OPEN_SECONDS, now) : { recent, open: null }
}

const openFor = (seconds: number, now: number): BreakerState => ({
  recent: [],
  open: { until: now + seconds * 1000, seconds, probedAt: null },
})

export const describeBreaker = (state: BreakerState, now: number): 'closed' | 'open' | 'half-open' => {
  if (!state.open) return 'closed'
  return judgeBreaker(state, now).ok || state.open.probedAt !== null ? 'half-open' : 'open'
}
