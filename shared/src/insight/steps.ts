/** Whether a step's name can stand in a sentence. The relay sends only names of its allow-list; an older relay sent any. */
import type { WorkflowStep } from '../domain/model.ts'
import { own } from '../lib/own-property.ts'
import type { Task } from './replies/packs.ts'

/**
 * That a person is screened is itself a secret, whatever was found. These words name a screening in a provider's
 * vocabulary, and in the names that customers give to steps, templates and workflows.
 */
const SCREENING =
  /watch\W?list|sanction|\bofac\b|\bpeps?\b|politically|adverse|screen|monitor|\breports?\b|\bsars?\b|suspicio|filing|graph.?quer|\bcases?\b|fraud|\baml\b|\bcft\b|\bkyb\b|\brisk|block.?list|deny.?list|black.?list|(?:background|credit).?check|title.?search|due.?diligence/i

/** Names are spelled in several ways: `PEP_SANCTIONS`, `pep-sanctions`, `pepSanctions`, `interstitial/pep`. */
export const toWords = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_/.\s]+/g, ' ')
    .trim()

export const isScreening = (name: string): boolean => SCREENING.test(toWords(name))

/** deepidv spells its names in three ways: `ID_VERIFICATION`, `id_verification`, `id-verification`. */
export const normaliseName = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** What is longer, or no words at all, would make a sentence unreadable. */
const WORDS = /^[\p{L}\p{N}][\p{L}\p{N} .’'-]{0,59}$/u

export const isSayableName = (name: string): boolean =>
  WORDS.test(name.replaceAll(/[-_/]+/g, ' ').trim()) && !isScreening(name)

/** A step of an inquiry, by the name that its template gives it. The set is open: templates name their own. */

interface Check {
  name: string
  /** What the customer has to give. */
  task: Task
}

/** Persona's own kinds of checks, and no template's: these can be said to a customer, too. */
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
 * `government-id`, of a step (`verification_government_id`) and of an object's type (`verification/government-id`).
 * `undefined`: no check, and so nothing to hand in. Most of a template's other steps are screens, such as `start`.
 */
export const kindOfCheck = (step: string): string | undefined =>
  CHECK.test(step) ? step.replace(CHECK, '').replaceAll('_', '-') : undefined

/** `government ID`; any other in its own words, and `undefined` where these cannot be said. */
export const nameCheck = (kind: string): string | undefined => own(CHECKS, kind)?.name ?? sayName(kind)

/** What the customer has to give for it; `undefined` where only the template's author knows. */
export const taskOfCheck = (kind: string): Task | undefined => own(CHECKS, kind)?.task

export function nameInquiryStep(step: string): string | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? sayName(step) : nameCheck(kind)
}

export function taskOfInquiryStep(step: string): Task | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? undefined : taskOfCheck(kind)
}

function sayName(name: string): string | undefined {
  const words = name.replaceAll(/[-_/]+/g, ' ').trim()
  return isSayableName(words) ? words : undefined
}

/** The steps of a workflow and what can go wrong in them, by deepidv’s own codes. All of these sets are open. */

const STEPS: Readonly<Record<string, string>> = {
  ID_VERIFICATION: 'Identity document',
  FACE_LIVENESS: 'Selfie and liveness',
  FACE_LIVENESS_CONSENT_SETTINGS: 'Consent to the selfie',
  AGE_ESTIMATION: 'Age estimate',
  DEEPFAKE_DETECTION: 'Deepfake check',
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
  PROOFCALL: 'Video call',
  WHITE_LABEL: 'Your own page',
}

const FAILURES: Readonly<Record<string, string>> = {
  ID_FACE_NOT_DETECTED: 'No face was found on the document',
  ID_TEXT_NOT_READABLE: 'The document’s text could not be read',
  DOCUMENT_TYPE_NOT_ACCEPTED: 'This kind of document is not accepted',
  DOCUMENT_TYPE_UNRECOGNIZED: 'The kind of document is unknown',
  DOCUMENT_TYPE_LOW_CONFIDENCE: 'The kind of document is uncertain',
  SELFIE_FACE_NOT_DETECTED: 'No face was found on the selfie',
  SELFIE_MULTIPLE_FACES: 'There was more than one face on the selfie',
  SELFIE_ID_FACE_MISMATCH: 'Selfie and document do not show the same face',
  LIVENESS_ID_MISMATCH: 'The face in front of the camera is not the one on the document',
  LIVENESS_FAILED: 'The camera check could not confirm a live person',
  ATTEMPTS_EXHAUSTED: 'No tries are left',
  STEP_BLOCKED: 'The step is blocked',
  SESSION_EXPIRED: 'The session expired',
}

const TASKS: Readonly<Record<string, Task>> = {
  RETAKE_DOCUMENT: 'retake-document',
  USE_DIFFERENT_DOCUMENT: 'other-document',
  RETAKE_SELFIE: 'retake-selfie',
  RETRY_LIVENESS: 'repeat-camera-check',
  RETRY_STEP: 'repeat-step',
}

/** Where deepidv names the failure alone. Not where faces differ: what to do about that is not for us to guess. */
const TASKS_BY_FAILURE: Readonly<Record<string, Task>> = {
  ID_FACE_NOT_DETECTED: 'retake-document',
  ID_TEXT_NOT_READABLE: 'retake-document',
  DOCUMENT_TYPE_NOT_ACCEPTED: 'other-document',
  DOCUMENT_TYPE_UNRECOGNIZED: 'retake-document',
  DOCUMENT_TYPE_LOW_CONFIDENCE: 'retake-document',
  SELFIE_FACE_NOT_DETECTED: 'retake-selfie',
  SELFIE_MULTIPLE_FACES: 'retake-selfie',
  LIVENESS_FAILED: 'repeat-camera-check',
}

const STATES: Readonly<Record<string, string>> = {
  PENDING: 'To do',
  IN_PROGRESS: 'Under way',
  COMPLETED: 'Done',
  FAILED: 'Failed',
  SKIPPED: 'Skipped',
}

/** `PALM_READING` → `Palm reading`: in its own words, where there are no others. */
export function formatCode(code: string): string {
  const words = code
    .toLowerCase()
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .replace(/\bid\b/g, 'ID')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `null`, or empty: the relay does not show its name. */
export const nameStep = (step: string | null): string =>
  step ? (own(STEPS, step) ?? (isSayableName(step) ? formatCode(step) : UNNAMED_STEP)) : UNNAMED_STEP

const UNNAMED_STEP = 'A step'

export const isKnownStep = (step: string): boolean => Object.hasOwn(STEPS, step)
export const isKnownFailure = (code: string): boolean => Object.hasOwn(FAILURES, code)
export const isKnownAction = (action: string): boolean => action === 'NONE' || Object.hasOwn(TASKS, action)

export const isStepStatusKnown = (status: string): boolean => Object.hasOwn(STATES, status)

export const nameStepStatus = (status: string): string => own(STATES, status) ?? formatCode(status)

/** Why it failed; `undefined` where the code itself would tell of a screening. */
export const describeFailureCode = (code: string): string | undefined =>
  own(FAILURES, code) ?? (isSayableName(code) ? `it says “${formatCode(code).toLowerCase()}”` : undefined)

/** What the customer can do about it; `undefined` where nobody should guess. */
export const taskOfFailure = (failure: WorkflowStep['failure']): Task | undefined =>
  failure?.action
    ? own(TASKS, failure.action)
    : failure?.code
      ? own(TASKS_BY_FAILURE, failure.code)
      : undefined
