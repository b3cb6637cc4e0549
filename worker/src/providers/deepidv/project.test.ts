import { listRevealable } from '@inquiry-lens/shared/contract/reveals.ts'
import { type Disclosure, FIELDS } from '@inquiry-lens/shared/domain/fields.ts'
import { SessionSchema, WorkflowStepSchema } from '@inquiry-lens/shared/domain/model.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createShowName } from '../projection.ts'
import {
  projectDeepidvSensitive,
  projectDeepidvSession,
  projectSteps as projectStepsOf,
  VisibleRecord,
} from './project.ts'

const showName = createShowName(['Palm reading'])
const projectSteps = (raw: readonly unknown[]) => projectStepsOf(raw, showName)
const projectSession = (raw: unknown, pattern: RegExp | null) =>
  VisibleRecord.project(raw, (record) => projectDeepidvSession(record, pattern, showName))
const projectSensitive = (fields: readonly string[], raw: unknown) =>
  VisibleRecord.project(raw, (record) => projectDeepidvSensitive(fields, record))

const SECRET = 's3cret'
const ID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
const PATTERN = /^(?:cust-\d+)$/u

const secret = fc.constantFrom<unknown>(
  SECRET,
  `${SECRET} Ada`,
  [SECRET],
  { country: [SECRET], deep: { [SECRET]: SECRET } },
  `203.0.113.9, ${SECRET}`,
)
const harmless = fc.oneof(
  fc.constantFrom<unknown>('VERIFIED', 'session', null, 7, true, {}, [], ['ID_VERIFICATION']),
  fc.constantFrom('2026-11-21T08:00:00Z', 'yesterday', 'Canada', 'iPhone'),
)

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

function place(record: Record<string, unknown>, path: string, value: unknown, isCamel: boolean): void {
  const [first = '', ...rest] = path.split('.')
  const name = isCamel ? camel(first) : first
  if (rest.length === 0) {
    record[name] ??= value
    return
  }
  const held = record[name]
  const inner: Record<string, unknown> = typeof held === 'object' && held !== null ? { ...held } : {}
  place(inner, rest.join('.'), value, isCamel)
  record[name] = inner
}

const recordOf = (object: 'deepidv.session' | 'deepidv.step') => {
  const members = Object.entries<Disclosure>(FIELDS[object]).map(
    ([field, disclosure]) => [field, disclosure === 'basic' ? harmless : secret] as const,
  )
  return fc
    .record({
      known: fc.record(Object.fromEntries(members), { requiredKeys: [] }),
      // Of letters that no name of a screening is made of: one, such as `new_sar`, is counted without its name.
      unknown: fc.dictionary(fc.stringMatching(/^new_[bdghjlmqwxz]{1,8}$/), secret, { maxKeys: 3 }),
      isCamel: fc.boolean(),
    })
    .map(({ known, unknown, isCamel }) => {
      const record: Record<string, unknown> = { ...unknown }
      for (const [field, value] of Object.entries(known)) place(record, field, value, isCamel)
      return { record, unknown: Object.keys(unknown) }
    })
}

