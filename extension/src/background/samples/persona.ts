/** The samples' Persona: inquiry `n` is a function of `n` alone, dated back from the sign-in. */
import type {
  CaseFile,
  Device,
  Inquiry,
  Network,
  ProviderEvent,
  Session,
} from '@inquiry-lens/shared/domain/model.ts'
import { createNumberSource, type NumberSource, samplePersonaId } from './sample-ids.ts'

const INQUIRIES = 60
const MINUTE = 60_000
const DAY = 1_440 * MINUTE
/** The customer who is stuck at the selfie was verified once before, long ago. */
const EARLIER = { number: 52, by: 1, days: 425 }

/** Everything of one inquiry, sessions and events newest first. */
export interface SampleCase {
  inquiry: Inquiry
  sessions: Session[]
  events: ProviderEvent[]
}

/** `begin`: when the sample sign-in began, in milliseconds since the epoch. */
export const makePersonaCases = (begin: number): SampleCase[] =>
  Array.from({ length: INQUIRIES }, (_, number) => makeCase(number, begin))

function makeCase(number: number, begin: number): SampleCase {
  const story = PERSONA_STORIES[number % PERSONA_STORIES.length] ?? PERSONA_STORIES[0]
  const numbers = createNumberSource(number)
  const length = story.beats.at(-1)?.[0] ?? 0
  // What is over was over before; what is open began lately.
  const before = number === EARLIER.number ? EARLIER.days * DAY : 0
  const createdAt = begin - before - (length + 2 + number * 23 + numbers.between(0, 9)) * MINUTE
  const id = samplePersonaId('inq', number)
  const sessions = makeSessions(number, story, createdAt, numbers)
  return {
    inquiry: makeInquiry(number, story, createdAt, sessions.length),
    sessions,
    events: makeEvents(number, story, createdAt, { inquiry: id, session: sessions.at(-1)?.id }),
  }
}

const isoOf = (instant: number): string => new Date(instant).toISOString()

function makeInquiry(number: number, story: PersonaStory, createdAt: number, sessions: number): Inquiry {
  const at = (event: string): string | null => {
    const beat = story.beats.find(([, name]) => name === event)
    return beat ? isoOf(createdAt + beat[0] * MINUTE) : null
  }
  const [previousStep, nextStep] = story.steps
  const count = story.isRedacted ? null : sessions
  const person = number === EARLIER.number ? EARLIER.by : number
  return {
    provider: 'persona',
    id: samplePersonaId('inq', number),
    status: story.status,
    createdAt: isoOf(createdAt),
    updatedAt: null,
    startedAt: at('inquiry.started'),
    expiresAt: isoOf(createdAt + DAY),
    completedAt: at('inquiry.completed'),
    failedAt: at('inquiry.failed'),
    markedForReviewAt: at('inquiry.marked-for-review'),
    decisionedAt: at('inquiry.approved') ?? at('inquiry.declined'),
    expiredAt: at('inquiry.expired'),
    redactedAt: at('inquiry.redacted'),
    previousStep,
    nextStep,
    templateName: 'Sample: government ID and selfie',
    accountId: samplePersonaId('act', person),
    referenceId: `SAMPLE-${1000 + person}`,
    counts: { sessions: count, verifications: sessions > 0 ? 2 : 0, documents: null, selfies: null },
  }
}

function makeSessions(
  number: number,
  { beats, sessions, session, isOdd }: PersonaStory,
  createdAt: number,
  numbers: NumberSource,
): Session[] {
  const home = numbers.pick(COUNTRIES)
  const length = beats.at(-1)?.[0] ?? 0
  const all = Array.from({ length: sessions }, (_, index): Session => {
    const madeAt = createdAt + (3 + index * 5) * MINUTE
    const isLast = index === sessions - 1
    return {
      provider: 'persona',
      id: samplePersonaId('iqse', number * 2 + index),
      inquiryId: samplePersonaId('inq', number),
      status: isLast ? session : 'expired',
      createdAt: isoOf(madeAt),
      startedAt: isoOf(madeAt + MINUTE),
      expiredAt: isLast && session !== 'expired' ? null : isoOf(createdAt + (length + 1) * MINUTE),
      device: makeDevice(numbers, { isHandedOver: index > 0, isHandedOn: !isLast }),
      network: makeNetwork(home, isOdd === true && isLast),
      flow: null,
    }
  })
  return all.toReversed()
}

