/** What an object is in a line: its state, and since when it is in it. Pure. */

import { type CaseState, stateOfInquiry } from './case-state.ts'
import type { Inquiry, Session, Summary } from './model.ts'

export function summarizeSession(session: Session): Summary {
  const { provider, id, inquiryId, status } = session
  const at = timeOfSession(session)
  const flow = session.flow && { progress: session.flow.progress, openedAt: session.flow.openedAt }
  return { provider, kind: 'session', id, inquiryId, status, name: null, at, redacted: false, flow }
}

export function summarizeInquiry(inquiry: Inquiry): Summary {
  const { provider, id, status } = inquiry
  const redacted = inquiry.redactedAt !== null
  const at = timeOfInquiry(inquiry)
  return { provider, kind: 'inquiry', id, inquiryId: id, status, name: null, at, redacted, flow: null }
}

const timeOfSession = ({ expiredAt, startedAt, createdAt, flow }: Session) =>
  expiredAt ?? flow?.submittedAt ?? flow?.openedAt ?? startedAt ?? createdAt

/** By what it is now: a resumed inquiry keeps the time at which it had expired. */
const TIMES: Readonly<Record<CaseState, (inquiry: Inquiry) => readonly (string | null)[]>> = {
  'not-opened': () => [],
  'in-progress': ({ startedAt }) => [startedAt],
  'waiting-on-us': ({ markedForReviewAt, completedAt }) => [markedForReviewAt, completedAt],
  approved: ({ decisionedAt, completedAt }) => [decisionedAt, completedAt],
  declined: ({ decisionedAt, completedAt }) => [decisionedAt, completedAt],
  expired: ({ expiredAt, expiresAt }) => [expiredAt, expiresAt],
  failed: ({ failedAt }) => [failedAt],
  voided: () => [],
  redacted: ({ redactedAt }) => [redactedAt],
  unknown: ({ updatedAt }) => [updatedAt],
}

function timeOfInquiry(inquiry: Inquiry): string | null {
  const told = TIMES[stateOfInquiry(inquiry.provider, inquiry)](inquiry)
  return told.find((time) => time !== null) ?? inquiry.createdAt
}
