/** A customer's attempts and their outcomes. */
import { familyOf, verbOf } from '../../domain/event-families.ts'
import type { CaseFile, FailedTry, ProviderEvent, Session, WorkflowStep } from '../../domain/model.ts'
import { own } from '../../lib/own-property.ts'
import { parseInstant } from '../../lib/time.ts'
import { placeOfFailedTry } from '../steps.ts'
import { compareEntries } from './timeline.ts'

export type AttemptOutcome =
  | 'passed'
  | 'failed'
  /** Failed, and may be repeated. */
  | 'retry'
  /** Begun or submitted, without an outcome. */
  | 'open'
  /** Cancelled by the customer, or skipped. */
  | 'skipped'

export interface Attempt {
  key: string
  /** Persona's kind of verification, deepidv's step, or what a failed try was of: `government-id`, `ID_VERIFICATION`. */
  what: string
  outcome: AttemptOutcome
  /** Time of the outcome; `undefined`: unknown. */
  at: number | undefined
  /** At least 1; more where a provider sends only a number. */
  count: number
  events: readonly ProviderEvent[]
  step: WorkflowStep | undefined
  /** One of a provider's list of failed tries. */
  tried?: FailedTry
}

/** An open attempt may be begun without a submission. */
export const isSubmitted = ({ events }: Pick<Attempt, 'events'>): boolean =>
  events.some((event) => verbOf(event.name) === 'submitted')

/** Oldest first, then undated ones; a workflow's stay in the order of its steps. */
export const listAttempts = (file: CaseFile): Attempt[] =>
  file.about === 'inquiry'
    ? listEventAttempts(file.events)
    : (file.steps?.flatMap((step, index) => listStepAttempts(step, index, file.attemptsLeft)) ??
      listFailedTries(file.session))

const SAME_MOMENT_MS = 5_000

const OUTCOMES: Readonly<Record<string, AttemptOutcome>> = {
  passed: 'passed',
  failed: 'failed',
  'requires-retry': 'retry',
  canceled: 'skipped',
  skipped: 'skipped',
  errored: 'failed',
}

/** Order of verbs at one instant; any other verb may be an outcome, too. */
const RANKS = ['created', 'submitted', 'failed', 'requires-retry', 'canceled', 'passed']
const rankOf = (verb: string): number => {
  const rank = RANKS.indexOf(verb)
  return rank < 0 ? RANKS.indexOf('failed') : rank
}

const isNoise = (event: ProviderEvent): boolean => verbOf(event.name) === 'updated-tags'

const toSortable = (event: ProviderEvent) => ({
  event,
  at: parseInstant(event.createdAt),
  rank: rankOf(verbOf(event.name)),
  key: event.id,
})

/** Oldest first, without duplicates. */
export const sortEvents = (events: readonly ProviderEvent[]): ProviderEvent[] =>
  [...new Map(events.map((event) => [event.id, event])).values()]
    .map(toSortable)
    .sort(compareEntries)
    .map(({ event }) => event)

/** `verification/government-id` and `document/government-id` are one kind; all selfies are one. */
export function kindOf({ name, object }: ProviderEvent): string {
  const family = familyOf(name)
  const [, kind] = object?.type.split('/', 2) ?? []
  return family === 'selfie' ? 'selfie' : (kind ?? family)
}

const PARTS: ReadonlySet<string> = new Set(['document', 'selfie'])

function listEventAttempts(events: readonly ProviderEvent[]): Attempt[] {
  const sorted = sortEvents(events).filter((event) => !isNoise(event))
  const verifications = sorted.filter(({ name }) => familyOf(name) === 'verification')
  const verified = new Set(verifications.map(kindOf))
  // A document belongs to its verification, and counts as an attempt only without one.
  const parts = sorted.filter(({ name }) => PARTS.has(familyOf(name)))
  const alone = parts.filter((event) => !verified.has(kindOf(event)))
  const attempts = [...groupByObject(verifications), ...groupByObject(alone)].flatMap(readObject)
  return attempts
    .map((attempt) => ({ attempt, at: attempt.at, rank: 0, key: attempt.key }))
    .sort(compareEntries)
    .map(({ attempt }) => attempt)
}

