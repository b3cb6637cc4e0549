/** No clause of a verdict says what no field of the provider's answer proves: `proof.ts` has an oracle for each kind. */
import { isDeepStrictEqual } from 'node:util'
import { type Facts, gatherFacts } from '@inquiry-lens/shared/insight/verdict/facts.ts'
import { decide } from '@inquiry-lens/shared/insight/verdict/rules.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEEPIDV_FIELDS, type FieldTable, keepDeepidv, keepPersona, PERSONA_FIELDS } from './fact-fields.ts'
import {
  type DeepidvWorld,
  EXACT,
  expectKnown,
  expectProved,
  type PersonaWorld,
  proofOfDeepidv,
  proofOfPersona,
  type Resource,
} from './proof.ts'
import { type Attributes, NOW, readDeepidv, readPersona } from './tell-case.ts'

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
  ...['inquiry.created', 'inquiry.expired', 'inquiry-session.expired', 'inquiry-session.canceled'],
  ...['created', 'submitted', 'passed', 'failed', 'requires-retry', 'updated-tags', 'new-verb'].map(
    (verb) => `verification.${verb}`,
  ),
  ...['document.errored', 'selfie.submitted', 'inquiry.new-verb'],
]

const personaParts = {
  attributes: some(
    {
      status: wordOf(
        // Half of them open: of these most can be claimed.
        ...['created', 'pending', 'created', 'pending', 'completed', 'needs_review'],
        ...['approved', 'declined', 'expired', 'failed'],
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
  parts: fc.constantFrom('none', 'none', 'documents', 'selfies'),
  reviewer: fc.constantFrom(undefined, null, 'user', 'workflow', 'workflow-run', 'new-kind'),
  events: fc.option(
    fc.array(fc.record({ name: fc.constantFrom(...EVENTS), at: fc.option(past), on: fc.nat({ max: 2 }) }), {
      maxLength: 6,
    }),
    { freq: 2 },
  ),
}
/** Handed over to another device, and nothing since: rare among all worlds. */
const handedOverParts = {
  ...personaParts,
  attributes: some({ status: fc.constantFrom('created', 'pending'), 'created-at': time }, ['status']),
  sessions: fc.array(some({ 'device-handoff-method': wordOf('qr', 'sms') }), { minLength: 1, maxLength: 2 }),
  sessionsInAll: fc.constant(0),
  verifications: fc.constant(null),
}
const personaWorld: fc.Arbitrary<PersonaWorld> = fc
  .oneof(
    { weight: 3, arbitrary: fc.record(personaParts) },
    { weight: 1, arbitrary: fc.record(handedOverParts) },
  )
  .map(({ attributes, sessions, sessionsInAll, verifications, parts, reviewer, events }) => {
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
        ...(parts !== 'none' && { [parts]: { data: [{ type: 'document/generic', id: 'doc_1' }] } }),
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
const SESSION = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
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
        applicantSubmissionDevice: wordOf('iPhone'),
        applicantSubmissionLocationDetails: some({ countryIsoCode: fc.constantFrom('NL', null) }),
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
            reason: some({ code: wordOf('LOW_FACE_MATCH', 'DOC_TYPE_NOT_ALLOWED'), slot: wordOf('PRIMARY') }),
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
    record: { id: SESSION, ...record },
    workflow,
  }))

/** Each fact with each field of its list that made no difference to it in any of these worlds. */
function findIdle<TWorld>(
  table: FieldTable,
  worlds: readonly TWorld[],
  gather: (world: TWorld, fields?: readonly string[]) => Facts,
): string[] {
  const fields = [...new Set(Object.values(table).flat())]
  const idle = new Set(Object.entries(table).flatMap(([fact, own]) => own.map((one) => `${fact}: ${one}`)))
  for (const field of fields) {
    // Where another field says the same, taking one away changes nothing: so it is also added to the status alone.
    const others = fields.filter((one) => one !== field)
    const few = ['status', 'session_progress'].filter((one) => one !== field)
    const isIdle = () => [...idle].some((pair) => pair.endsWith(`: ${field}`))
    for (const world of worlds) {
      if (!isIdle()) break
      const pairs = [
        [gather(world), gather(world, others)],
        [gather(world, [...few, field]), gather(world, few)],
      ] as const
      for (const [one, other] of pairs) {
        const before = new Map<string, unknown>(Object.entries(other))
        for (const [fact, value] of Object.entries(one))
          if (!isDeepStrictEqual(value, before.get(fact))) idle.delete(`${fact}: ${field}`)
      }
    }
  }
  return [...idle]
}

const gatherPersona = (world: PersonaWorld, fields?: readonly string[]): Facts =>
  gatherFacts(readPersona(fields ? keepPersona(world, fields) : world))
const gatherDeepidv = (world: DeepidvWorld, fields?: readonly string[]): Facts => {
  const { record, workflow } = fields ? keepDeepidv(world, fields) : world
  return gatherFacts(readDeepidv(record, workflow))
}

function expectNamed<TWorld>(
  table: FieldTable,
  world: TWorld,
  gather: (world: TWorld, fields?: readonly string[]) => Facts,
) {
  const facts = gather(world)
  for (const { restsOn } of decide(facts, EXACT, NOW).sentence) {
    const kept = gather(
      world,
      restsOn.flatMap((name) => table[name]),
    )
    const named = (from: Facts) => restsOn.map((name) => [name, from[name]])
    expect(named(kept)).toEqual(named(facts))
  }
}

/** A whole run of `npm test -- thorough` tries ten times as many. */
const times = (runs: number): number => runs * Number(process.env.THOROUGHNESS ?? 1)

/** Half of them links that were never opened, which are rare among all. */
const deepidvWorlds: fc.Arbitrary<DeepidvWorld> = fc.oneof(
  deepidvWorld,
  some({
    session_progress: wordOf('PENDING'),
    created_at: time,
    updated_at: time,
    expires_at: time,
  }).map((record) => ({ record: { id: SESSION, status: 'PENDING', ...record }, workflow: undefined })),
)

describe('a clause rests on the fields of its facts', () => {
  it('and on no others, of any inquiry', () => {
    fc.assert(
      fc.property(personaWorld, (world) => expectNamed(PERSONA_FIELDS, world, gatherPersona)),
      { numRuns: times(500) },
    )
  })

  it('and on no others, of any deepidv session', () => {
    fc.assert(
      fc.property(deepidvWorlds, (world) => expectNamed(DEEPIDV_FIELDS, world, gatherDeepidv)),
      { numRuns: times(500) },
    )
  })

  it('each of which makes a difference', () => {
    // Always the same worlds: enough for the rarest of the pairs.
    const persona = fc.sample(personaWorld, { seed: 2, numRuns: 1_500 })
    const deepidv = fc.sample(deepidvWorld, { seed: 1, numRuns: 400 })
    expect(findIdle(PERSONA_FIELDS, persona, gatherPersona)).toEqual([])
    expect(findIdle(DEEPIDV_FIELDS, deepidv, gatherDeepidv)).toEqual([])
  })
})

describe('no clause says what no field proves', () => {
  it('of any inquiry, with and without its events', () => {
    fc.assert(
      fc.property(personaWorld, (world) => {
        const facts = gatherFacts(readPersona(world))
        const { sentence } = decide(facts, EXACT, NOW)
        expectProved(sentence, proofOfPersona(world, world.events === undefined), world)
        expectKnown(sentence, facts)
      }),
      { numRuns: times(500) },
    )
  })

  it('of any deepidv session, with and without steps', () => {
    fc.assert(
      fc.property(deepidvWorlds, (world) => {
        const facts = gatherFacts(readDeepidv(world.record, world.workflow))
        const { sentence } = decide(facts, EXACT, NOW)
        expectProved(sentence, proofOfDeepidv(world), world)
        expectKnown(sentence, facts)
      }),
      { numRuns: times(500) },
    )
  })
})
