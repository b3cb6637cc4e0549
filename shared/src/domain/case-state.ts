/** What a provider's status means to the agent in front of the customer. */

import { own } from '../lib/own-property.ts'
import type { ProviderId } from '../providers/registry.ts'
import type { Flow, ProviderEvent, Session } from './model.ts'
import type { Summary } from './summary.ts'

export const CASE_STATES = {
  'not-opened': { word: 'Not opened', tone: 'idle' },
  'in-progress': { word: 'In progress', tone: 'active' },
  'waiting-on-us': { word: 'Waiting on us', tone: 'attention' },
  approved: { word: 'Approved', tone: 'good' },
  declined: { word: 'Declined', tone: 'bad' },
  expired: { word: 'Expired', tone: 'idle' },
  failed: { word: 'Failed', tone: 'bad' },
  voided: { word: 'Voided', tone: 'idle' },
  redacted: { word: 'Redacted', tone: 'idle' },
  unknown: { word: 'Unknown', tone: 'idle' },
} as const

export type CaseState = keyof typeof CASE_STATES
export type Tone = (typeof CASE_STATES)[CaseState]['tone']

export const isCaseState = (text: unknown): text is CaseState =>
  typeof text === 'string' && Object.hasOwn(CASE_STATES, text)

type StatusTable = Readonly<Record<string, CaseState>>

/** A session lives and ends; whether the customer passed is said by its inquiry. */
const SESSION: Readonly<Record<ProviderId, StatusTable>> = {
  persona: { new: 'not-opened', active: 'in-progress', expired: 'expired', canceled: 'voided' },
  deepidv: {
    PENDING: 'not-opened',
    SUBMITTED: 'waiting-on-us',
    VERIFIED: 'approved',
    REJECTED: 'declined',
    EXPIRED: 'expired',
    FAILED: 'failed',
    VOIDED: 'voided',
  },
}

/** "Completed" is the customer's part: the decision is still ours (docs.withpersona.com, "Model lifecycle"). */
const INQUIRY: Readonly<Record<ProviderId, StatusTable>> = {
  persona: {
    created: 'not-opened',
    pending: 'in-progress',
    completed: 'waiting-on-us',
    // Snake-cased whatever inflection was asked for, unlike everything around it.
    needs_review: 'waiting-on-us',
    'needs-review': 'waiting-on-us',
    approved: 'approved',
    declined: 'declined',
    expired: 'expired',
    failed: 'failed',
  },
  deepidv: {},
}

/** Nothing more is expected to happen, though an expired inquiry may still be resumed. */
const FINAL: ReadonlySet<CaseState> = new Set([
  'approved',
  'declined',
  'expired',
  'failed',
  'voided',
  'redacted',
])

const lookUp = (table: StatusTable, status: string): CaseState => own(table, status) ?? 'unknown'

/** As much of a session as says what it means. */
export interface SessionState {
  provider: ProviderId
  status: string
  flow: Pick<Flow, 'progress' | 'openedAt'> | null
}

/** deepidv says `PENDING` until the customer is done, whether or not they have begun. */
export function stateOfSession({ provider, status, flow }: SessionState): CaseState {
  const caseState = lookUp(SESSION[provider], status)
  return caseState === 'not-opened' && flow && isFlowOpened(flow) ? 'in-progress' : caseState
}

export const isFlowStarted = ({ progress }: Pick<Flow, 'progress'>): boolean =>
  progress === 'STARTED' || progress === 'COMPLETED'

export const isFlowOpened = (flow: Pick<Flow, 'progress' | 'openedAt'>): boolean =>
  flow.openedAt !== null || isFlowStarted(flow)

export const isStartOf =
  ({ id }: Session) =>
  ({ name, object }: ProviderEvent): boolean =>
    name === 'inquiry-session.started' && object?.id === id

/**
 * Whether the customer opened a link is decided here, for state, verdict, timeline and hints alike: a session is made with
 * its link, so that there is one says nothing.
 *
 * When the customer opened the link of this session, as the provider wrote it: `null` at an unknown time, `undefined` not
 * at all, as far as is known. Of several events that say so, the first counts.
 */
export function openingOf(
  session: Session,
  events: readonly ProviderEvent[] = [],
): string | null | undefined {
  const { flow, startedAt, createdAt } = session
  const start = events.find(isStartOf(session))
  const told = flow?.openedAt ?? startedAt ?? start?.createdAt
  if (told != null) return told
  if (flow) return isFlowOpened(flow) || flow.submittedAt !== null ? null : undefined
  return start || isUsed(session) ? createdAt : undefined
}

/** By its status. One that has ended, or of a new status, was used where a device or a country was seen. */
function isUsed(session: Session): boolean {
  const caseState = stateOfSession(session)
  if (caseState === 'in-progress' || caseState === 'not-opened') return caseState === 'in-progress'
  const { device, network } = session
  return (device.type ?? device.os.name ?? network.country.code ?? network.country.name) !== null
}

/** Redacted stands above the rest: what it was decided to be is no longer told. */
export const stateOfInquiry = (
  provider: ProviderId,
  { status, redactedAt }: { status: string; redactedAt: string | null },
): CaseState => (redactedAt === null ? lookUp(INQUIRY[provider], status) : 'redacted')

/** Whatever kind of object it is of; `undefined` for an event, which has no state. */
export function stateOfSummary({ provider, kind, status, redacted, flow }: Summary): CaseState | undefined {
  if (redacted) return 'redacted'
  if (status === null) return undefined
  if (kind === 'session') return stateOfSession({ provider, status, flow })
  return kind === 'inquiry' ? stateOfInquiry(provider, { status, redactedAt: null }) : undefined
}

export const isFinal = (caseState: CaseState): boolean => FINAL.has(caseState)
