/** What every case file has, whatever it is about. */

import {
  isFinal,
  isFlowBegun,
  type Meaning,
  meaningOfInquiry,
  meaningOfSession,
  openingOf,
} from './case-state.ts'
import type { CaseFile, Session } from './model.ts'

/** Of all that is known of it: an inquiry's own status leaves out that its link was opened. */
export function meaningOfCase(file: CaseFile): Meaning {
  const meaning =
    file.about === 'inquiry' ? meaningOfInquiry(file.provider, file.inquiry) : meaningOfSession(file.session)
  return meaning === 'not-opened' && isOpened(file) ? 'in-progress' : meaning
}

const BY_CUSTOMER = /^(inquiry\.(started|completed)$|(verification|document|selfie)\.(?!updated-tags$))/

/** The customer started a check. */
export const isBegun = (file: CaseFile): boolean =>
  file.about === 'inquiry'
    ? (file.inquiry.startedAt ?? file.inquiry.completedAt) !== null ||
      meaningOfInquiry(file.provider, file.inquiry) === 'in-progress' ||
      file.events.some(({ name }) => BY_CUSTOMER.test(name))
    : (file.session.flow !== null && isFlowBegun(file.session.flow)) ||
      (file.steps ?? []).some(({ status, attempts }) => status !== 'PENDING' || attempts)

/** The customer opened a link of it, which has to come before a check. */
export const isOpened = (file: CaseFile): boolean =>
  isBegun(file) ||
  (file.about === 'inquiry' ? file.sessions : [file.session]).some(
    (session) => openingOf(session, file.about === 'inquiry' ? file.events : []) !== undefined,
  )

/** The customer can do no more in it. */
export const isCaseOver = (file: CaseFile): boolean => isFinal(meaningOfCase(file))

/** What it is about, by its ID. */
export const subjectOf = (file: CaseFile): string =>
  file.about === 'inquiry' ? file.inquiry.id : file.session.id

/** All that are known of the customer: of one that stands for itself, those beside it too. */
export const sessionsOf = (file: CaseFile): readonly Session[] =>
  file.about === 'inquiry' ? file.sessions : [file.session, ...file.related]
