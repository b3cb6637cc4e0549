import { isFinal, isStartOf, openingOf, stateOfInquiry, stateOfSession } from '../../domain/case-state.ts'
import { familyOf } from '../../domain/event-families.ts'
import type {
  CaseFile,
  Inquiry,
  InquiryCase,
  ProviderEvent,
  Session,
  SessionCase,
} from '../../domain/model.ts'
import { own } from '../../lib/own-property.ts'
import { parseInstant } from '../../lib/time.ts'
import { kindOfCheck } from '../steps.ts'
import { type Attempt, kindOf, listAttempts, listFailedTries, sortEvents } from './attempts.ts'
import {
  commonOf,
  compareEntries,
  entryOf,
  type MergeEntry,
  type MissingHistory,
  mergeEntries,
  RANK,
  type Timeline,
  type TimelineEntry,
  type Visit,
} from './timeline.ts'

/** For any case file, even with missing or unreadable times. */
export const buildTimeline = (file: CaseFile): Timeline =>
  file.about === 'inquiry' ? inquiryTimeline(file) : sessionTimeline(file)

/** A provider writes an object’s own time and its event one after the other. */
export const SAME_TIME_MS = 30_000

export function inquiryTimeline(file: InquiryCase): Timeline {
  const attempts = listAttempts(file)
  const rest = createRemainingEvents(file.events)
  const entries = [
    ...ownEntries(file.inquiry, rest),
    ...sessionEntries(file.sessions, rest),
    ...attemptEntries(attempts, rest),
  ]
  const missingHistory = findMissingHistory(file)
  return {
    entries: mergeEntries(
      [...entries, ...rest.remaining().map(eventEntry)],
      listAhead(file.inquiry, attempts),
    ),
    attempts,
    missingHistory,
    completeFrom: missingHistory
      ? (missingHistory.until ?? Number.POSITIVE_INFINITY)
      : Number.NEGATIVE_INFINITY,
  }
}

interface RemainingEvents {
  /** Oldest first; removes them from the rest. */
  take(matches: (event: ProviderEvent) => boolean): ProviderEvent[]
  remaining(): readonly ProviderEvent[]
}

function createRemainingEvents(events: readonly ProviderEvent[]): RemainingEvents {
  let left = sortEvents(events)
  return {
    remaining: () => left,
    take(matches) {
      const taken = left.filter(matches)
      left = left.filter((event) => !taken.includes(event))
      return taken
    },
  }
}

/** An event without a time matches any. */
const isAbout =
  (instant: number | undefined) =>
  ({ createdAt }: ProviderEvent): boolean => {
    const at = parseInstant(createdAt)
    return at === undefined || instant === undefined || Math.abs(at - instant) <= SAME_TIME_MS
  }

interface OwnTime {
  iso: string | null
  /** The first is the default; an event may have another. */
  names: readonly [string, ...string[]]
}

const DECISIONS = ['inquiry.approved', 'inquiry.declined']

function listOwnTimes(inquiry: Inquiry): OwnTime[] {
  const { status, expiredAt, expiresAt } = inquiry
  const hasExpired = stateOfInquiry(inquiry.provider, inquiry) === 'expired'
  const decision = `inquiry.${status}`
  return [
    { iso: inquiry.createdAt, names: ['inquiry.created'] },
    { iso: inquiry.startedAt, names: ['inquiry.started'] },
    { iso: inquiry.completedAt, names: ['inquiry.completed'] },
    { iso: inquiry.markedForReviewAt, names: ['inquiry.marked-for-review'] },
    {
      iso: inquiry.decisionedAt,
      names: DECISIONS.includes(decision) ? [decision] : ['inquiry.decided', ...DECISIONS],
    },
    { iso: inquiry.failedAt, names: ['inquiry.failed'] },
    { iso: expiredAt ?? (hasExpired ? expiresAt : null), names: ['inquiry.expired'] },
    { iso: inquiry.redactedAt, names: ['inquiry.redacted'] },
  ]
}

function ownEntries(inquiry: Inquiry, rest: RemainingEvents): MergeEntry[] {
  const times = listOwnTimes(inquiry).filter(({ iso }) => iso !== null)
  const reported = times.map(({ iso, names: [name, ...others] }) => {
    const isReported = isAbout(parseInstant(iso))
    const events = rest.take(
      (event) => (event.name === name || others.includes(event.name)) && isReported(event),
    )
    const reportedName = events.findLast((event) => others.includes(event.name))?.name ?? name
    return entryOf(
      { ...commonOf(name, iso, events), kind: 'event', name: reportedName },
      rankOf(reportedName),
    )
  })
  const isOver = OVER.some((field) => inquiry[field] !== null) || !mayGoOn(inquiry)
  if (isOver || inquiry.expiresAt === null) return reported
  return [...reported, entryOf({ ...commonOf('end', inquiry.expiresAt), kind: 'end' }, RANK.expired)]
}

const OVER = ['completedAt', 'failedAt', 'expiredAt', 'decisionedAt', 'redactedAt'] as const

const mayGoOn = (inquiry: Inquiry): boolean =>
  ['not-opened', 'in-progress', 'unknown'].includes(stateOfInquiry(inquiry.provider, inquiry))

