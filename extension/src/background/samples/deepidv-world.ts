/** deepidv as the samples have it: session `n` is a function of `n` alone, told back from the moment it began. */
import type { Flow, Session, SessionCase, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import { DEEPIDV_STORIES, type DeepidvStory, type StepStory } from './deepidv-stories.ts'
import { createNumberSource } from './number-source.ts'
import { sampleUuid } from './sample-ids.ts'

const SESSIONS = 45
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Two sessions each, so that there is a related one to see. */
const externalIdOf = (number: number): string => `SAMPLE-${2000 + (number % DEEPIDV_STORIES.length)}`

const isoOf = (instant: number): string => new Date(instant).toISOString()
const isoAfter = (createdAt: number, minutes: number | null | undefined): string | null =>
  minutes == null ? null : isoOf(createdAt + minutes * MINUTE)

/** `begin`: when somebody began to look at the samples, in milliseconds since the epoch. */
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

const UNSAID = { name: null, version: null }
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
      os: isOpened ? { name: os, version: null } : UNSAID,
      browser: isOpened ? { name: browser, version: null } : UNSAID,
      mobileSdk: UNSAID,
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
