import { DAY, isAbout, isSessionOpening, type Tale, type Told } from './tale.ts'

/** Persona's statuses; `needs_review` keeps its underscore whatever the inflection. */
export type InquiryState = {
  readonly status: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly expiresAt: number
  readonly startedAt: number | null
  readonly completedAt: number | null
  readonly failedAt: number | null
  readonly markedForReviewAt: number | null
  readonly decisionedAt: number | null
  readonly expiredAt: number | null
  readonly redactedAt: number | null
  readonly previousStep: string | null
  readonly nextStep: string | null
}

type Change = (at: number, state: InquiryState) => Partial<InquiryState>

/** https://docs.withpersona.com/model-lifecycle */
const CHANGES: Readonly<Record<string, Change>> = {
  'inquiry.started': (at) => ({ status: 'pending', startedAt: at }),
  'inquiry.completed': (at, { nextStep }) => ({
    status: 'completed',
    completedAt: at,
    previousStep: nextStep,
    nextStep: 'success',
  }),
  'inquiry.failed': (at) => ({ status: 'failed', failedAt: at }),
  'inquiry.expired': (at) => ({ status: 'expired', expiredAt: at }),
  'inquiry.approved': (at) => ({ status: 'approved', decisionedAt: at }),
  'inquiry.declined': (at) => ({ status: 'declined', decisionedAt: at }),
  'inquiry.marked-for-review': (at) => ({ status: 'needs_review', markedForReviewAt: at }),
  'inquiry.redacted': (at) => ({ redactedAt: at }),
}

export function foldInquiry(tale: Tale, told: readonly Told[]): InquiryState {
  const createdAt = told[0]?.at ?? 0
  let state: InquiryState = {
    status: 'created',
    createdAt,
    updatedAt: createdAt,
    expiresAt: createdAt + DAY,
    startedAt: null,
    completedAt: null,
    failedAt: null,
    markedForReviewAt: null,
    decisionedAt: null,
    expiredAt: null,
    redactedAt: null,
    previousStep: null,
    nextStep: 'start',
  }
  for (const beat of told) {
    const change = CHANGES[beat.name]?.(beat.at, state) ?? moveStep(tale, beat, state)
    if (change !== undefined) state = { ...state, ...change, updatedAt: beat.at }
  }
  return state
}

/** Where the customer is: what support asks for first. */
function moveStep(tale: Tale, beat: Told, state: InquiryState): Partial<InquiryState> | undefined {
  if (beat.name !== 'verification.created') return undefined
  const kind = tale.story.verifications[beat.subject.index]
  const step = kind === undefined ? null : `verification_${kind.replaceAll('-', '_')}`
  return step === state.nextStep ? {} : { previousStep: state.nextStep, nextStep: step }
}

export type SessionState = {
  readonly status: 'new' | 'active' | 'expired'
  readonly createdAt: number
  readonly startedAt: number | null
  readonly expiredAt: number | null
}

export function foldSession(told: readonly Told[], index: number): SessionState {
  const beats = told.filter((beat) => isAbout(beat, { kind: 'inquiry-session', index }))
  const startedAt = beats.find((beat) => beat.name === 'inquiry-session.started')?.at ?? null
  const expiredAt = beats.find((beat) => beat.name === 'inquiry-session.expired')?.at ?? null
  const createdAt = beats.find(isSessionOpening)?.at ?? startedAt ?? 0
  const status = expiredAt !== null ? 'expired' : startedAt !== null ? 'active' : 'new'
  return { status, createdAt, startedAt, expiredAt }
}

const VERIFICATION_STATUS: Readonly<Record<string, string>> = {
  'verification.created': 'initiated',
  'verification.submitted': 'submitted',
  'verification.passed': 'passed',
  'verification.failed': 'failed',
  'verification.requires-retry': 'requires_retry',
  'verification.canceled': 'canceled',
  'verification.skipped': 'skipped',
}

export function foldVerification(
  told: readonly Told[],
  index: number,
): { readonly status: string; readonly completedAt: number | null } {
  const outcome = told.findLast(
    (beat) => isAbout(beat, { kind: 'verification', index }) && beat.name in VERIFICATION_STATUS,
  )
  const status = (outcome && VERIFICATION_STATUS[outcome.name]) ?? 'initiated'
  return { status, completedAt: outcome && !UNFINISHED.has(status) ? outcome.at : null }
}

const UNFINISHED: ReadonlySet<string> = new Set(['initiated', 'submitted'])
