/** The providers' steps, checks and failure codes: which may be shown, and what a customer can mend. The relay reads them, too. */
import type { FailedTry, WorkflowStep } from '../domain/model.ts'
import { own } from '../lib/own-property.ts'
import type { Task } from './replies/packs.ts'

/**
 * A screening is itself a secret, whatever its result. These words name one in a provider's vocabulary, and in names of
 * steps, templates and workflows.
 */
const SCREENING =
  /watch\W?list|sanction|\bofac\b|\bpeps?\b|politically|adverse|screen|monitor|\breports?\b|\bsars?\b|suspicio|filing|graph.?quer|\bcases?\b|fraud|\baml\b|\bcft\b|\bkyb\b|\brisk|anti.?cheat|injection|vpn.?detection|ip.?jurisdiction|self.?exclu|block.?list|deny.?list|black.?list|(?:background|credit).?check|title.?search|due.?diligence/i

/** Splits `PEP_SANCTIONS`, `pep-sanctions`, `pepSanctions`, `interstitial/pep` into words. */
export const toWords = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_/.\s]+/g, ' ')
    .trim()

export const isScreening = (name: string): boolean => SCREENING.test(toWords(name))

/** deepidv spells its names in three ways: `ID_VERIFICATION`, `id_verification`, `id-verification`. */
export const normaliseName = (name: string): string => name.toUpperCase().replaceAll('-', '_')

const WORDS = /^[\p{L}\p{N}][\p{L}\p{N} .’'-]{0,59}$/u

export const isDisplayableName = (name: string): boolean =>
  WORDS.test(name.replaceAll(/[-_/]+/g, ' ').trim()) && !isScreening(name)

/** Persona's own kinds of checks: their names are safe to show a customer. */
const CHECKS = {
  'government-id': 'government-id',
  'government-id-nfc': 'government-id-chip',
  selfie: 'selfie',
  document: 'document',
  'phone-number': 'phone-number',
  'email-address': 'email-address',
} as const satisfies Readonly<Record<string, Task>>

export type CheckKind = keyof typeof CHECKS

const CHECK = /^verification[_/]/

/**
 * `government-id` for a step (`verification_government_id`) and for an object's type (`verification/government-id`).
 * `undefined`: no check. Most other steps of a template are screens, such as `start`.
 */
export const kindOfCheck = (step: string): string | undefined =>
  CHECK.test(step) ? step.replace(CHECK, '').replaceAll('_', '-') : undefined

/** `undefined`: unknown. */
export const taskOfCheck = (kind: string): Task | undefined => own<Task>(CHECKS, kind)

export function taskOfInquiryStep(step: string): Task | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? undefined : taskOfCheck(kind)
}

/** The relay's own name for a step of deepidv. */
export const GUIDED_CAPTURE = 'GUIDED_CAPTURE'

const STEPS = [
  'ID_VERIFICATION',
  'FACE_LIVENESS',
  'FACE_LIVENESS_CONSENT_SETTINGS',
  'AGE_ESTIMATION',
  'DEEPFAKE_DETECTION',
  GUIDED_CAPTURE,
  'DEEP_AGE',
  'ADDRESS_VERIFICATION',
  'CUSTOM_PROMPT',
  'CONSENT',
  'BANK_STATEMENT_UPLOAD',
  'AI_BANK_STATEMENT_ANALYSIS',
  'DOCUMENT_UPLOAD',
  'PHONE_VERIFICATION',
  'PHONE_OWNERSHIP_MATCH',
  'PHONE_TRUST_CHECK',
  'CARRIER_AGE_GATE',
  'CUSTOM_FORM',
  'E_SIGNATURE',
  'PROOFCALL',
  'WHITE_LABEL',
] as const

export type StepCode = (typeof STEPS)[number]

/** Why a try failed, for the surfaces to word. */
export type FailureReason =
  | 'for-review'
  | 'no-face-on-document'
  | 'no-face-on-selfie'
  | 'several-faces'
  | 'unreadable'
  | 'no-name'
  | 'unknown-kind'
  | 'uncertain-kind'
  | 'refused-kind'
  | 'other-kind'
  | 'other-or-refused-kind'
  | 'camera-check'
  | 'no-tries'
  | 'blocked'
  | 'expired'

