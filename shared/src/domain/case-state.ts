/** Maps a provider's status to its meaning for the agent. */

import { own } from '../lib/own-property.ts'
import type { ProviderId } from '../providers/registry.ts'
import type { Flow, ProviderEvent, Session } from './model.ts'
import type { Summary } from './summary.ts'

export const CASE_STATES = {
  'not-opened': { tone: 'idle' },
  'in-progress': { tone: 'active' },
  'waiting-on-us': { tone: 'attention' },
  approved: { tone: 'good' },
  declined: { tone: 'bad' },
  expired: { tone: 'idle' },
  failed: { tone: 'bad' },
  voided: { tone: 'idle' },
  redacted: { tone: 'idle' },
  unknown: { tone: 'idle' },
} as const

export type CaseState = keyof typeof CASE_STATES
export type Tone = (typeof CASE_STATES)[CaseState]['tone']

export const isCaseState = (text: unknown): text is CaseState =>
  typeof text === 'string' && Object.hasOwn(CASE_STATES, text)

type StatusTable = Readonly<Record<string, CaseState>>

/** A Persona session only starts and ends; its inquiry shows whether the customer passed. */
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
    // Always snake-cased, unlike everything around it.
    needs_review: 'waiting-on-us',
    'needs-review': 'waiting-on-us',
    approved: 'approved',
    declined: 'declined',
    expired: 'expired',
    failed: 'failed',
  },
  deepidv: {},
}

/** For a comparison with what the providers send and document. */
export const listKnownStatuses = () => ({
  session: { persona: Object.keys(SESSION.persona), deepidv: Object.keys(SESSION.deepidv) },
  inquiry: { persona: Object.keys(INQUIRY.persona) },
})

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

export interface SessionState {
  provider: ProviderId
  status: string
  flow: Opening | null
}

type Opening = Pick<Flow, 'progress' | 'openedAt' | 'isViewed' | 'failedTries'>

/** deepidv sends `PENDING` until the customer is done, whether or not they have begun. */
export function stateOfSession({ provider, status, flow }: SessionState): CaseState {
  const caseState = lookUp(SESSION[provider], status)
  if (caseState !== 'not-opened' || !flow) return caseState
  if (isFlowOpened(flow)) return 'in-progress'
  return isFlowUnsure(flow) ? 'unknown' : caseState
}

/** deepidv's words for a progress, and whether they prove a start. */
const IS_STARTED: Readonly<Record<string, boolean>> = { PENDING: false, STARTED: true, COMPLETED: true }

/** A failed try proves a start, whatever the progress. */
export const isFlowStarted = ({ progress, failedTries }: Pick<Flow, 'progress' | 'failedTries'>): boolean =>
  !!(own(IS_STARTED, progress ?? '') || failedTries)

/** Its progress is a word that is unknown, or is not told: neither says that the link was not opened. */
export const isFlowUnsure = ({ progress }: Pick<Flow, 'progress'>): boolean =>
  own(IS_STARTED, progress ?? '') === undefined

export const isFlowOpened = (flow: Opening): boolean =>
  !!(flow.openedAt ?? flow.isViewed) || isFlowStarted(flow)

export const isStartOf =
  ({ id }: Session) =>
  ({ name, object }: ProviderEvent): boolean =>
    name === 'inquiry-session.started' && object?.id === id

/**
 * When the customer opened a session's link: `null` at an unknown time, `undefined` not at all, as far as is known.
 * State, verdict, timeline and hints all use this: a provider makes a session with its link, so a session alone proves
 * nothing. The first of several events counts.
 */
export function openingOf(
  session: Session,
  events: readonly ProviderEvent[] = [],
): string | null | undefined {
  const { flow, startedAt, createdAt } = session
  const start = events.find(isStartOf(session))
  const opening = flow?.openedAt ?? startedAt ?? start?.createdAt
  if (opening != null) return opening
  if (flow) return isFlowOpened(flow) || flow.submittedAt !== null ? null : undefined
  return start || isUsed(session) ? createdAt : undefined
}

/** By its status. An ended session, or one of a new status, was used where it has a device or a country. */
function isUsed(session: Session): boolean {
  const caseState = stateOfSession(session)
  if (caseState === 'in-progress' || caseState === 'not-opened') return caseState === 'in-progress'
  const { device, network } = session
  return (device.type ?? device.os.name ?? network.country.code ?? network.country.name) !== null
}

/** `redacted` wins: the decision is no longer shown. */
export const stateOfInquiry = (
  provider: ProviderId,
  { status, redactedAt }: { status: string; redactedAt: string | null },
): CaseState => (redactedAt === null ? lookUp(INQUIRY[provider], status) : 'redacted')

export function stateOfSummary({ provider, kind, status, redacted, flow }: Summary): CaseState | undefined {
  if (redacted) return 'redacted'
  if (status === null) return undefined
  if (kind === 'session') return stateOfSession({ provider, status, flow })
  return kind === 'inquiry' ? stateOfInquiry(provider, { status, redactedAt: null }) : undefined
}

/** Persona's `completed` and deepidv's `SUBMITTED` don't say that a review began. `status`: the provider's own word. */
export const isInReview = (status: string | null): boolean => status?.startsWith('needs') ?? false

export const isFinal = (caseState: CaseState): boolean => FINAL.has(caseState)
