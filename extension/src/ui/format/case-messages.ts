/** A case in one short sentence, and since when: from its state where that is known, else from what happened last. */

import { isInReview, openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import { listWords } from '../../locales/lists.ts'
import type { KnownState } from '../../stored.ts'
import type { CaseRow } from '../state/lists/cases.ts'
import { describeEvent } from './events.ts'
import { formatInstant, parseInstant } from './time.ts'

/** `now`: milliseconds since the epoch. */
export function describeCase(row: CaseRow, known: KnownState | undefined, now: number): string {
  const at = parseInstant(known?.at ?? null)
  const time = at === undefined ? '' : formatInstant(at, now)
  const words = listWords.cases
  switch (known?.caseState) {
    case 'not-opened':
      return words.notOpened(time)
    case 'waiting-on-us':
      return isInReview(known.status) ? words.inReview(time) : words.notDecided(time)
    case 'approved':
    case 'declined':
      return words.decided(time)
    case 'expired':
      return words.expired(time)
    case 'failed':
      return row.inquiryId === null ? words.failed(time) : words.failedForGood(time)
    case 'voided':
      return words.cancelled
    case 'redacted':
      return words.redacted(time)
    default:
      return describeActivity(row, time)
  }
}

function describeActivity({ events: [event], session }: CaseRow, openedAt: string): string {
  if (event) return describeEvent(event.name).sentence
  const tries = session?.flow?.failedTries
  if (tries !== undefined) return listWords.cases.failedTries(tries)
  if (session?.flow)
    return openedAt ? listWords.cases.notFinishedSince(openedAt) : listWords.cases.notFinished
  return session && openingOf(session) === undefined
    ? listWords.cases.sessionCreated
    : listWords.cases.sessionOpened
}