describe('a session', () => {
  it('passes only basic fields, and names unknown ones', () => {
    fc.assert(
      fc.property(recordOf('deepidv.session'), ({ record, unknown }) => {
        const { item, dropped } = projectSession({ ...record, id: ID }, PATTERN)
        if (item) expect(v.parse(SessionSchema, item)).toEqual(item)
        expect(JSON.stringify(item)).not.toContain(SECRET)
        expect(dropped).toEqual(expect.arrayContaining(unknown.map((name) => `deepidv.session: ${name}`)))
        expect(dropped.join()).not.toContain(SECRET)
      }),
    )
  })

  it('is the same in either spelling', () => {
    const snake = {
      status: 'VERIFIED',
      session_progress: 'COMPLETED',
      created_at: '2026-11-21T08:00:00Z',
      meta_data: {
        applicantViewTime: '2026-11-21T08:01:00Z',
        applicantSubmissionBrowser: 'Mobile Safari',
        applicantSubmissionLocationDetails: { countryIsoCode: 'US', country: 'United States', city: SECRET },
        failureData: {
          failedAttempts: 2,
          attempts: [
            { reason: 'OCR_NAME_MISSING', slot: 'SECONDARY', failedAt: '2026-11-21T08:02:00Z' },
            { reason: `${SECRET} Ada`, slot: SECRET, failedAt: 'soon' },
          ],
        },
        declinedData: {
          declined: true,
          score: 2,
          declinedAt: '2026-11-21T08:03:00Z',
          reason: { code: 'DOC_TYPE_NOT_ALLOWED', slot: 'PRIMARY', detail: SECRET, severity: 'CRITICAL' },
        },
      },
      analysis_data: {
        id_matches_selfie: true,
        id_matches_face_capture: true,
        id_matches_liveness: null,
        id_analysis_data: { expiry_date_pass: false },
        phone_checks: { trust: SECRET },
      },
      workflow_steps: ['id-verification', 'face_liveness'],
      external_id: 'cust-7',
    }
    const other = {
      status: 'VERIFIED',
      sessionProgress: 'COMPLETED',
      createdAt: '2026-11-21T08:00:00Z',
      metaData: {
        applicant_view_time: '2026-11-21T08:01:00Z',
        applicant_submission_browser: 'Mobile Safari',
        applicant_submission_location_details: { country_iso_code: 'US', country: 'United States' },
        failure_data: {
          failed_attempts: 2,
          attempts: [
            { reason: 'OCR_NAME_MISSING', slot: 'SECONDARY', failed_at: '2026-11-21T08:02:00Z' },
            { reason: 'Ada', slot: null, failed_at: null },
          ],
        },
        declined_data: {
          declined_at: '2026-11-21T08:03:00Z',
          reason: { code: 'DOC_TYPE_NOT_ALLOWED', slot: 'PRIMARY' },
        },
      },
      analysisData: {
        idMatchesSelfie: true,
        idMatchesFaceCapture: true,
        idAnalysisData: { expiryDatePass: false },
      },
      workflowSteps: ['ID_VERIFICATION', 'FACE_LIVENESS'],
      externalId: 'cust-7',
    }
    const one = projectSession({ id: ID, ...snake }, PATTERN)
    expect(projectSession({ id: ID.toUpperCase(), ...other }, PATTERN)).toEqual(one)
    expect(one).toMatchObject({
      dropped: ['deepidv.attempt: reason: unnamed'],
      item: {
        flow: {
          progress: 'COMPLETED',
          openedAt: '2026-11-21T08:01:00.000Z',
          externalId: 'cust-7',
          steps: ['ID_VERIFICATION', 'FACE_LIVENESS'],
          checks: { idMatchesSelfie: true, idMatchesFaceCapture: true, documentNotExpired: false },
          failures: [
            { code: 'OCR_NAME_MISSING', slot: 'SECONDARY', at: '2026-11-21T08:02:00.000Z' },
            { code: null, slot: null, at: null },
          ],
          failedTries: 2,
          decline: { code: 'DOC_TYPE_NOT_ALLOWED', slot: 'PRIMARY', at: '2026-11-21T08:03:00.000Z' },
          submittedFrom: { code: 'US', name: 'United States' },
        },
        device: { browser: { name: 'Safari' } },
        network: { country: { code: 'US', name: 'United States' } },
      },
    })
  })

  it.each([
    [{ country: 'Canada' }, { code: null, name: 'Canada' }],
    [
      { country: 'CA', city: 'Toytown' },
      { code: 'CA', name: null },
    ],
    ['Canada', { code: null, name: 'Canada' }],
    ['new zealand', { code: null, name: 'new zealand' }],
    ['DE', { code: 'DE', name: null }],
    ['1 Teacup Row, Toytown', { code: null, name: null }],
    ['Toytown', { code: null, name: null }],
    [7, { code: null, name: null }],
    [null, { code: null, name: null }],
  ])('was at %j', (location, country) => {
    expect(projectSession({ id: ID, location }, null).item?.network.country).toEqual(country)
  })

  it.each(['LOW_FACE_MATCH', 'FACE_SELFIE_MISMATCH', 'LOW_SCORE', 'FRAUD_SUSPECTED'])(
    'was declined by a rule, and %s stays in the relay',
    (code) => {
      const reason = { code, slot: 'PRIMARY' }
      const declinedData = { declined: true, declinedAt: '2026-11-21T08:03:00Z', reason }
      const { item } = projectSession({ id: ID, meta_data: { declinedData } }, null)
      expect(item?.flow?.decline).toEqual({ code: null, slot: null, at: '2026-11-21T08:03:00.000Z' })
    },
  )

  it.each(['FACE_MISMATCH', 'LIVENESS_ID_MISMATCH', 'LOW_SCORE', 'SELFIE_ID_FACE_MISMATCH'])(
    'failed at a check for a reviewer, and %s stays in the relay, of a try and of a step',
    (code) => {
      const failureData = { attempts: [{ reason: code, slot: null }] }
      const { item } = projectSession({ id: ID, meta_data: { failureData } }, null)
      const { item: steps } = projectSteps([
        { step_id: 'FACE_LIVENESS', status: 'PENDING', failure_reason: code },
      ])
      expect([item?.flow?.failures?.[0]?.code, steps?.[0]?.failure?.code]).toEqual([
        'FOR_REVIEW',
        'FOR_REVIEW',
      ])
    },
  )

  it.each([undefined, null, {}, { declined: false }])('was not declined by a rule: %j', (declinedData) => {
    const { item } = projectSession({ id: ID, meta_data: { declinedData } }, null)
    expect(item?.flow).not.toHaveProperty('decline')
  })

  it.each(['PEP_SANCTIONS_HIT', 'watchlist-match'])(
    'a failed try for %s is as if it had not been',
    (reason) => {
      const open = { reason: 'OCR_NAME_MISSING', slot: 'PRIMARY', failedAt: '2026-11-21T08:03:00Z' }
      const closed = { reason, slot: null, failedAt: '2026-11-21T08:04:00Z' }
      const flowOf = (...attempts: object[]) =>
        projectSession(
          { id: ID, meta_data: { failureData: { failedAttempts: attempts.length, attempts } } },
          null,
        ).item?.flow
      expect(flowOf(open, closed)).toEqual(flowOf(open))
      expect(flowOf(closed)).toEqual(flowOf())
    },
  )

  it.each(['DEEPFAKE_DETECTED', 'ID_SPOOF_SUSPECTED'])(
    'failed at a check for a reviewer, though %s is new',
    (reason) => {
      const { item, dropped } = projectSession(
        { id: ID, meta_data: { failureData: { attempts: [{ reason }] } } },
        null,
      )
      expect(item?.flow?.failures).toEqual([{ code: 'FOR_REVIEW', slot: null, at: null }])
      expect(dropped).toEqual(['deepidv.attempt: reason: unnamed'])
    },
  )

  it.each(['SANCTIONS_HOLD', 'SANCTIONS_REVIEW', 'FRAUD_SUSPECTED', 'Ada'])(
    'says %s of neither a session nor a step',
    (word) => {
      const { item } = projectSession({ id: ID, status: word, session_progress: word }, null)
      const { item: steps } = projectSteps([{ step_id: 'FACE_LIVENESS', status: word }])
      expect([item?.status, item?.flow?.progress, steps?.[0]?.status]).toEqual(['unknown', null, 'unknown'])
    },
  )

  it.each([
    [{ id_front: true }, true],
    [{ id_front: false }, undefined],
    [{ pdf_summary: true }, undefined],
  ])('was opened where something was uploaded: %j', (uploads, isViewed) => {
    expect(projectSession({ id: ID, uploads }, null).item?.flow?.isViewed).toBe(isViewed)
  })

  it('says nothing of what to do about a check for a reviewer', () => {
    const failure = { code: 'FACE_MISMATCH', user_action: 'RETAKE_SELFIE' }
    const { item } = projectSteps([{ step_id: 'FACE_LIVENESS', status: 'FAILED', failure }])
    expect(item?.[0]?.failure).toEqual({ code: 'FOR_REVIEW', action: null })
  })

  it.each([
    [{ status: 'FAILED' }, 'FOR_REVIEW'],
    [{ status: 'PENDING', failure_reason: 'NEW_WORD' }, 'FOR_REVIEW'],
    [{ status: 'PENDING', failure_reason: 'OCR_NAME_MISSING' }, 'OCR_NAME_MISSING'],
    [{ status: 'COMPLETED' }, undefined],
  ])('has its own name for the guided capture, and a reviewer for what it found: %j', (told, code) => {
    const { item } = projectSteps([{ step_id: 'deepfake-detection', ...told }])
    expect([item?.[0]?.step, item?.[0]?.failure?.code]).toEqual(['GUIDED_CAPTURE', code])
    const { item: session } = projectSession({ id: ID, workflow_steps: ['DEEPFAKE_DETECTION'] }, null)
    expect(session?.flow?.steps).toEqual(['GUIDED_CAPTURE'])
  })

  it('counts no failed try that is none', () => {
    const attempts = [null, 5, 'OCR_NAME_MISSING', [], { reason: null }, { reason: 'OCR_NAME_MISSING' }]
    const { item } = projectSession({ id: ID, meta_data: { failureData: { attempts } } }, null)
    expect(item?.flow?.failedTries).toBe(2)
  })

  it.each(['Waiting for Ada', 'Ada Lovelace', '<b>', 'A'.repeat(61), 7, null])(
    'has no status where it is no word of one: %j',
    (status) => {
      expect(projectSession({ id: ID, status }, null).item?.status).toBe('unknown')
    },
  )

  it('counts unknown fields of a failed try', () => {
    const failureData = { attempts: [{ reason: 'OCR_NAME_MISSING', palm: SECRET }] }
    expect(projectSession({ id: ID, meta_data: { failureData } }, null).dropped).toEqual([
      'deepidv.attempt: palm',
    ])
  })

  it.each([
    ['iPhone of Ada', 'smartphone', 'iOS'],
    ['Mozilla/5.0 (Windows NT 10.0)', 'desktop', 'Windows'],
    ['mobile', 'smartphone', null],
    ['Ada’s teapot', null, null],
  ])('was on %s', (applicantSubmissionDevice, type, os) => {
    const { item } = projectSession({ id: ID, meta_data: { applicantSubmissionDevice } }, null)
    expect([item?.device.type, item?.device.os.name]).toEqual([type, os])
    expect(JSON.stringify(item)).not.toContain('Ada')
  })

  it('does not exist if it is a screening, and leaves out steps that are', () => {
    expect(projectSession({ id: ID, type: 'Silent-Screening' }, null)).toEqual({
      item: null,
      dropped: ['session row: screening'],
    })
    const steps = ['id_verification', 'pep-sanctions', 'ADVERSE_MEDIA']
    const { item, dropped } = projectSession({ id: ID, workflow_steps: steps }, null)
    expect(item?.flow?.steps).toEqual(['ID_VERIFICATION'])
    expect(dropped).toEqual(['session step: screening', 'session step: screening'])
  })

  it.each([null, 7, [], {}, { id: 7 }, { id: '../a' }])('is unreadable: %j', (raw) => {
    expect(projectSession(raw, null).item).toBeNull()
  })
})

