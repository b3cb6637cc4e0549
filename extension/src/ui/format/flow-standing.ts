/** Why a customer is where they are, of a session that stands for itself: how far they came, and until when they can. */
import type { Flow, Session, SessionCase, WorkflowStep } from '@inquiry-lens/shared/model.ts'
import { type Meaning, meaningOfSession } from '@inquiry-lens/shared/status.ts'
import { describeFailureCode, nameStep } from './flow-step.ts'
import { nameProvider } from './source.ts'
import { formatRelative, parseInstant } from './time.ts'

export type KnownSession = Pick<SessionCase, 'session' | 'steps' | 'attemptsLeft'>

type Tell = (known: KnownSession & { flow: Flow }, now: number) => (string | undefined)[]

const TELL: Readonly<Record<Meaning, Tell>> = {
  'not-opened': ({ session }, now) => [since('Opened by nobody yet, made', session.createdAt, now)],
  'in-progress': ({ flow, steps, attemptsLeft }, now) => [
    failureOf(steps) ?? whereabouts(flow, steps, now),
    failureOf(steps) && describeAttempts(attemptsLeft),
  ],
  'waiting-on-us': ({ flow }, now) => [
    since('The customer finished', flow.submittedAt, now) ?? 'The customer finished',
    'The decision is ours',
  ],
  approved: ({ flow }, now) => [since('The customer finished', flow.submittedAt, now)],
  declined: ({ flow }, now) => [since('The customer finished', flow.submittedAt, now)],
  expired: ({ flow }) => [
    'Ran out of time',
    flow.openedAt === null ? 'The link was never opened' : 'The link was opened, and left',
  ],
  failed: ({ steps }) => [failureOf(steps) ?? 'It was ended after too many failed tries'],
  voided: () => ['Called off: it no longer counts'],
  redacted: () => [],
  unknown: ({ session }) => [
    `${nameProvider(session.provider)} calls it “${session.status}”, which is new to Inquiry Lens`,
  ],
}

export function describeFlow(known: KnownSession, now: number): string {
  const { flow } = known.session
  if (!flow) return ''
  const meaning = meaningOfSession(known.session)
  const told = TELL[meaning]({ ...known, flow }, now)
  const isOpen = meaning === 'not-opened' || meaning === 'in-progress' || meaning === 'expired'
  return [...told, isOpen ? describeLink(flow, now) : undefined]
    .filter((sentence) => sentence !== undefined)
    .map((sentence) => `${sentence}.`)
    .join(' ')
}

/** `The link ends in 3 hr`, `The link is dead since 2 days ago`: whether it can still be used. */
export function describeLink({ expiresAt }: Pick<Flow, 'expiresAt'>, now: number): string | undefined {
  const ends = parseInstant(expiresAt)
  if (ends === undefined) return undefined
  return ends > now
    ? `The link ends ${formatRelative(ends, now)}`
    : `The link died ${formatRelative(ends, now)}`
}

export const isLinkDead = ({ expiresAt }: Pick<Flow, 'expiresAt'>, now: number): boolean => {
  const ends = parseInstant(expiresAt)
  return ends !== undefined && ends <= now
}

export const describeAttempts = (left: number | null): string | undefined =>
  left === null ? undefined : left === 0 ? 'No tries left' : left === 1 ? '1 try left' : `${left} tries left`

/** The step that keeps the customer: the last that failed. */
export const findFailedStep = (steps: readonly WorkflowStep[] | null): WorkflowStep | undefined =>
  steps?.findLast(({ status }) => status === 'FAILED')

function failureOf(steps: readonly WorkflowStep[] | null): string | undefined {
  const failed = findFailedStep(steps)
  if (!failed || !steps) return undefined
  const why = failed.failure?.code ? `: ${lowerFirst(describeFailureCode(failed.failure.code))}` : ''
  return `Failed at step ${steps.indexOf(failed) + 1} of ${steps.length}, ${lowerFirst(nameStep(failed.step))}${why}`
}

function whereabouts({ openedAt, progress }: Flow, steps: SessionCase['steps'], now: number): string {
  const next = steps?.find(({ status }) => status === 'IN_PROGRESS' || status === 'PENDING')
  const isLeft = progress !== 'STARTED' && progress !== 'COMPLETED'
  const opened =
    since(isLeft ? 'Opened and left, last seen' : 'Under way, opened', openedAt, now) ?? 'Under way'
  return next ? `${opened}; next is: ${lowerFirst(nameStep(next.step))}` : opened
}

function since(words: string, iso: string | null, now: number): string | undefined {
  const at = parseInstant(iso)
  return at === undefined ? undefined : `${words} ${formatRelative(at, now)}`
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** As the provider says it, both halves where both say something: `PENDING · STARTED`. */
export const sayStatus = ({ status, flow }: Pick<Session, 'status' | 'flow'>): string =>
  flow?.progress && flow.progress !== status ? `${status} · ${flow.progress}` : status
