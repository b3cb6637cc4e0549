/** When to look again: soon while things happen, seldom while nothing does, never all surfaces at the same moment. */
const SOONEST_MS = 15_000
const LATEST_MS = 60_000
const SPREAD = 0.2

/** `quietRounds`: how many looks in a row brought nothing new. `random` is in [0, 1). */
export function pollDelay(quietRounds: number, random: number): number {
  const even = Math.min(LATEST_MS, SOONEST_MS * 2 ** Math.min(quietRounds, 10))
  return even * (1 - SPREAD + 2 * SPREAD * random)
}

/** A wait that the relay asked for is kept to the full, and spread only behind it. */
export function retryDelay(retryAfterSeconds: number, random: number): number {
  return retryAfterSeconds * 1000 + random * 1000
}
