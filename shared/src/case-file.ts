/** What every case file has, whatever it is about. */
import type { CaseFile, Session } from './model.ts'
import { isFinal, type Meaning, meaningOfInquiry, meaningOfSession } from './status.ts'

export const meaningOfCase = (file: CaseFile): Meaning =>
  file.about === 'inquiry' ? meaningOfInquiry(file.provider, file.inquiry) : meaningOfSession(file.session)

/** The customer can do no more in it. */
export const isCaseOver = (file: CaseFile): boolean => isFinal(meaningOfCase(file))

/** What it is about, by its ID. */
export const subjectOf = (file: CaseFile): string =>
  file.about === 'inquiry' ? file.inquiry.id : file.session.id

/** All that are known of the customer: of one that stands for itself, those beside it too. */
export const sessionsOf = (file: CaseFile): readonly Session[] =>
  file.about === 'inquiry' ? file.sessions : [file.session, ...file.related]
