/** The providers' steps, checks and failure codes in our words: which may be shown, and what a customer can mend. */
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

interface Check {
  name: string
  task: Task
}

/** Persona's own kinds of checks: their names are safe to show a customer. */
const CHECKS: Readonly<Record<string, Check>> = {
  'government-id': { name: 'government ID', task: 'government-id' },
  'government-id-nfc': { name: 'government ID chip', task: 'government-id-chip' },
  selfie: { name: 'selfie', task: 'selfie' },
  document: { name: 'document', task: 'document' },
  'phone-number': { name: 'phone number', task: 'phone-number' },
  'email-address': { name: 'e-mail address', task: 'email-address' },
}

const CHECK = /^verification[_/]/

/**
 * `government-id` for a step (`verification_government_id`) and for an object's type (`verification/government-id`).
 * `undefined`: no check. Most other steps of a template are screens, such as `start`.
 */
export const kindOfCheck = (step: string): string | undefined =>
  CHECK.test(step) ? step.replace(CHECK, '').replaceAll('_', '-') : undefined

/** `government ID`; an unknown check keeps the provider's words, where they are safe to show. */
export const nameCheck = (kind: string): string | undefined => own(CHECKS, kind)?.name ?? describeName(kind)

/** `undefined`: unknown. */
export const taskOfCheck = (kind: string): Task | undefined => own(CHECKS, kind)?.task

export function nameInquiryStep(step: string): string | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? describeName(step) : nameCheck(kind)
}

export function taskOfInquiryStep(step: string): Task | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? undefined : taskOfCheck(kind)
}

function describeName(name: string): string | undefined {
  const words = name.replaceAll(/[-_/]+/g, ' ').trim()
  return isDisplayableName(words) ? words : undefined
}

/** The relay's own name for a step of deepidv. */
export const GUIDED_CAPTURE = 'GUIDED_CAPTURE'

const STEPS: Readonly<Record<string, string>> = {
  ID_VERIFICATION: 'Identity document',
  FACE_LIVENESS: 'Selfie and liveness',
  FACE_LIVENESS_CONSENT_SETTINGS: 'Consent to the selfie',
  AGE_ESTIMATION: 'Age estimate',
  DEEPFAKE_DETECTION: 'Guided capture',
  [GUIDED_CAPTURE]: 'Guided capture',
  DEEP_AGE: 'Age check',
  ADDRESS_VERIFICATION: 'Address',
  CUSTOM_PROMPT: 'Question of your own',
  CONSENT: 'Consent',
  BANK_STATEMENT_UPLOAD: 'Bank statement',
  AI_BANK_STATEMENT_ANALYSIS: 'Bank statement analysis',
  DOCUMENT_UPLOAD: 'Document upload',
  PHONE_VERIFICATION: 'Phone number',
  PHONE_OWNERSHIP_MATCH: 'Owner of the phone number',
  PHONE_TRUST_CHECK: 'Phone check',
  CARRIER_AGE_GATE: 'Age by the phone’s carrier',
  CUSTOM_FORM: 'Form of your own',
  E_SIGNATURE: 'Signature',
  PROOFCALL: 'Calls to references',
  WHITE_LABEL: 'Your own page',
}

interface Failure {
  words: string
  /** `undefined`: a remedy would be a guess. */
  task?: Task
}

/** Differing faces and low scores: no word of what a reviewer may make of it. */
const FOR_REVIEW: Failure = { words: 'A check that is for review' }

const NO_FACE_ON_DOCUMENT: Failure = { words: 'No face was found on the document', task: 'retake-document' }
const UNREADABLE: Failure = { words: 'The document’s text could not be read', task: 'retake-document' }
const UNKNOWN_KIND: Failure = {
  words: 'The kind of document could not be recognised',
  task: 'retake-document',
}
const UNCERTAIN_KIND: Failure = {
  words: 'The kind of document was not clear enough',
  task: 'retake-document',
}
const REFUSED_KIND: Failure = { words: 'This kind of document is not accepted', task: 'other-document' }
const NO_FACE_ON_SELFIE: Failure = { words: 'No face was found on the selfie', task: 'retake-selfie' }
const CAMERA_CHECK: Failure = { words: 'The camera check did not pass', task: 'repeat-camera-check' }