function sessionEntries(sessions: readonly Session[], rest: RemainingEvents): MergeEntry[] {
  const visits = [...new Map(sessions.map((session) => [session.id, session])).values()]
    .map((session) => readSession(session, rest))
    .map((read) => ({ ...read, at: parseInstant(read.iso), key: read.session.id }))
    .sort(compareEntries)
  const opened = visits.filter(({ rank }) => rank === RANK.visit)
  return visits.flatMap(({ session, iso, events, rank }) => {
    const previous = opened[opened.findIndex((one) => one.session === session) - 1]?.session
    const visit = rank === RANK.link ? 'link-made' : visitOf(session, previous)
    const entry: TimelineEntry = {
      ...commonOf(session.id, iso, events),
      kind: 'visit',
      visit,
      session,
      previous,
    }
    return [entryOf(entry, rank), ...endEntries(session, rest)]
  })
}

/** Uses the opening, or the creation of an unopened link. */
function readSession(session: Session, rest: RemainingEvents) {
  const opening = openingOf(session, rest.remaining())
  const iso = opening ?? session.createdAt
  const isStart = isStartOf(session)
  const isSame = isAbout(parseInstant(iso))
  const events = rest.take((event) => isStart(event) && isSame(event))
  return { session, iso, events, rank: opening === undefined ? RANK.link : RANK.visit }
}

function visitOf({ device }: Session, previous: Session | undefined): Visit {
  if (device.handoff !== null) return 'handoff'
  return previous ? 'again' : 'first'
}

const ENDED = 'inquiry-session.expired'

/** A session's link expires long after the customer's last visit, so it has no entry. */
function endEntries(session: Session, rest: RemainingEvents): MergeEntry[] {
  const { id, expiredAt } = session
  if (expiredAt === null) return []
  const isSame = isAbout(parseInstant(expiredAt))
  const events = rest.take((event) => event.name === ENDED && event.object?.id === id && isSame(event))
  const common = commonOf(`${id}-expired`, expiredAt, events)
  const entry: TimelineEntry = { ...common, kind: 'event', name: ENDED, session, isMinor: true }
  return [entryOf(entry, RANK.sessionExpired)]
}

/** The attempt covers its submissions, but not their errors. */
const PARTS = /^(document|selfie)\.(created|submitted|pending|extracted|processed)$/

function attemptEntries(attempts: readonly Attempt[], rest: RemainingEvents): MergeEntry[] {
  const known = new Set(attempts.flatMap(({ events }) => events.map(({ id }) => id)))
  rest.take(({ id }) => known.has(id))
  const parts = Map.groupBy(
    rest.take((event) => PARTS.test(event.name) && findAttempt(attempts, event) !== undefined),
    (event) => findAttempt(attempts, event),
  )
  return attempts.map((attempt) => {
    const iso = attempt.events.findLast(({ createdAt }) => parseInstant(createdAt) === attempt.at)?.createdAt
    const events = sortEvents([...attempt.events, ...(parts.get(attempt) ?? [])])
    const common = { ...commonOf(attempt.key, iso ?? null, events), at: attempt.at }
    return entryOf({ ...common, kind: 'attempt', attempt, tries: 1 }, RANK.attempt)
  })
}

/** The first attempt that ends after the submission. */
function findAttempt(attempts: readonly Attempt[], event: ProviderEvent): Attempt | undefined {
  const kind = kindOf(event)
  const at = parseInstant(event.createdAt)
  const ofKind = attempts.filter(({ what }) => what === kind)
  return ofKind.find((attempt) => at !== undefined && (attempt.at ?? 0) >= at) ?? ofKind.at(-1)
}

/** Intermediate objects, the provider's own actions, and an account's events except its redaction. */
const ASIDE =
  /^(?!inquiry\.|account\.redacted)[\w-]+\.created$|\.(transitioned|updated-tags|pending|extracted|processed)$|^inquiry-session\.expired$|^account\.(?!redacted$)/

const RANKS: Readonly<Record<string, number>> = {
  'inquiry.created': RANK.created,
  'inquiry-session.started': RANK.visit,
  'inquiry.started': RANK.started,
  'inquiry.completed': RANK.completed,
  'inquiry.marked-for-review': RANK.review,
  'inquiry.decided': RANK.decided,
  'inquiry.approved': RANK.decided,
  'inquiry.declined': RANK.decided,
  'inquiry.failed': RANK.failed,
  'inquiry.expired': RANK.expired,
  'inquiry-session.expired': RANK.sessionExpired,
  'inquiry.redacted': RANK.redacted,
}

const rankOf = (name: string): number =>
  own(RANKS, name) ?? (familyOf(name) === 'account' ? RANK.account : RANK.event)

function eventEntry(event: ProviderEvent): MergeEntry {
  const { id, name, createdAt } = event
  const isMinor = ASIDE.test(name)
  return entryOf({ ...commonOf(id, createdAt, [event]), kind: 'event', name, isMinor }, rankOf(name))
}

