/**
 * The cases of the extension's sample mode: stories of the fake providers, through the relay's own projection. The extension
 * shows them several times, each time with another round in the IDs, and adds the time of the sign-in to the seconds in `…At`.
 */
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import type { CaseFile } from '@inquiry-lens/shared/domain/model.ts'
import {
  projectDeepidvSession,
  projectSteps,
  VisibleRecord,
} from '../../worker/src/providers/deepidv/project.ts'
import { projectCase } from '../../worker/src/providers/persona/project.ts'
import { projectEvent } from '../../worker/src/providers/persona/project-event.ts'
import { createShowName } from '../../worker/src/providers/projection.ts'
import { BASE58 } from '../fake-providers/common/base58.ts'
import { createRandom, hash } from '../fake-providers/common/random.ts'
import { writeAuditLog, writeDetails } from '../fake-providers/deepidv/resource/write-session.ts'
import { writeSteps } from '../fake-providers/deepidv/resource/write-steps.ts'
import { STORIES } from '../fake-providers/deepidv/story/stories.ts'
import { buildStory } from '../fake-providers/deepidv/story/tale.ts'
import { writeEvent } from '../fake-providers/persona/resource/event-resource.ts'
import { linkTemplate, writeInquiry } from '../fake-providers/persona/resource/inquiry-resource.ts'
import { writeOther, writeVerification } from '../fake-providers/persona/resource/other-resource.ts'
import { linkPart, listParts } from '../fake-providers/persona/resource/parts.ts'
import { writeSession } from '../fake-providers/persona/resource/session-resource.ts'
import {
  AT_DESKTOP,
  createInquiry,
  INQUIRY,
  judge,
  ON_PHONE,
  openLink,
  showDocument,
  startInquiry,
  takeSelfie,
  tell,
} from '../fake-providers/persona/story/scenes.ts'
import { CAST } from '../fake-providers/persona/story/stories.ts'
import type { Story } from '../fake-providers/persona/story/story.ts'
import { isSessionOpening, type Tale, timeBeats } from '../fake-providers/persona/story/tale.ts'
import { KEY_VERSION } from '../fake-providers/persona/versions.ts'
import { NOW } from './tell-case.ts'

const MINUTE = 60_000
const DAYS = 1_440
const SEED = 15

/** `SAMPLE-####` */
const REFERENCE = /^SAMPLE-\d{4}$/
const showName = createShowName(['High-value customer'])
const families = openFamilies()

/** In every sample ID that has letters, so that it can't be mistaken for a customer's. */
const writeId = (prefix: string, number: number): string => {
  const random = createRandom(hash(SEED, prefix, number))
  const rest = Array.from({ length: 15 }, () => BASE58.charAt(random.between(0, 57)))
  return `${prefix}_DemoData${rest.join('')}1`
}
const WRITING = { ids: { write: writeId, read: () => undefined }, version: KEY_VERSION }

const castAs = (name: string): Story => {
  const story = CAST.find((one) => one.name === name)
  if (!story) throw new Error(`No story is called ${name}`)
  return story
}

const STOPPED: Story = {
  name: 'stopped-at-selfie',
  title: 'Failed at the selfie, came back later and failed again',
  sessions: [AT_DESKTOP, { ...ON_PHONE, handoff: 'qr' }],
  verifications: ['government-id', 'selfie', 'selfie'],
  failed: {
    1: [{ name: 'selfie_pose_detection' }],
    2: [
      { name: 'selfie_glasses_detection' },
      { name: 'selfie_pose_detection', requirement: 'requires_retry' },
    ],
  },
  reviewer: null,
  beats: [
    createInquiry(),
    ...openLink(0),
    startInquiry(),
    ...showDocument(0, 0),
    judge(0, 'passed'),
    ...openLink(1, [20, 120]),
    ...takeSelfie(1, 0),
    judge(1, 'requires-retry'),
    tell('inquiry.transitioned', INQUIRY, [7_000, 7_200]),
    ...takeSelfie(2, 1).slice(1),
    judge(2, 'requires-retry'),
  ],
}

const PAUSED: Story = {
  name: 'paused',
  title: 'In a state that no document names',
  sessions: [ON_PHONE],
  verifications: ['government-id'],
  reviewer: null,
  beats: [
    createInquiry(),
    ...openLink(),
    startInquiry(),
    ...showDocument(0, 0),
    tell('inquiry.paused-by-partner', INQUIRY),
  ],
}

const IN_REVIEW: Story = {
  ...castAs('two-countries'),
  sessions: [ON_PHONE, { ...AT_DESKTOP, place: 'away', route: 'vpn' }],
}

interface PersonaSample {
  /** What an agent may want to see it for; `null`: it belongs to another. */
  title: string | null
  story: Story
  /** Minutes since it was created. */
  ago: number
  /** A status that no event gives. */
  status?: string
  /** The place of the sample whose customer this one has too. */
  customer?: number
  /** Listed, but its case never opens. */
  opens?: false
}

