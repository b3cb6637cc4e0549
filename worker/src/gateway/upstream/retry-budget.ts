/**
 * How often a failed call may be repeated: once, and in all no more than one call in ten, so that an outage is not
 * doubled (sre.google, "Addressing cascading failures": retry budget). Pure.
 */
import type { UpstreamProblem } from '../../providers/provider.ts'

/** In tenths of a repetition. */
export type RetryCredit = number

const COST = 10
const MOST = 3 * COST
export const FIRST_CREDIT: RetryCredit = COST

/** Full jitter (aws.amazon.com/builders-library, "Timeouts, retries and backoff"). */
const LONGEST_PAUSE_MS = 400
export const drawPause = (random: () => number): number => random() * LONGEST_PAUSE_MS

/** What may be gone at the next try: not a refusal, not a limit, and not a call that took all its time. */
export const isWorthRepeating = ({ code, final }: UpstreamProblem): boolean =>
  code === 'provider-unavailable' && !final

export const earnCredit = (credit: RetryCredit): RetryCredit => Math.min(MOST, credit + 1)

/** `undefined`: there is none left. */
export const spendCredit = (credit: RetryCredit): RetryCredit | undefined =>
  credit >= COST ? credit - COST : undefined