describe('steps', () => {
  it('pass only basic fields', () => {
    fc.assert(
      fc.property(recordOf('deepidv.step'), ({ record }) => {
        const { item } = projectSteps([{ ...record, step_id: 'id-verification' }])
        for (const step of item ?? []) expect(v.parse(WorkflowStepSchema, step)).toEqual(step)
        expect(JSON.stringify(item)).not.toContain(SECRET)
      }),
    )
  })

  it('return the failure as a code, wherever it stands, never as text', () => {
    const codes = [
      { failure_reason: 'ID_TEXT_NOT_READABLE' },
      { failure_reason: 'Ada’s document is blurred' },
      { failure: { code: 'LIVENESS_FAILED', userAction: 'RETRY_LIVENESS', message: 'Dear Ada' } },
      { failure_reason: null },
    ]
    const { item } = projectSteps(codes.map((failure) => ({ step_id: 'face_liveness', ...failure })))
    expect(item?.map(({ failure }) => failure)).toEqual([
      { code: 'ID_TEXT_NOT_READABLE', action: null },
      { code: null, action: null },
      { code: 'LIVENESS_FAILED', action: 'RETRY_LIVENESS' },
      null,
    ])
  })
})

it.each([
  ['HAT_TOO_LARGE', 'HAT_TOO_LARGE'],
  ['Ada’s document is blurred', 'unnamed'],
  ['ada', 'unnamed'],
  ['PEP_MATCH', 'unnamed'],
  [`A_${'B'.repeat(80)}`, 'unnamed'],
])('counts the unknown failure %s as %s', (reason, name) => {
  const { dropped } = projectSteps([{ step_id: 'ID_VERIFICATION', status: 'FAILED', failure_reason: reason }])
  expect(dropped).toEqual([`deepidv.step: failure_reason: ${name}`])
})

it('counts no code that it knows, and no name of a field that tells of a screening', () => {
  const known = { id: ID, status: 'PENDING', session_progress: 'STARTED' }
  expect(projectSession(known, null).dropped).toEqual([])
  expect(
    projectSession({ ...known, status: 'PAUSED', watchlist_hits: 2, 'Ada Lovelace': 1 }, null).dropped,
  ).toEqual(['deepidv.session: unnamed', 'deepidv.session: unnamed', 'deepidv.session: status: PAUSED'])
})

it('reveals only requested fields that may be revealed', () => {
  const raw = {
    external_id: 'ada@example.com',
    meta_data: { applicantSubmissionIp: '203.0.113.9' },
    user_id: SECRET,
  }
  const every = [...listRevealable('deepidv.session'), 'user_id', 'status', '__proto__']
  fc.assert(
    fc.property(fc.subarray(every), (fields) => {
      const { item } = projectSensitive(fields, raw)
      const allowed = fields.filter((field) => listRevealable('deepidv.session').includes(field))
      expect(Object.keys(item?.values ?? {})).toEqual(allowed)
      expect(JSON.stringify(item)).not.toContain(SECRET)
    }),
  )
})
