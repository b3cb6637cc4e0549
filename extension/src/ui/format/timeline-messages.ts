/** A case’s timeline entries as sentences, each readable alone. */

import type { Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import { familyOf, verbOf } from '@inquiry-lens/shared/domain/event-families.ts'
import {
  describeFailureCode,
  explainFailedTry,
  isForReview,
  isStepStatusKnown,
  nameCheck,
  nameStep,
  nameStepStatus,
} from '@inquiry-lens/shared/insight/steps.ts'
import {
  type Attempt,
  type AttemptOutcome,
  isSubmitted,
} from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import type { Gap } from '@inquiry-lens/shared/insight/timeline/layout-timeline.ts'
import type { MissingHistory, TimelineEntry } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { describeDevice, describeHandoff } from './device.ts'
import { describeEvent } from './events.ts'
import { formatDate, formatSpan } from './spans.ts'

interface Told {
  sentence: string
  tone: Tone
}

/** `Government ID`, `Identity document`. */
export const nameTried = ({ what, step, tried }: Pick<Attempt, 'what' | 'step' | 'tried'>): string =>
  step ? nameStep(step.step) : tried ? upperInitial(what) : formatCheck(what)

const upperInitial = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function formatCheck(what: string): string {
  const name = nameCheck(what)
  return name === undefined ? 'A step' : upperInitial(name)
}

const FLOW: Readonly<Record<string, readonly [sentence: string, tone: Tone]>> = {
  created: ['Session was made', 'idle'],
  submitted: ['Customer finished every step', 'active'],
  approved: ['Session was approved', 'good'],
  declined: ['Session was declined', 'bad'],
  failed: ['Session was ended: it failed', 'bad'],
  expired: ['The link ran out of time', 'idle'],
  voided: ['Session was cancelled', 'idle'],
  redacted: ['Session data was redacted', 'idle'],
}

function describeTold(name: string): Told {
  const flow = familyOf(name) === 'flow' ? own(FLOW, verbOf(name)) : undefined
  if (flow) return { sentence: flow[0], tone: flow[1] }
  return name === 'inquiry.decided' ? { sentence: 'Inquiry was decided', tone: 'idle' } : describeEvent(name)
}

function describeVisit({ visit, session, previous }: TimelineEntry & { kind: 'visit' }): string {
  if (visit === 'link-made') return 'A link was made, but not opened'
  if (visit === 'handoff') {
    return `Customer moved to another device, ${describeHandoff(session.device.handoff)}`
  }
  if (!previous) return 'Customer opened the link'
  return describeDevice(previous.device) === describeDevice(session.device)
    ? 'Customer opened the link again'
    : 'Customer came back on another device'
}

const TONES: Readonly<Record<AttemptOutcome, Tone>> = {
  passed: 'good',
  failed: 'bad',
  retry: 'bad',
  open: 'active',
  skipped: 'idle',
}

function describeAttempt({ attempt }: TimelineEntry & { kind: 'attempt' }): Told {
  const { outcome } = attempt
  return {
    sentence: `${nameTried(attempt)}${OUTCOMES[outcome](attempt)}`,
    tone: TONES[outcome],
  }
}

type Ending = (attempt: Attempt) => string

/** Behind the name of what was tried. */
const OUTCOMES: Readonly<Record<AttemptOutcome, Ending>> = {
  // Some steps can't fail, so a finished step is only done.
  passed: ({ step }) => (step ? ': done' : ' passed'),
  failed: () => ' failed',
  retry: () => ' did not go through',
  open: (attempt) =>
    attempt.step
      ? ': under way'
      : isSubmitted(attempt)
        ? ' was submitted, no result yet'
        : ' was started, not submitted',
  skipped: ({ events }) =>
    events.some(({ name }) => verbOf(name) === 'canceled') ? ' was cancelled' : ' was skipped',
}

/** `isOver`: the customer can do no more. */
export function describeTimelineEntry(entry: TimelineEntry, isOver: boolean, now: number): Told {
  switch (entry.kind) {
    case 'event':
      return describeTold(entry.name)
    case 'visit':
      return { sentence: describeVisit(entry), tone: entry.visit === 'link-made' ? 'idle' : 'active' }
    case 'attempt':
      return describeAttempt(entry)
    case 'ahead':
      return {
        sentence: `${nameAhead(entry)}: ${isOver ? 'never reached' : 'still to come'}`,
        tone: 'idle',
      }
    case 'end':
      return {
        sentence: entry.at !== undefined && entry.at <= now ? 'The link expired' : 'The link ends',
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
    ? isForReview(tried.code)
      ? undefined
      : explainFailedTry(tried)?.words
    : step?.failure?.code
      ? describeFailureCode(step.failure.code)
      : undefined
  return [
    !step || isStepStatusKnown(step.status) ? undefined : nameStepStatus(step.status),
    tries > 1 ? `${tries} tries` : undefined,
    reason,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** `2 hours later`, `3 days of nothing`. */
export const describeGap = ({ ms, isEmpty }: Gap): string =>
  `${formatSpan(ms)} ${isEmpty ? 'of nothing' : 'later'}`

const DAY = 24 * 60 * 60 * 1000

/** What is not known, and from when on it is; `undefined` where that is no loss. `madeAt`: the inquiry. */
export function describeMissingHistory(
  { reason, until }: MissingHistory,
  provider: ProviderId,
  madeAt: number | undefined,
  now: number,
): string | undefined {
  const { name, eventsKeptDays: kept } = PROVIDERS[provider]
  const rest = 'only the inquiry’s own times and sessions are known'
  if (reason === 'missing') return `${name} did not tell the events just now: ${rest}.`
  const before = until === undefined ? '' : `Before ${formatDate(until)} `
  if (reason === 'cut') {
    return `${before}there are more events in ${name}’s dashboard.`
  }
  // By the shorter of what it says of itself, younger events are there, or never were.
  if (!kept || madeAt === undefined || now - madeAt < kept.least * DAY) return undefined
  return `${before || 'Here '}${rest}: ${name} keeps events for ${kept.least} to ${kept.most} days.`
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

type Word = 'failed' | 'passed' | 'no result' | 'left out'

const WORDS: Readonly<Record<AttemptOutcome, Word>> = {
  passed: 'passed',
  failed: 'failed',
  retry: 'failed',
  open: 'no result',
  skipped: 'left out',
}

const TIMES = ['', '', ' twice']

function describePattern(tries: readonly Attempt[]): string {
  const runs: { word: Word; count: number }[] = []
  for (const { outcome, count } of tries) {
    const last = runs.at(-1)
    if (last?.word === WORDS[outcome]) last.count += count
    else runs.push({ word: WORDS[outcome], count })
  }
  const isDone = tries[0]?.step !== undefined
  const parts = runs.map(({ word, count }) => {
    const named = word === 'passed' && isDone ? 'done' : word
    return word === 'no result' ? named : `${named}${TIMES[count] ?? ` ${count} times`}`
  })
  return parts.join(', then ')
}
