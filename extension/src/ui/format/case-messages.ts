/** A case in one short sentence, and since when: from its state where that is known, else from what happened last. */
import { isInReview, openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import type { KnownState } from '../../stored.ts'
import type { CaseRow } from '../state/lists/cases.ts'
import { describeEvent } from './events.ts'
import { formatInstant, parseInstant } from './time.ts'

/** `now`: milliseconds since the epoch. */
export function describeCase(row: CaseRow, known: KnownState | undefined, now: number): string {
  const at = parseInstant(known?.at ?? null)
  const time = at === undefined ? '' : ` ${formatInstant(at, now)}`
  const since = time && ` since${time}`
  switch (known?.caseState) {
    case 'not-opened':
      return `Created${time}, not opened yet`
    case 'waiting-on-us':
      return isInReview(known.status) ? `In review${since}` : `Finished${time}, not decided yet`
    case 'approved':
    case 'declined':
      return `Decided${time || ' at an unknown time'}`
    case 'expired':
      return `Expired${time}, unfinished`
    case 'failed':
      return row.inquiryId === null ? `Failed${time}` : `Failed${time}: no attempts left`
    case 'voided':
      return 'Cancelled'
    case 'redacted':
      return `Redacted${time}`
    default:
      return describeActivity(row, time)
  }
}

function describeActivity({ events: [event], session }: CaseRow, openedAt: string): string {
  if (event) return describeEvent(event.name).sentence
  const tries = session?.flow?.failedTries
  if (tries !== undefined) return tries === 1 ? '1 failed try' : `${tries} failed tries`
  if (session?.flow) return openedAt ? `Opened${openedAt}, not finished yet` : 'Not finished yet'
  return session && openingOf(session) === undefined ? 'Session created' : 'Customer opened a session'
}
