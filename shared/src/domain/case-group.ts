/** Whom a case waits for, or how it ended: the one rule behind counts and filters. */
import type { CaseState } from './case-state.ts'

export const CASE_GROUPS = ['customer', 'us', 'ended-badly', 'done'] as const
export type CaseGroup = (typeof CASE_GROUPS)[number]

/** `undefined`: the provider's word has no known meaning, so the case counts nowhere. */
const GROUP_OF_STATE: Readonly<Record<CaseState, CaseGroup | undefined>> = {
  'not-opened': 'customer',
  'in-progress': 'customer',
  'waiting-on-us': 'us',
  approved: 'done',
  declined: 'ended-badly',
  expired: 'ended-badly',
  failed: 'ended-badly',
  // Called off or erased by the company: nothing is left to do.
  voided: 'done',
  redacted: 'done',
  unknown: undefined,
}

export const groupOfState = (caseState: CaseState): CaseGroup | undefined => GROUP_OF_STATE[caseState]
