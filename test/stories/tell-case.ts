/** A provider's data as it comes over the wire, through the relay's projection, to the case file that a surface gets. */
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

const showName = createShowName([])

export const NOW = Date.parse('2026-11-21T12:00:00Z')

const UNITS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** `2 h ago`, `in 3 d`: ISO 8601. */
export function at(told: string): string {
  const [, ahead, count, unit = ''] = /^(in )?(\d+) (s|min|h|d)(?: ago)?$/.exec(told) ?? []
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN)
  return new Date(ahead ? NOW + ms : NOW - ms).toISOString()
}

export type Attributes = Readonly<Record<string, unknown>>

/** Attributes that end so hold instants, told as `2 h ago` or in ISO 8601. */
const isTime = (name: string) => /[-_]at$|At$|Time$/.test(name)

const describeTimes = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' && isTime(name) && !/^\d{4}-/.test(value) ? at(value) : describeInside(value),
    ]),
  )

const describeInside = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(describeInside)
  return typeof value === 'object' && value !== null ? describeTimes({ ...value }) : value
}

/** When, what, and to which object: `['2 h ago', 'verification.passed', 'verification/selfie', 'ver_2']`. */
type Happening = readonly [when: string, name: string, type?: string, id?: string]

/** A verification as `include=verifications` has it. */
interface Checked extends Attributes {
  id?: string
  type?: string
}

interface Around {
  /** The type of `relationships.reviewer`. */
  reviewer?: string
  verifications?: readonly Checked[]
  sessions?: readonly Attributes[]
  events?: readonly Happening[]
}

const INQUIRY = 'inq_StoryStoryStoryStory1'

/** `GET /inquiries/{id}` with its sessions, and its events from `GET /events`. */
export function persona(
  attributes: Attributes,
  { reviewer, sessions = [], verifications = [], events = [] }: Around = {},
): CaseFile {
  const inquiry = { data: { type: 'inquiry', id: INQUIRY } }
  const visits = sessions.map((session, index) => ({
    type: 'inquiry-session',
    id: `iqse_Story${index}`,
    attributes: describeTimes(session),
    relationships: { inquiry },
  }))
  const checked = verifications.map(({ id, type, ...own }, index) => ({
    type: type ?? 'verification/government-id',
    id: id ?? `ver_${index + 1}`,
    attributes: describeTimes(own),
    relationships: { inquiry },
  }))
  const raw = {
    type: 'inquiry',
    id: INQUIRY,
    attributes: describeTimes(attributes),
    relationships: {
      reviewer: { data: reviewer === undefined ? null : { type: reviewer, id: 'user_Story1' } },
      sessions: { data: visits.map(({ type, id }) => ({ type, id })) },
      verifications: { data: checked.map(({ type, id }) => ({ type, id })) },
    },
  }
  const happened = events.map(([when, name, type = 'inquiry', id = INQUIRY], index) => ({
    type: 'event',
    id: `evt_Story${index}`,
    attributes: { name, 'created-at': at(when), payload: { data: { type, id, attributes: {} } } },
    relationships: {},
  }))
  return readPersona({ data: raw, included: [...visits, ...checked], events: happened })
}

export interface PersonaAnswers {
  data: unknown
  included: readonly unknown[]
  /** `undefined`: they could not be read. */
  events: readonly unknown[] | undefined
}

/** Answers as they come over the wire. */
export function readPersona({ data, included, events }: PersonaAnswers): CaseFile {
  const { item } = projectCase(data, included, { referenceIdPattern: null, showName })
  if (!item) throw new Error('A story that cannot be read')
  const families = openFamilies()
  const told = events?.map((event) => projectEvent(event, families, showName))
  return {
    about: 'inquiry',
    provider: 'persona',
    inquiry: item.inquiry,
    sessions: item.sessions,
    ...(item.verifications && { verifications: item.verifications }),
    events: told?.flatMap((one) => one.item ?? []) ?? [],
    eventsTruncated: false,
    ...(!told && { eventsMissing: true }),
  }
}

export interface Workflow {
  steps: readonly Attributes[]
  attempts_remaining?: number | null
}

/** `GET /v1/sessions/{id}` and its `/workflow`. */
export const deepidv = (record: Attributes, workflow?: Workflow): CaseFile =>
  readDeepidv(
    { id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890', type: 'session', ...describeTimes(record) },
    workflow && { ...workflow, steps: workflow.steps.map(describeTimes) },
  )

/** Answers as they come over the wire. */
export function readDeepidv(record: Attributes, workflow?: Workflow): CaseFile {
  const { item } = VisibleRecord.project(record, (visible) => projectDeepidvSession(visible, null, showName))
  if (!item) throw new Error('A story that cannot be read')
  const steps = workflow && projectSteps(workflow.steps, showName).item
  return {
    about: 'session',
    provider: 'deepidv',
    session: item,
    steps: steps ?? null,
    attemptsLeft: workflow?.attempts_remaining ?? null,
    related: [],
  }
}
