/**
 * What the card says to each example in the providers' documents, and to sixteen tickets, for `docs/answers.md`. The
 * examples are facts typed here in our own form: states, times and codes, without a person in them.
 */

import { EN } from '@inquiry-lens/shared/insight/replies/texts.ts'
import { writeReply } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import { judge } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import type { DeepidvWorld, PersonaWorld } from './proof.ts'
import { WORDS } from './story.ts'
import { type Attributes, at, NOW, readDeepidv, readPersona } from './tell-case.ts'

export type World = ({ about: 'inquiry' } & PersonaWorld) | ({ about: 'session' } & DeepidvWorld)

export const readWorld = (world: World) =>
  world.about === 'inquiry' ? readPersona(world) : readDeepidv(world.record, world.workflow)

/** `2 h ago` or an instant. */
const told = (value: unknown): unknown => {
  if (typeof value === 'string' && /^(?:in \d|\d+ \w+ ago$)/.test(value)) return at(value)
  if (Array.isArray(value)) return value.map(told)
  return typeof value === 'object' && value !== null ? tellTimes({ ...value }) : value
}
const tellTimes = (fields: Attributes): Attributes =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, told(value)]))

interface Around {
  reviewer?: string | null
  sessions?: readonly Attributes[]
  /** By type: `government-id`. */
  verifications?: Readonly<Record<string, Attributes>>
  /** `null`: they could not be read. */
  events?: readonly (readonly [at: string, name: string, type?: string, id?: string])[] | null
}

const INQUIRY = 'inq_Answers'

function inquiry(
  attributes: Attributes,
  { reviewer, sessions = [], verifications = {}, events = [] }: Around = {},
): World {
  const owner = { inquiry: { data: { type: 'inquiry', id: INQUIRY } } }
  const included = [
    ...sessions.map((one, index) => ({
      type: 'inquiry-session',
      id: `iqse_${index}`,
      attributes: tellTimes(one),
      relationships: owner,
    })),
    ...Object.entries(verifications).map(([kind, one], index) => ({
      type: `verification/${kind}`,
      id: `ver_${index + 1}`,
      attributes: tellTimes(one),
      relationships: owner,
    })),
  ]
  const named = (family: string) =>
    included.filter(({ type }) => type.startsWith(family)).map(({ type, id }) => ({ type, id }))
  return {
    about: 'inquiry',
    data: {
      type: 'inquiry',
      id: INQUIRY,
      attributes: tellTimes(attributes),
      relationships: {
        sessions: { data: named('inquiry-session') },
        verifications: { data: named('verification/') },
        ...(reviewer !== undefined && {
          reviewer: { data: reviewer === null ? null : { type: reviewer, id: 'x_1' } },
        }),
      },
    },
    included,
    events: events?.map(([when, name, type = 'inquiry', id = INQUIRY], index) => ({
      type: 'event',
      id: `evt_${index}`,
      attributes: { name, 'created-at': told(when), payload: { data: { type, id } } },
      relationships: {},
    })),
  }
}

