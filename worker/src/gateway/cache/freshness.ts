/**
 * How long an answer may be shown: RFC 9111 (freshness) and RFC 5861 (stale-while-revalidate, stale-if-error). Pure. All
 * figures are seconds; both stale windows begin where `fresh` ends.
 */
import { isFinal, stateOfInquiry, stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Row } from './row-cache.ts'

export interface Freshness {
  fresh: number
  whileRevalidating: number
  ifError: number
}

const MINUTE = 60
const HOUR = 60 * MINUTE

export const FRESHNESS = {
  newest: { fresh: 10, whileRevalidating: 60, ifError: 10 * MINUTE },
  'newest-filtered': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 10 * MINUTE },
  'newest-by-day': { fresh: 30, whileRevalidating: 60, ifError: 10 * MINUTE },
  'newest-filtered-by-day': { fresh: 60, whileRevalidating: 5 * MINUTE, ifError: 10 * MINUTE },
  /** The newest events are read as well, and tell of each session that a customer opens. */
  'newest-beside-events': { fresh: 30, whileRevalidating: 40, ifError: 10 * MINUTE },
  /** Events never change; the rows behind one stay the same. */
  'events-behind': { fresh: 24 * HOUR, whileRevalidating: 24 * HOUR, ifError: 24 * HOUR },
  /** The rows behind a session or an inquiry stay the same, but their status changes. */
  'sessions-behind': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 30 * MINUTE },
  'inquiries-behind': { fresh: 30, whileRevalidating: 5 * MINUTE, ifError: 30 * MINUTE },
  open: { fresh: 10, whileRevalidating: 60, ifError: 10 * MINUTE },
  /** The newest events are read as well, and tell when it changes. */
  'open-beside-events': { fresh: 20, whileRevalidating: 50, ifError: 10 * MINUTE },
  'open-by-day': { fresh: 60, whileRevalidating: 60, ifError: 10 * MINUTE },
  /** Waited for after that, so that an erasure or a reversed decision shows with the next answer. */
  final: { fresh: 5 * MINUTE, whileRevalidating: 0, ifError: HOUR },
  /** A mark beside an ID: sessions are fetched one by one, and few in a look-up. */
  'final-mark': { fresh: 5 * MINUTE, whileRevalidating: HOUR, ifError: HOUR },
  'events-short': { fresh: 0, whileRevalidating: 0, ifError: 24 * HOUR },
  /** The provider has deleted them; the relay keeps them for as long as it may. */
  'events-kept': { fresh: 366 * 24 * HOUR, whileRevalidating: 0, ifError: 0 },
  /** A newer row shows another status. */
  superseded: { fresh: 0, whileRevalidating: 0, ifError: 10 * MINUTE },
  /** Redacted since: never shown again. */
  withdrawn: { fresh: 0, whileRevalidating: 0, ifError: 0 },
  /** A page of a list whose cursor the provider ignored. */
  doubtful: { fresh: 10, whileRevalidating: 0, ifError: 0 },
  missing: { fresh: 30, whileRevalidating: 0, ifError: 0 },
} as const satisfies Record<string, Freshness>

export type FreshnessClass = keyof typeof FRESHNESS

/** `storedAt`: of what is to be judged, in milliseconds since the epoch. */
export type FreshnessRules = (freshness: FreshnessClass, storedAt: number) => Freshness

/** `null`: the object does not exist, or may not be shown. */
export function freshnessOfRow(row: Row | null): FreshnessClass {
  switch (row?.kind) {
    case undefined:
      return 'missing'
    case 'event':
      return 'events-behind'
    case 'session':
      return isFinal(stateOfSession(row.item)) ? 'final' : freshnessOfOpen(row.item.provider)
    case 'inquiry':
      return isFinal(stateOfInquiry(row.item.provider, row.item))
        ? 'final'
        : freshnessOfOpen(row.item.provider)
  }
}

export const freshnessOfOpen = (provider: ProviderId): FreshnessClass =>
  PROVIDERS[provider].countsBy === 'day' ? 'open-by-day' : 'open'

export function freshnessOfMark(row: Row | null): FreshnessClass {
  const freshness = freshnessOfRow(row)
  return row?.kind === 'session' && freshness === 'final' ? 'final-mark' : freshness
}

/** Younger entries answer a forced refresh. */
const FORCED_REFRESH_FLOOR_SECONDS = 2

export const lifeOf = ({ fresh, whileRevalidating, ifError }: Freshness): number =>
  fresh + Math.max(whileRevalidating, ifError)

const MAX_STRETCHED_SECONDS = MINUTE

/** Under half of the quota, short-lived answers stay fresh longer, up to a minute and never past stale-while-revalidate. */
export function stretchFreshness(rule: Freshness, shareLeft: number): Freshness {
  const steps = shareLeft >= 0.5 ? 0 : shareLeft >= 0.25 ? 1 : shareLeft >= 0.125 ? 2 : 3
  const max = Math.max(rule.fresh, Math.min(MAX_STRETCHED_SECONDS, rule.fresh + rule.whileRevalidating))
  const fresh = Math.min(rule.fresh * 2 ** steps, max)
  const gained = fresh - rule.fresh
  return {
    fresh,
    whileRevalidating: Math.max(0, rule.whileRevalidating - gained),
    ifError: Math.max(0, rule.ifError - gained),
  }
}

export type FreshnessVerdict = 'fresh' | 'revalidate' | 'fetch'

export function judgeAge(rule: Freshness, age: number, forced: boolean): FreshnessVerdict {
  if (forced) return age < FORCED_REFRESH_FLOOR_SECONDS ? 'fresh' : 'fetch'
  if (age < rule.fresh) return 'fresh'
  return age < rule.fresh + rule.whileRevalidating ? 'revalidate' : 'fetch'
}

export const isShowableOnError = (rule: Freshness, age: number): boolean => age < rule.fresh + rule.ifError

/** Seconds until the entry is stale; negative after that (RFC 9211 `ttl`). */
export const timeToLive = (rule: Freshness, age: number): number => rule.fresh - age
