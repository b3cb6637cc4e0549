/**
 * How often a failed call may be repeated: once, and in all no more than one call in ten, so that an outage is not
 * doubled (sre.google, "Addressing cascading failures": retry budget). Pure.
 */
import type { UpstreamProblem } from '../../providers/provider.ts'

/** In tenths of a repetition. */
export type RetryBudget = number

const COST = 10
const MOST = 3 * COST
export const FULL_RETRY_BUDGET: RetryBudget = COST

/** Full jitter (aws.amazon.com/builders-library, "Timeouts, retries and backoff"). */
const MAX_BACKOFF_MS = 400
export const drawBackoff = (random: () => number): number => random() * MAX_BACKOFF_MS

/** What may be gone at the next try: not a refusal, not a limit, and not a call that took all its time. */
export const isRetryable = ({ code, final }: UpstreamProblem): boolean =>
  code === 'provider-unavailable' && !final

export const earnRetry = (credit: RetryBudget): RetryBudget => Math.min(MOST, credit + 1)

/** `undefined`: there is none left. */
export const spendRetry = (credit: RetryBudget): RetryBudget | undefined =>
  credit >= COST ? credit - COST : undefined
