/**
 * Why a verification failed. Agents learn what the customer can mend, by kind, and a count of the other failed checks: some
 * of their names are fraud signals, so none leaves the relay.
 */
import type { CheckFlaw } from '@inquiry-lens/shared/insight/steps.ts'
import * as v from 'valibot'
import { isFraudLike } from '../projection.ts'

/** In the order in which agents read them. */
const FLAWS: ReadonlyMap<string, CheckFlaw> = new Map([
  ['id_disallowed_country_detection', 'country'],
  ['id_nfc_disallowed_country_detection', 'country'],
  ['id_disallowed_type_detection', 'type'],
  ['document_type_detection', 'type'],
  ['id_expired_detection', 'expired'],
  ['id_nfc_expired_detection', 'expired'],
  ['document_expired_detection', 'expired'],
  ['id_double_side_detection', 'same-side'],
  ['id_corner_detection', 'cut-off'],
  ['id_portrait_detection', 'portrait'],
  ['id_portrait_clarity_detection', 'portrait'],
  ['id_barcode_detection', 'barcode'],
  ['id_mrz_detection', 'mrz'],
  ['id_glare_detection', 'glare'],
  ['id_blur_detection', 'blur'],
  ['id_unprocessable_submission_detection', 'unreadable'],
  ['document_unprocessable_submission_detection', 'unreadable'],
  ['id_nfc_unprocessable_submission_detection', 'chip'],
  ['selfie_face_covering_detection', 'face-covered'],
  ['selfie_glasses_detection', 'glasses'],
  ['selfie_multiple_faces_detection', 'several-faces'],
  ['selfie_pose_detection', 'pose'],
  ['selfie_glare_detection', 'selfie-glare'],
  ['selfie_image_quality_detection', 'selfie-quality'],
  ['selfie_portrait_quality_detection', 'selfie-quality'],
  ['selfie_video_quality_detection', 'selfie-quality'],
  ['phone_number_confirmation_code_comparison', 'code'],
  ['phone_number_timeout_detection', 'code'],
  ['email_address_confirmation_code_comparison', 'code'],
  ['email_address_timeout_detection', 'code'],
])

/** For a comparison with Persona's document. */
export const KNOWN_CHECKS: readonly string[] = [...FLAWS.keys()]

/** By flaw and reason, where the reason says something else than the check’s name. */
const FLAWS_BY_REASON: ReadonlyMap<string, CheckFlaw> = new Map([
  ['type type_not_detected', 'type-unclear'],
  ['expired no_expiration_date', 'no-expiry'],
])

const ORDER = [...new Set([...FLAWS.values(), ...FLAWS_BY_REASON.values()])]

/** A check that was off, or had nothing to compare with. */
const NO_CAUSE = /^(disabled|not_enabled|no_(account|inquiry|selfie|government_id|reference)(_.*)?)$/

/** A requirement that is new may not be one, so it counts as none. */
const CheckSchema = v.object({
  name: v.string(),
  status: v.literal('failed'),
  requirement: v.picklist(['required', 'requires_retry']),
  // Anything but a text says nothing, and cannot be written as one.
  reasons: v.pipe(
    v.fallback(v.array(v.unknown()), []),
    v.transform((reasons) => reasons.filter((reason) => typeof reason === 'string')),
  ),
})

const FAILED: ReadonlySet<string> = new Set(['failed', 'requires_retry'])

export interface FailedChecks {
  flaws: CheckFlaw[]
  /** `null`: the key may not read the checks. */
  forReview: number | null
}

/** `status`: the verification’s. */
export function readChecks(status: string, checks: unknown): FailedChecks {
  if (!FAILED.has(status)) return { flaws: [], forReview: 0 }
  if (!Array.isArray(checks)) return { flaws: [], forReview: null }
  const failed = checks.flatMap((one: unknown) => {
    const check = v.safeParse(CheckSchema, one)
    return check.success && isCause(check.output.reasons) ? [check.output] : []
  })
  const found = failed.map(({ name, reasons }) => flawOf(name, reasons))
  return {
    flaws: ORDER.filter((flaw) => found.includes(flaw)),
    forReview: found.filter((flaw) => flaw === undefined).length,
  }
}

const isCause = (reasons: readonly string[]): boolean =>
  reasons.length === 0 || reasons.some((reason) => !NO_CAUSE.test(reason))

/** Words of reasons that say no more than that a picture, a code or a document was not good enough. */
const HARMLESS =
  /glare|blur|dark|bright|light|exposure|contrast|resolution|quality|focus|crop|cut_off|corner|edge|too_(small|far|close)|cover|obstruct|glasses|mask|hat|pose|angle|side|barcode|mrz|portrait|face|type|country|expir|missing|not_(found|detected|decoded|supported|accepted|allowed|present|readable|visible)|unreadable|unsupported|disallowed|unprocessable|timeout|timed_out|code|chip|generic/

const SAYS_MORE = /swap|cop(y|ied)|mismatch|inconsisten|liveness|list|sanction|repeat|duplicate|match|compar/

/** Its name alone says what to mend only where no reason may say more. */
const isHarmless = (reason: string): boolean =>
  NO_CAUSE.test(reason) || (HARMLESS.test(reason) && !SAYS_MORE.test(reason) && !isFraudLike(reason))

function flawOf(name: string, reasons: readonly string[]): CheckFlaw | undefined {
  if (!reasons.every(isHarmless)) return undefined
  const flaw = FLAWS.get(name)
  const [byReason = flaw] = reasons.flatMap((reason) => FLAWS_BY_REASON.get(`${flaw} ${reason}`) ?? [])
  return byReason
}
