/** What a customer tried, and what became of each try: the pattern that says whether they are stuck. */
import { familyOf, verbOf } from '../../domain/event-families.ts'
import type { CaseFile, ProviderEvent, WorkflowStep } from '../../domain/model.ts'
import { own } from '../../lib/own-property.ts'
import { parseInstant } from '../../lib/time.ts'
import { compareEntries } from './timeline.ts'

export type AttemptOutcome =
  | 'passed'
  | 'failed'
  /** It did not go through, and may be tried again. */
  | 'retry'
  /** Begun or handed in, and nobody has said what came of it. */
  | 'open'
  /** Called off by the customer, or skipped. */
  | 'skipped'

export interface Attempt {
  key: string
  /** What was tried: Persona's kind of verification, such as `government-id`, or deepidv's step, such as `ID_VERIFICATION`. */
  what: string
  outcome: AttemptOutcome
  /** When it came to that; `undefined` where nobody has said. */
  at: number | undefined
  /** How many tries in a row this stands for: a provider may give their number alone. At least 1. */
  count: number
  /** Those that tell of it, oldest first. */
  events: readonly ProviderEvent[]
  /** The step that it is a try of. */
  step: WorkflowStep | undefined
}

/** One that came to nothing yet may have been begun alone. */
export const isSubmitted = ({ events }: Pick<Attempt, 'events'>): boolean =>
  events.some((event) => verbOf(event.name) === 'submitted')

/** Oldest first; those that nobody has dated come last, but for a workflow's, which are in the order of its steps. */
export const listAttempts = (file: CaseFile): Attempt[] =>
  file.about === 'inquiry'
    ? listEventAttempts(file.events)
    : (file.steps ?? []).flatMap((step, index) => listStepAttempts(step, index, file.attemptsLeft))

/** A correction, and a retry that was asked for, come in the same breath as what they follow from. */
const SAME_MOMENT_MS = 5_000

const OUTCOMES: Readonly<Record<string, AttemptOutcome>> = {
  passed: 'passed',
  failed: 'failed',
  'requires-retry': 'retry',
  canceled: 'skipped',
  skipped: 'skipped',
  // Of documents and selfies, which neither pass nor fail.
  errored: 'failed',
}

/** Of verbs within one instant. Any other may be an outcome, too. */
const RANKS = ['created', 'submitted', 'failed', 'requires-retry', 'canceled', 'passed']
const rankOf = (verb: string): number => {
  const rank = RANKS.indexOf(verb)
  return rank < 0 ? RANKS.indexOf('failed') : rank
}

/** Says nothing about the try itself. */
const isNoise = (event: ProviderEvent): boolean => verbOf(event.name) === 'updated-tags'

const toSortable = (event: ProviderEvent) => ({
  event,
  at: parseInstant(event.createdAt),
  rank: rankOf(verbOf(event.name)),
  key: event.id,
})

/** Each once, in the order in which they happened. */
export const sortEvents = (events: readonly ProviderEvent[]): ProviderEvent[] =>
  [...new Map(events.map((event) => [event.id, event])).values()]
    .map(toSortable)
    .sort(compareEntries)
    .map(({ event }) => event)

/** `verification/government-id` and `document/government-id` are of one kind; a selfie is one, however it was taken. */
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
  // A document is a part of its verification, and a try by itself only where no verification is known.
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

/** One object may be tried several times: with each that has to be repeated, or that is handed in anew, a try begins. */
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
        // What is only told, such as that it was passed on for a closer look, takes back no outcome.
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
  // Put back to be done once more.
  PENDING: 'retry',
}

/** deepidv gives the number of tries and how the last one ended: those before it did not go through. */
function listStepAttempts(step: WorkflowStep, index: number, attemptsLeft: number | null): Attempt[] {
  const tries = step.attempts ?? 0
  if (step.status === 'PENDING' && tries === 0) return []
  const known = own(STEP_OUTCOMES, step.status) ?? 'open'
  const outcome = known === 'failed' && attemptsLeft !== null && attemptsLeft > 0 ? 'retry' : known
  // Two digits, so that the tenth step does not stand before the second.
  const key = `step-${String(index).padStart(2, '0')}`
  const at = parseInstant(step.completedAt) ?? parseInstant(step.startedAt)
  const last: Attempt = { key, what: step.step ?? key, outcome, at, count: 1, events: [], step }
  if (tries < 2) return [last]
  return [{ ...last, key: `${key}-before`, outcome: 'retry', at: undefined, count: tries - 1 }, last]
}
