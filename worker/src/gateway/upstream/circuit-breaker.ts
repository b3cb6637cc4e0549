/**
 * Stops asking a provider that is down, and asks again by one probe at a time (Nygard, "Release It!": circuit breaker).
 * Pure. Times are milliseconds since the epoch.
 */
export interface BreakerState {
  /** Of the last calls, whether each failed; newest last. */
  recent: readonly boolean[]
  open: { until: number; seconds: number; probedAt: number | null } | null
}

export type BreakerVerdict = { ok: true; isProbe: boolean } | { ok: false; retryAfter: number }

const RECENT = 20
const FAILURES_IN_A_ROW = 5
const SHORTEST_OPEN_SECONDS = 10
export const MAX_OPEN_SECONDS = 60
/** A probe that has not come back by then is lost, as with an object that was evicted: no call takes so long. */
const PROBE_LOST_AFTER_MS = 15_000

export const CLOSED_BREAKER: BreakerState = { recent: [], open: null }

export function judgeBreaker({ open }: BreakerState, now: number): BreakerVerdict {
  if (!open) return { ok: true, isProbe: false }
  const opensIn = open.until - now
  // More than it was to be: the clock was set back, and that must not keep it open.
  if (opensIn > 0 && opensIn <= open.seconds * 1000) return refuse(opensIn)
  if (open.probedAt === null || open.probedAt > now) return { ok: true, isProbe: true }
  const lostIn = open.probedAt + PROBE_LOST_AFTER_MS - now
  return lostIn > 0 ? refuse(lostIn) : { ok: true, isProbe: true }
}

const refuse = (ms: number): BreakerVerdict => ({ ok: false, retryAfter: Math.max(1, Math.ceil(ms / 1000)) })

/** Before a probe departs. From then on, only what becomes of it counts. */
export const countProbe = (state: BreakerState, now: number): BreakerState =>
  state.open ? { ...state, open: { ...state.open, until: now, probedAt: now } } : state

/** Only a probe's outcome counts while it is open: the others departed before. */
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
  const recent = [...state.recent, failed].slice(-RECENT)
  const isFailing =
    (recent.length >= FAILURES_IN_A_ROW && recent.slice(-FAILURES_IN_A_ROW).every(Boolean)) ||
    (recent.length === RECENT && recent.filter(Boolean).length > RECENT / 2)
  return isFailing ? openFor(SHORTEST_OPEN_SECONDS, now) : { recent, open: null }
}

const openFor = (seconds: number, now: number): BreakerState => ({
  recent: [],
  open: { until: now + seconds * 1000, seconds, probedAt: null },
})

export const describeBreaker = (state: BreakerState, now: number): 'closed' | 'open' | 'half-open' => {
  if (!state.open) return 'closed'
  return judgeBreaker(state, now).ok || state.open.probedAt !== null ? 'half-open' : 'open'
}
