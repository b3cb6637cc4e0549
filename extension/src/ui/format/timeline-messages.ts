/** A case’s timeline entries as sentences, each readable alone. */

import type { Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import { familyOf, verbOf } from '@inquiry-lens/shared/domain/event-families.ts'
import {
  describeFailedTry,
  entitleFailureCode,
  nameCheck,
  namePlace,
  nameStep,
  nameStepStatus,
} from '@inquiry-lens/shared/insight/step-names.ts'
import { isStepStatusKnown, placeOfFailedTry } from '@inquiry-lens/shared/insight/steps.ts'
import {
  type Attempt,
  type AttemptOutcome,
  isSubmitted,
} from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import type { Gap, MissingHistory, TimelineEntry } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type CaseWords, caseWords } from '../../locales/case.ts'
import { describeDevice } from './device.ts'
import { describeHandoff } from './labels.ts'
import { describeEvent } from './sentences.ts'
import { formatDate, formatSpan } from './spans.ts'

interface Description {
  sentence: string
  tone: Tone
}

/** `Government ID`, `Identity document`. */
export const nameTried = ({ what, step, tried }: Pick<Attempt, 'what' | 'step' | 'tried'>): string =>
  step ? nameStep(step.step) : tried ? upperInitial(namePlace(placeOfFailedTry(tried))) : formatCheck(what)

function formatCheck(what: string): string {
  const name = nameCheck(what)
  return name === undefined ? caseWords.timeline.unnamed : upperInitial(name)
}

const FLOW_TONES: Readonly<Record<string, Tone>> = {
  submitted: 'active',
  approved: 'good',
  declined: 'bad',
  failed: 'bad',
}

function describeEventByName(name: string): Description {
  const verb = verbOf(name)
  const sentence = familyOf(name) === 'flow' ? own(caseWords.timeline.flow, verb) : undefined
  if (sentence !== undefined) return { sentence, tone: own(FLOW_TONES, verb) ?? 'idle' }
  return name === 'inquiry.decided'
    ? { sentence: caseWords.timeline.inquiryDecided, tone: 'idle' }
    : describeEvent(name)
}

function describeVisit({ visit, session, previous }: TimelineEntry & { kind: 'visit' }): string {
  const words = caseWords.timeline
  if (visit === 'link-made') return words.linkMade
  if (visit === 'handoff') {
    const how = describeHandoff(session.device.handoff)
    return how === undefined ? words.moved : words.movedHow(how)
  }
  if (!previous) return words.opened
  return describeDevice(previous.device) === describeDevice(session.device)
    ? words.openedAgain
    : words.openedElsewhere
}

const TONES: Readonly<Record<AttemptOutcome, Tone>> = {
  passed: 'good',
  failed: 'bad',
  retry: 'bad',
  open: 'active',
  skipped: 'idle',
}

function describeAttempt({ attempt }: TimelineEntry & { kind: 'attempt' }): Description {
  const sentence = caseWords.timeline[outcomeOf(attempt)]
  return { sentence: sentence(nameTried(attempt)), tone: TONES[attempt.outcome] }
}

type Outcome = keyof Pick<
  CaseWords['timeline'],
  'done' | 'passed' | 'failed' | 'retry' | 'underWay' | 'submitted' | 'started' | 'cancelled' | 'skipped'
>

function outcomeOf(attempt: Attempt): Outcome {
  const { outcome, step, events } = attempt
  switch (outcome) {
    case 'passed':
      // Some steps can't fail, so a finished step is only done.
      return step ? 'done' : 'passed'
    case 'open':
      return step ? 'underWay' : isSubmitted(attempt) ? 'submitted' : 'started'
    case 'skipped':
      return events.some(({ name }) => verbOf(name) === 'canceled') ? 'cancelled' : 'skipped'
    default:
      return outcome
  }
}

/** `isOver`: the customer can do no more. */
export function describeTimelineEntry(entry: TimelineEntry, isOver: boolean, now: number): Description {
  const words = caseWords.timeline
  switch (entry.kind) {
    case 'event':
      return describeEventByName(entry.name)
    case 'visit':
      return { sentence: describeVisit(entry), tone: entry.visit === 'link-made' ? 'idle' : 'active' }
    case 'attempt':
      return describeAttempt(entry)
    case 'ahead':
      return {
        sentence: (isOver ? words.neverReached : words.toCome)(nameAhead(entry)),
        tone: 'idle',
      }
    case 'end':
      return {
        sentence: entry.at !== undefined && entry.at <= now ? words.linkExpired : words.linkEnds,
        tone: 'idle',
      }
  }
}