const session = (
  record: Attributes,
  workflow?: { steps: readonly Attributes[]; attempts_remaining?: number | null },
): World => ({
  about: 'session',
  record: { id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890', type: 'session', ...tellTimes(record) },
  workflow: workflow && { ...workflow, steps: workflow.steps.map(tellTimes) },
})

export interface Example {
  body: string
  world: World
}

const RETRIEVED = {
  status: 'SUBMITTED',
  session_progress: 'COMPLETED',
  location: { country: 'Canada' },
  workflow_steps: ['ID_VERIFICATION', 'FACE_LIVENESS', 'PEP_SANCTIONS'],
  created_at: '2025-01-15T10:30:00.000Z',
  updated_at: '2025-01-15T10:45:00.000Z',
  submitted_at: '2025-01-15T10:42:00.000Z',
  meta_data: {
    applicantViewTime: '2025-01-15T10:35:00.000Z',
    failureData: {
      failedAttempts: 1,
      attempts: [{ reason: 'NO_FACE_DETECTED', slot: 'PRIMARY', failedAt: '2025-01-15T10:37:00.000Z' }],
    },
    declinedData: {
      declined: true,
      score: 2,
      declinedAt: '2025-01-15T10:43:00.000Z',
      reason: { code: 'LOW_FACE_MATCH', slot: 'PRIMARY', severity: 'CRITICAL' },
    },
  },
}
const HOOKED = {
  session_progress: 'PENDING',
  workflow_steps: ['ID_VERIFICATION', 'FACE_LIVENESS'],
  created_at: '2026-03-23T14:30:00.000Z',
  updated_at: '2026-03-23T14:30:00.000Z',
}
const DONE = {
  ...HOOKED,
  session_progress: 'COMPLETED',
  updated_at: '2026-03-23T14:35:00.000Z',
  submitted_at: '2026-03-23T14:35:00.000Z',
  uploads: { id_front: true, id_back: true, selfie_front: true },
  meta_data: { applicantViewTime: '2026-03-23T14:30:05.000Z' },
  analysis_data: { id_matches_selfie: true, id_matches_face_capture: true, id_matches_liveness: true },
}
const tried = (reason: string, slot: string | null, failedAt: string) => ({ reason, slot, failedAt })
const HEADLESS = { status: 'PENDING', session_progress: 'STARTED', created_at: '2026-09-08T14:00:00.000Z' }
const FIRST_DONE = {
  step_id: 'ID_VERIFICATION',
  status: 'COMPLETED',
  attempts: 1,
  started_at: '2026-09-08T14:02:11.000Z',
  completed_at: '2026-09-08T14:03:47.000Z',
  failure_reason: null,
}
const SECOND = { step_id: 'FACE_LIVENESS', status: 'PENDING', attempts: 0, failure_reason: null }

const MADE = { 'created-at': '2024-03-15T18:30:00.000Z' }
const STARTED = { ...MADE, 'started-at': '2024-03-15T18:31:00.000Z' }
const VISIT = {
  status: 'expired',
  'created-at': '2024-03-15T18:31:00.000Z',
  'started-at': '2024-03-15T18:31:00.000Z',
  'device-type': 'desktop',
  'country-code': 'US',
}
const LIST = {
  status: 'pending',
  'created-at': '2023-03-29T19:06:45.000Z',
  'started-at': '2023-03-30T19:07:01.000Z',
  'expires-at': '2023-03-31T19:07:01.000Z',
  'previous-step-name': 'start',
  'next-step-name': 'verification_document',
}
const APPROVED = {
  ...STARTED,
  status: 'approved',
  'decisioned-at': '2024-03-15T18:35:00.000Z',
  'previous-step-name': 'verification_selfie',
  'next-step-name': 'success',
}
const CHECKED = {
  'created-at': '2024-02-15T23:45:01.000Z',
  'submitted-at': '2024-02-15T23:46:12.000Z',
  'completed-at': '2024-02-15T23:48:09.000Z',
}
/** The example of a verification, within an inquiry that waits for it. */
const within = (kind: string, event: string, verification: Attributes): World =>
  inquiry(
    { status: 'pending', 'created-at': '2024-02-15T23:40:00.000Z', 'started-at': '2024-02-15T23:45:01.000Z' },
    {
      verifications: { [kind]: verification },
      events: [['2024-02-15T23:48:17.732Z', event, `verification/${kind}`, 'ver_1']],
    },
  )
const failing = (name: string, reason: string, requirement: string) => ({
  checks: [{ name, status: 'failed', reasons: [reason], requirement }],
})

export const EXAMPLES: readonly Example[] = [
  {
    body: 'deepidv, list of sessions',
    world: session({
      status: 'VERIFIED',
      session_progress: 'COMPLETED',
      created_at: '2025-01-15T10:30:00.000Z',
      updated_at: '2025-01-15T10:45:00.000Z',
    }),
  },
  { body: 'deepidv, session', world: session(RETRIEVED) },
  {
    body: 'deepidv, `declinedData` of a rejected session',
    world: session({ ...RETRIEVED, status: 'REJECTED' }),
  },
  {
    body: 'deepidv, `failureData` of a session that goes on',
    world: session({
      ...HOOKED,
      status: 'PENDING',
      session_progress: 'STARTED',
      meta_data: {
        failureData: {
          failedAttempts: 3,
          attempts: [
            tried('NO_FACE_DETECTED', 'PRIMARY', '2026-05-26T15:30:00.000Z'),
            tried('OCR_NAME_MISSING', 'SECONDARY', '2026-05-26T15:32:14.000Z'),
            tried('ID_TYPE_LOW_CONFIDENCE', 'PRIMARY', '2026-05-26T15:34:02.000Z'),
          ],
        },
      },
    }),
  },
  { body: 'deepidv, webhook `session.created`', world: session({ ...HOOKED, status: 'PENDING' }) },
  { body: 'deepidv, webhook `session.status.submitted`', world: session({ ...DONE, status: 'SUBMITTED' }) },
  { body: 'deepidv, webhook `session.status.verified`', world: session({ ...DONE, status: 'VERIFIED' }) },
  { body: 'deepidv, webhook `session.status.rejected`', world: session({ ...DONE, status: 'REJECTED' }) },
  {
    body: 'deepidv, webhook `session.status.failed`',
    world: session({
      ...DONE,
      status: 'FAILED',
      meta_data: {
        failureData: {
          failedAttempts: 3,
          attempts: [
            tried('NO_FACE_DETECTED', 'PRIMARY', '2026-03-23T14:30:10.000Z'),
            tried('ID_TYPE_LOW_CONFIDENCE', 'PRIMARY', '2026-03-23T14:31:42.000Z'),
            tried('DOC_TYPE_NOT_ALLOWED', 'SECONDARY', '2026-03-23T14:33:08.000Z'),
          ],
        },
      },
    }),
  },
  {
    body: 'deepidv, state of a workflow',
    world: session(HEADLESS, { steps: [FIRST_DONE, SECOND], attempts_remaining: 2 }),
  },
  {
    body: 'deepidv, a step that failed',
    world: session(HEADLESS, {
      steps: [
        { step_id: 'ID_VERIFICATION', status: 'PENDING', attempts: 1, failure_reason: 'FACE_MISMATCH' },
        SECOND,
      ],
      attempts_remaining: 2,
    }),
  },
  {
    body: 'deepidv, a step under way',
    world: session(HEADLESS, {
      steps: [FIRST_DONE, { ...SECOND, status: 'IN_PROGRESS', attempts: 1 }],
      attempts_remaining: 3,
    }),
  },
  {
    body: 'deepidv, the last step done',
    world: session(
      { ...HEADLESS, status: 'VERIFIED', session_progress: 'COMPLETED' },
      { steps: [FIRST_DONE, { ...SECOND, status: 'COMPLETED', attempts: 1 }], attempts_remaining: 3 },
    ),
  },
  ...(
    [
      ['pending', 'PENDING', 'PENDING'],
      ['submitted', 'SUBMITTED', 'COMPLETED'],
      ['verified', 'VERIFIED', 'COMPLETED'],
      ['rejected', 'REJECTED', 'COMPLETED'],
      ['voided', 'VOIDED', 'PENDING'],
    ] as const
  ).map(([word, status, session_progress]) => ({
    body: `deepidv’s sandbox, \`test_${word}\``,
    world: session({ id: `test_${word}`, status, session_progress, created_at: '2025-01-15T10:30:00.000Z' }),
  })),
  {
    body: 'Persona, inquiry in a list, made, searched or resumed',
    world: inquiry(LIST, {
      reviewer: null,
      events: null,
      verifications: { database: { status: 'initiated' } },
    }),
  },
  {
    body: 'Persona, inquiry with its session',
    world: inquiry(LIST, {
      sessions: [
        {
          ...VISIT,
          'created-at': '2023-07-25T04:15:20.000Z',
          'started-at': '2023-07-25T05:14:50.000Z',
          'expired-at': '2023-07-26T05:14:50.000Z',
        },
      ],
    }),
  },
  {
    body: 'Persona, webhook `inquiry.created`',
    world: inquiry({
      ...MADE,
      status: 'created',
      'expires-at': '2024-03-16T18:30:00.000Z',
      'next-step-name': 'start',
    }),
  },
  {
    body: 'Persona, webhook `inquiry.started`',
    world: inquiry(
      {
        ...STARTED,
        status: 'pending',
        'expires-at': '2024-03-16T18:30:00.000Z',
        'previous-step-name': 'start',
        'next-step-name': 'verification_government_id',
      },
      {
        sessions: [{ ...VISIT, status: 'active' }],
        events: [['2024-03-15T18:31:00.100Z', 'inquiry.started']],
      },
    ),
  },
  {
    body: 'Persona, webhook `inquiry.transitioned`',
    world: inquiry(
      {
        ...STARTED,
        status: 'pending',
        'expires-at': '2024-03-16T18:30:00.000Z',
        'previous-step-name': 'verification_government_id',
        'next-step-name': 'verification_selfie',
      },
      {
        sessions: [{ ...VISIT, status: 'active' }],
        events: [['2024-03-15T18:32:00.100Z', 'inquiry.transitioned']],
      },
    ),
  },
  {
    body: 'Persona, webhook `inquiry.expired`',
    world: inquiry(
      { ...MADE, status: 'expired', 'expired-at': '2024-03-16T18:30:00.000Z', 'next-step-name': 'start' },
      { events: [['2024-03-16T18:30:00.100Z', 'inquiry.expired']] },
    ),
  },
  {
    body: 'Persona, webhook `inquiry.completed`',
    world: inquiry(
      {
        ...STARTED,
        status: 'completed',
        'completed-at': '2024-03-15T18:35:00.000Z',
        'previous-step-name': 'verification_selfie',
        'next-step-name': 'success',
      },
      { sessions: [VISIT], events: [['2024-03-15T18:35:00.100Z', 'inquiry.completed']] },
    ),
  },
  {
    body: 'Persona, webhook `inquiry.failed`',
    world: inquiry(
      {
        ...STARTED,
        status: 'failed',
        'failed-at': '2024-03-15T18:33:00.000Z',
        'previous-step-name': 'verification_government_id',
        'next-step-name': 'failure',
      },
      { sessions: [VISIT], events: [['2024-03-15T18:33:00.100Z', 'inquiry.failed']] },
    ),
  },
  {
    body: 'Persona, webhook `inquiry.marked-for-review`',
    world: inquiry(
      {
        ...STARTED,
        status: 'needs_review',
        'marked-for-review-at': '2024-03-15T18:34:00.000Z',
        'next-step-name': 'review',
      },
      { sessions: [VISIT], events: [['2024-03-15T18:34:00.100Z', 'inquiry.marked-for-review']] },
    ),
  },
  {
    body: 'Persona, webhook `inquiry.approved`, also of tags and reusable personas',
    world: inquiry(APPROVED, {
      reviewer: 'workflow-run',
      sessions: [VISIT],
      events: [['2024-03-15T18:35:00.100Z', 'inquiry.approved']],
    }),
  },
  {
    body: 'Persona, webhook `inquiry.declined`',
    world: inquiry(
      {
        ...APPROVED,
        status: 'declined',
        'completed-at': '2024-03-15T18:34:00.000Z',
        'decisioned-at': '2024-03-15T18:35:04.000Z',
        'next-step-name': 'failure',
      },
      {
        reviewer: 'workflow-run',
        sessions: [VISIT],
        events: [['2024-03-15T18:35:04.100Z', 'inquiry.declined']],
      },
    ),
  },
  {
    body: 'Persona, webhook `inquiry.redacted`',
    world: inquiry({ ...APPROVED, 'redacted-at': '2024-09-15T00:00:00.000Z' }, { reviewer: 'workflow-run' }),
  },
  {
    body: 'Persona, verification made',
    world: within('government-id', 'verification.created', {
      status: 'initiated',
      'created-at': CHECKED['created-at'],
    }),
  },
  {
    body: 'Persona, verification submitted',
    world: within('government-id', 'verification.submitted', {
      ...CHECKED,
      status: 'submitted',
      'completed-at': null,
    }),
  },
  {
    body: 'Persona, verification passed',
    world: within('government-id', 'verification.passed', { ...CHECKED, status: 'passed' }),
  },
  {
    body: 'Persona, verification failed',
    world: within('government-id', 'verification.failed', {
      ...CHECKED,
      status: 'failed',
      ...failing('id_entity_detection', 'low_confidence_entity_match', 'required'),
    }),
  },
  {
    body: 'Persona, verification to be repeated',
    world: within('selfie', 'verification.requires-retry', {
      ...CHECKED,
      status: 'requires_retry',
      ...failing('selfie_liveness_detection', 'low_liveness_confidence', 'requires_retry'),
    }),
  },
  {
    body: 'Persona, verification canceled',
    world: within('database', 'verification.canceled', { ...CHECKED, status: 'canceled' }),
  },
  {
    body: 'Persona, verification skipped',
    world: within('database', 'verification.skipped', { ...CHECKED, status: 'skipped' }),
  },
  {
    body: 'Persona, verification tentatively passed',
    world: within('document', 'verification.tentatively-passed', {
      ...CHECKED,
      status: 'tentatively_passed',
      'completed-at': null,
    }),
  },
]

export interface Ticket {
  /** What the customer writes. */
  ticket: string
  world: World
  /** What the card said in version 0.1.0's earlier wording. */
  before: string
}

const TODAY = { 'created-at': '26 h ago', 'started-at': '25 h ago' }
const glare = (status: string) => ({
  status,
  'completed-at': '25 h ago',
  checks: [
    { name: 'id_glare_detection', status: 'failed', reasons: ['too_much_glare'], requirement: 'required' },
    { name: 'id_tamper_detection', status: 'failed', reasons: ['disabled'], requirement: 'not_required' },
  ],
})
const twice = (verb: string) =>
  [
    ['25 h ago', 'verification.submitted', 'verification/government-id', 'ver_1'],
    ['25 h ago', `verification.${verb}`, 'verification/government-id', 'ver_1'],
  ] as const
const LIVE = { created_at: '5 h ago', expires_at: 'in 19 h', status: 'PENDING', session_progress: 'STARTED' }
const attemptsOf = (slot: string | null, ...reasons: string[]) => ({
  applicantViewTime: '4 h ago',
  failureData: {
    failedAttempts: reasons.length,
    attempts: reasons.map((reason, index) => ({
      reason,
      slot,
      failedAt: `${200 - 10 * index} min ago`,
    })),
  },
})
const rejected = (code: string) => ({
  created_at: '2 d ago',
  status: 'REJECTED',
  session_progress: 'COMPLETED',
  submitted_at: '30 h ago',
  meta_data: { declinedData: { declined: true, declinedAt: '29 h ago', reason: { code, slot: 'PRIMARY' } } },
})

export const TICKETS: readonly Ticket[] = [
  {
    ticket: 'I took the photo twice, it says glare. Now the link is dead, since this morning.',
    world: inquiry(
      {
        ...TODAY,
        status: 'expired',
        'expired-at': '2 h ago',
        'expires-at': '2 h ago',
        'next-step-name': 'verification_government_id',
      },
      { verifications: { 'government-id': glare('requires_retry') }, events: twice('requires-retry') },
    ),
    before: 'Failed at the step “government ID”. The link expired 2 hours ago.',
  },
  {
    ticket: 'It keeps asking for my ID. I did that already.',
    world: inquiry(
      {
        ...TODAY,
        status: 'pending',
        'expires-at': 'in 20 h',
        'next-step-name': 'verification_government_id',
      },
      { verifications: { 'government-id': glare('requires_retry') }, events: twice('requires-retry') },
    ),
    before: 'Failed at the step “government ID”.',
  },
  {
    ticket: 'My passport was refused, and I don’t know why.',
    world: inquiry(
      {
        ...TODAY,
        status: 'pending',
        'expires-at': 'in 20 h',
        'next-step-name': 'verification_government_id',
      },
      {
        verifications: {
          'government-id': {
            status: 'requires_retry',
            'completed-at': '25 h ago',
            checks: [
              { name: 'id_expired_detection', status: 'failed', reasons: [], requirement: 'required' },
            ],
          },
        },
        events: twice('requires-retry'),
      },
    ),
    before: 'Failed at the step “government ID”.',
  },
  {
    ticket: 'I never got a link.',
    world: inquiry({
      status: 'created',
      'created-at': '26 h ago',
      'expires-at': 'in 22 h',
      'next-step-name': 'start',
    }),
    before: 'The customer has not opened the link yet. It was made 26 hours ago.',
  },
  {
    ticket: 'I scanned the code with my phone and now nothing happens.',
    world: inquiry(
      { ...TODAY, status: 'pending', 'expires-at': 'in 20 h' },
      {
        sessions: [
          { status: 'active', 'created-at': '2 h ago', 'started-at': '2 h ago', 'device-type': 'desktop' },
          { status: 'new', 'created-at': '90 min ago', 'device-handoff-method': 'qr' },
        ],
        events: null,
      },
    ),
    before:
      'The customer asked to continue on another device by QR code 1 hour ago, but did nothing there yet.',
  },
  {
    ticket: 'You declined me within a minute. Did a machine do that?',
    world: inquiry(
      { ...TODAY, status: 'declined', 'completed-at': '24 h ago', 'decisioned-at': '24 h ago' },
      { reviewer: 'workflow-run' },
    ),
    before: 'Declined 24 hours ago, probably automatically (right after the last step).',
  },
  {
    ticket: 'I was approved, but my account is still blocked.',
    world: inquiry(
      { ...TODAY, status: 'approved', 'completed-at': '24 h ago', 'decisioned-at': '3 h ago' },
      { reviewer: 'user' },
    ),
    before:
      'Verified 3 hours ago, 21 hours after the last step. Persona doesn’t say whether a rule or a person decided.',
  },
  {
    ticket: 'How long will the review take?',
    world: inquiry({
      ...TODAY,
      status: 'needs_review',
      'completed-at': '24 h ago',
      'marked-for-review-at': '24 h ago',
    }),
    before: 'Waiting for our review since 2026-11-20 12:00.',
  },
  {
    ticket: 'It does not see my face, I tried three times.',
    world: session({
      ...LIVE,
      meta_data: attemptsOf(null, 'NO_FACE_DETECTED', 'NO_FACE_DETECTED', 'NO_FACE_DETECTED'),
    }),
    before: 'The customer started, but did not finish. Last active 4 hours ago.',
  },
  {
    ticket: 'It says my name cannot be read on the licence.',
    world: session({ ...LIVE, meta_data: attemptsOf('PRIMARY', 'OCR_NAME_MISSING') }),
    before: 'The customer started, but did not finish. Last active 4 hours ago.',
  },
  {
    ticket: 'It won’t take my ID card any more, the page says failed.',
    world: session({
      ...LIVE,
      status: 'FAILED',
      session_progress: 'COMPLETED',
      meta_data: attemptsOf(
        'PRIMARY',
        'DOC_TYPE_NOT_ALLOWED',
        'DOC_TYPE_NOT_ALLOWED',
        'DOC_TYPE_NOT_ALLOWED',
      ),
    }),
    before: 'The check failed. No tries are left.',
  },
  {
    ticket: 'It says that is not me. It is!',
    world: session(LIVE, {
      steps: [
        { step_id: 'ID_VERIFICATION', status: 'COMPLETED', attempts: 1, completed_at: '3 h ago' },
        {
          step_id: 'FACE_LIVENESS',
          status: 'PENDING',
          attempts: 2,
          started_at: '3 h ago',
          failure_reason: 'LIVENESS_ID_MISMATCH',
        },
      ],
      attempts_remaining: 1,
    }),
    before: 'The customer stopped at step 2 of 2, selfie and liveness. Last active 3 hours ago.',
  },
  {
    ticket: 'Rejected! I only picked the wrong kind of document.',
    world: session(rejected('DOC_TYPE_MISMATCH')),
    before:
      'Declined. The last step was done 30 hours ago. deepidv doesn’t say whether a rule or a person decided.',
  },
  {
    ticket: 'Why was I rejected?',
    world: session(rejected('LOW_FACE_MATCH')),
    before:
      'Declined. The last step was done 30 hours ago. deepidv doesn’t say whether a rule or a person decided.',
  },
  {
    ticket: 'I opened the page yesterday, and it was empty.',
    world: session({
      created_at: '2 d ago',
      expires_at: 'in 19 h',
      status: 'PENDING',
      session_progress: 'PENDING',
      meta_data: { applicantViewTime: NOW / 1_000 - 26 * 3_600 },
    }),
    before: 'The customer has not opened the link yet. It was made 2 days ago.',
  },
  {
    ticket: 'I am in the middle of it and it hangs.',
    world: session({
      created_at: '2 h ago',
      expires_at: 'in 22 h',
      status: 'PENDING',
      session_progress: 'IN_PROGRESS',
    }),
    before: 'The customer has not opened the link yet. It was made 2 hours ago.',
  },
]

const cell = (text: string) => text.replaceAll('|', '\\|')

export function answerOf(world: World) {
  const { sentence, nextStep, reply } = judge(readWorld(world), NOW, WORDS)
  const text = reply && writeReply(reply, EN, (instant) => WORDS.absolute(instant))
  return { sentence, nextStep, reply: text ?? 'None: the agent must learn more first.' }
}

/** `docs/answers.md`. */
export function writeAnswers(): string {
  const table = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
  const examples = EXAMPLES.map(({ body, world }) => {
    const { sentence, nextStep, reply } = answerOf(world)
    return [body, sentence, nextStep, reply]
  })
  const tickets = TICKETS.map(({ ticket, world, before }) => {
    const { sentence, nextStep } = answerOf(world)
    return [`“${ticket}”`, before, `${sentence} _${nextStep}_`]
  })
  return `# Answers

What the card says to the examples in the providers’ documents, and to sixteen tickets. Written by a test from
\`test/stories/answers.ts\`; after a change of the words, \`cd test && npx vitest run --project stories --update\` renews it.
Another test holds each clause to the fields of its example. It is ${WORDS.absolute(NOW)} UTC.

## Tickets

“Before” is the wording of version 0.1.0 in its earlier state, for the same data.

${table([['The customer writes', 'Before', 'The card says, and what to do'], ['---', '---', '---'], ...tickets])}

## Examples of the documents

${table([['Example', 'The card says', 'What to do', 'Reply'], ['---', '---', '---', '---'], ...examples])}
`
}
