/** Bounds what a provider says in numbers, before anything is counted, stored or shown by it. Pure. */
import type { Allowance, Fetched } from '../../providers/provider.ts'

/** Whatever a provider says, it is asked again by then. */
export const MAX_WAIT_SECONDS = 600

/** From there on, a number of seconds is a time since the epoch. */
const EPOCH_SECONDS = 1_000_000_000

export function boundReported<TValue>(fetched: Fetched<TValue>, now: number): Fetched<TValue> {
  const allowance = fetched.allowance && boundAllowance(fetched.allowance, now)
  if (fetched.ok || fetched.problem.retryAfter === undefined) return { ...fetched, allowance }
  const { retryAfter, ...problem } = fetched.problem
  return { ...fetched, allowance, problem: { ...problem, retryAfter: boundWait(retryAfter, now) } }
}

/** `undefined`: it makes no sense, and counts as not said. */
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
  // NaN is no number to wait for.
  return wait >= 1 ? Math.min(MAX_WAIT_SECONDS, Math.ceil(wait)) : 1
}
