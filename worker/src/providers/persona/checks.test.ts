import { describeFlaws } from '@inquiry-lens/shared/insight/step-names.ts'
import { taskOfFlaws } from '@inquiry-lens/shared/insight/steps.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChecks } from './checks.ts'

const failed = (name: string, reasons: unknown = [], requirement: unknown = 'required') => ({
  name,
  status: 'failed',
  reasons,
  requirement,
  metadata: { name: 'c4nary' },
})
const read = (...checks: readonly unknown[]) => readChecks('failed', checks)
const NONE = { flaws: [], forReview: 0 }

/** As Persona names them, and what a customer can do. */
const MENDABLE = [
  ['id_blur_detection', 'blur'],
  ['id_glare_detection', 'glare'],
  ['id_double_side_detection', 'same-side'],
  ['id_corner_detection', 'cut-off'],
  ['id_barcode_detection', 'barcode'],
  ['id_mrz_detection', 'mrz'],
  ['id_portrait_detection', 'portrait'],
  ['id_portrait_clarity_detection', 'portrait'],
  ['id_expired_detection', 'expired'],
  ['id_nfc_expired_detection', 'expired'],
  ['document_expired_detection', 'expired'],
  ['id_disallowed_type_detection', 'type'],
  ['document_type_detection', 'type'],
  ['id_disallowed_country_detection', 'country'],
  ['id_unprocessable_submission_detection', 'unreadable'],
  ['id_nfc_unprocessable_submission_detection', 'chip'],
  ['selfie_pose_detection', 'pose'],
  ['selfie_glasses_detection', 'glasses'],
  ['selfie_face_covering_detection', 'face-covered'],
  ['selfie_multiple_faces_detection', 'several-faces'],
  ['selfie_image_quality_detection', 'selfie-quality'],
  ['selfie_glare_detection', 'selfie-glare'],
  ['phone_number_confirmation_code_comparison', 'code'],
] as const

it.each(MENDABLE)('%s becomes %s, with words and a task', (name, flaw) => {
  expect(read(failed(name))).toEqual({ flaws: [flaw], forReview: 0 })
  expect(describeFlaws([flaw])).toMatch(/^[a-z][^_]+$/)
  if (flaw !== 'code') expect(taskOfFlaws([flaw])).toBeDefined()
})

it.each([
  ...['replica_detected', 'tampering_detected', 'suspected_fabrication', 'public_figure_match'],
  ...['color_inauthentic', 'photo_of_screen', 'text_altered', 'face_swap', 'digital_copy_detected'],
  ...['data_mismatch', 'blocklisted', 'inconsistent_dates', 'sanctioned_country', 'stars_misaligned'],
  ...['low_liveness_confidence', 'cannot_verify_id'],
])('a failed check for the reason %s is for review, whatever its name', (reason) => {
  for (const [name] of MENDABLE) {
    expect(read(failed(name, ['too_much_glare', reason]))).toEqual({ flaws: [], forReview: 1 })
  }
})

it.each([
  ...['too_much_glare', 'side_submitted_twice', 'portrait_not_found', 'barcode_not_decoded', 'mrz_not_found'],
  ...['expired', 'type_not_detected', 'generic', 'no_selfie', null],
])('the reason %s leaves a check what its name says', (reason) => {
  expect(read(failed('id_blur_detection', ['too_blurry', reason]))).toEqual({ flaws: ['blur'], forReview: 0 })
})

const SECRET = [
  'id_tamper_detection',
  'id_physical_tamper_detection',
  'id_fabrication_detection',
  'id_electronic_replica_detection',
  'id_compromised_detection',
  'id_repeat_detection',
  'id_inconsistent_repeat_detection',
  'id_public_figure_detection',
  'id_handwriting_detection',
  'id_color_inconsistency_detection',
  'id_mrz_inconsistency_detection',
  'id_barcode_inconsistency_detection',
  'id_account_comparison',
  'id_entity_detection',
  'id_paper_detection',
  'id_selfie_comparison',
  'selfie_suspicious_entity_detection',
  'selfie_pose_repeat_detection',
  'selfie_liveness_detection',
  'selfie_account_comparison',
  'report_watchlist_detection',
  'constructor',
]

