/**
 * No clause of a verdict says what no field of the provider's answer proves. Each kind of clause has an oracle of its own
 * here, which reads the provider's JSON and shares no code with the rules.
 */
import { gatherFacts } from '@inquiry-lens/shared/insight/verdict/facts.ts'
import { type Claim, decide } from '@inquiry-lens/shared/insight/verdict/rules.ts'
import type { Wording } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attributes, NOW, type PersonaAnswers, readDeepidv, readPersona } from './tell-case.ts'

const HOUR = 3_600_000
/** Instants stand in a clause as they came, so that the oracle finds them again. */
const EXACT: Wording = {
  relative: (instant) => `<${instant}>`,
  absolute: (instant) => `<${instant}>`,
  span: (ms) => `${Math.round(ms / HOUR)} h`,
}

interface Resource {
  type: string
  id: string
  attributes: Attributes
  relationships: Attributes
}

type Json = Attributes
interface PersonaWorld extends PersonaAnswers {
  data: Resource
  included: readonly Resource[]
  events: readonly Resource[] | undefined
}
interface DeepidvWorld {
  record: Json
  workflow: { steps: readonly Json[]; attempts_remaining?: number | null } | undefined
}

const instantAround = fc
  .integer({ min: -40 * 24 * 60, max: 3 * 24 * 60 })
  .map((minutes) => NOW + minutes * 60_000)
/** As text, as two kinds of numbers, `null`, or (by the record) absent. */
const time = fc.oneof(
  { weight: 4, arbitrary: instantAround.map((ms) => new Date(ms).toISOString()) },
  { weight: 1, arbitrary: instantAround.map((ms) => ms / 1_000) },
  { weight: 1, arbitrary: instantAround },
  { weight: 3, arbitrary: fc.constant(null) },
)
const past = instantAround.filter((ms) => ms <= NOW).map((ms) => new Date(ms).toISOString())
const wordOf = (...words: string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>('new_word', 'IN_PROGRESS', null, 7) },
  )
const some = <TShape extends Record<string, fc.Arbitrary<unknown>>>(
  shape: TShape,
  requiredKeys: (keyof TShape & string)[] = [],
) => fc.record(shape, { requiredKeys })

const INQUIRY = 'inq_Claims'
const STEPS = wordOf('start', 'success', 'verification_government_id', 'verification_selfie')
const CHECK_TYPES = ['verification/government-id', 'verification/selfie']

const inquirySession = some({
  status: wordOf('new', 'active', 'expired', 'canceled'),
  'created-at': time,
  'started-at': time,
  'expired-at': time,
  'device-type': wordOf('smartphone'),
  'country-code': wordOf('DE'),
  'device-handoff-method': wordOf('qr', 'sms'),
})
const verification = some({
  type: fc.constantFrom(...CHECK_TYPES),
  status: wordOf('initiated', 'submitted', 'passed', 'failed', 'requires_retry'),
  'completed-at': time,
  checks: fc.array(
    some({
      name: wordOf(
        'id_barcode_detection',
        'id_expired_detection',
        'selfie_pose_detection',
        'id_tamper_detection',
      ),
      status: wordOf('passed', 'failed', 'not_applicable'),
      reasons: fc.array(wordOf('too_much_glare', 'barcode_not_decoded', 'disabled')),
      requirement: wordOf('required', 'not_required'),
    }),
    { maxLength: 4 },
  ),
})
const EVENTS = [
  ...['inquiry.started', 'inquiry.completed', 'inquiry.transitioned', 'inquiry-session.started'],
  ...['created', 'submitted', 'passed', 'failed', 'requires-retry', 'updated-tags', 'new-verb'].map(
    (verb) => `verification.${verb}`,
  ),
  ...['document.errored', 'selfie.submitted', 'inquiry.new-verb'],
]