const PHONES = [
  ['smartphone', 'iPhone', 'iOS', '18.4', 'Mobile Safari', '18.4'],
  ['smartphone', 'Pixel 9', 'Android', '16', 'Chrome', '148.0'],
] as const
const HELP_DESKS = [
  ['desktop', null, 'Windows', '11', 'Edge', '148.0'],
  ['desktop', null, 'Mac OS X', '15.5', 'Safari', '18.4'],
] as const

/** From a desk to a phone, where there are two. */
function makeDevice(
  numbers: NumberSource,
  { isHandedOver, isHandedOn }: { isHandedOver: boolean; isHandedOn: boolean },
): Device {
  const devices = isHandedOver ? PHONES : isHandedOn ? HELP_DESKS : [...PHONES, ...HELP_DESKS]
  const [type, name, os, osVersion, browser, browserVersion] = numbers.pick(devices)
  return {
    type,
    name,
    os: { name: os, version: osVersion },
    browser: { name: browser, version: browserVersion },
    mobileSdk: { name: null, version: null },
    handoff: isHandedOver ? 'qr' : null,
  }
}

const COUNTRIES = [
  ['DE', 'Germany'],
  ['FR', 'France'],
  ['CA', 'Canada'],
  ['NL', 'Netherlands'],
] as const

const ELSEWHERE = ['BR', 'Brazil'] as const

function makeNetwork(home: (typeof COUNTRIES)[number], isOdd: boolean): Network {
  const [code, name] = isOdd ? ELSEWHERE : home
  return {
    proxy: isOdd,
    vpn: isOdd,
    tor: false,
    datacenter: isOdd,
    threatLevel: isOdd ? 'medium' : 'low',
    connectionType: isOdd ? 'corporate' : 'residential',
    country: { code, name },
  }
}

function makeEvents(
  number: number,
  { beats }: PersonaStory,
  createdAt: number,
  ids: { inquiry: string; session: string | undefined },
): ProviderEvent[] {
  const all = beats.map(([minutes, name, check], index): ProviderEvent => {
    const [family = ''] = name.split('.')
    return {
      provider: 'persona',
      id: samplePersonaId('evt', number * 32 + index),
      name,
      // Seconds apart where the minute is the same, so that their order is one.
      createdAt: isoOf(createdAt + minutes * MINUTE + index * 1_000),
      object: objectOf(check ? `${family}/${check}` : family, number, ids),
      ...(family !== 'inquiry' && { inquiryId: ids.inquiry }),
    }
  })
  return all.toReversed()
}

function objectOf(
  about: string,
  number: number,
  { inquiry, session }: { inquiry: string; session: string | undefined },
): ProviderEvent['object'] {
  if (about === 'inquiry-session') return session === undefined ? null : { type: about, id: session }
  if (about === 'verification')
    return { type: 'verification/government-id', id: samplePersonaId('ver', number * 2) }
  if (about === 'verification/selfie') return { type: about, id: samplePersonaId('ver', number * 2 + 1) }
  if (about === 'selfie') return { type: about, id: samplePersonaId('self', number) }
  if (about === 'document') return { type: 'document/government-id', id: samplePersonaId('doc', number) }
  return { type: 'inquiry', id: inquiry }
}

export const caseFileOf = ({ inquiry, sessions, events }: SampleCase): CaseFile => ({
  about: 'inquiry',
  provider: 'persona',
  inquiry,
  sessions,
  events,
  eventsTruncated: false,
})

/** What happens to the fictional customers at Persona: one of each kind that an agent meets, and no names. */

/** What happens, and how many minutes after the inquiry was made; of a verification, which one, unless it is of the ID. */
export type StoryStep = readonly [minutes: number, event: string, check?: 'selfie']

export interface PersonaStory {
  /** What an agent may want to see it for. */
  about: string
  status: string
  /** The steps of which the last is where the customer stands. */
  steps: readonly [previous: string | null, next: string | null]
  beats: readonly StoryStep[]
  /** How many sessions were opened. */
  sessions: 0 | 1 | 2
  session: 'active' | 'expired' | 'canceled'
  isRedacted?: true
  /** From somewhere unusual. */
  isOdd?: true
}

const ID = 'verification_government_id'
const SELFIE = 'verification_selfie'

