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
  /** Of a provider that counts by the day: each refresh is one of ten thousand. */
  'newest-by-day': { fresh: 30, whileRevalidating: 60, ifError: 10 * MINUTE },
  'newest-filtered-by-day': { fresh: 60, whileRevalidating: 5 * MINUTE, ifError: 10 * MINUTE },
  /** Events never change; what stands behind one never grows. */
  'events-behind': { fresh: 24 * HOUR, whileRevalidating: 24 * HOUR, ifError: 24 * HOUR },
  /** The rows behind a session or an inquiry stay the same ones, but their status moves. */
  'sessions-behind': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 30 * MINUTE },
  'inquiries-behind': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 30 * MINUTE },
  open: { fresh: 10, whileRevalidating: 60, ifError: 10 * MINUTE },
  'open-by-day': { fresh: 60, whileRevalidating: 60, ifError: 10 * MINUTE },
  /** Waited for after that, so that an erasure or a reversed decision shows with the next answer. */
  final: { fresh: 5 * MINUTE, whileRevalidating: 0, ifError: HOUR },
  /** A state beside an ID. Sessions are asked for one by one, and few in a look-up. */
  'final-mark': { fresh: 5 * MINUTE, whileRevalidating: HOUR, ifError: HOUR },
  /** Some of what was asked for, and the provider knows the rest. */
  'events-short': { fresh: 0, whileRevalidating: 0, ifError: 24 * HOUR },
  /** The provider has deleted them, and the relay keeps what it may for as long as it may. */
  'events-kept': { fresh: 366 * 24 * HOUR, whileRevalidating: 0, ifError: 0 },
  /** The provider has said something newer about it since. */
  superseded: { fresh: 0, whileRevalidating: 0, ifError: 10 * MINUTE },
  /** It was redacted since: what was known is not to be shown again. */
  withdrawn: { fresh: 0, whileRevalidating: 0, ifError: 0 },
  /** A page of a list whose cursor the provider ignored. */
  doubtful: { fresh: 10, whileRevalidating: 0, ifError: 0 },
  missing: { fresh: 30, whileRevalidating: 0, ifError: 0 },
} as const satisfies Record<string, Freshness>

export type FreshnessClass = keyof typeof FRESHNESS

/** A forced refresh of something younger than this is answered from what is held. */
export const FORCED_REFRESH_FLOOR_SECONDS = 2

/** Until when anything of it may be shown at all. */
export const lifeOf = ({ fresh, whileRevalidating, ifError }: Freshness): number =>
  fresh + Math.max(whileRevalidating, ifError)

const MAX_STRETCHED_SECONDS = MINUTE

/**
 * While less than half of the provider's budget is left, what is short-lived stays fresh for longer: twice as long a
 * step, up to a minute, and never longer than it could be shown at all without asking. What may be shown stale ends
 * when it always did.
 */
export function stretchFreshness(rule: Freshness, shareLeft: number): Freshness {
  const steps = shareLeft >= 0.5 ? 0 : shareLeft >= 0.25 ? 1 : shareLeft >= 0.125 ? 2 : 3
  const longest = Math.max(rule.fresh, Math.min(MAX_STRETCHED_SECONDS, rule.fresh + rule.whileRevalidating))
  const fresh = Math.min(rule.fresh * 2 ** steps, longest)
  const gained = fresh - rule.fresh
  return {
    fresh,
    whileRevalidating: Math.max(0, rule.whileRevalidating - gained),
    ifError: Math.max(0, rule.ifError - gained),
  }
}

export type FreshnessVerdict =
  /** Show it. */
  | 'fresh'
  /** Show it, and ask the provider behind the asker's back. */
  | 'revalidate'
  /** Ask the provider; show what is held only if that fails. */
  | 'fetch'

export function judgeAge(rule: Freshness, age: number, forced: boolean): FreshnessVerdict {
  if (forced) return age < FORCED_REFRESH_FLOOR_SECONDS ? 'fresh' : 'fetch'
  if (age < rule.fresh) return 'fresh'
  return age < rule.fresh + rule.whileRevalidating ? 'revalidate' : 'fetch'
}

export const isShowableOnError = (rule: Freshness, age: number): boolean => age < rule.fresh + rule.ifError

/** Seconds until it turns stale; negative once it has (RFC 9211 `ttl`). */
export const timeToLive = (rule: Freshness, age: number): number => rule.fresh - age
