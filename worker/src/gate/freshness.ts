/**
 * How long an answer may be shown, as RFC 9111 (freshness) and RFC 5861 (stale-while-revalidate, stale-if-error) have
 * it. Pure: ages go in, a decision comes out. All figures are seconds; the stale windows begin where `fresh` ends.
 */
export interface Freshness {
  fresh: number
  whileRevalidating: number
  ifError: number
}

const SECOND = 1
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export const FRESHNESS = {
  newest: { fresh: 10, whileRevalidating: 60, ifError: 10 * MINUTE },
  'newest-filtered': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 10 * MINUTE },
  /** Events never change; what stands behind one never grows. */
  'events-behind': { fresh: 24 * HOUR, whileRevalidating: 24 * HOUR, ifError: 24 * HOUR },
  /** The rows behind a session or an inquiry stay the same ones, but their status moves. */
  'sessions-behind': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 30 * MINUTE },
  'inquiries-behind': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 30 * MINUTE },
  open: { fresh: 10, whileRevalidating: 60, ifError: 10 * MINUTE },
  final: { fresh: 5 * MINUTE, whileRevalidating: HOUR, ifError: HOUR },
  /** The provider has said something newer about it since. */
  superseded: { fresh: 0, whileRevalidating: 0, ifError: 10 * MINUTE },
  /** It was redacted since: what was known is not to be shown again. */
  withdrawn: { fresh: 0, whileRevalidating: 0, ifError: 0 },
  missing: { fresh: 30, whileRevalidating: 0, ifError: 0 },
} as const satisfies Record<string, Freshness>

export type FreshnessClass = keyof typeof FRESHNESS

/** A forced refresh of something younger than this is answered from what is held. */
export const FORCED_REFRESH_FLOOR_SECONDS = 2

export type Verdict =
  /** Show it. */
  | 'fresh'
  /** Show it, and ask the provider behind the asker's back. */
  | 'revalidate'
  /** Ask the provider; show what is held only if that fails. */
  | 'fetch'

export function judgeAge(rule: Freshness, age: number, forced: boolean): Verdict {
  if (forced) return age < FORCED_REFRESH_FLOOR_SECONDS ? 'fresh' : 'fetch'
  if (age < rule.fresh) return 'fresh'
  return age < rule.fresh + rule.whileRevalidating ? 'revalidate' : 'fetch'
}

export const isShowableOnError = (rule: Freshness, age: number): boolean => age < rule.fresh + rule.ifError

/** Seconds until it turns stale; negative once it has (RFC 9211 `ttl`). */
export const timeToLive = (rule: Freshness, age: number): number => rule.fresh - age