const OPENED: readonly StoryStep[] = [
  [0, 'inquiry.created'],
  [4, 'inquiry-session.started'],
  [5, 'inquiry.started'],
]
const ID_PASSED: readonly StoryStep[] = [
  [6, 'document.submitted'],
  [7, 'document.processed'],
  [8, 'verification.submitted'],
  [9, 'verification.passed'],
]
const SELFIE_PASSED: readonly StoryStep[] = [
  [10, 'selfie.submitted'],
  [11, 'verification.submitted', 'selfie'],
  [11, 'selfie.processed'],
  [12, 'verification.passed', 'selfie'],
]
const FINISHED: readonly StoryStep[] = [...OPENED, ...ID_PASSED, ...SELFIE_PASSED, [13, 'inquiry.completed']]

/** The ID could be read at the third try, after a break. */
const RETRIED: readonly StoryStep[] = [
  ...OPENED,
  [6, 'verification.submitted'],
  [7, 'verification.requires-retry'],
  [9, 'verification.submitted'],
  [10, 'verification.requires-retry'],
  [41, 'document.submitted'],
  [42, 'verification.submitted'],
  [43, 'verification.passed'],
  [44, 'selfie.submitted'],
  [45, 'verification.submitted', 'selfie'],
  [46, 'verification.passed', 'selfie'],
  [46, 'inquiry.transitioned'],
  [47, 'inquiry.completed'],
]

export const PERSONA_STORIES: readonly [PersonaStory, ...PersonaStory[]] = [
  {
    about: 'In review, so the next step is ours',
    status: 'needs_review',
    steps: [SELFIE, null],
    beats: [...FINISHED, [14, 'inquiry.marked-for-review']],
    sessions: 2,
    session: 'expired',
    isOdd: true,
  },
  {
    about: 'Stopped at the selfie',
    status: 'pending',
    steps: [ID, SELFIE],
    beats: [
      ...OPENED,
      ...ID_PASSED,
      [12, 'selfie.submitted'],
      [12, 'verification.submitted', 'selfie'],
      [13, 'verification.requires-retry', 'selfie'],
      [140, 'selfie.submitted'],
      [140, 'verification.submitted', 'selfie'],
      [141, 'verification.requires-retry', 'selfie'],
    ],
    sessions: 2,
    session: 'active',
  },
  {
    about: 'Approved',
    status: 'approved',
    steps: [SELFIE, null],
    beats: [...RETRIED, [48, 'inquiry.approved']],
    sessions: 1,
    session: 'expired',
  },
  {
    about: 'Not opened yet',
    status: 'created',
    steps: [null, ID],
    beats: [[0, 'inquiry.created']],
    sessions: 0,
    session: 'active',
  },
  {
    about: 'No attempts left',
    status: 'failed',
    steps: [ID, null],
    beats: [
      ...OPENED,
      [6, 'verification.submitted'],
      [7, 'verification.requires-retry'],
      [9, 'verification.submitted'],
      [10, 'verification.requires-retry'],
      [13, 'verification.submitted'],
      [14, 'verification.failed'],
      [14, 'inquiry.failed'],
    ],
    sessions: 1,
    session: 'expired',
  },
  {
    about: 'Finished, not looked at yet',
    status: 'completed',
    steps: [SELFIE, null],
    beats: FINISHED,
    sessions: 1,
    session: 'expired',
  },
  {
    about: 'Declined',
    status: 'declined',
    steps: [SELFIE, null],
    beats: [...FINISHED, [90, 'inquiry.declined']],
    sessions: 1,
    session: 'expired',
    isOdd: true,
  },
  {
    about: 'Ran out of time',
    status: 'expired',
    steps: [ID, SELFIE],
    beats: [...OPENED, ...ID_PASSED, [1_440, 'inquiry.expired']],
    sessions: 2,
    session: 'canceled',
  },
  {
    about: 'Wiped',
    status: 'approved',
    steps: [null, null],
    beats: [...FINISHED, [15, 'inquiry.approved'], [4_000, 'inquiry.redacted']],
    sessions: 1,
    session: 'expired',
    isRedacted: true,
  },
  {
    about: 'In a state that is new to Inquiry Lens',
    status: 'paused_by_partner',
    steps: [ID, null],
    beats: [...OPENED, [6, 'document.submitted'], [9, 'inquiry.paused-by-partner']],
    sessions: 1,
    session: 'active',
  },
]
