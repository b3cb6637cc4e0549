/** What becomes of a session, in minutes after it was made; what has not happened yet has not happened. */
export type Story = {
  readonly name: string
  readonly title: string
  /** How often, among the others. */
  readonly weight: number
  readonly status: string
  readonly type: string
  readonly opened?: number
  readonly started?: number
  readonly submitted?: number
  readonly ended?: number
  /** What each step of its workflow has come to; the rest is still to come. */
  readonly steps: readonly StoryStep[]
  readonly attemptsLeft: number | null
  /** Made without a workflow: it has no steps. */
  readonly isStandalone?: boolean
  /** Of a link that was sent: deepidv runs its steps itself, and tells none. */
  readonly isHosted?: boolean
  /** Failed tries, oldest first, for a workflow that limits them. */
  readonly tries?: readonly StoryTry[]
  /** A rule declined it. */
  readonly decline?: { readonly code: Told; readonly minute: number }
}

/** A code, or one of a list by the session's number. */
export type Told = string | readonly string[]

export interface StoryTry {
  readonly code: Told
  readonly slot: string | null
  readonly minute: number
}

export type StoryStep = { readonly status: string; readonly attempts: number; readonly failure?: StepFailure }
export type StepFailure = {
  /** As the REST documents have it. */
  readonly code: Told
  /** As the SDK for apps has it, beside words. */
  readonly sdk: { readonly code: string; readonly action: string; readonly slot: string | null }
}

/** https://docs.deepidv.com/api-reference/workflow-runner/submit-workflow-step */
export const STEP_CODES = [
  'FACE_NOT_DETECTED_IN_ID',
  'OCR_NAME_MISSING',
  'ID_CLASSIFICATION_FAILED',
  'ID_TYPE_UNRECOGNIZED',
  'ID_TYPE_LOW_CONFIDENCE',
  'DOC_TYPE_NOT_ALLOWED',
  'NO_FACE_DETECTED',
  'FACE_MISMATCH',
  'LIVENESS_ID_MISMATCH',
] as const

/** https://docs.deepidv.com/api-reference/sessions/retrieve-session, `failureData` and `declinedData` */
export const TRY_CODES = [
  'NO_FACE_DETECTED',
  'OCR_NAME_MISSING',
  'DOC_TYPE_NOT_ALLOWED',
  'ID_TYPE_UNRECOGNIZED',
  'ID_TYPE_LOW_CONFIDENCE',
  'FACE_MISMATCH',
  'LIVENESS_ID_MISMATCH',
  'TEA_LEAVES_UNREAD',
] as const
export const DECLINE_CODES = [
  'ID_TYPE_UNRECOGNIZED',
  'ID_TYPE_LOW_CONFIDENCE',
  'DOC_TYPE_NOT_ALLOWED',
  'LOW_FACE_MATCH',
  'FACE_SELFIE_MISMATCH',
  'LOW_LIVENESS',
  'DOC_TYPE_MISMATCH',
  'LOW_SCORE',
  'TEA_LEAVES_UNREAD',
] as const

export const codeOf = (told: Told, number: number): string =>
  typeof told === 'string' ? told : (told[number % told.length] ?? '')

const done = (attempts = 1): StoryStep => ({ status: 'COMPLETED', attempts })
/** As documented: a step that may be repeated is open again, with the reason. */
const reopened = (attempts: number, failure: StepFailure): StoryStep => ({
  status: 'PENDING',
  attempts,
  failure,
})
const unreadable: StepFailure = {
  code: 'OCR_NAME_MISSING',
  sdk: { code: 'ID_TEXT_NOT_READABLE', action: 'RETAKE_DOCUMENT', slot: 'PRIMARY' },
}
const notLive: StepFailure = {
  code: 'FACE_LIVENESS_CHECK_FAILED',
  sdk: { code: 'LIVENESS_FAILED', action: 'RETRY_LIVENESS', slot: null },
}

type Stories = readonly [Story, ...Story[]]