interface Failure {
  reason: FailureReason
  /** `undefined`: a remedy would be a guess. */
  task?: Task
}

/** Differing faces and low scores: no word of what a reviewer may make of it. */
const FOR_REVIEW: Failure = { reason: 'for-review' }

const NO_FACE_ON_DOCUMENT: Failure = { reason: 'no-face-on-document', task: 'retake-document' }
const UNREADABLE: Failure = { reason: 'unreadable', task: 'retake-document' }
const UNKNOWN_KIND: Failure = { reason: 'unknown-kind', task: 'retake-document' }
const UNCERTAIN_KIND: Failure = { reason: 'uncertain-kind', task: 'retake-document' }
const REFUSED_KIND: Failure = { reason: 'refused-kind', task: 'other-document' }
const NO_FACE_ON_SELFIE: Failure = { reason: 'no-face-on-selfie', task: 'retake-selfie' }
const CAMERA_CHECK: Failure = { reason: 'camera-check', task: 'repeat-camera-check' }

/** deepidv's codes: of failed tries and steps, of declines, and of its SDK for apps. */
const FAILURES: Readonly<Record<string, Failure>> = {
  /** The relay’s own, in place of any code below with this meaning. */
  FOR_REVIEW,
  NO_FACE_DETECTED: NO_FACE_ON_SELFIE,
  FACE_NOT_DETECTED_IN_ID: NO_FACE_ON_DOCUMENT,
  OCR_NAME_MISSING: { reason: 'no-name', task: 'retake-document' },
  ID_CLASSIFICATION_FAILED: { reason: 'other-or-refused-kind', task: 'other-document' },
  ID_TYPE_UNRECOGNIZED: UNKNOWN_KIND,
  ID_TYPE_LOW_CONFIDENCE: UNCERTAIN_KIND,
  DOC_TYPE_NOT_ALLOWED: REFUSED_KIND,
  FACE_MISMATCH: FOR_REVIEW,
  LIVENESS_ID_MISMATCH: FOR_REVIEW,
  FACE_LIVENESS_CHECK_FAILED: CAMERA_CHECK,
  DOC_TYPE_MISMATCH: { reason: 'other-kind', task: 'chosen-document' },
  LOW_LIVENESS: CAMERA_CHECK,
  LOW_FACE_MATCH: FOR_REVIEW,
  FACE_SELFIE_MISMATCH: FOR_REVIEW,
  LOW_SCORE: FOR_REVIEW,
  ID_FACE_NOT_DETECTED: NO_FACE_ON_DOCUMENT,
  ID_TEXT_NOT_READABLE: UNREADABLE,
  DOCUMENT_TYPE_NOT_ACCEPTED: REFUSED_KIND,
  DOCUMENT_TYPE_UNRECOGNIZED: UNKNOWN_KIND,
  DOCUMENT_TYPE_LOW_CONFIDENCE: UNCERTAIN_KIND,
  SELFIE_FACE_NOT_DETECTED: NO_FACE_ON_SELFIE,
  SELFIE_MULTIPLE_FACES: { reason: 'several-faces', task: 'retake-selfie' },
  SELFIE_ID_FACE_MISMATCH: FOR_REVIEW,
  LIVENESS_FAILED: CAMERA_CHECK,
  ATTEMPTS_EXHAUSTED: { reason: 'no-tries' },
  STEP_BLOCKED: { reason: 'blocked' },
  SESSION_EXPIRED: { reason: 'expired' },
}

const TASKS: Readonly<Record<string, Task>> = {
  RETAKE_DOCUMENT: 'retake-document',
  USE_DIFFERENT_DOCUMENT: 'other-document',
  RETAKE_SELFIE: 'retake-selfie',
  RETRY_LIVENESS: 'repeat-camera-check',
  RETRY_STEP: 'repeat-step',
}

