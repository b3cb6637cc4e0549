/**
 * Which of the provider's fields each fact of a verdict rests on. A clause names its facts, so this names its fields:
 * `claims.test.ts` takes all others away and expects the same facts.
 */
import type { Facts } from '@inquiry-lens/shared/insight/verdict/facts.ts'
import type { DeepidvWorld, PersonaWorld } from './proof.ts'
import type { Attributes } from './tell-case.ts'

export type FieldTable = Readonly<Record<keyof Facts, readonly string[]>>

/** Included objects by their relationship; `events` come by a call of their own. */
const PERSONA_OPENED = [
  ...['status', 'redacted-at', 'started-at', 'completed-at', 'previous-step-name'],
  ...['verifications', 'documents', 'selfies', 'sessions', 'events'],
]
const CHECKS = ['verifications', 'redacted-at', 'events']

export const PERSONA_FIELDS: FieldTable = {
  provider: [],
  caseState: PERSONA_OPENED,
  isKnownStatus: ['status', 'redacted-at'],
  createdAt: ['created-at'],
  openedAt: ['started-at', 'sessions', 'events'],
  lastSeenAt: ['started-at', 'completed-at', 'sessions', 'verifications', 'redacted-at', 'events'],
  lastOpenedAt: ['sessions', 'events'],
  isOpened: PERSONA_OPENED,
  isStarted: PERSONA_OPENED,
  isFinished: ['status', 'completed-at', 'events'],
  visits: ['sessions', 'events'],
  sessions: ['sessions'],
  finishedAt: ['completed-at', 'events'],
  reviewSince: ['marked-for-review-at'],
  decidedAt: ['decisioned-at'],
  decidedBy: ['reviewer'],
  failedAt: ['failed-at'],
  expiredAt: ['expired-at'],
  endsAt: ['expires-at'],
  redactedAt: ['redacted-at'],
  next: ['next-step-name'],
  last: ['previous-step-name'],
  failure: [...CHECKS, 'next-step-name'],
  decline: [],
  submitted: CHECKS,
  triesLeft: [],
  handoff: ['sessions', 'verifications', 'redacted-at', 'events'],
}

const DEEPIDV_STARTED = ['session_progress', 'submitted_at', 'failureData', 'workflow']
const DEEPIDV_OPENED = [
  ...DEEPIDV_STARTED,
  ...['applicantViewTime', 'applicantSubmissionDevice', 'applicantSubmissionLocationDetails'],
]
const DECLINED = ['status', 'declinedData']

export const DEEPIDV_FIELDS: FieldTable = {
  provider: [],
  caseState: ['status', ...DEEPIDV_OPENED],
  isKnownStatus: ['status'],
  createdAt: ['created_at'],
  openedAt: ['applicantViewTime'],
  lastSeenAt: ['applicantViewTime', 'submitted_at', 'failureData', 'workflow'],
  lastOpenedAt: ['applicantViewTime'],
  isOpened: DEEPIDV_OPENED,
  isStarted: DEEPIDV_STARTED,
  isFinished: ['status', 'session_progress', 'submitted_at', 'declinedData', 'workflow'],
  visits: [],
  sessions: [],
  finishedAt: ['submitted_at'],
  reviewSince: ['status', 'submitted_at'],
  decidedAt: DECLINED,
  decidedBy: DECLINED,
  failedAt: [],
  // Planned or past, by the status.
  expiredAt: ['status', 'expires_at'],
  endsAt: ['expires_at'],
  redactedAt: [],
  next: ['workflow'],
  last: ['workflow'],
  failure: ['status', 'submitted_at', 'failureData', 'workflow'],
  decline: DECLINED,
  submitted: [],
  triesLeft: ['workflow'],
  handoff: [],
}

const keep = (fields: Attributes, names: readonly string[]): Attributes =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))

export function keepPersona(
  { data, included, events, ...rest }: PersonaWorld,
  names: readonly string[],
): PersonaWorld {
  const types = [
    ...(names.includes('sessions') ? ['inquiry-session'] : []),
    ...(names.includes('verifications') ? ['verification'] : []),
  ]
  return {
    ...rest,
    data: {
      ...data,
      attributes: keep(data.attributes, names),
      relationships: keep(data.relationships, names),
    },
    included: included.filter(({ type }) => types.includes(type.split('/', 1)[0] ?? '')),
    events: names.includes('events') ? events : undefined,
  }
}

export function keepDeepidv({ record, workflow }: DeepidvWorld, names: readonly string[]): DeepidvWorld {
  const { id, meta_data: metaData, ...fields } = record
  return {
    record: {
      id,
      ...keep(fields, names),
      ...(typeof metaData === 'object' && metaData !== null && { meta_data: keep({ ...metaData }, names) }),
    },
    workflow: names.includes('workflow') ? workflow : undefined,
  }
}