const personaWorld: fc.Arbitrary<PersonaWorld> = fc
  .record({
    attributes: some(
      {
        status: wordOf(
          ...[
            'created',
            'created',
            'pending',
            'pending',
            'completed',
            'needs_review',
            'approved',
            'declined',
            'expired',
            'failed',
          ],
        ),
        'created-at': time,
        'started-at': time,
        'expires-at': time,
        'completed-at': time,
        'failed-at': time,
        'marked-for-review-at': time,
        'decisioned-at': time,
        'expired-at': time,
        'redacted-at': fc.option(time, { freq: 8 }).map((value) => (value === null ? null : value)),
        'previous-step-name': STEPS,
        'next-step-name': STEPS,
      },
      ['status'],
    ),
    sessions: fc.array(inquirySession, { maxLength: 3 }),
    sessionsInAll: fc.constantFrom(0, 0, 25, 40),
    verifications: fc.option(fc.array(verification, { maxLength: 3 })),
    reviewer: fc.constantFrom(undefined, null, 'user', 'workflow', 'workflow-run', 'new-kind'),
    events: fc.option(
      fc.array(fc.record({ name: fc.constantFrom(...EVENTS), at: fc.option(past), on: fc.nat({ max: 2 }) }), {
        maxLength: 6,
      }),
      { freq: 2 },
    ),
  })
  .map(({ attributes, sessions, sessionsInAll, verifications, reviewer, events }) => {
    const inquiry = { data: { type: 'inquiry', id: INQUIRY } }
    const visits = sessions.map((one, index) =>
      resource('inquiry-session', `iqse_${index}`, one, { inquiry }),
    )
    const checked = (verifications ?? []).map(({ type = 'verification/selfie', ...one }, index) =>
      resource(String(type), `ver_${index}`, one, { inquiry }),
    )
    const others = Array.from({ length: sessionsInAll }, (_, index) => ({
      type: 'inquiry-session',
      id: `iqse_${100 + index}`,
    }))
    return {
      data: resource('inquiry', INQUIRY, attributes, {
        sessions: { data: [...visits.map(({ type, id }) => ({ type, id })), ...others] },
        ...(verifications && { verifications: { data: checked.map(({ type, id }) => ({ type, id })) } }),
        ...(reviewer !== undefined && {
          reviewer: { data: reviewer === null ? null : { type: reviewer, id: 'x_1' } },
        }),
      }),
      included: [...visits, ...checked],
      events: events?.map(({ name, at, on }, index) =>
        resource('event', `evt_${index}`, {
          name,
          ...(at !== null && { 'created-at': at }),
          payload: { data: objectOf(name, on, checked) },
        }),
      ),
    }
  })

const resource = (
  type: string,
  id: string,
  attributes: Attributes,
  relationships: Attributes = {},
): Resource => ({ type, id, attributes, relationships })

function objectOf(name: string, on: number, checked: readonly Resource[]) {
  const [family = ''] = name.split('.')
  if (family === 'inquiry') return { type: family, id: INQUIRY }
  if (family === 'inquiry-session') return { type: family, id: `iqse_${on}` }
  if (family === 'selfie') return { type: 'selfie', id: `self_${on}` }
  if (family === 'document') return { type: 'document/government-id', id: `doc_${on}` }
  return { type: checked[on]?.type ?? 'verification/selfie', id: `ver_${on}` }
}

const CODES = [
  ...['OCR_NAME_MISSING', 'NO_FACE_DETECTED', 'FACE_MISMATCH', 'DOC_TYPE_NOT_ALLOWED', 'ATTEMPTS_EXHAUSTED'],
]
const deepidvWorld: fc.Arbitrary<DeepidvWorld> = fc
  .record({
    record: some({
      status: wordOf(
        'PENDING',
        'PENDING',
        'SUBMITTED',
        'VERIFIED',
        'REJECTED',
        'EXPIRED',
        'FAILED',
        'VOIDED',
      ),
      session_progress: wordOf('PENDING', 'STARTED', 'COMPLETED'),
      created_at: time,
      updated_at: time,
      submitted_at: time,
      expires_at: time,
      meta_data: some({
        applicantViewTime: fc.oneof(time, fc.constantFrom('yesterday', '')),
        failureData: some({
          failedAttempts: fc.option(fc.nat({ max: 4 })),
          attempts: fc.array(
            some({
              reason: wordOf(...CODES),
              slot: wordOf('PRIMARY', 'SECONDARY'),
              failedAt: time,
            }),
            { maxLength: 3 },
          ),
        }),
        declinedData: fc.option(
          some({
            declined: fc.option(fc.boolean()),
            declinedAt: time,
            score: fc.nat({ max: 10 }),
            reason: some({ code: wordOf('LOW_FACE_MATCH', 'ID_EXPIRED'), slot: wordOf('PRIMARY') }),
          }),
        ),
      }),
    }),
    workflow: fc.option(
      fc.record(
        {
          steps: fc.array(
            some({
              step_id: fc.constantFrom('ID_VERIFICATION', 'FACE_LIVENESS', 'NEW_STEP'),
              status: wordOf('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'),
              attempts: fc.option(fc.nat({ max: 3 })),
              started_at: time,
              completed_at: time,
              failure_reason: fc.option(wordOf(...CODES)),
            }),
            { maxLength: 4 },
          ),
          attempts_remaining: fc.option(fc.nat({ max: 3 })),
        },
        { requiredKeys: ['steps'] },
      ),
      { nil: undefined },
    ),
  })
  .map(({ record, workflow }) => ({
    record: { id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890', ...record },
    workflow,
  }))

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
  decidedBy: 'rule' | 'person' | 'none' | undefined
  sessions: number
  next: boolean
  last: boolean
  knownStatus: boolean
  isDeepidv: boolean
}

