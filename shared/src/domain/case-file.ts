import {
  type CaseState,
  isFinal,
  isFlowStarted,
  isFlowUnsure,
  openingOf,
  stateOfInquiry,
  stateOfSession,
} from './case-state.ts'
import type { CaseFile, Session } from './model.ts'

/** Considers sessions and events too: an inquiry's own status omits that its link was opened. */
export function stateOfCase(file: CaseFile): CaseState {
  const caseState =
    file.about === 'inquiry' ? stateOfInquiry(file.provider, file.inquiry) : stateOfSession(file.session)
  const mayBeOpened = caseState === 'not-opened' || (caseState === 'unknown' && isPending(file))
  if (!mayBeOpened) return caseState
  if (isOpened(file)) return 'in-progress'
  return isUnsure(file) ? 'unknown' : caseState
}

/** Whether the customer opened the link is unknown, unless something else proves it. */
export const isUnsure = (file: CaseFile): boolean =>
  file.about === 'inquiry'
    ? file.inquiry.previousStep !== null ||
      file.events.some(({ name }) => MAY_BE_CUSTOMERS.test(name)) ||
      file.sessions.some((session) => stateOfSession(session) === 'unknown')
    : (file.session.flow !== null && isFlowUnsure(file.session.flow)) ||
      (file.steps ?? []).some(({ status }) => !NOT_STARTED.has(status) && !STARTED.has(status))

/** Events that also come without a customer are known; of any other one, a new one too, it is unknown. */
const MAY_BE_CUSTOMERS =
  /^inquiry(\.(?!(created|approved|declined|failed|expired|redacted|marked-for-review|updated-tags)$)|-session\.(?!(expired|started)$))/

const NOT_STARTED: ReadonlySet<string> = new Set(['PENDING', 'SKIPPED'])
const STARTED: ReadonlySet<string> = new Set(['IN_PROGRESS', 'COMPLETED', 'FAILED'])

const isPending = (file: CaseFile): boolean =>
  file.about === 'session' && stateOfSession({ ...file.session, flow: null }) === 'not-opened'

const BY_CUSTOMER = /^(inquiry\.(started|completed)$|(verification|document|selfie)\.(?!updated-tags$))/

const PARTS = ['verifications', 'documents', 'selfies'] as const

export const isStarted = (file: CaseFile): boolean =>
  file.about === 'inquiry'
    ? (file.inquiry.startedAt ?? file.inquiry.completedAt) !== null ||
      PARTS.some((part) => (file.inquiry.counts[part] ?? 0) > 0) ||
      stateOfInquiry(file.provider, file.inquiry) === 'in-progress' ||
      file.events.some(({ name }) => BY_CUSTOMER.test(name))
    : (file.session.flow !== null && isFlowStarted(file.session.flow)) ||
      (file.steps ?? []).some(({ status, attempts, failure }) => STARTED.has(status) || attempts || failure)

/** The customer opened a link, which comes before any check. */
export const isOpened = (file: CaseFile): boolean =>
  isStarted(file) ||
  (file.about === 'inquiry'
    ? // Its session may be missing in the answer.
      file.events.some(({ name }) => name === 'inquiry-session.started') ||
      file.sessions.some((session) => openingOf(session, file.events) !== undefined)
    : openingOf(file.session) !== undefined)

export const isCaseOver = (file: CaseFile): boolean => isFinal(stateOfCase(file))

export const subjectOf = (file: CaseFile): string =>
  file.about === 'inquiry' ? file.inquiry.id : file.session.id

/** An inquiry's sessions; or the session and its related ones. */
export const sessionsOf = (file: CaseFile): readonly Session[] =>
  file.about === 'inquiry' ? file.sessions : [file.session, ...file.related]
