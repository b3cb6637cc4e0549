/**
 * What a provider's answer proves, and which clauses of a verdict need which proof. Reads the JSON as it comes, and
 * shares no code with the rules.
 */
import type { Facts } from '@inquiry-lens/shared/insight/verdict/facts.ts'
import type { Claim } from '@inquiry-lens/shared/insight/verdict/rules.ts'
import type { Wording } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { expect } from 'vitest'
import { type Attributes, NOW, type PersonaAnswers } from './tell-case.ts'

const HOUR = 3_600_000
/** Instants stand in a clause as they came, so that the oracle finds them again. */
export const EXACT: Wording = {
  relative: (instant) => `<${instant}>`,
  absolute: (instant) => `<${instant}>`,
  span: (ms) => `${Math.round(ms / HOUR)} h`,
}

export interface Resource {
  type: string
  id: string
  attributes: Attributes
  relationships: Attributes
}

type Json = Attributes
export interface PersonaWorld extends PersonaAnswers {
  data: Resource
  included: readonly Resource[]
  events: readonly Resource[] | undefined
}
export interface DeepidvWorld {
  record: Json
  workflow: { steps: readonly Json[]; attempts_remaining?: number | null } | undefined
}

/** What the answer itself proves, read without the relay. */
interface Proof {
  status: unknown
  opened: boolean
  /** A word stands where the opening would be said, and it is unknown. */
  unsure: boolean
  started: boolean
  finished: boolean
  failed: boolean
  submittedCheck: boolean
  /** The last check's end, and the making, or else the start, of the newest session. */
  checkedAt: number
  movedAt: number
  /** Events, or steps, are there to be read. */
  seesChecks: boolean
  createdAt: unknown
  endsAt: unknown
  expiredAt: unknown
  decidedAt: unknown
  completedAt: unknown
  reviewedAt: unknown
  redacted: boolean
  ended: boolean
  triesLeft: number | null | undefined
  decidedBy: 'rule' | 'person' | 'none' | 'other' | undefined
  sessions: number
  next: boolean
  last: boolean
  knownStatus: boolean
  isDeepidv: boolean
}

const isTold = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== 0
/** Anything else in its place is unreadable. */
const isText = (value: unknown) => typeof value === 'string' && value !== ''
const millis = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value > 1e11 ? value : value * 1_000
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
const objectOfJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? { ...value } : {}

export function proofOfPersona(
  { data, included, events = [], ...rest }: PersonaWorld,
  isMissing: boolean,
): Proof {
  const { attributes, relationships } = data
  const told = (name: string) => isTold(attributes[name])
  const sessions = included.filter(({ type }) => type === 'inquiry-session')
  const checks = included.filter(({ type }) => type.startsWith('verification/'))
  const names = events.map((event) => String(event.attributes.name))
  const checkEvents = names.filter((name) => /^(verification|document|selfie)\./.test(name))
  const acts = checkEvents.filter((name) => !name.endsWith('.updated-tags'))
  const started =
    told('started-at') ||
    told('completed-at') ||
    attributes.status === 'pending' ||
    acts.length > 0 ||
    names.some((name) => /^inquiry\.(started|completed)$/.test(name)) ||
    checks.length > 0 ||
    [relationships.documents, relationships.selfies].some(hasParts)
  const visited = sessions.some(({ id, attributes: own }) => {
    const isStarted = events.some(
      (event) =>
        event.attributes.name === 'inquiry-session.started' &&
        objectOfJson(objectOfJson(event.attributes.payload).data).id === id,
    )
    const hasTraces = isText(own['device-type']) || isText(own['country-code'])
    return (
      isTold(own['started-at']) || own.status === 'active' || isStarted || (own.status !== 'new' && hasTraces)
    )
  })
  const { data: reviewer } = objectOfJson(relationships.reviewer)
  const { data: named } = objectOfJson(relationships.sessions)
  return {
    ...rest,
    status: attributes.status,
    opened: started || visited || names.includes('inquiry-session.started'),
    unsure:
      told('previous-step-name') ||
      names.some(isUntold) ||
      sessions.some(({ attributes: own }) => !/^(new|active|expired|canceled)$/.test(String(own.status))),
    started,
    finished:
      told('completed-at') || attributes.status === 'completed' || names.includes('inquiry.completed'),
    failed:
      attributes.status === 'failed' ||
      names.some((name) => /\.(failed|requires-retry|errored)$/.test(name)) ||
      checks.some(({ attributes: own }) => /^(failed|requires_retry)$/.test(String(own.status))),
    submittedCheck: names.some((name) => name.endsWith('.submitted')),
    seesChecks: !isMissing,
    checkedAt: Math.max(...checks.map(({ attributes: own }) => millis(own['completed-at']) ?? 0), 0),
    movedAt: Math.max(
      ...sessions.map(({ attributes: own }) => millis(own['created-at']) ?? millis(own['started-at']) ?? 1),
      1,
    ),
    createdAt: attributes['created-at'],
    endsAt: attributes['expires-at'],
    expiredAt: attributes['expired-at'],
    decidedAt: attributes['decisioned-at'],
    completedAt: attributes['completed-at'],
    reviewedAt: attributes['marked-for-review-at'],
    redacted: told('redacted-at'),
    ended: ['decisioned-at', 'failed-at', 'completed-at'].some(told) || names.includes('inquiry.completed'),
    triesLeft: undefined,
    decidedBy: deciderOf(reviewer),
    sessions: Array.isArray(named) ? named.length : 0,
    next: told('next-step-name'),
    last: told('previous-step-name'),
    knownStatus: /^(created|pending|completed|needs_review|approved|declined|expired|failed)$/.test(
      String(attributes.status),
    ),
    isDeepidv: false,
  }
}

