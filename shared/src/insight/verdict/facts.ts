/**
 * A case file's facts in provider-neutral terms, as input of the rules. Instants are milliseconds since the epoch;
 * `undefined`: missing or unreadable.
 */

import { isOpened, isStarted, isUnsure, stateOfCase } from '../../domain/case-file.ts'
import { type CaseState, openingOf, stateOfInquiry, stateOfSession } from '../../domain/case-state.ts'
import type {
  CaseFile,
  FailedTry,
  Flow,
  InquiryCase,
  SessionCase,
  Verification,
  WorkflowStep,
} from '../../domain/model.ts'
import { own } from '../../lib/own-property.ts'
import { parseInstant } from '../../lib/time.ts'
import { insightWords } from '../../locales/insight.ts'
import type { ProviderId } from '../../providers/registry.ts'
import type { Task } from '../replies/packs.ts'
import {
  describeFailedTry,
  describeFailureCode,
  describeFlaws,
  nameCheck,
  nameHandoff,
  nameInquiryStep,
  namePlace,
  nameStepInside,
  requestOfTask,
} from '../step-names.ts'
import {
  explainFailedTry,
  isForReview,
  placeOfFailedTry,
  taskOfCheck,
  taskOfFailure,
  taskOfFlaws,
  taskOfInquiryStep,
} from '../steps.ts'
import { type Attempt, isSubmitted, listAttempts, sortEvents, sortFailures } from '../timeline/attempts.ts'

const DECIDERS = { rule: 'rule', person: 'person', other: 'other' } as const
type Decider = keyof typeof DECIDERS

export interface Facts {
  provider: ProviderId
  caseState: CaseState
  isKnownStatus: boolean
  createdAt: number | undefined
  /** The provider's times of the first opening and of the customer's last activity. */
  openedAt: number | undefined
  lastSeenAt: number | undefined
  lastOpenedAt: number | undefined
  /** `undefined`: the provider doesn’t say, or says it in a word that is unknown. */
  isOpened: boolean | undefined
  isStarted: boolean | undefined
  /** Also where the time is unknown. */
  isFinished: boolean
  visits: number
  sessions: number
  finishedAt: number | undefined
  reviewSince: number | undefined
  decidedAt: number | undefined
  /** `undefined`: the provider doesn't say. `other`: someone or something else than these. */
  decidedBy: Decider | undefined
  failedAt: number | undefined
  expiredAt: number | undefined
  /** The link's end, planned or past. */
  endsAt: number | undefined
  redactedAt: number | undefined
  next: StepText | undefined
  last: StepText | undefined
  failure: FailedCheck | undefined
  /** Why a rule declined it, where the customer can mend that. */
  decline: { why: string; task: Task | undefined } | undefined
  /** A submitted check without a result. */
  submitted: { name: string | undefined; at: number } | undefined
  triesLeft: number | undefined
  /** A requested change of device (`by QR code`) without known activity there. */
  handoff: Handoff | undefined
}

interface Handoff {
  how: string | undefined
  at: number | undefined
  isOpened: boolean
  /** All events since are known, and none is of a check. */
  isIdle: boolean
}

export interface StepText {
  /** As it stands within a sentence: `the step “selfie”`, `step 2 of 4, selfie and liveness`. */
  text: string
  task: Task | undefined
}

export interface FailedCheck extends StepText {
  why: string | undefined
  /** As far as is known. */
  tries: number | undefined
  /** Earlier tries failed at something else, or nothing is known of them. */
  isMixed?: boolean
  at: number | undefined
  isLast: boolean
  /** What the customer can do about it, for an agent: `take a new selfie`. */
  request?: string | undefined
  /** How many failed checks are for our reviewers. */
  forReview?: number | undefined
}

const OPEN: ReadonlySet<CaseState> = new Set(['not-opened', 'in-progress'])
export const isOpen = ({ caseState }: Pick<Facts, 'caseState'>): boolean => OPEN.has(caseState)

export const gatherFacts = (file: CaseFile): Facts =>
  file.about === 'inquiry' ? factsOfInquiry(file) : factsOfSession(file)

const latest = (instants: readonly (number | undefined)[]): number | undefined =>
  instants.reduce(
    (last, one) => (one !== undefined && (last === undefined || one > last) ? one : last),
    undefined,
  )

const earliest = (instants: readonly (number | undefined)[]): number | undefined =>
  instants.reduce(
    (first, one) => (one !== undefined && (first === undefined || one < first) ? one : first),
    undefined,
  )

