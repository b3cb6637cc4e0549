/**
 * Whom a case waits for, or how it ended: the one rule behind counts and filters; and which case a row
 * is of.
 */

import type { CaseState } from './case-state.ts'
import type { ProviderEvent, Session } from './model.ts'

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

/** Only an inquiry has a page of its own at the provider, and lists of its own here. */
export const inquiryOf = (event: ProviderEvent): string | undefined =>
  event.object?.type === 'inquiry' ? event.object.id : event.inquiryId

/** Where the relay does not name the inquiry, a session leads to its case. */
export const caseOf = (event: ProviderEvent): string | undefined =>
  inquiryOf(event) ?? (event.object?.type === 'inquiry-session' ? event.object.id : undefined)

/** When it last changed, as far as its row says. */
export function lastActiveAt({ createdAt, startedAt, flow }: Session): string | null {
  const [newest = null] = [createdAt, startedAt, flow?.openedAt, flow?.updatedAt, flow?.submittedAt]
    .flatMap((time) => time ?? [])
    .sort((a, b) => Date.parse(b) - Date.parse(a))
  return newest
}
