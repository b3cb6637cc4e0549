/** One object of a provider's, as the gate holds it: how long it may be shown, and what it is in a line. Pure. */
import type { CaseFile, Inquiry, ProviderEvent, Session, Summary } from '@inquiry-lens/shared/model.ts'
import { isFinal, type Meaning, meaningOfInquiry, meaningOfSession } from '@inquiry-lens/shared/status.ts'
import type { FreshnessClass } from './freshness.ts'

export type Row =
  | { kind: 'inquiry'; item: Inquiry }
  | { kind: 'session'; item: Session }
  | { kind: 'event'; item: ProviderEvent }

/** What a case is about, whose state is the case's. */
export const rowOfCase = (file: CaseFile): Row =>
  file.about === 'inquiry' ? { kind: 'inquiry', item: file.inquiry } : { kind: 'session', item: file.session }

/** `null`: there is none that may be shown. */
export function freshnessOfRow(row: Row | null): FreshnessClass {
  switch (row?.kind) {
    case undefined:
      return 'missing'
    case 'event':
      return 'events-behind'
    case 'session':
      return isFinal(meaningOfSession(row.item)) ? 'final' : 'open'
    case 'inquiry':
      return isFinal(meaningOfInquiry(row.item.provider, row.item)) ? 'final' : 'open'
  }
}

export function summarizeRow({ kind, item }: Row): Summary {
  const { provider, id } = item
  switch (kind) {
    case 'event': {
      const inquiryId = item.object?.type === 'inquiry' ? item.object.id : null
      const { name, createdAt: at } = item
      return { provider, kind, id, inquiryId, status: null, name, at, redacted: false, flow: null }
    }
    case 'session': {
      const { inquiryId, status } = item
      const at = timeOfSession(item)
      const flow = item.flow && { progress: item.flow.progress, openedAt: item.flow.openedAt }
      return { provider, kind, id, inquiryId, status, name: null, at, redacted: false, flow }
    }
    case 'inquiry': {
      const redacted = item.redactedAt !== null
      const at = timeOfInquiry(item)
      return { provider, kind, id, inquiryId: id, status: item.status, name: null, at, redacted, flow: null }
    }
  }
}

const timeOfSession = ({ expiredAt, startedAt, createdAt, flow }: Session) =>
  expiredAt ?? flow?.submittedAt ?? flow?.openedAt ?? startedAt ?? createdAt

/** By what it is now: a resumed inquiry keeps the time at which it had expired. */
const TIMES: Readonly<Record<Meaning, (inquiry: Inquiry) => readonly (string | null)[]>> = {
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
  const told = TIMES[meaningOfInquiry(inquiry.provider, inquiry)](inquiry)
  return told.find((time) => time !== null) ?? inquiry.createdAt
}