/** Events that only a customer causes. */
const CUSTOMERS =
  /^(inquiry\.(started|transitioned|completed)|inquiry-session\.started|(verification|document|selfie)\.(created|submitted))$/

function factsOfInquiry(file: InquiryCase): Facts {
  const { provider, inquiry, sessions } = file
  const events = sortEvents(file.events)
  const openings = sessions
    .map((session) => openingOf(session, events))
    .filter((opening) => opening !== undefined)
  const opened = openings.map(parseInstant)
  const startedAt = parseInstant(inquiry.startedAt)
  const seen = events.filter(({ name }) => CUSTOMERS.test(name)).map((event) => parseInstant(event.createdAt))
  const finish = events.findLast(
    ({ name, createdAt }) => name === 'inquiry.completed' && parseInstant(createdAt) !== undefined,
  )
  const completedAt = parseInstant(inquiry.completedAt ?? finish?.createdAt ?? null)
  return {
    provider,
    caseState: stateOfCase(file),
    isKnownStatus: stateOfInquiry(provider, inquiry) !== 'unknown',
    createdAt: parseInstant(inquiry.createdAt),
    openedAt: earliest([startedAt, ...opened]),
    lastSeenAt: latest([
      startedAt,
      ...opened,
      ...seen,
      ...(file.verifications ?? []).map((one) => parseInstant(one.completedAt)),
      completedAt,
    ]),
    lastOpenedAt: latest(opened),
    isOpened: isOpened(file) || (isUnsure(file) ? undefined : false),
    isStarted: isStarted(file) || (isUnsure(file) ? undefined : false),
    isFinished:
      completedAt !== undefined ||
      inquiry.status === 'completed' ||
      events.some(({ name }) => name === 'inquiry.completed'),
    visits: openings.length,
    sessions: Math.max(sessions.length, inquiry.counts.sessions ?? 0),
    finishedAt: completedAt,
    reviewSince: parseInstant(inquiry.markedForReviewAt),
    decidedAt: parseInstant(inquiry.decisionedAt),
    decidedBy: inquiry.decidedBy == null ? undefined : own<Decider>(DECIDERS, inquiry.decidedBy),
    failedAt: parseInstant(inquiry.failedAt),
    expiredAt: parseInstant(inquiry.expiredAt),
    endsAt: parseInstant(inquiry.expiresAt),
    redactedAt: parseInstant(inquiry.redactedAt),
    next: stepTextOf(inquiry.nextStep),
    last: stepTextOf(inquiry.previousStep),
    ...checksOf(file),
    decline: undefined,
    triesLeft: undefined,
    handoff: handoffOf(file),
  }
}

const NOT_STEPS: ReadonlySet<string> = new Set(['', 'start', 'success', 'failure', 'review'])

const stepTextOf = (step: string | null): StepText | undefined =>
  step === null || NOT_STEPS.has(step)
    ? undefined
    : { text: formatStep(nameInquiryStep(step)), task: taskOfInquiryStep(step) }

const formatStep = (name: string | undefined): string =>
  name === undefined ? insightWords.aStep : insightWords.theStep(name)

function checksOf(file: InquiryCase): Pick<Facts, 'failure' | 'submitted'> {
  const tried = listAttempts(file)
  const newest = tried.findLast(({ at }) => at !== undefined)
  // A check of the customer’s next task blocks them, whatever came after it; any other one no longer does.
  const next = stepTextOf(file.inquiry.nextStep)?.task
  const mayBlock = (what: string) => next === undefined || taskOfCheck(what) === next
  const last = tried.findLast(({ at, what }) => at !== undefined && mayBlock(what))
  const verification = last
    ? verificationOf(last, file)
    : latestOf(file.verifications?.filter((one) => mayBlock(kindOf(one))))
  const hasFailed =
    (resultOf(verification, last) ?? (last && isRefused(last) ? 'failed' : undefined)) === 'failed'
  return {
    failure: hasFailed ? failedCheckOf(last, tried, verification, file) : undefined,
    submitted:
      newest && resultOf(verificationOf(newest, file), newest) === undefined
        ? submittedOf(newest)
        : undefined,
  }
}

const kindOf = ({ type }: Verification): string => type.split('/', 2)[1] ?? ''

/** `undefined`: none, or of an earlier try than this one. */
const resultOf = (verification: Verification | undefined, last: Attempt | undefined) =>
  verification && !isOutdated(verification, last) ? own(RESULTS, verification.status) : undefined

/** The events were read after it: a later submission or result counts. */
const isOutdated = ({ completedAt }: Verification, last: Attempt | undefined): boolean =>
  last?.at !== undefined &&
  !isRefused(last) &&
  last.at > (parseInstant(completedAt) ?? Number.POSITIVE_INFINITY)