const PERSONA: readonly PersonaSample[] = [
  { title: 'In review, so the next step is ours', story: IN_REVIEW, ago: 75 },
  { title: 'Stopped at the selfie', story: STOPPED, ago: 170 },
  { title: 'Approved', story: castAs('three-retries'), ago: 45 },
  { title: 'Not opened yet', story: castAs('never-opened'), ago: 20 },
  { title: 'No attempts left', story: castAs('too-many-tries'), ago: 95 },
  { title: 'Finished, not looked at yet', story: castAs('completed'), ago: 55 },
  { title: 'Declined', story: castAs('tor'), ago: 130 },
  { title: 'Ran out of time', story: castAs('expired-midway'), ago: DAYS + 150 },
  { title: 'Redacted', story: castAs('redacted'), ago: 200 },
  {
    title: 'In a state that is new to Inquiry Lens',
    story: PAUSED,
    ago: 35,
    status: 'paused_by_partner',
  },
  { title: 'One that can’t be read just now', story: castAs('approved-at-desk'), ago: 240, opens: false },
  { title: null, story: castAs('approved-fast'), ago: 425 * DAYS, customer: 1 },
]

function tellPersona({ story, ago, status, customer }: PersonaSample, owner: number): CaseFile {
  const seed = hash(SEED, owner)
  const account = customer ?? owner
  const chosen = {
    'reference-id': `SAMPLE-11${String(account).padStart(2, '0')}`,
    ...(status !== undefined && { status }),
  }
  const times = timeBeats(story, seed)
  const told = story.beats
    .map((beat, index) => ({ ...beat, at: NOW - ago * MINUTE + (times[index] ?? 0) }))
    .filter(({ at }) => at <= NOW)
    .map((beat, index) => (index === 0 ? { ...beat, subjectSet: chosen } : beat))
  const tale: Tale = { owner, account, accountSeed: account, seed, story, sessions: story.sessions, told }
  const inquiry = writeInquiry(tale, told, WRITING)
  const included = [
    ...told.filter(isSessionOpening).map(({ subject }) => writeSession(tale, told, subject.index, WRITING)),
    ...listParts(told, 'verification').map((index) =>
      writeVerification(tale, told, index, linkPart(tale, 'verification', index, WRITING)),
    ),
    writeOther(tale, told, linkTemplate(tale, WRITING)),
  ]
  const { item } = projectCase(inquiry, included, { referenceIdPattern: REFERENCE, showName })
  if (!item) throw new Error(`A story that can’t be read: ${story.name}`)
  const events = told
    .flatMap(({ silent }, beat) => (silent ? [] : [writeEvent(tale, beat, WRITING)]))
    .flatMap((event) => projectEvent(event, families, showName).item ?? [])
    .filter(({ object }) => object && item.objectIds.includes(object.id))
  return {
    about: 'inquiry',
    provider: 'persona',
    inquiry: item.inquiry,
    sessions: item.sessions,
    ...(item.verifications && { verifications: item.verifications }),
    events: events.toReversed(),
    eventsTruncated: false,
  }
}

const DEEPIDV: readonly (readonly [title: string, story: string, ago: number])[] = [
  ['Stuck at a document that can’t be read', 'opened-left', 14],
  ['A link that was never opened', 'never-opened', 52],
  ['Waiting for our review', 'in-review', 64],
  ['Verified', 'verified', 88],
  ['No tries left at the selfie', 'out-of-attempts', 110],
  ['Failed at the second document', 'failed-tries', 33],
  ['A link that has expired', 'never-opened', DAYS + 125],
  ['Declined by a rule', 'declined-by-rule', 150],
  ['Cancelled', 'voided', 170],
  ['With words that are new to Inquiry Lens', 'unheard-of', 195],
]

const WORKFLOW = {
  id: 'sample-onboarding',
  name: 'Sample: onboarding',
  steps: ['ID_VERIFICATION', 'FACE_LIVENESS', 'CUSTOM_PROMPT'],
}

function tellDeepidv(name: string, ago: number, number: number): CaseFile {
  const story = STORIES.find((one) => one.name === name)
  if (!story) throw new Error(`No story is called ${name}`)
  const createdAt = NOW - ago * MINUTE
  const tale = buildStory(story, { number, createdAt, now: NOW, customer: number, workflow: 0, sender: 0 })
  const id = `facade00-0000-4000-8000-0000000000${number}1`
  const writing = { id, seed: SEED, workflow: WORKFLOW }
  const record = { ...writeAuditLog(tale, writing), ...writeDetails(tale, writing) }
  const { item } = VisibleRecord.project({ ...record, external_id: `SAMPLE-200${number}` }, (visible) =>
    projectDeepidvSession(visible, REFERENCE, showName),
  )
  if (!item) throw new Error(`A story that can’t be read: ${name}`)
  const { steps, attempts_remaining: attemptsLeft } = story.isHosted ? {} : writeSteps(tale, id, WORKFLOW)
  const workflow = { id: WORKFLOW.id, name: showName(WORKFLOW.name) }
  return {
    about: 'session',
    provider: 'deepidv',
    session: { ...item, flow: item.flow && { ...item.flow, workflow } },
    steps: Array.isArray(steps) ? projectSteps(steps, showName).item : null,
    attemptsLeft: typeof attemptsLeft === 'number' ? attemptsLeft : null,
    related: [],
  }
}

const secondsFromNow = (key: string, value: unknown): unknown =>
  key.endsWith('At') && typeof value === 'string' ? Math.round((Date.parse(value) - NOW) / 1_000) : value

/** One case a line. */
export function writeSamples(): string {
  const samples = [
    ...PERSONA.map((sample, owner) => ({
      title: sample.title,
      opens: sample.opens ?? true,
      file: tellPersona(sample, owner),
    })),
    ...DEEPIDV.map(([title, story, ago], number) => ({
      title,
      opens: true,
      file: tellDeepidv(story, ago, number),
    })),
  ]
  return `[\n${samples.map((sample) => JSON.stringify(sample, secondsFromNow)).join(',\n')}\n]\n`
}