function listAhead(inquiry: Inquiry, attempts: readonly Attempt[]): TimelineEntry[] {
  const what = inquiry.nextStep === null ? undefined : kindOfCheck(inquiry.nextStep)
  if (what === undefined || !mayGoOn(inquiry)) return []
  if (attempts.findLast((attempt) => attempt.what === what)?.outcome === 'open') return []
  return [{ ...commonOf(`ahead-${encodeURIComponent(what)}`, null), kind: 'ahead', of: 'check', what }]
}

function findMissingHistory({
  inquiry,
  events,
  eventsMissing,
  eventsTruncated,
}: InquiryCase): MissingHistory | undefined {
  const times = events.flatMap(({ createdAt }) => parseInstant(createdAt) ?? [])
  const until = times.length === 0 ? undefined : Math.min(...times)
  if (eventsMissing) return { reason: 'missing', until }
  if (eventsTruncated) return { reason: 'cut', until }
  const madeAt = parseInstant(inquiry.createdAt)
  const isStartedBefore = madeAt !== undefined && (until === undefined || madeAt < until - SAME_TIME_MS)
  return isStartedBefore && !events.some(({ name }) => name === 'inquiry.created')
    ? { reason: 'gone', until }
    : undefined
}

export function sessionTimeline(file: SessionCase): Timeline {
  const attempts = listAttempts(file)
  const { session } = file
  return {
    entries: mergeEntries(
      [...flowEntries(session), ...tryEntries(session), ...stepEntries(session, attempts)],
      listStepsAhead(file),
    ),
    attempts,
    missingHistory: undefined,
    completeFrom: Number.POSITIVE_INFINITY,
  }
}

function flowEntries(session: Session): MergeEntry[] {
  const { flow, createdAt } = session
  const openedAt = openingOf(session) ?? null
  const opened: TimelineEntry = {
    ...commonOf('opened', openedAt),
    kind: 'visit',
    visit: session.device.handoff === null ? 'first' : 'handoff',
    session,
    previous: undefined,
  }
  const entry = (what: string, iso: string | null, rank: number): MergeEntry[] =>
    iso === null ? [] : [entryOf({ ...commonOf(what, iso), kind: 'event', name: `flow.${what}` }, rank)]
  return [
    ...entry('created', createdAt, RANK.created),
    ...(openedAt === null ? [] : [entryOf(opened, RANK.visit)]),
    ...entry('submitted', flow?.submittedAt ?? null, RANK.completed),
    ...flowEndEntries(session),
  ]
}

/** deepidv sends the time of a rule's decision, not of a person's: that entry is last and undated. */
function flowEndEntries(session: Session): MergeEntry[] {
  const expiresAt = session.flow?.expiresAt ?? session.expiredAt
  const caseState = stateOfSession(session)
  if (isFinal(caseState)) {
    const iso =
      caseState === 'expired'
        ? expiresAt
        : caseState === 'declined'
          ? (session.flow?.decline?.at ?? null)
          : null
    return [entryOf({ ...commonOf(caseState, iso), kind: 'event', name: `flow.${caseState}` }, RANK.decided)]
  }
  if (expiresAt === null || caseState === 'waiting-on-us') return []
  return [entryOf({ ...commonOf('end', expiresAt), kind: 'end' }, RANK.expired)]
}

const tryEntries = (session: Session): MergeEntry[] =>
  listFailedTries(session).map((attempt) => {
    const { key, at, tried, count: tries } = attempt
    const entry: TimelineEntry = { ...commonOf(key, tried?.at ?? null), at, kind: 'attempt', attempt, tries }
    return entryOf(entry, RANK.attempt, at ?? positionOf(session))
  })

const positionOf = ({ flow, startedAt, createdAt }: Session): number | undefined =>
  parseInstant(flow?.openedAt ?? startedAt ?? createdAt)

/** One entry a step, at its end; an undated one follows the step before it. A failed one may be in the list of tries. */
function stepEntries(session: Session, attempts: readonly Attempt[]): MergeEntry[] {
  let position = positionOf(session)
  const listed = new Set((session.flow?.failures ?? []).flatMap(({ code }) => code ?? []))
  const lastTries = attempts.filter(
    ({ step, outcome }, index) =>
      step !== undefined &&
      step !== attempts[index + 1]?.step &&
      (outcome === 'passed' || !listed.has(step.failure?.code ?? '')),
  )
  return lastTries.map((attempt) => {
    position = attempt.at ?? position
    const iso = attempt.step?.completedAt ?? attempt.step?.startedAt ?? null
    const entry: TimelineEntry = {
      ...commonOf(attempt.key, iso),
      at: attempt.at,
      kind: 'attempt',
      attempt,
      tries: attempts.reduce((sum, { step, count }) => (step === attempt.step ? sum + count : sum), 0),
    }
    return entryOf(entry, RANK.attempt, position)
  })
}

const listStepsAhead = ({ steps }: SessionCase): TimelineEntry[] =>
  (steps ?? []).flatMap(({ step, status, attempts }, index): TimelineEntry[] =>
    status === 'PENDING' && !attempts
      ? [{ ...commonOf(`ahead-${index}`, null), kind: 'ahead', of: 'step', what: step ?? '' }]
      : [],
  )