const hasParts = (relationship: unknown): boolean => {
  const { data } = objectOfJson(relationship)
  return Array.isArray(data) && data.length > 0
}

/** Neither the customer's for sure, nor one that comes without a customer. */
const isUntold = (name: string) =>
  /^inquiry(-session)?\./.test(name) &&
  !/^inquiry\.(created|expired|failed|approved|declined|redacted|updated-tags|marked-for-review)$|^inquiry-session\.(expired|started)$/.test(
    name,
  )

function deciderOf(reviewer: unknown): Proof['decidedBy'] {
  if (reviewer === null) return 'none'
  const { type } = objectOfJson(reviewer)
  if (type === 'user') return 'person'
  if (type === 'workflow' || type === 'workflow-run') return 'rule'
  return type === undefined ? undefined : 'other'
}

export function proofOfDeepidv({ record, workflow }: DeepidvWorld): Proof {
  const meta = objectOfJson(record.meta_data)
  const declined = objectOfJson(meta.declinedData)
  const failures = objectOfJson(meta.failureData)
  const attempts = Array.isArray(failures.attempts) ? failures.attempts : []
  const hasFailures = attempts.length > 0 || Number(failures.failedAttempts) > 0
  const steps = workflow?.steps.filter(({ step_id }) => isTold(step_id)) ?? []
  const begun = steps.some(
    (step) =>
      /^(IN_PROGRESS|COMPLETED|FAILED)$/.test(String(step.status)) ||
      Number(step.attempts) > 0 ||
      isTold(step.failure_reason),
  )
  const isUnknownStep = steps.some(
    (step) => !/^(PENDING|IN_PROGRESS|COMPLETED|FAILED|SKIPPED)$/.test(String(step.status)),
  )
  const { status, session_progress: progress } = record
  const isKnownProgress = /^(PENDING|STARTED|COMPLETED)$/.test(String(progress))
  const analysis = objectOfJson(record.analysis_data)
  const place = objectOfJson(meta.applicantSubmissionLocationDetails)
  const hasTraces =
    [meta.applicantSubmissionDevice, meta.applicantSubmissionBrowser, place.countryIsoCode].some(isTold) ||
    analysis.id_matches_selfie === true
  const submitted = isTold(record.submitted_at) || progress === 'COMPLETED'
  const isAllDone =
    steps.length > 0 && steps.every((step) => /^(COMPLETED|SKIPPED)$/.test(String(step.status)))
  const started = progress === 'STARTED' || submitted || hasFailures || begun
  return {
    status,
    opened: started || isTold(meta.applicantViewTime) || hasTraces,
    unsure: isUnknownStep || !isKnownProgress,
    started,
    finished: submitted || status === 'SUBMITTED',
    failed:
      status === 'FAILED' ||
      hasFailures ||
      steps.some((step) => step.status === 'FAILED' || isTold(step.failure_reason)),
    submittedCheck: false,
    seesChecks: workflow !== undefined,
    checkedAt: 0,
    movedAt: 0,
    createdAt: record.created_at,
    endsAt: record.expires_at,
    expiredAt: record.expires_at,
    decidedAt: isDecline(declined) ? declined.declinedAt : undefined,
    completedAt: record.submitted_at,
    reviewedAt: record.submitted_at,
    redacted: false,
    ended: submitted || isDecline(declined) || isAllDone,
    triesLeft: workflow?.attempts_remaining,
    decidedBy: isDecline(declined) ? 'rule' : undefined,
    sessions: 1,
    next: steps.length > 0,
    last: steps.some((step) => step.status === 'COMPLETED'),
    knownStatus: /^(PENDING|SUBMITTED|VERIFIED|REJECTED|EXPIRED|FAILED|VOIDED)$/.test(String(status)),
    isDeepidv: true,
  }
}

const isDecline = ({ declined, declinedAt }: Json) =>
  declined !== false && (declined === true || isTold(declinedAt))

const isStatus =
  (...statuses: string[]) =>
  ({ status }: Proof) =>
    statuses.includes(String(status))
const isOver = ({ endsAt }: Proof) => (millis(endsAt) ?? Number.POSITIVE_INFINITY) <= NOW

interface Oracle {
  says: RegExp
  /** What must be so where a clause says it. */
  isProved(proof: Proof, words: RegExpExecArray): boolean
}

