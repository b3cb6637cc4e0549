/** The samples' deepidv: session `n` is a function of `n` alone, dated back from the sign-in. */
import type { Flow, Session, SessionCase, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import { createNumberSource, sampleUuid } from './sample-ids.ts'

const SESSIONS = 45
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Two sessions each, so that there is a related one to see. */
const externalIdOf = (number: number): string => `SAMPLE-${2000 + (number % DEEPIDV_STORIES.length)}`

const isoOf = (instant: number): string => new Date(instant).toISOString()
const isoAfter = (createdAt: number, minutes: number | null | undefined): string | null =>
  minutes == null ? null : isoOf(createdAt + minutes * MINUTE)

/** `begin`: when the sample sign-in began, in milliseconds since the epoch. */
export function makeDeepidvCases(begin: number): SessionCase[] {
  const cases = Array.from({ length: SESSIONS }, (_, number) => makeCase(number, begin))
  return cases.map((one) => ({
    ...one,
    related: cases
      .map(({ session }) => session)
      .filter(({ id, flow }) => id !== one.session.id && flow?.externalId === one.session.flow?.externalId),
  }))
}

function makeCase(number: number, begin: number): Omit<SessionCase, 'related'> {
  const story = DEEPIDV_STORIES[number % DEEPIDV_STORIES.length] ?? DEEPIDV_STORIES[0]
  const createdAt = begin - (14 + number * 41 + (story.submittedAfter ?? 0)) * MINUTE
  // A link that ran out is older than it was good for.
  const madeAt = story.status === 'EXPIRED' ? createdAt - story.hours * HOUR : createdAt
  return {
    about: 'session',
    provider: 'deepidv',
    session: makeSession(number, story, madeAt),
    steps: story.steps?.map((step, index) => makeStep(step, index, story, madeAt)) ?? null,
    attemptsLeft: story.attemptsLeft,
  }
}

const UNKNOWN = { name: null, version: null }
const DEVICES = [
  ['smartphone', 'iOS', 'Mobile Safari', 'Canada'],
  ['smartphone', 'Android', 'Chrome', 'Germany'],
  ['desktop', 'Windows', 'Edge', 'France'],
] as const

function makeSession(number: number, story: DeepidvStory, createdAt: number): Session {
  const isOpened = story.openedAfter !== null
  const [type, os, browser, country] = createNumberSource(number + 500).pick(DEVICES)
  return {
    provider: 'deepidv',
    id: sampleUuid(number),
    inquiryId: null,
    status: story.status,
    createdAt: isoOf(createdAt),
    startedAt: null,
    expiredAt: null,
    device: {
      type: isOpened ? type : null,
      name: null,
      os: isOpened ? { name: os, version: null } : UNKNOWN,
      browser: isOpened ? { name: browser, version: null } : UNKNOWN,
      mobileSdk: UNKNOWN,
      handoff: null,
    },
    network: {
      proxy: null,
      vpn: null,
      tor: null,
      datacenter: null,
      threatLevel: null,
      connectionType: null,
      country: { code: null, name: isOpened ? country : null },
    },
    flow: makeFlow(number, story, createdAt),
  }
}

const makeFlow = (number: number, story: DeepidvStory, createdAt: number): Flow => ({
  type: story.type ?? 'session',
  progress: story.progress,
  updatedAt: isoAfter(createdAt, (story.submittedAfter ?? story.openedAfter ?? 0) + 2),
  submittedAt: isoAfter(createdAt, story.submittedAfter),
  expiresAt: isoOf(createdAt + story.hours * HOUR),
  openedAt: isoAfter(createdAt, story.openedAfter),
  externalId: externalIdOf(number),
  workflow: { id: 'sample-onboarding', name: 'Sample: onboarding' },
  steps: (story.steps ?? []).map(({ step }) => step),
  uploads: { ...story.uploads },
  checks: { ...story.checks },
})

function makeStep(
  { step, status, attempts, failure }: StepStory,
  index: number,
  { openedAfter }: DeepidvStory,
  createdAt: number,
): WorkflowStep {
  const began = attempts > 0 && openedAfter !== null ? openedAfter + index * 2 : null
  return {
    step,
    status,
    attempts,
    startedAt: isoAfter(createdAt, began),
    completedAt: status === 'COMPLETED' && began !== null ? isoAfter(createdAt, began + 1) : null,
    failure: failure ? { code: failure[0], action: failure[1] } : null,
  }
}

/** What happens to the fictional customers at deepidv: one of each kind that an agent meets, and no names. */

/** A step of the workflow: how it stands, after how many tries, and why it went wrong. */
export interface StepStory {
  step: string
  status: string
  attempts: number
  failure?: readonly [code: string, action: string]
}

export interface DeepidvStory {
  /** What an agent may want to see it for. */
  about: string
  status: string
  progress: string
  type?: string
  /** Minutes after the session was made; `null`: the link was never opened. */
  openedAfter: number | null
  /** Minutes after the session was made. */
  submittedAfter?: number
  /** Hours that the link works. */
  hours: number
  steps: readonly StepStory[] | null
  attemptsLeft: number | null
  uploads: Readonly<Record<string, boolean>>
  checks: Readonly<Record<string, boolean | null>>
}

const ALL_THERE = { id_front: true, id_back: true, selfie_front: true }
const NONE_THERE = { id_front: false, id_back: false, selfie_front: false }
const ALL_PASSED = { idMatchesSelfie: true, livenessPassed: true, documentNotExpired: true }

const TO_DO: readonly StepStory[] = [
  { step: 'CONSENT', status: 'PENDING', attempts: 0 },
  { step: 'ID_VERIFICATION', status: 'PENDING', attempts: 0 },
  { step: 'FACE_LIVENESS', status: 'PENDING', attempts: 0 },
]
const ALL_DONE: readonly StepStory[] = [
  { step: 'CONSENT', status: 'COMPLETED', attempts: 1 },
  { step: 'ID_VERIFICATION', status: 'COMPLETED', attempts: 1 },
  { step: 'FACE_LIVENESS', status: 'COMPLETED', attempts: 2 },
]

export const DEEPIDV_STORIES: readonly [DeepidvStory, ...DeepidvStory[]] = [
  {
    about: 'Stuck at a document that can’t be read',
    status: 'PENDING',
    progress: 'STARTED',
    openedAfter: 6,
    hours: 5,
    steps: [
      { step: 'CONSENT', status: 'COMPLETED', attempts: 1 },
      {
        step: 'ID_VERIFICATION',
        status: 'FAILED',
        attempts: 2,
        failure: ['ID_TEXT_NOT_READABLE', 'RETAKE_DOCUMENT'],
      },
      { step: 'FACE_LIVENESS', status: 'PENDING', attempts: 0 },
    ],
    attemptsLeft: 1,
    uploads: { id_front: true, id_back: false, selfie_front: false },
    checks: { idMatchesSelfie: null, livenessPassed: null, documentNotExpired: null },
  },
  {
    about: 'A link that was never opened',
    status: 'PENDING',
    progress: 'PENDING',
    openedAfter: null,
    hours: 72,
    steps: TO_DO,
    attemptsLeft: 3,
    uploads: NONE_THERE,
    checks: {},
  },
  {
    about: 'Waiting for our review',
    status: 'SUBMITTED',
    progress: 'COMPLETED',
    openedAfter: 4,
    submittedAfter: 11,
    hours: 72,
    steps: ALL_DONE,
    attemptsLeft: 1,
    uploads: ALL_THERE,
    checks: { idMatchesSelfie: false, livenessPassed: true, documentNotExpired: true },
  },
  {
    about: 'Verified',
    status: 'VERIFIED',
    progress: 'COMPLETED',
    openedAfter: 3,
    submittedAfter: 9,
    hours: 72,
    steps: ALL_DONE,
    attemptsLeft: 1,
    uploads: ALL_THERE,
    checks: ALL_PASSED,
  },
  {
    about: 'No tries left at the selfie',
    status: 'FAILED',
    progress: 'STARTED',
    openedAfter: 5,
    hours: 72,
    steps: [
      { step: 'CONSENT', status: 'COMPLETED', attempts: 1 },
      { step: 'ID_VERIFICATION', status: 'COMPLETED', attempts: 1 },
      {
        step: 'FACE_LIVENESS',
        status: 'FAILED',
        attempts: 3,
        failure: ['SELFIE_ID_FACE_MISMATCH', 'RETAKE_SELFIE'],
      },
    ],
    attemptsLeft: 0,
    uploads: ALL_THERE,
    checks: { idMatchesSelfie: false, livenessPassed: false, documentNotExpired: true },
  },
  {
    about: 'A link that has run out',
    status: 'EXPIRED',
    progress: 'PENDING',
    openedAfter: null,
    hours: 1,
    steps: null,
    attemptsLeft: null,
    uploads: NONE_THERE,
    checks: {},
  },
  {
    about: 'Rejected',
    status: 'REJECTED',
    progress: 'COMPLETED',
    openedAfter: 8,
    submittedAfter: 20,
    hours: 72,
    steps: ALL_DONE,
    attemptsLeft: 1,
    uploads: ALL_THERE,
    checks: { idMatchesSelfie: true, livenessPassed: true, documentNotExpired: false },
  },
  {
    about: 'Called off',
    status: 'VOIDED',
    progress: 'PENDING',
    openedAfter: null,
    hours: 72,
    steps: TO_DO,
    attemptsLeft: null,
    uploads: NONE_THERE,
    checks: {},
  },
  {
    about: 'With words that are new to Inquiry Lens',
    status: 'ESCALATED',
    progress: 'ON_HOLD',
    type: 'deep-sea',
    openedAfter: 5,
    hours: 72,
    steps: [
      { step: 'CONSENT', status: 'COMPLETED', attempts: 1 },
      { step: 'PALM_READING', status: 'PONDERED', attempts: 1, failure: ['STARS_MISALIGNED', 'TRY_AT_DUSK'] },
    ],
    attemptsLeft: 2,
    uploads: { hold_up_3_fingers: true },
    checks: { palmLinesClear: null },
  },
]
