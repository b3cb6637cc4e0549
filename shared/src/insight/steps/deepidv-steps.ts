/** The steps of a workflow and what can go wrong in them, by deepidv’s own codes. All of these sets are open. */
import type { WorkflowStep } from '../../domain/model.ts'
import { own } from '../../lib/own-property.ts'
import type { Task } from '../replies/reply-choice.ts'
import { isSayableName } from './is-sayable-name.ts'

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
  DOCUMENT_TYPE_UNRECOGNIZED: 'The kind of document could not be told',
  DOCUMENT_TYPE_LOW_CONFIDENCE: 'The kind of document could not be told with certainty',
  SELFIE_FACE_NOT_DETECTED: 'No face was found on the selfie',
  SELFIE_MULTIPLE_FACES: 'There was more than one face on the selfie',
  SELFIE_ID_FACE_MISMATCH: 'Selfie and document do not show the same face',
  LIVENESS_ID_MISMATCH: 'The face in front of the camera is not the one on the document',
  LIVENESS_FAILED: 'It was not certain that somebody was in front of the camera',
  ATTEMPTS_EXHAUSTED: 'All tries are used up',
  STEP_BLOCKED: 'The step is blocked',
  SESSION_EXPIRED: 'The time ran out',
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
