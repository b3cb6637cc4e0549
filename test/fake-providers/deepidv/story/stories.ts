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
}

export type StoryStep = { readonly status: string; readonly attempts: number; readonly failure?: StepFailure }
export type StepFailure = { readonly code: string; readonly action: string; readonly slot: string | null }

const done = (attempts = 1): StoryStep => ({ status: 'COMPLETED', attempts })
const unreadable: StepFailure = {
  code: 'ID_TEXT_NOT_READABLE',
  action: 'RETAKE_DOCUMENT',
  slot: 'PRIMARY',
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
  },
  {
    name: 'opened-left',
    title: 'Opened, tried the document twice and left',
    weight: 3,
    status: 'PENDING',
    type: 'session',
    ...{ opened: 6, started: 7 },
    steps: [{ status: 'FAILED', attempts: 2, failure: unreadable }],
    attemptsLeft: 1,
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
    title: 'Rejected: the selfie shows another person',
    weight: 2,
    status: 'REJECTED',
    type: 'session',
    ...{ opened: 2, started: 2, submitted: 9, ended: 45 },
    steps: [
      done(),
      {
        status: 'FAILED',
        attempts: 1,
        failure: { code: 'SELFIE_ID_FACE_MISMATCH', action: 'RETAKE_SELFIE', slot: null },
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
        failure: { code: 'ATTEMPTS_EXHAUSTED', action: 'NONE', slot: null },
      },
      { status: 'SKIPPED', attempts: 0 },
    ],
    attemptsLeft: 0,
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