const nameAhead = ({ of, what }: TimelineEntry & { kind: 'ahead' }): string =>
  of === 'step' ? nameStep(what) : formatCheck(what)

/** Of a step or a failed try: `2 tries · The document’s text could not be read`. */
export function describeStepDetail({ attempt, tries }: TimelineEntry & { kind: 'attempt' }): string {
  const { step, tried } = attempt
  if (!step && !tried) return ''
  const reason = tried
    ? upperInitial(describeFailedTry(tried) ?? '')
    : step?.failure?.code
      ? entitleFailureCode(step.failure.code)
      : undefined
  return [
    !step || isStepStatusKnown(step.status) ? undefined : nameStepStatus(step.status),
    tries > 1 ? caseWords.timeline.tries(tries) : undefined,
    reason,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** `2 hours later`, `3 days of nothing`. */
export const describeGap = ({ ms, isEmpty }: Gap): string =>
  (isEmpty ? caseWords.timeline.nothingFor : caseWords.timeline.later)(formatSpan(ms))

const DAY = 24 * 60 * 60 * 1000

/** What is not known, and from when on it is; `undefined` where that is no loss. `madeAt`: the inquiry. */
export function describeMissingHistory(
  { reason, until }: MissingHistory,
  provider: ProviderId,
  madeAt: number | undefined,
  now: number,
): string | undefined {
  const { name, eventsKeptDays: kept } = PROVIDERS[provider]
  const words = caseWords.timeline
  if (reason === 'missing') return words.missing(name)
  const date = until === undefined ? '' : formatDate(until)
  if (reason === 'cut') return words.cut(name, date)
  // By the shorter of what it says of itself, younger events are there, or never were.
  if (!kept || madeAt === undefined || now - madeAt < kept.least * DAY) return undefined
  return words.kept(name, date, kept.least, kept.most)
}

/** What was tried, all its tries together. */
export interface Pattern {
  name: string
  /** One each, oldest first, as many as there is room for. */
  marks: readonly { outcome: AttemptOutcome; tone: Tone }[]
  /** Older ones without a mark. */
  more: number
  /** `failed twice, then passed`. */
  words: string
}

const MAX_MARKS = 8

/** Whether it went as it should: at once, and that is all there is to say of it. */
const isSmooth = (tries: readonly Attempt[]): boolean => tries.length === 1 && tries[0]?.outcome === 'passed'

/** `isBrief`: nothing of what went as it should. */
export const listPatterns = (attempts: readonly Attempt[], isBrief = false): Pattern[] =>
  [...Map.groupBy(attempts, (attempt) => attempt.what).values()]
    .filter((tries) => !(isBrief && isSmooth(tries)))
    .map((tries) => {
      const outcomes = tries.flatMap(({ outcome, count }) =>
        Array.from({ length: Math.min(count, MAX_MARKS + 1) }, () => outcome),
      )
      const total = tries.reduce((sum, { count }) => sum + count, 0)
      const marks = outcomes.slice(-MAX_MARKS).map((outcome) => ({ outcome, tone: TONES[outcome] }))
      const [first] = tries
      return {
        name: first ? nameTried(first) : '',
        marks,
        more: total - marks.length,
        words: describePattern(tries),
      }
    })

const RUNS = {
  passed: 'passed',
  failed: 'failed',
  retry: 'failed',
  open: 'noResult',
  skipped: 'leftOut',
} as const satisfies Record<AttemptOutcome, keyof CaseWords['timeline']['pattern']>

function describePattern(tries: readonly Attempt[]): string {
  const words = caseWords.timeline.pattern
  const runs: { word: (typeof RUNS)[AttemptOutcome]; count: number }[] = []
  for (const { outcome, count } of tries) {
    const last = runs.at(-1)
    if (last?.word === RUNS[outcome]) last.count += count
    else runs.push({ word: RUNS[outcome], count })
  }
  const isDone = tries[0]?.step !== undefined
  const parts = runs.map(({ word, count }) => {
    if (word === 'noResult') return words.noResult
    return words[word === 'passed' && isDone ? 'done' : word](count)
  })
  return words.sequence(parts)
}