/** Several may be about one clause; a clause that none is about is new, and needs one. */
const ORACLES: readonly Oracle[] = [
  { says: /never opened|has not opened/, isProved: ({ opened, unsure }) => !opened && !unsure },
  { says: /^The customer opened the link/, isProved: ({ opened }) => opened },
  { says: /doesn’t say whether the customer opened/, isProved: ({ opened, unsure }) => unsure && !opened },
  { says: /started no check(?! there)/, isProved: ({ started, unsure }) => !started && !unsure },
  {
    says: /there yet/,
    isProved: ({ seesChecks, checkedAt, movedAt }) => seesChecks && !(checkedAt >= movedAt),
  },
  { says: /on another device/, isProved: ({ isDeepidv }) => !isDeepidv },
  {
    says: /stopped (at|after)|did not finish/,
    isProved: ({ started, finished }) => started && !finished,
  },
  { says: /stopped at|Next is/, isProved: ({ next }) => next },
  { says: /stopped after/, isProved: ({ last }) => last },
  { says: /customer finished|last step/, isProved: ({ finished }) => finished },
  { says: /^No (tries are|try is) left/, isProved: ({ triesLeft }) => !triesLeft },
  { says: /^No try is left/, isProved: ({ triesLeft }) => triesLeft === 0 },
  { says: /^One try is left/, isProved: ({ triesLeft }) => triesLeft === 1 },
  {
    says: /^(\d+) tries are left/,
    isProved: ({ triesLeft }, [, count]) => triesLeft === Number(count),
  },
  { says: /by a rule/, isProved: ({ decidedBy }) => decidedBy === 'rule' },
  { says: /by (a person|your team|a reviewer)/, isProved: ({ decidedBy }) => decidedBy === 'person' },
  {
    says: /doesn’t say whether a rule/,
    isProved: ({ decidedBy, status }) =>
      decidedBy === undefined || /^(none|other)$/.test(decidedBy) || status === 'VERIFIED',
  },
  {
    says: /probably automatically/,
    isProved: ({ decidedAt, completedAt, decidedBy }) =>
      isTold(decidedAt) && completedAt !== null && decidedBy !== 'other',
  },
  {
    says: /doesn’t say when/,
    isProved: ({ decidedAt, status }) => !isTold(decidedAt) || status === 'VERIFIED',
  },
  { says: /^Verified/, isProved: isStatus('approved', 'VERIFIED') },
  { says: /^Declined/, isProved: isStatus('declined', 'REJECTED') },
  { says: /^Cancelled/, isProved: isStatus('VOIDED') },
  { says: /was redacted/, isProved: ({ redacted }) => redacted },
  {
    says: /after a review|for our review since/,
    isProved: ({ reviewedAt }) => isTold(reviewedAt),
  },
  { says: /Waiting for our review/, isProved: isStatus('completed', 'needs_review', 'SUBMITTED') },
  {
    says: /no decision yet/,
    isProved: ({ decidedAt, isDeepidv, status }) =>
      status === 'SUBMITTED' || (!isDeepidv && !isTold(decidedAt)),
  },
  { says: /The link expired/, isProved: (proof) => isStatus('expired', 'EXPIRED')(proof) || isOver(proof) },
  { says: /^(The check failed|Failed)/, isProved: ({ failed }) => failed },
  { says: /^The check failed/, isProved: isStatus('failed', 'FAILED') },
  { says: /check(s are| is) for review\.$/, isProved: ({ failed }) => failed },
  { says: /submitted (the|a) /, isProved: ({ submittedCheck }) => submittedCheck },
  { says: /It was made/, isProved: ({ createdAt }) => isTold(createdAt) },
  { says: /Last active|In progress/, isProved: ({ opened }) => opened },
  { says: /has had (\d+) sessions/, isProved: ({ sessions }, [, count]) => sessions === Number(count) },
  { says: /uses a status that/, isProved: ({ knownStatus }) => !knownStatus },
  {
    says: /as failed, but also that tries are left/,
    isProved: ({ status, triesLeft }) => status === 'FAILED' && Number(triesLeft) > 0,
  },
  { says: /also shows an end/, isProved: ({ ended }) => ended },
]

function instantsIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(instantsIn)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(instantsIn)
  const ms = millis(value)
  return ms === undefined ? [] : [ms]
}

export function expectProved(claims: readonly Claim[], proof: Proof, world: unknown) {
  // A clock that is ahead dates an end later than now.
  const known = new Set(instantsIn(world).flatMap((ms) => [ms, Math.min(ms, NOW)]))
  for (const { text } of claims) {
    const about = ORACLES.flatMap(({ says, isProved }) => {
      const words = says.exec(text)
      return words ? [isProved(proof, words)] : []
    })
    expect({ text, isKnownKind: about.length > 0 }).toEqual({ text, isKnownKind: true })
    expect({ text, isProved: about.every(Boolean) }).toEqual({ text, isProved: true })
    for (const [, instant] of text.matchAll(/<(\d+)>/g))
      expect([text, known]).toEqual([text, expect.toSatisfy((all) => all.has(Number(instant)))])
  }
}

export function expectKnown(claims: readonly Claim[], facts: Facts) {
  for (const { text, restsOn } of claims)
    expect({ text, knows: restsOn.filter((name) => facts[name] !== undefined).length > 0 }).toEqual({
      text,
      knows: true,
    })
}
