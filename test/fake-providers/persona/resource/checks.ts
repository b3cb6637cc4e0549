/**
 * The checks of a verification, as the examples of Persona's OpenAPI description 2025-12-08 have them: dozens in no order,
 * most passed, some failed without being required. A story names what fails in it.
 */
import { CANARY } from '../../common/canary.ts'
import type { Json } from '../../common/json.ts'
import { createRandom, hash } from '../../common/random.ts'

export type FailedCheck = {
  readonly name: string
  readonly reasons?: readonly (string | null)[] | null
  readonly requirement?: string | null
}

type Known = readonly [name: string, requirement: string | null, reason?: string]

/** With a reason: it was not applicable. */
const GOVERNMENT_ID: readonly Known[] = [
  ['id_aamva_database_lookup', 'not_required', 'disabled'],
  ['id_account_comparison', 'not_required', 'no_account'],
  ['id_age_comparison', 'required'],
  ['id_age_inconsistency_detection', 'not_required', 'disabled'],
  ['id_barcode_inconsistency_detection', 'not_required', 'barcode_not_decoded'],
  ['id_blur_detection', 'required'],
  ['id_color_inconsistency_detection', 'required'],
  ['id_compromised_detection', 'required'],
  ['id_disallowed_country_detection', 'required', 'no_country'],
  ['id_disallowed_type_detection', 'required'],
  ['id_electronic_replica_detection', 'required'],
  ['id_entity_detection', 'required'],
  ['id_expired_detection', 'required', 'no_expiration_date'],
  ['id_extracted_properties_detection', 'not_required', 'no_required_properties'],
  ['id_fabrication_detection', 'required'],
  ['id_handwriting_detection', 'not_required'],
  ['id_inconsistent_repeat_detection', 'not_required', 'not_enabled'],
  ['id_inquiry_comparison', 'not_required', 'no_inquiry'],
  ['id_mrz_detection', 'required'],
  ['id_portrait_clarity_detection', 'required'],
  ['id_portrait_detection', 'required'],
  ['id_public_figure_detection', 'not_required'],
  ['id_repeat_detection', 'not_required', 'not_enabled'],
  ['id_selfie_comparison', 'required', 'no_selfie'],
  ['id_tamper_detection', 'required'],
  ['id_unprocessable_submission_detection', 'required'],
]

/** In its examples of selfies Persona leaves the requirement out. */
const SELFIE: readonly Known[] = [
  ['selfie_account_comparison', null, 'no_account_selfie_present'],
  ['selfie_age_comparison', null, 'no_reference_birthdate'],
  ['selfie_face_covering_detection', null],
  ['selfie_glasses_detection', null],
  ['selfie_id_comparison', 'required'],
  ['selfie_image_quality_detection', 'required'],
  ['selfie_liveness_detection', 'requires_retry'],
  ['selfie_multiple_faces_detection', null],
  ['selfie_pose_detection', 'required'],
  ['selfie_pose_repeat_detection', null],
  ['selfie_public_figure_detection', null],
  ['selfie_suspicious_entity_detection', null],
]

const PHONE: readonly Known[] = [
  ['phone_number_confirmation_code_comparison', 'required'],
  ['phone_number_timeout_detection', 'required'],
]

const KNOWN: Readonly<Record<string, readonly Known[]>> = {
  'government-id': GOVERNMENT_ID,
  selfie: SELFIE,
  'phone-number': PHONE,
}

/** Failed in every verification, passed ones too, and never a cause. */
const DECOYS: Readonly<Record<string, readonly FailedCheck[]>> = {
  'government-id': [
    { name: 'id_glare_detection', reasons: ['too_much_glare'], requirement: 'not_required' },
    { name: 'id_double_side_detection', reasons: ['side_submitted_twice'], requirement: 'not_required' },
    { name: 'id_barcode_detection', reasons: ['barcode_not_decoded'], requirement: 'not_required' },
    { name: 'id_real_id_detection', reasons: ['disabled', null], requirement: 'required' },
    { name: 'id_number_format_inconsistency_detection', reasons: null, requirement: 'advisory' },
  ],
  selfie: [
    { name: 'selfie_glare_detection', reasons: ['too_much_glare'], requirement: 'not_required' },
    { name: 'selfie_age_threshold_comparison', reasons: ['not_enabled'], requirement: 'required' },
  ],
}

export function writeChecks(kind: string, failed: readonly FailedCheck[], seed: number): readonly Json[] {
  const all = [...failed, ...(DECOYS[kind] ?? [])]
  const names = new Set(all.map(({ name }) => name))
  const others = (KNOWN[kind] ?? []).filter(([name]) => !names.has(name))
  const written: readonly Json[] = [
    ...all.map(({ name, reasons = [], requirement = 'required' }) =>
      writeCheck(name, 'failed', reasons, requirement),
    ),
    ...others.map(([name, requirement, reason]) =>
      writeCheck(name, reason ? 'not_applicable' : 'passed', reason ? [reason] : [], requirement),
    ),
    writeCheck(`${kind.split('-')[0]}_tea_leaf_detection`, 'pondering', null, 'required'),
    null,
  ]
  return shuffle(written, seed)
}

function writeCheck(
  name: string,
  status: string,
  reasons: readonly (string | null)[] | null,
  requirement: string | null,
): Json {
  return {
    name,
    status,
    reasons,
    ...(requirement !== null && { requirement }),
    metadata: { 'detected-name': `Robin ${CANARY}`, 'file-url': `https://files.example.com/${CANARY}` },
  }
}

function shuffle(list: readonly Json[], seed: number): readonly Json[] {
  const random = createRandom(hash(seed, 'checks'))
  return list
    .map((item) => ({ item, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