const isTold = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== 0
const millis = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value > 1e11 ? value : value * 1_000
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
const objectOfJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function proofOfPersona({ data, included, events = [], ...rest }: PersonaWorld, isMissing: boolean): Proof {
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
    checks.length > 0
  const visited = sessions.some(({ id, attributes: own }) => {
    const isStarted = events.some(
      (event) =>
        event.attributes.name === 'inquiry-session.started' &&
        objectOfJson(objectOfJson(event.attributes.payload).data).id === id,
    )
    const hasTraces = isTold(own['device-type']) || isTold(own['country-code'])
    return (
      isTold(own['started-at']) || own.status === 'active' || isStarted || (own.status !== 'new' && hasTraces)
    )
  })
  const { data: reviewer } = objectOfJson(relationships.reviewer)
  const { data: named } = objectOfJson(relationships.sessions)
  return {
    ...rest,
    status: attributes.status,
    opened: started || visited,
    unsure: false,
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

function deciderOf(reviewer: unknown): Proof['decidedBy'] {
  if (reviewer === null) return 'none'
  const { type } = objectOfJson(reviewer)
  if (type === 'user') return 'person'
  return type === 'workflow' || type === 'workflow-run' ? 'rule' : undefined
}

function proofOfDeepidv({ record, workflow }: DeepidvWorld): Proof {
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
  const isKnownProgress = typeof progress !== 'string' || /^(PENDING|STARTED|COMPLETED)$/.test(progress)
  const submitted = isTold(record.submitted_at) || progress === 'COMPLETED'
  const started = progress === 'STARTED' || submitted || hasFailures || begun
  return {
    status,
    opened: started || isTold(meta.applicantViewTime),
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
    ended: submitted,
    triesLeft: workflow?.attempts_remaining,
    decidedBy: isDecline(declined) ? 'rule' : undefined,
    sessions: 1,
    next: steps.length > 0,
    last: steps.some((step) => step.status === 'COMPLETED'),
    knownStatus:
      /^(PENDING|SUBMITTED|VERIFIED|REJECTED|EXPIRED|FAILED|VOIDED)$/.test(String(status)) &&
      isKnownProgress &&
      !isUnknownStep,
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
      decidedBy === undefined || decidedBy === 'none' || status === 'VERIFIED',
  },
  {
    says: /probably automatically/,
    isProved: ({ decidedAt, completedAt }) => isTold(decidedAt) && completedAt !== null,
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
  { says: /also shows an end/, isProved: ({ ended }) => ended },
]

function instantsIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(instantsIn)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(instantsIn)
  const ms = millis(value)
  return ms === undefined ? [] : [ms]
}

function expectProved(claims: readonly Claim[], proof: Proof, world: unknown) {
  const known = new Set(instantsIn(world))
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

function expectKnown(claims: readonly Claim[], facts: ReturnType<typeof gatherFacts>) {
  for (const { text, restsOn } of claims)
    expect({ text, knows: restsOn.filter((name) => facts[name] !== undefined).length > 0 }).toEqual({
      text,
      knows: true,
    })
}

describe('no clause says what no field proves', () => {
  it('of any inquiry, with and without its events', () => {
    fc.assert(
      fc.property(personaWorld, (world) => {
        const facts = gatherFacts(readPersona(world))
        const { sentence } = decide(facts, EXACT, NOW)
        expectProved(sentence, proofOfPersona(world, world.events === undefined), world)
        expectKnown(sentence, facts)
      }),
      { numRuns: 4_000 },
    )
  })

  it('of any deepidv session, with and without steps', () => {
    fc.assert(
      fc.property(deepidvWorld, (world) => {
        const facts = gatherFacts(readDeepidv(world.record, world.workflow))
        const { sentence } = decide(facts, EXACT, NOW)
        expectProved(sentence, proofOfDeepidv(world), world)
        expectKnown(sentence, facts)
      }),
      { numRuns: 4_000 },
    )
  })
})
