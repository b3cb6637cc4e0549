/** What a provider's status means to the agent in front of the customer. */

import { own } from '../lib/own-property.ts'
import type { ProviderId } from '../providers/registry.ts'
import type { Flow, ProviderEvent, Session, Summary } from './model.ts'

export const MEANINGS = {
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

export type Meaning = keyof typeof MEANINGS
export type Tone = (typeof MEANINGS)[Meaning]['tone']

export const isMeaning = (text: unknown): text is Meaning =>
  typeof text === 'string' && Object.hasOwn(MEANINGS, text)

type StatusTable = Readonly<Record<string, Meaning>>

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
const FINAL: ReadonlySet<Meaning> = new Set([
  'approved',
  'declined',
  'expired',
  'failed',
  'voided',
  'redacted',
])

const lookUp = (table: StatusTable, status: string): Meaning => own(table, status) ?? 'unknown'

/** As much of a session as says what it means. */
export interface SessionStanding {
  provider: ProviderId
  status: string
  flow: Pick<Flow, 'progress' | 'openedAt'> | null
}

/** deepidv says `PENDING` until the customer is done, whether or not they have begun. */
export function meaningOfSession({ provider, status, flow }: SessionStanding): Meaning {
  const meaning = lookUp(SESSION[provider], status)
  return meaning === 'not-opened' && flow && isFlowOpened(flow) ? 'in-progress' : meaning
}

export const isFlowBegun = ({ progress }: Pick<Flow, 'progress'>): boolean =>
  progress === 'STARTED' || progress === 'COMPLETED'

export const isFlowOpened = (flow: Pick<Flow, 'progress' | 'openedAt'>): boolean =>
  flow.openedAt !== null || isFlowBegun(flow)

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
  const meaning = meaningOfSession(session)
  if (meaning === 'in-progress' || meaning === 'not-opened') return meaning === 'in-progress'
  const { device, network } = session
  return (device.type ?? device.os.name ?? network.country.code ?? network.country.name) !== null
}

/** Redacted stands above the rest: what it was decided to be is no longer told. */
export const meaningOfInquiry = (
  provider: ProviderId,
  { status, redactedAt }: { status: string; redactedAt: string | null },
): Meaning => (redactedAt === null ? lookUp(INQUIRY[provider], status) : 'redacted')

/** Whatever kind of object it is of; `undefined` for an event, which has no state. */
export function meaningOfSummary({ provider, kind, status, redacted, flow }: Summary): Meaning | undefined {
  if (redacted) return 'redacted'
  if (status === null) return undefined
  if (kind === 'session') return meaningOfSession({ provider, status, flow })
  return kind === 'inquiry' ? meaningOfInquiry(provider, { status, redactedAt: null }) : undefined
}

export const isFinal = (meaning: Meaning): boolean => FINAL.has(meaning)