export const STORIES: Stories = [
  {
    name: 'verified',
    title: 'Verified at the first try',
    weight: 8,
    status: 'VERIFIED',
    type: 'session',
    ...{ opened: 3, started: 4, submitted: 12, ended: 13 },
    steps: [done(), done(), done()],
    attemptsLeft: 3,
  },
  {
    name: 'never-opened',
    title: 'The customer has not opened the link',
    weight: 4,
    status: 'PENDING',
    type: 'session',
    steps: [],
    attemptsLeft: 3,
    isHosted: true,
  },
  {
    name: 'opened-left',
    title: 'Opened, tried the document twice and left',
    weight: 3,
    status: 'PENDING',
    type: 'session',
    ...{ opened: 6, started: 7 },
    steps: [reopened(2, unreadable)],
    attemptsLeft: 1,
  },
  {
    name: 'failed-step',
    title: 'A step failed, and may be repeated',
    weight: 1,
    status: 'PENDING',
    type: 'session',
    ...{ opened: 6, started: 7 },
    steps: [
      reopened(1, {
        code: STEP_CODES,
        sdk: { code: 'DOCUMENT_TYPE_UNRECOGNIZED', action: 'RETAKE_DOCUMENT', slot: 'PRIMARY' },
      }),
    ],
    attemptsLeft: 2,
  },
  {
    name: 'failed-tries',
    title: 'Tried two documents by a link, and left',
    weight: 2,
    status: 'PENDING',
    type: 'session',
    ...{ opened: 4, started: 5 },
    steps: [],
    attemptsLeft: null,
    isHosted: true,
    tries: [
      { code: 'OCR_NAME_MISSING', slot: 'PRIMARY', minute: 6 },
      { code: 'DOC_TYPE_NOT_ALLOWED', slot: 'SECONDARY', minute: 9 },
    ],
  },
  {
    name: 'failed-try',
    title: 'Tried once by a link, and left',
    weight: 2,
    status: 'PENDING',
    type: 'session',
    ...{ opened: 4, started: 5 },
    steps: [],
    attemptsLeft: null,
    isHosted: true,
    tries: [{ code: TRY_CODES, slot: null, minute: 6 }],
  },
  {
    name: 'out-of-tries',
    title: 'No tries are left by a link',
    weight: 1,
    status: 'FAILED',
    type: 'session',
    ...{ opened: 1, started: 2, ended: 9 },
    steps: [],
    attemptsLeft: null,
    isHosted: true,
    tries: [
      { code: 'NO_FACE_DETECTED', slot: 'PRIMARY', minute: 3 },
      { code: 'ID_TYPE_LOW_CONFIDENCE', slot: 'PRIMARY', minute: 5 },
      { code: TRY_CODES, slot: 'SECONDARY', minute: 9 },
    ],
  },
  {
    name: 'declined-by-rule',
    title: 'Declined by a rule of deepidv’s',
    weight: 2,
    status: 'REJECTED',
    type: 'session',
    ...{ opened: 2, started: 2, submitted: 9, ended: 10 },
    steps: [],
    attemptsLeft: null,
    isHosted: true,
    tries: [{ code: 'NO_FACE_DETECTED', slot: 'PRIMARY', minute: 4 }],
    decline: { code: DECLINE_CODES, minute: 10 },
  },
  {
    name: 'in-review',
    title: 'Finished, and waiting for us',
    weight: 3,
    status: 'SUBMITTED',
    type: 'session',
    ...{ opened: 2, started: 3, submitted: 19 },
    steps: [done(2), done(), done()],
    attemptsLeft: 2,
  },
  {
    name: 'rejected',
    title: 'Rejected after a check that is for review',
    weight: 2,
    status: 'REJECTED',
    type: 'session',
    ...{ opened: 2, started: 2, submitted: 9, ended: 45 },
    steps: [
      done(),
      {
        status: 'FAILED',
        attempts: 1,
        failure: {
          code: 'LIVENESS_ID_MISMATCH',
          sdk: { code: 'SELFIE_ID_FACE_MISMATCH', action: 'RETAKE_SELFIE', slot: null },
        },
      },
    ],
    attemptsLeft: 2,
  },
  {
    name: 'out-of-attempts',
    title: 'No attempts are left',
    weight: 2,
    status: 'FAILED',
    type: 'session',
    ...{ opened: 1, started: 2, ended: 21 },
    steps: [
      done(),
      {
        status: 'FAILED',
        attempts: 3,
        failure: notLive,
      },
      { status: 'SKIPPED', attempts: 0 },
    ],
    attemptsLeft: 0,
    tries: [8, 14, 21].map((minute) => ({ code: 'FACE_LIVENESS_CHECK_FAILED', slot: null, minute })),
  },
  {
    name: 'voided',
    title: 'Called off as a double',
    weight: 1,
    status: 'VOIDED',
    type: 'session',
    ended: 30,
    steps: [],
    attemptsLeft: null,
    isHosted: true,
  },
  {
    name: 'standalone',
    title: 'Verified without a workflow',
    weight: 2,
    status: 'VERIFIED',
    type: 'verification',
    ...{ opened: 4, started: 5, submitted: 8, ended: 8 },
    steps: [],
    attemptsLeft: null,
    isStandalone: true,
  },
  {
    name: 'unheard-of',
    title: 'An unknown status, type and step',
    weight: 1,
    status: 'ON_THE_BOIL',
    type: 'teapot-check',
    ...{ opened: 5, started: 6 },
    steps: [{ status: 'STEEPING', attempts: 1 }],
    attemptsLeft: 1,
  },
  {
    name: 'silent-screening',
    title: 'A hidden screening',
    weight: 1,
    status: 'SUBMITTED',
    type: 'silent-screening',
    submitted: 1,
    steps: [],
    attemptsLeft: null,
  },
]