const RESULTS: Readonly<Record<string, 'passed' | 'failed'>> = {
  passed: 'passed',
  confirmed: 'passed',
  failed: 'failed',
  requires_retry: 'failed',
}

const verificationOf = ({ events }: Attempt, { verifications = [] }: InquiryCase): Verification | undefined =>
  verifications.find(({ id }) => events.some(({ object }) => object?.id === id))

/** Where the events are missing, or too old. */
const latestOf = (verifications: readonly Verification[] = []): Verification | undefined =>
  verifications.map((one) => ({ one, at: parseInstant(one.completedAt) ?? 0 })).sort((a, b) => b.at - a.at)[0]
    ?.one

function failedCheckOf(
  attempt: Attempt | undefined,
  tried: readonly Attempt[],
  verification: Verification | undefined,
  file: InquiryCase,
): FailedCheck {
  const what = attempt?.what ?? (verification && kindOf(verification)) ?? ''
  const flaws = verification?.flaws ?? []
  const why = describeFlaws(flaws)
  const task = taskOfFlaws(flaws)
  const earlier = attempt
    ? tried
        .filter((one) => one !== attempt && one.what === what && isRefused(one))
        .map((one) => verificationOf(one, file))
    : (file.verifications ?? []).filter(
        (one) =>
          one !== verification && one.type === verification?.type && own(RESULTS, one.status) === 'failed',
      )
  return {
    text: formatStep(nameCheck(what)),
    task: task ?? taskOfCheck(what),
    why,
    tries: earlier.length + 1,
    // A verification that is submitted again has the checks of its last try alone.
    isMixed:
      why !== undefined &&
      earlier.some((one) => one === verification || describeFlaws(one?.flaws ?? []) !== why),
    at: attempt?.at ?? parseInstant(verification?.completedAt ?? null),
    isLast: false,
    request: requestOfTask(task),
    forReview: verification?.forReview ?? undefined,
  }
}

const submittedOf = (attempt: Attempt): Facts['submitted'] =>
  attempt.outcome === 'open' && attempt.at !== undefined && isSubmitted(attempt)
    ? { name: nameCheck(attempt.what), at: attempt.at }
    : undefined

const isRefused = ({ outcome }: Attempt): boolean => outcome === 'failed' || outcome === 'retry'

/** A session after a hand-off, without activity. */
function handoffOf({
  sessions,
  events,
  verifications = [],
  eventsTruncated,
  eventsMissing,
}: InquiryCase): Facts['handoff'] {
  const dated = sessions
    .map((session) => ({ session, at: parseInstant(session.createdAt) ?? parseInstant(session.startedAt) }))
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
  const [newest] = dated
  const how = newest?.session.device.handoff ?? null
  if (!newest || how === null) return undefined
  const { at } = newest
  const times = events.map(({ createdAt }) => parseInstant(createdAt))
  const isSeenThere = events.some(
    ({ name }, index) =>
      /^(verification|document|selfie)\./.test(name) && (times[index] ?? at ?? 0) >= (at ?? 0),
  )
  // Without any time of its own, a check may be from there.
  const isCheckedThere = verifications.some(({ id, completedAt }) => {
    const completed = parseInstant(completedAt)
    return completed === undefined ? events.every(({ object }) => object?.id !== id) : completed >= (at ?? 0)
  })
  const isOpenedThere = openingOf(newest.session, events) !== undefined
  const isHistoryComplete = !eventsTruncated || (at !== undefined && (earliest(times) ?? at + 1) <= at)
  const isIdle = !eventsMissing && isHistoryComplete
  if (isSeenThere || isCheckedThere || (isOpenedThere && !isIdle)) return undefined
  return { how: nameHandoff(how), at, isOpened: isOpenedThere, isIdle }
}

