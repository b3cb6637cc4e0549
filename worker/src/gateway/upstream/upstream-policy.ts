/**
 * Whether the provider may be called now: quota, breaker and retry budget as one state, which survives an eviction. The breaker stops
 * calling a provider that fails, then sends one probe at a time (Nygard, "Release It!"). Pure: `(state, now, …)` gives a verdict or
 * the next state. Times are milliseconds since the epoch.
 */
import type { ProviderState } from '@inquiry-lens/shared/contract/config.ts'
import { PROBLEM_TYPES, type ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import type { Allowance, Fetched, UpstreamProblem } from '../../providers/provider.ts'
import type { Priority } from './priority-semaphore.ts'
import {
  clampQuota,
  countCall,
  FULL_QUOTA,
  forgetInFlight,
  judgeCall,
  MAX_WAIT_SECONDS,
  noteAnswer,
  type QuotaState,
  QuotaStateSchema,
} from './quota.ts'

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

export interface UpstreamPolicyState {
  quota: QuotaState
  breaker: BreakerState
  /** In tenths of a retry. */
  retryBudget: number
  state: ProviderState['state']
  reason: ProblemCode | null
}

export type UpstreamPolicyVerdict =
  | { ok: true; isProbe: boolean }
  /** `retryAfter`: seconds. */
  | { ok: false; why: 'used-up' | 'kept' | 'broken'; retryAfter: number }

const RETRY_COST = 10
const MAX_RETRY_BUDGET = 3 * RETRY_COST

export const INITIAL_POLICY: UpstreamPolicyState = {
  quota: FULL_QUOTA,
  breaker: CLOSED_BREAKER,
  retryBudget: RETRY_COST,
  state: 'untried',
  reason: null,
}

/** See `clampQuota`. The breaker needs no bound: a clock that was moved lets a probe through. */
export function clampPolicy(policy: UpstreamPolicyState, now: number): UpstreamPolicyState {
  const quota = clampQuota(policy.quota, now)
  return quota === policy.quota ? policy : { ...policy, quota }
}

export function judgePolicy(
  { quota, breaker }: UpstreamPolicyState,
  now: number,
  priority: Priority,
  limits: readonly CallLimit[],
  ahead = 0,
): UpstreamPolicyVerdict {
  const byQuota = judgeCall(quota, now, priority, limits, ahead)
  if (!byQuota.ok) return byQuota
  const verdict = judgeBreaker(breaker, now)
  return verdict.ok ? verdict : { ...verdict, why: 'broken' }
}

/** Before a call is sent. Ten calls earn a retry. */
export const countSent = (
  policy: UpstreamPolicyState,
  now: number,
  isProbe: boolean,
  limits: readonly CallLimit[],
): UpstreamPolicyState => ({
  ...policy,
  breaker: isProbe ? countProbe(policy.breaker, now) : policy.breaker,
  quota: countCall(policy.quota, now, limits),
  retryBudget: Math.min(MAX_RETRY_BUDGET, policy.retryBudget + 1),
})

/** A final problem of these kinds is an answer about one object, and says nothing about the provider's health. */
const ABOUT_ONE_OBJECT: ReadonlySet<ProblemCode> = new Set([
  'not-found',
  'invalid-parameter',
  'provider-unreadable',
])
const NO_FAILURE: ReadonlySet<ProblemCode> = new Set(['provider-rate-limited', 'provider-unreadable'])

/** After a call; `fetched` must be bounded. */
export function noteFetched(
  policy: UpstreamPolicyState,
  now: number,
  fetched: Fetched<unknown>,
  { isProbe, limits }: { isProbe: boolean; limits: readonly CallLimit[] },
): UpstreamPolicyState {
  const problem = fetched.ok ? undefined : fetched.problem
  const { allowance } = fetched
  const failed = problem !== undefined && !problem.final && !NO_FAILURE.has(problem.code)
  const next = {
    ...policy,
    quota: noteAnswer(policy.quota, now, { allowance, retryAfter: problem?.retryAfter }, limits),
    breaker: noteOutcome(policy.breaker, now, { failed, isProbe }),
  }
  // Agents see this state: an object that is hidden and one that doesn't exist must leave the same one, and neither proves
  // that a refused key is good.
  const isFound = fetched.ok ? fetched.value !== null : fetched.problem.code !== 'not-found'
  if (!isFound && policy.reason === 'provider-key-refused') return next
  return !problem || (problem.final && ABOUT_ONE_OBJECT.has(problem.code))
    ? { ...next, state: 'answering', reason: null }
    : { ...next, state: 'failing', reason: problem.code }
}

/**
 * A call may be repeated once, and at most one call in ten, so that an outage is not doubled (sre.google, "Addressing
 * cascading failures": retry budget). `undefined`: no retry is left.
 */
export const takeRetry = (policy: UpstreamPolicyState): UpstreamPolicyState | undefined =>
  policy.retryBudget >= RETRY_COST ? { ...policy, retryBudget: policy.retryBudget - RETRY_COST } : undefined

/** Retrying can help: no refusal, no limit, and no call that took all its time. */
export const isRetryable = ({ code, final }: UpstreamProblem): boolean =>
  code === 'provider-unavailable' && !final

/** Full jitter (aws.amazon.com/builders-library, "Timeouts, retries and backoff"). */
const MAX_BACKOFF_MS = 400
export const drawBackoff = (random: () => number): number => random() * MAX_BACKOFF_MS

const PolicySchema = v.object({
  quota: QuotaStateSchema,
  breaker: v.fallback(BreakerSchema, CLOSED_BREAKER),
  retryBudget: v.fallback(v.pipe(v.number(), v.finite(), v.minValue(0)), RETRY_COST),
  state: v.picklist(['untried', 'answering', 'failing']),
  reason: v.nullable(
    v.custom<ProblemCode>((code) => typeof code === 'string' && Object.hasOwn(PROBLEM_TYPES, code)),
  ),
})

export function restorePolicy(stored: unknown): UpstreamPolicyState {
  const parsed = v.safeParse(PolicySchema, stored)
  return parsed.success ? { ...parsed.output, quota: forgetInFlight(parsed.output.quota) } : INITIAL_POLICY
}

/** A larger number of seconds is a time since the epoch. */
const EPOCH_SECONDS = 1_000_000_000

/** Bounds every number that a provider reports, before it is counted, stored or shown. */
export function boundReported<TValue>(fetched: Fetched<TValue>, now: number): Fetched<TValue> {
  const allowance = fetched.allowance && boundAllowance(fetched.allowance, now)
  if (fetched.ok || fetched.problem.retryAfter === undefined) return { ...fetched, allowance }
  const { retryAfter, ...problem } = fetched.problem
  return { ...fetched, allowance, problem: { ...problem, retryAfter: boundWait(retryAfter, now) } }
}

/** `undefined`: it makes no sense, and counts as not reported. */
function boundAllowance(
  { limit, remaining, resetsInSeconds }: Allowance,
  now: number,
): Allowance | undefined {
  if (!(limit >= 1 && remaining >= 0 && resetsInSeconds >= 0)) return undefined
  const whole = Math.min(Math.floor(limit), Number.MAX_SAFE_INTEGER)
  return {
    limit: whole,
    remaining: Math.min(Math.floor(remaining), whole),
    resetsInSeconds: boundWait(resetsInSeconds, now),
  }
}

function boundWait(seconds: number, now: number): number {
  const wait = seconds >= EPOCH_SECONDS ? seconds - now / 1000 : seconds
  // NaN fails the comparison too.
  return wait >= 1 ? Math.min(MAX_WAIT_SECONDS, Math.ceil(wait)) : 1
}