/** deepidv's codes: of failed tries and steps, of declines, and of its SDK for apps. */
const FAILURES: Readonly<Record<string, Failure>> = {
  /** The relay’s own, in place of any code below with this meaning. */
  FOR_REVIEW,
  NO_FACE_DETECTED: NO_FACE_ON_SELFIE,
  FACE_NOT_DETECTED_IN_ID: NO_FACE_ON_DOCUMENT,
  OCR_NAME_MISSING: { words: 'No name could be read on the document', task: 'retake-document' },
  ID_CLASSIFICATION_FAILED: {
    words: 'The document is not of the chosen kind, or not of an accepted one',
    task: 'other-document',
  },
  ID_TYPE_UNRECOGNIZED: UNKNOWN_KIND,
  ID_TYPE_LOW_CONFIDENCE: UNCERTAIN_KIND,
  DOC_TYPE_NOT_ALLOWED: REFUSED_KIND,
  FACE_MISMATCH: FOR_REVIEW,
  LIVENESS_ID_MISMATCH: FOR_REVIEW,
  FACE_LIVENESS_CHECK_FAILED: CAMERA_CHECK,
  DOC_TYPE_MISMATCH: { words: 'The document is not of the chosen kind', task: 'chosen-document' },
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
  SELFIE_MULTIPLE_FACES: { words: 'There was more than one face on the selfie', task: 'retake-selfie' },
  SELFIE_ID_FACE_MISMATCH: FOR_REVIEW,
  LIVENESS_FAILED: CAMERA_CHECK,
  ATTEMPTS_EXHAUSTED: { words: 'No tries are left' },
  STEP_BLOCKED: { words: 'The step is blocked' },
  SESSION_EXPIRED: { words: 'The session expired' },
}

const TASKS: Readonly<Record<string, Task>> = {
  RETAKE_DOCUMENT: 'retake-document',
  USE_DIFFERENT_DOCUMENT: 'other-document',
  RETAKE_SELFIE: 'retake-selfie',
  RETRY_LIVENESS: 'repeat-camera-check',
  RETRY_STEP: 'repeat-step',
}

interface Flaw {
  why: string
  /** `undefined`: the step’s own. */
  task?: Task
}

/** What a customer can mend of a failed check. The relay sends no other names of checks. */
const FLAWS = {
  country: { why: 'the document’s country is not accepted', task: 'other-document' },
  // Not accepted at all, or not the chosen one: the screen offers only those that are accepted.
  type: { why: 'this kind of document was not accepted', task: 'chosen-document' },
  'type-unclear': { why: 'the kind of document was not recognised', task: 'retake-document' },
  expired: { why: 'the document has expired', task: 'valid-document' },
  'no-expiry': { why: 'no date of expiry was found', task: 'retake-document' },
  'same-side': { why: 'both photos show the same side', task: 'both-sides' },
  'cut-off': { why: 'part of the document is not in the photo', task: 'retake-document' },
  portrait: { why: 'no clear face was found on the document', task: 'retake-document' },
  barcode: { why: 'the barcode could not be read', task: 'retake-document' },
  mrz: { why: 'the machine-readable lines could not be read', task: 'retake-document' },
  glare: { why: 'the photo has glare', task: 'retake-document' },
  blur: { why: 'the photo is blurred', task: 'retake-document' },
  unreadable: { why: 'the document could not be read', task: 'retake-document' },
  chip: { why: 'the chip could not be read', task: 'government-id-chip' },
  'face-covered': { why: 'the face is covered', task: 'uncover-face' },
  glasses: { why: 'the customer wears glasses', task: 'uncover-face' },
  'several-faces': { why: 'there is more than one face', task: 'retake-selfie' },
  pose: { why: 'the face is not in the right position', task: 'retake-selfie' },
  'selfie-glare': { why: 'the photo has glare', task: 'retake-selfie' },
  'selfie-quality': { why: 'the photo is not clear enough', task: 'retake-selfie' },
  code: { why: 'the code was wrong or late' },
} as const satisfies Readonly<Record<string, Flaw>>