function factsOfSession(file: SessionCase): Facts {
  const { provider, session, steps, attemptsLeft } = file
  const { flow } = session
  const openedAt = parseInstant(openingOf(session) ?? null)
  const known = steps ?? []
  const failed = known.findLast(isFailedStep)
  const next = known.find(({ status }) => status === 'IN_PROGRESS' || status === 'PENDING')
  const last = known.findLast(({ status }) => status === 'COMPLETED')
  const caseState = stateOfCase(file)
  const submittedAt = parseInstant(flow?.submittedAt ?? null)
  const stepTimes = known.flatMap(({ startedAt, completedAt }) => [startedAt, completedAt]).map(parseInstant)
  const tryTimes = (flow?.failures ?? []).map(({ at }) => parseInstant(at))
  const isAllDone = known.length > 0 && known.every(({ status }) => DONE.has(status))
  // Of an open session, it contradicts the status.
  const decline = caseState === 'declined' || isOpen({ caseState }) ? flow?.decline : undefined
  return {
    provider,
    caseState,
    isKnownStatus: stateOfSession({ ...session, flow: null }) !== 'unknown',
    createdAt: parseInstant(session.createdAt),
    openedAt,
    lastSeenAt: latest([openedAt, submittedAt, ...stepTimes, ...tryTimes]),
    lastOpenedAt: openedAt,
    isOpened: isOpened(file) || (isUnsure(file) ? undefined : false),
    isStarted: isStarted(file) || submittedAt !== undefined || (isUnsure(file) ? undefined : false),
    isFinished:
      submittedAt !== undefined ||
      flow?.progress === 'COMPLETED' ||
      session.status === 'SUBMITTED' ||
      // Open, though it was declined, or though all that the customer sees is done.
      (isOpen({ caseState }) && (decline !== undefined || isAllDone)),
    visits: 1,
    sessions: 1,
    finishedAt: submittedAt,
    reviewSince: caseState === 'waiting-on-us' ? submittedAt : undefined,
    decidedAt: parseInstant(decline?.at ?? null),
    decidedBy: decline ? 'rule' : undefined,
    failedAt: undefined,
    expiredAt: parseInstant(session.expiredAt),
    endsAt: parseInstant(flow?.expiresAt ?? null),
    redactedAt: undefined,
    next: next && textOfStep(next, known),
    last: last && textOfStep(last, known),
    failure: steps ? failed && failureOf(failed, known) : failureOfTries(flow, caseState),
    decline: decline ? declineOf(decline) : undefined,
    submitted: undefined,
    triesLeft: attemptsLeft ?? undefined,
    handoff: undefined,
  }
}

/** deepidv opens a failed step again, and its reason stays until the step is done. */
const isFailedStep = ({ status, failure }: WorkflowStep): boolean =>
  status === 'FAILED' || (status === 'PENDING' && failure !== null)

/** For a session without steps. Tries before the customer finished are over. */
function failureOfTries(flow: Flow | null, caseState: CaseState): FailedCheck | undefined {
  const tries = flow?.failedTries
  if (!tries || (flow.submittedAt !== null && caseState !== 'failed')) return undefined
  const failures = sortFailures(flow.failures ?? [])
  const last = failures.at(-1) ?? { code: null, slot: null, at: null }
  const isSecret = isForReview(last.code)
  const explained = isSecret ? undefined : explainFailedTry(last)
  return {
    text: namePlace(isSecret ? 'check' : placeOfFailedTry(last)),
    task: explained?.task,
    why: describeFailedTry(last),
    tries,
    isMixed:
      failures.length < tries || failures.some((one) => one.code !== last.code || one.slot !== last.slot),
    at: parseInstant(last.at),
    isLast: last.code !== null && ENDINGS.has(last.code),
    request: requestOfTask(explained?.task),
    forReview: isSecret ? 1 : undefined,
  }
}

function declineOf(decline: FailedTry): Facts['decline'] {
  const explained = explainFailedTry(decline)
  const why = describeFailedTry(decline)
  return explained?.task && why !== undefined ? { why, task: explained.task } : undefined
}

const textOfStep = (step: WorkflowStep, all: readonly WorkflowStep[]): StepText => ({
  text: insightWords.stepOf(
    all.indexOf(step) + 1,
    all.length,
    step.step === null ? '' : nameStepInside(step.step),
  ),
  task: undefined,
})

const DONE: ReadonlySet<string> = new Set(['COMPLETED', 'SKIPPED'])

const ENDINGS: ReadonlySet<string> = new Set(['ATTEMPTS_EXHAUSTED', 'STEP_BLOCKED', 'SESSION_EXPIRED'])

function failureOf(step: WorkflowStep, all: readonly WorkflowStep[]): FailedCheck {
  const code = step.failure?.code ?? null
  const isSecret = isForReview(code)
  const why = code === null || isSecret ? undefined : describeFailureCode(code)
  const task = taskOfFailure(step.failure)
  return {
    ...textOfStep(step, all),
    task,
    why,
    tries: step.attempts ?? undefined,
    at: parseInstant(step.completedAt) ?? parseInstant(step.startedAt),
    isLast: code !== null && ENDINGS.has(code),
    request: requestOfTask(task),
    forReview: isSecret ? 1 : undefined,
  }
}
