/**
 * Whether the provider may be asked now: budget, breaker and retry budget as one state, which is kept across evictions.
 * Pure: `(state, now, …) → [state, verdict]`.
 */
import type { ProviderState } from '@inquiry-lens/shared/api.ts'
import { PROBLEM_TYPES, type ProblemCode } from '@inquiry-lens/shared/problem.ts'
import * as v from 'valibot'
import type { CallLimit } from '../call-limit.ts'
import type { Fetched } from '../providers/provider.ts'
import { type BreakerState, CLOSED_BREAKER, countProbe, judgeBreaker, noteOutcome } from './breaker.ts'
import { type BudgetState, countCall, FULL_BUDGET, forgetFlights, judgeCall, noteAnswer } from './budget.ts'
import type { Lane } from './lane.ts'
import { earnCredit, FIRST_CREDIT, type RetryCredit, spendCredit } from './retry.ts'

export interface GuardState {
  budget: BudgetState
  breaker: BreakerState
  credit: RetryCredit
  standing: ProviderState['state']
  /** Why it is failing. */
  reason: ProblemCode | null
}

export type GuardVerdict =
  | { ok: true; isProbe: boolean }
  /** `retryAfter`: seconds. */
  | { ok: false; why: 'used-up' | 'kept' | 'broken'; retryAfter: number }

export const FRESH_GUARD: GuardState = {
  budget: FULL_BUDGET,
  breaker: CLOSED_BREAKER,
  credit: FIRST_CREDIT,
  standing: 'untried',
  reason: null,
}

export function judge(
  { budget, breaker }: GuardState,
  now: number,
  lane: Lane,
  limits: readonly CallLimit[],
): GuardVerdict {
  const afforded = judgeCall(budget, now, lane, limits)
  if (!afforded.ok) return afforded
  const verdict = judgeBreaker(breaker, now)
  return verdict.ok ? verdict : { ...verdict, why: 'broken' }
}

/** A call that is let through is counted before it departs. */
export function admit(
  state: GuardState,
  now: number,
  lane: Lane,
  limits: readonly CallLimit[],
): [GuardState, GuardVerdict] {
  const verdict = judge(state, now, lane, limits)
  if (!verdict.ok) return [state, verdict]
  const breaker = verdict.isProbe ? countProbe(state.breaker, now) : state.breaker
  return [
    {
      ...state,
      breaker,
      budget: countCall(state.budget, now, limits),
      credit: earnCredit(state.credit),
    },
    verdict,
  ]
}

export function note(
  state: GuardState,
  now: number,
  fetched: Fetched<unknown>,
  { isProbe, limits }: { isProbe: boolean; limits: readonly CallLimit[] },
): GuardState {
  const problem = fetched.ok ? undefined : fetched.problem
  const { allowance } = fetched
  const budget = noteAnswer(state.budget, now, { allowance, retryAfter: problem?.retryAfter }, limits)
  // A limit is no illness; a refusal of this one question says nothing about the provider's health.
  const failed = problem !== undefined && !problem.final && problem.code !== 'provider-rate-limited'
  const breaker = noteOutcome(state.breaker, now, { failed, isProbe })
  if (!problem) return { ...state, budget, breaker, standing: 'answering', reason: null }
  return problem.final && problem.code !== 'provider-key-refused'
    ? { ...state, budget, breaker }
    : { ...state, budget, breaker, standing: 'failing', reason: problem.code }
}

export function takeRepetition(state: GuardState): [GuardState, boolean] {
  const credit = spendCredit(state.credit)
  return credit === undefined ? [state, false] : [{ ...state, credit }, true]
}

const ToldSchema = v.object({
  limit: v.number(),
  remaining: v.number(),
  lost: v.number(),
  resetsAt: v.number(),
  isPresumed: v.boolean(),
})
const GuardSchema = v.object({
  budget: v.object({
    sent: v.array(v.array(v.object({ beganAt: v.number(), calls: v.number() }))),
    told: v.nullable(ToldSchema),
    inFlight: v.number(),
    isUntried: v.boolean(),
    blockedUntil: v.number(),
  }),
  breaker: v.object({
    recent: v.array(v.boolean()),
    open: v.nullable(v.object({ until: v.number(), seconds: v.number(), probedAt: v.nullable(v.number()) })),
  }),
  credit: v.number(),
  standing: v.picklist(['untried', 'answering', 'failing']),
  reason: v.nullable(
    v.custom<ProblemCode>((code) => typeof code === 'string' && Object.hasOwn(PROBLEM_TYPES, code)),
  ),
})

/** Of an object that ended; what it had in flight is lost. */
export function reviveGuard(kept: unknown): GuardState {
  const parsed = v.safeParse(GuardSchema, kept)
  if (!parsed.success) return FRESH_GUARD
  return { ...parsed.output, budget: forgetFlights(parsed.output.budget) }
}
