/** When a case has ended: decided, failed, called off, erased, or with a link that works no longer. */
import { parseInstant } from '../lib/time.ts'
import { type CaseState, stateOfSummary } from './case-state.ts'
import type { Lookup, Summary } from './summary.ts'

/** `days`: from when it was asked for; a case that takes longer is looked after in other ways. */
export const WATCH_LIMITS = { watches: 50, nameLength: 60, days: 30 } as const

/** Those of `isFinal`. */
export const END_STATES = [
  'approved',
  'declined',
  'expired',
  'failed',
  'voided',
  'redacted',
] as const satisfies readonly CaseState[]
type EndState = (typeof END_STATES)[number]

export interface Ending {
  caseState: EndState
  /** ISO 8601; `null`: unknown. */
  at: string | null
}

/** By the clock: the provider may not have noticed yet. Only a summary of an open case says when its link expires. */
export const hasLinkExpired = ({ expiresAt }: Pick<Summary, 'expiresAt'>, now: number): boolean => {
  const endsAt = parseInstant(expiresAt ?? null)
  return endsAt !== undefined && endsAt <= now
}

export function endingOf(summary: Summary, now: number): Ending | undefined {
  const caseState = stateOfSummary(summary)
  const ended = END_STATES.find((one) => one === caseState)
  if (ended) return { caseState: ended, at: summary.at }
  return hasLinkExpired(summary, now) ? { caseState: 'expired', at: summary.expiresAt ?? null } : undefined
}

/**
 * What a watch knows after a look-up. By level, not by event: what was missed, came twice or in another order makes no
 * difference. A case may go on after it expired. `isCertain`: the provider was
 * asked as late as need be.
 */
export function followEnding(
  before: Ending | null,
  lookup: Lookup,
  { now, isCertain }: { now: number; isCertain: boolean },
): Ending | null {
  if (lookup.outcome === 'not-asked') return before
  if (lookup.outcome === 'not-found') return null
  const ending = endingOf(lookup.summary, isCertain ? now : Number.NEGATIVE_INFINITY)
  if (!ending) return isCertain ? null : before
  // Times differ between the clock and the provider: it is still the same end.
  return before?.caseState === ending.caseState ? before : ending
}