/** What a customer can mend of a failed check; `null`: the step’s own task. The relay sends no other names of checks. */
const FLAWS = {
  country: 'other-document',
  // Not accepted at all, or not the chosen one: the screen offers only those that are accepted.
  type: 'chosen-document',
  'type-unclear': 'retake-document',
  expired: 'valid-document',
  'no-expiry': 'retake-document',
  'same-side': 'both-sides',
  'cut-off': 'retake-document',
  portrait: 'retake-document',
  barcode: 'retake-document',
  mrz: 'retake-document',
  glare: 'retake-document',
  blur: 'retake-document',
  unreadable: 'retake-document',
  chip: 'government-id-chip',
  'face-covered': 'uncover-face',
  glasses: 'uncover-face',
  'several-faces': 'retake-selfie',
  pose: 'retake-selfie',
  'selfie-glare': 'retake-selfie',
  'selfie-quality': 'retake-selfie',
  code: null,
} as const satisfies Readonly<Record<string, Task | null>>

export type CheckFlaw = keyof typeof FLAWS

/** The most that is to be done, in the relay’s order: another document is also a new photo. */
export const taskOfFlaws = (names: readonly string[]): Task | undefined =>
  names.flatMap((name) => own<Task | null>(FLAWS, name) ?? [])[0]

const STATES = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'] as const

export type StepState = (typeof STATES)[number]

/** For a comparison with the providers' documents. Pure, so that the surfaces leave it out. */
export const KNOWN_CODES = {
  steps: /* @__PURE__ */ STEPS.filter((step) => step !== GUIDED_CAPTURE),
  stepStatuses: STATES,
  failures: /* @__PURE__ */ Object.keys(FAILURES),
} as const

const has = (codes: readonly string[], code: string): boolean => codes.includes(code)

export const isKnownStep = (step: string): boolean => has(STEPS, step)
export const isKnownFailure = (code: string): boolean => Object.hasOwn(FAILURES, code)
export const isKnownAction = (action: string): boolean => action === 'NONE' || Object.hasOwn(TASKS, action)

export const isStepStatusKnown = (status: string): boolean => has(STATES, status)

/** `undefined`: an unknown code. */
export const reasonOfFailure = (code: string): FailureReason | undefined => own(FAILURES, code)?.reason

export const isForReview = (code: string | null): boolean =>
  code !== null && own(FAILURES, code) === FOR_REVIEW

export const isMendable = (code: string): boolean => own(FAILURES, code)?.task !== undefined

/** `undefined`: a remedy would be a guess. */
export function taskOfFailure(failure: WorkflowStep['failure']): Task | undefined {
  if (!failure || isForReview(failure.code)) return undefined
  if (failure.action) return own(TASKS, failure.action)
  return failure.code === null ? undefined : own(FAILURES, failure.code)?.task
}

/** A failed try in a list: deepidv has one code for a face that is missing on a document and on the selfie. */
export const explainFailedTry = ({ code, slot }: Pick<FailedTry, 'code' | 'slot'>): Failure | undefined =>
  code === 'NO_FACE_DETECTED' && slot !== null
    ? NO_FACE_ON_DOCUMENT
    : code === null
      ? undefined
      : own(FAILURES, code)

const SLOTS = { SECONDARY: 'second-document', TERTIARY: 'third-document' } as const

const PLACES = {
  'retake-document': 'document',
  'other-document': 'document',
  'chosen-document': 'document',
  'retake-selfie': 'selfie',
  'repeat-camera-check': 'camera-check',
} as const satisfies Partial<Record<Task, string>>

/** What a try was of. */
export type TryPlace =
  | (typeof SLOTS)[keyof typeof SLOTS]
  | (typeof PLACES)[keyof typeof PLACES]
  | 'check-for-review'
  | 'check'

export function placeOfFailedTry(failed: Pick<FailedTry, 'code' | 'slot'>): TryPlace {
  if (isForReview(failed.code)) return 'check-for-review'
  const { task } = explainFailedTry(failed) ?? {}
  return own<TryPlace>(SLOTS, failed.slot ?? '') ?? (task && own<TryPlace>(PLACES, task)) ?? 'check'
}