it.each(SECRET)('%s is one of a number', (name) => {
  expect(read(failed(name), failed(name), failed('id_glare_detection'))).toEqual({
    flaws: ['glare'],
    forReview: 2,
  })
})

describe('no cause', () => {
  it.each([
    ['passed', { ...failed('id_glare_detection'), status: 'passed' }],
    ['not applicable', { ...failed('id_glare_detection'), status: 'not_applicable' }],
    ['a status that is new', { ...failed('id_tamper_detection'), status: 'pondering' }],
    ['not required', failed('id_glare_detection', ['too_much_glare'], 'not_required')],
    ['a requirement that is new', failed('id_tamper_detection', [], 'advisory')],
    ['no requirement', { ...failed('id_tamper_detection'), requirement: undefined }],
    ['disabled', failed('id_expired_detection', ['disabled'])],
    ['not enabled', failed('id_repeat_detection', ['not_enabled', null])],
    ['no account', failed('id_account_comparison', ['no_account'])],
    ['no selfie of the account', failed('selfie_account_comparison', ['no_account_selfie_present'])],
    ['no check', null],
    ['without a name', { ...failed('x'), name: null }],
  ])('%s', (_, check) => {
    expect(read(check)).toEqual(NONE)
  })

  it.each(['passed', 'submitted', 'initiated', 'canceled', 'pondering'])(
    'a verification that is %s',
    (status) => {
      expect(readChecks(status, [failed('id_glare_detection'), failed('id_tamper_detection')])).toEqual(NONE)
    },
  )
})

it.each<unknown>([null, 7, {}, { toString: '' }, []])(
  'takes a reason that is no text, %j, for none',
  (reason) => {
    expect(read(failed('id_blur_detection', [reason]))).toEqual({ flaws: ['blur'], forReview: 0 })
  },
)

it('keeps a cause among reasons that are none', () => {
  expect(read(failed('id_expired_detection', ['disabled', 'expired'])).flaws).toEqual(['expired'])
  expect(read(failed('id_glare_detection', null)).flaws).toEqual(['glare'])
})

it('says what the reason says, where the name says something else', () => {
  expect(read(failed('id_disallowed_type_detection', ['type_not_detected'])).flaws).toEqual(['type-unclear'])
  expect(read(failed('id_expired_detection', [null, 'no_expiration_date'])).flaws).toEqual(['no-expiry'])
  expect(read(failed('id_glare_detection', ['no_expiration_date'])).flaws).toEqual(['glare'])
})

it('tells one order and each flaw once, whatever the provider’s order', () => {
  const checks = MENDABLE.flatMap(([name]) => [failed(name), failed(name, ['again'], 'requires_retry')])
  const { flaws } = read(...checks)
  expect(new Set(flaws).size).toBe(flaws.length)
  expect(read(...checks.toReversed()).flaws).toEqual(flaws)
})

it('doesn’t know what a key may not read', () => {
  for (const checks of [undefined, null, {}, 'c4nary'])
    expect(readChecks('failed', checks)).toEqual({ flaws: [], forReview: null })
})

it('lets out nothing but our own kinds and a number, of any checks', () => {
  const check = fc.record({
    name: fc.oneof(fc.constantFrom(...SECRET, ...MENDABLE.map(([name]) => name)), fc.string()),
    status: fc.constantFrom('failed', 'passed', null),
    requirement: fc.constantFrom('required', 'requires_retry', 'not_required', null),
    reasons: fc.oneof(fc.array(fc.constantFrom('disabled', 'c4nary', null)), fc.anything()),
    metadata: fc.constant({ name: 'c4nary' }),
  })
  const kinds: readonly string[] = [...MENDABLE.map(([, flaw]) => flaw), 'type-unclear', 'no-expiry']
  fc.assert(
    fc.property(fc.array(fc.oneof(check, fc.anything())), (checks) => {
      const { flaws, forReview } = readChecks('requires_retry', checks)
      expect(flaws.filter((flaw) => !kinds.includes(flaw))).toEqual([])
      expect(forReview).toBeLessThanOrEqual(checks.length)
    }),
  )
})
