/** An object in one line, as a look-up returns it. */
import * as v from 'valibot'
import { ProviderIdSchema } from '../contract/schema.ts'
import { groupOfState } from './case-group.ts'
import { type CaseState, stateOfInquiry, stateOfSession } from './case-state.ts'
import {
  type Flow,
  FlowSchema,
  type Inquiry,
  OptionalInstant,
  OptionalText,
  type Session,
  Text,
} from './model.ts'

export const SummarySchema = v.object({
  provider: ProviderIdSchema,
  kind: v.picklist(['inquiry', 'session', 'event']),
  id: Text,
  /** Its inquiry; an inquiry's own ID. */
  inquiryId: OptionalText,
  /** An event has none. */
  status: OptionalText,
  /** Only an event's. */
  name: OptionalText,
  /** When the current state began. */
  at: OptionalInstant,
  redacted: v.boolean(),
  /**
   * Of an inquiry: where its customer goes next, or was last where it failed, as its `nextStep` and `previousStep`. Missing where
   * it is decided, or that is not known.
   */
  step: v.optional(Text),
  /** While the customer may still use the link: until when. Missing where that is not known. */
  expiresAt: v.optional(Text),
  /** For a session without an inquiry: the status alone doesn't show whether the customer began. */
  flow: v.nullable(v.pick(FlowSchema, ['progress', 'openedAt', 'isViewed', 'failedTries'])),
})

/**
 * `not-asked` means no result; its `reason` is a problem's code (the provider failed), `lookup-limit` (of one request),
 * `lookups-limited` (of the agent’s hour), `no-lookup` (a kind without look-ups) or `no-id`.
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
  const flow = session.flow && openingFlowOf(session.flow)
  const summary = {
    provider,
    kind: 'session',
    id,
    inquiryId,
    status,
    name: null,
    at,
    redacted: false,
  } as const
  return {
    ...summary,
    flow,
    ...whileOpen(stateOfSession({ ...session, flow: null }), session.flow?.expiresAt),
  }
}

/** A session’s state is that of its status alone: whether the customer has begun makes no difference to the link. */
const whileOpen = (
  caseState: CaseState,
  expiresAt: string | null | undefined,
): Pick<Summary, 'expiresAt'> | undefined =>
  expiresAt && groupOfState(caseState) === 'customer' ? { expiresAt } : undefined

const openingFlowOf = ({ progress, openedAt, isViewed, failedTries }: Flow): Summary['flow'] => ({
  progress,
  openedAt,
  ...(isViewed && { isViewed }),
  ...(failedTries && { failedTries }),
})

export function summarizeInquiry(inquiry: Inquiry): Summary {
  const { provider, id, status } = inquiry
  const redacted = inquiry.redactedAt !== null
  const at = timeOfInquiry(inquiry)
  const summary = { provider, kind: 'inquiry', id, inquiryId: id, status, name: null, at } as const
  const step = stepOfInquiry(inquiry)
  return {
    ...summary,
    redacted,
    flow: null,
    ...(step && { step }),
    ...whileOpen(stateOfInquiry(inquiry.provider, inquiry), inquiry.expiresAt),
  }
}

function stepOfInquiry(inquiry: Inquiry): string | null {
  switch (stateOfInquiry(inquiry.provider, inquiry)) {
    case 'not-opened':
    case 'in-progress':
    case 'expired':
      return inquiry.nextStep
    case 'failed':
      return inquiry.previousStep
    default:
      return null
  }
}

const timeOfSession = ({ expiredAt, startedAt, createdAt, flow }: Session) =>
  expiredAt ?? flow?.submittedAt ?? flow?.openedAt ?? startedAt ?? createdAt

/** By the current state: a resumed inquiry keeps its earlier `expiredAt`. */
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
  const times = TIMES[stateOfInquiry(inquiry.provider, inquiry)](inquiry)
  return times.find((time) => time !== null) ?? inquiry.createdAt
}
