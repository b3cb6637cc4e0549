/** An object in one line, as a look-up answers it: its state, and since when. */
import * as v from 'valibot'
import { ProviderIdSchema } from '../contract/schema.ts'
import { type CaseState, stateOfInquiry } from './case-state.ts'
import { FlowSchema, type Inquiry, OptionalInstant, OptionalText, type Session, Text } from './model.ts'

/** An object in a line: enough for a mark on a page. */
export const SummarySchema = v.object({
  provider: ProviderIdSchema,
  kind: v.picklist(['inquiry', 'session', 'event']),
  id: Text,
  /** The inquiry it belongs to; an inquiry's own ID. */
  inquiryId: OptionalText,
  /** An event has none. */
  status: OptionalText,
  /** An event's. */
  name: OptionalText,
  /** When it came into the state it is in. */
  at: OptionalInstant,
  redacted: v.boolean(),
  /** Of a session that has one: without it, its status alone does not say whether anybody began. */
  flow: v.nullable(v.pick(FlowSchema, ['progress', 'openedAt'])),
})

/**
 * What became of one ID. `not-asked` is no word about the object: `reason` is a problem's code where the provider
 * failed, `lookup-limit` where one look-up may not ask for more, `lookups-limited` where the agent’s hour is used up,
 * `no-lookup` for a kind that cannot be looked up, `no-id` for what is no ID.
 */
export const LookupSchema = v.variant('outcome', [
  v.object({ id: Text, outcome: v.literal('found'), summary: SummarySchema }),
  v.object({ id: Text, outcome: v.literal('not-found') }),
  v.object({ id: Text, outcome: v.literal('not-asked'), reason: Text }),
])

export type Summary = v.InferOutput<typeof SummarySchema>
export type Lookup = v.InferOutput<typeof LookupSchema>

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