const groupByObject = (events: readonly ProviderEvent[]): ProviderEvent[][] => [
  ...Map.groupBy(events, ({ id, object }) => object?.id ?? id).values(),
]

/** A retry or a second submission starts a new attempt of the same object. */
function readObject(events: readonly ProviderEvent[]): Attempt[] {
  const attempts: Attempt[] = []
  let isClosed = true
  for (const event of events) {
    const last = attempts.at(-1)
    const outcome = own(OUTCOMES, verbOf(event.name))
    const at = parseInstant(event.createdAt)
    if (last && !(isClosed && isNewTry(last, event, at))) {
      attempts[attempts.length - 1] = {
        ...last,
        outcome: outcome ?? last.outcome,
        at: outcome === undefined && isClosed ? last.at : (at ?? last.at),
        events: [...last.events, event],
      }
    } else {
      attempts.push({
        key: event.id,
        what: kindOf(event),
        outcome: outcome ?? 'open',
        at,
        count: 1,
        events: [event],
        step: undefined,
      })
      isClosed = false
    }
    isClosed ||= outcome !== undefined
  }
  return attempts
}

function isNewTry(last: Attempt, event: ProviderEvent, at: number | undefined): boolean {
  const verb = verbOf(event.name)
  if (verb === 'created' || verb === 'submitted') return at !== undefined
  if (last.outcome !== 'retry' || own(OUTCOMES, verb) === undefined) return false
  return at === undefined || last.at === undefined || at - last.at > SAME_MOMENT_MS
}

const STEP_OUTCOMES: Readonly<Record<string, AttemptOutcome>> = {
  COMPLETED: 'passed',
  FAILED: 'failed',
  SKIPPED: 'skipped',
  // Reopened.
  PENDING: 'retry',
}

/** deepidv sends the number of attempts and the last outcome: the earlier ones failed. */
function listStepAttempts(step: WorkflowStep, index: number, attemptsLeft: number | null): Attempt[] {
  const tries = step.attempts ?? 0
  if (step.status === 'PENDING' && tries === 0) return []
  // Tried, and open: only a reason says that a try failed.
  const isPending = step.status === 'PENDING' && step.failure === null
  const known = isPending ? 'open' : (own(STEP_OUTCOMES, step.status) ?? 'open')
  const outcome = known === 'failed' && attemptsLeft !== null && attemptsLeft > 0 ? 'retry' : known
  // Two digits sort the tenth step after the second.
  const key = `step-${String(index).padStart(2, '0')}`
  const at = parseInstant(step.completedAt) ?? parseInstant(step.startedAt)
  const last: Attempt = { key, what: step.step ?? key, outcome, at, count: 1, events: [], step }
  if (tries < 2) return [last]
  return [{ ...last, key: `${key}-before`, outcome: 'retry', at: undefined, count: tries - 1 }, last]
}

export const sortFailures = (failures: readonly FailedTry[]): FailedTry[] =>
  failures.toSorted((one, other) => (parseInstant(one.at) ?? 0) - (parseInstant(other.at) ?? 0))

/** Oldest first; those that the provider counts, but does not list, come before. */
export function listFailedTries({ status, flow }: Session): Attempt[] {
  const failures = sortFailures(flow?.failures ?? [])
  const unlisted = (flow?.failedTries ?? 0) - failures.length
  const common = { outcome: 'retry', at: undefined, count: 1, events: [], step: undefined } as const
  const listed = failures.map(
    (tried, index): Attempt => ({
      ...common,
      // Two digits sort the tenth after the second.
      key: `try-${String(index).padStart(2, '0')}`,
      what: placeOfFailedTry(tried),
      outcome: status === 'FAILED' && index === failures.length - 1 ? 'failed' : 'retry',
      at: parseInstant(tried.at),
      tried,
    }),
  )
  if (unlisted <= 0) return listed
  const tried = { code: null, slot: null, at: null }
  return [{ ...common, key: 'try-before', what: placeOfFailedTry(tried), count: unlisted, tried }, ...listed]
}