export type CheckFlaw = keyof typeof FLAWS

/** What an agent asks for. */
const REQUESTS: Partial<Readonly<Record<Task, string>>> = {
  'government-id-chip': 'read the chip again',
  'retake-document': 'take a new photo of the document',
  'both-sides': 'take a photo of each side of the document',
  'other-document': 'use another document',
  'valid-document': 'use a document that has not expired',
  'retake-selfie': 'take a new selfie',
  'uncover-face': 'take a new selfie with nothing on the face',
  'chosen-document': 'use the kind of document that is chosen on the screen',
  'repeat-camera-check': 'go through the camera check again',
}

/** `undefined`: no flaw that we have words for. */
export function describeFlaws(names: readonly string[]): string | undefined {
  const whys = new Set(names.flatMap((name) => own<Flaw>(FLAWS, name)?.why ?? []))
  return whys.size === 0 ? undefined : [...whys].join(', and ')
}

/** The most that is to be done, in the relay’s order: another document is also a new photo. */
export const taskOfFlaws = (names: readonly string[]): Task | undefined =>
  names.flatMap((name) => own<Flaw>(FLAWS, name)?.task ?? [])[0]

export const requestOfTask = (task: Task | undefined): string | undefined => task && REQUESTS[task]

const STATES: Readonly<Record<string, string>> = {
  PENDING: 'To do',
  IN_PROGRESS: 'Under way',
  COMPLETED: 'Done',
  FAILED: 'Failed',
  SKIPPED: 'Skipped',
}

/** `PALM_READING` → `Palm reading` */
export function formatCode(code: string): string {
  const words = code
    .toLowerCase()
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .replace(/\bid\b/g, 'ID')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const nameStep = (step: string | null): string =>
  step ? (own(STEPS, step) ?? (isDisplayableName(step) ? formatCode(step) : UNNAMED_STEP)) : UNNAMED_STEP

const UNNAMED_STEP = 'A step'

/** For a comparison with the providers' documents. Pure, so that the surfaces leave it out. */
export const KNOWN_CODES = {
  steps: /* @__PURE__ */ Object.keys(STEPS).filter((step) => step !== GUIDED_CAPTURE),
  stepStatuses: /* @__PURE__ */ Object.keys(STATES),
  failures: /* @__PURE__ */ Object.keys(FAILURES),
} as const

export const isKnownStep = (step: string): boolean => Object.hasOwn(STEPS, step)
export const isKnownFailure = (code: string): boolean => Object.hasOwn(FAILURES, code)
export const isKnownAction = (action: string): boolean => action === 'NONE' || Object.hasOwn(TASKS, action)

export const isStepStatusKnown = (status: string): boolean => Object.hasOwn(STATES, status)

export const nameStepStatus = (status: string): string => own(STATES, status) ?? formatCode(status)

/** `undefined`: the code would reveal a screening. */
export const describeFailureCode = (code: string): string | undefined =>
  own(FAILURES, code)?.words ??
  (isDisplayableName(code) ? `it says “${formatCode(code).toLowerCase()}”` : undefined)

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

const SLOTS: Readonly<Record<string, string>> = {
  SECONDARY: 'the second document',
  TERTIARY: 'the third document',
}

const PLACES: Readonly<Partial<Record<Task, string>>> = {
  'retake-document': 'the document',
  'other-document': 'the document',
  'chosen-document': 'the document',
  'retake-selfie': 'the selfie',
  'repeat-camera-check': 'the camera check',
}

/** What a try was of, for use in a sentence. */
export function placeOfFailedTry(failed: Pick<FailedTry, 'code' | 'slot'>): string {
  if (isForReview(failed.code)) return 'a check that is for review'
  const { task } = explainFailedTry(failed) ?? {}
  return own(SLOTS, failed.slot ?? '') ?? (task && PLACES[task]) ?? 'a check'
}
