/**
 * Whether the provider may be asked now: budget, breaker and retry budget as one state, which is kept across evictions.
 * Pure: `(state, now, …) → [state, verdict]`.
 */
import type { ProviderState } from '@inquiry-lens/shared/contract/api.ts'
import { PROBLEM_TYPES, type ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import type { Fetched } from '../../providers/provider.ts'
import {
  type BreakerState,
  CLOSED_BREAKER,
  countProbe,
  judgeBreaker,
  MAX_OPEN_SECONDS,
  noteOutcome,
} from './circuit-breaker.ts'
import type { Priority } from './priority.ts'
import {
  countCall,
  FULL_QUOTA,
  forgetInFlight,
  healQuota,
  judgeCall,
  noteAnswer,
  type QuotaState,
} from './quota.ts'
import { earnRetry, FULL_RETRY_BUDGET, type RetryBudget, spendRetry } from './retry-budget.ts'

export interface UpstreamPolicyState {
  budget: QuotaState
  breaker: BreakerState
  credit: RetryBudget
  standing: ProviderState['state']
  /** Why it is failing. */
  reason: ProblemCode | null
}

export type UpstreamPolicyVerdict =
  | { ok: true; isProbe: boolean }
  /** `retryAfter`: seconds. */
  | { ok: false; why: 'used-up' | 'kept' | 'broken'; retryAfter: number }

export const INITIAL_POLICY: UpstreamPolicyState = {
  budget: FULL_QUOTA,
  breaker: CLOSED_BREAKER,
  credit: FULL_RETRY_BUDGET,
  standing: 'untried',
  reason: null,
}

/** See `healBudget`. A breaker needs no healing: a clock that was moved lets a probe through. */
export function healPolicy(state: UpstreamPolicyState, now: number): UpstreamPolicyState {
  const budget = healQuota(state.budget, now)
  return budget === state.budget ? state : { ...state, budget }
}

export function judge(
  { budget, breaker }: UpstreamPolicyState,
  now: number,
  priority: Priority,
  limits: readonly CallLimit[],
): UpstreamPolicyVerdict {
  const afforded = judgeCall(budget, now, priority, limits)
  if (!afforded.ok) return afforded
  const verdict = judgeBreaker(breaker, now)
  return verdict.ok ? verdict : { ...verdict, why: 'broken' }
}

/** A call that is let through is counted before it departs. */
export const admit = (
  state: UpstreamPolicyState,
  now: number,
  isProbe: boolean,
  limits: readonly CallLimit[],
): UpstreamPolicyState => ({
  ...state,
  breaker: isProbe ? countProbe(state.breaker, now) : state.breaker,
  budget: countCall(state.budget, now, limits),
  credit: earnRetry(state.credit),
})

/** What is final and of this kind is an answer: one object that can't be read is no illness, a list is. */
const ABOUT_THE_QUESTION: ReadonlySet<ProblemCode> = new Set([
  'not-found',
  'invalid-parameter',
  'provider-unreadable',
])

export function note(
  state: UpstreamPolicyState,
  now: number,
  fetched: Fetched<unknown>,
  { isProbe, limits }: { isProbe: boolean; limits: readonly CallLimit[] },
): UpstreamPolicyState {
  const problem = fetched.ok ? undefined : fetched.problem
  const { allowance } = fetched
  const budget = noteAnswer(state.budget, now, { allowance, retryAfter: problem?.retryAfter }, limits)
  // A limit is no illness; neither is an answer that the relay can't read, or a refusal of this one question.
  const failed =
    problem !== undefined &&
    !problem.final &&
    problem.code !== 'provider-rate-limited' &&
    problem.code !== 'provider-unreadable'
  const breaker = noteOutcome(state.breaker, now, { failed, isProbe })
  const next = { ...state, budget, breaker }
  // Agents see the standing: whatever is not found leaves the same one, and none of it says that a refused key is good.
  const isFound = fetched.ok ? fetched.value !== null : fetched.problem.code !== 'not-found'
  if (!isFound && state.reason === 'provider-key-refused') return next
  return !problem || (problem.final && ABOUT_THE_QUESTION.has(problem.code))
    ? { ...next, standing: 'answering', reason: null }
    : { ...next, standing: 'failing', reason: problem.code }
}

export function takeRetry(state: UpstreamPolicyState): [UpstreamPolicyState, boolean] {
  const credit = spendRetry(state.credit)
  return credit === undefined ? [state, false] : [{ ...state, credit }, true]
}

const Count = v.pipe(v.number(), v.finite(), v.minValue(0))
const BudgetSchema = v.object({
  sent: v.array(v.array(v.object({ beganAt: Count, calls: Count }))),
  // An odd one is as good as none.
  told: v.fallback(
    v.nullable(
      v.object({
        limit: v.pipe(Count, v.minValue(1)),
        remaining: Count,
        lost: Count,
        resetsAt: Count,
        isPresumed: v.boolean(),
      }),
    ),
    null,
  ),
  inFlight: Count,
  isUntried: v.boolean(),
  blockedUntil: Count,
})
const BreakerSchema = v.object({
  recent: v.array(v.boolean()),
  open: v.nullable(
    v.object({
      until: Count,
      seconds: v.pipe(Count, v.maxValue(MAX_OPEN_SECONDS)),
      probedAt: v.nullable(Count),
    }),
  ),
})
const GuardSchema = v.object({
  budget: BudgetSchema,
  breaker: v.fallback(BreakerSchema, CLOSED_BREAKER),
  credit: v.fallback(Count, FULL_RETRY_BUDGET),
  standing: v.picklist(['untried', 'answering', 'failing']),
  reason: v.nullable(
    v.custom<ProblemCode>((code) => typeof code === 'string' && Object.hasOwn(PROBLEM_TYPES, code)),
  ),
})

/** Of an object that ended; what it had in flight is lost. */
export function revivePolicy(kept: unknown): UpstreamPolicyState {
  const parsed = v.safeParse(GuardSchema, kept)
  if (!parsed.success) return INITIAL_POLICY
  return { ...parsed.output, budget: forgetInFlight(parsed.output.budget) }
}
