import type { JsonObject } from '../common/json.ts'
import { hash } from '../common/random.ts'
import { type Feed, joinFeeds } from '../feed/feed.ts'
import {
  DOCUMENTED,
  DOCUMENTED_CREATED_AT,
  DOCUMENTED_EXTERNAL_ID,
  DOCUMENTED_ID,
  DOCUMENTED_ROW,
  DOCUMENTED_WORKFLOW_ID,
} from './resource/documented.ts'
import { normaliseRow } from './resource/spelling.ts'
import { writeAuditLog, writeDetails } from './resource/write-session.ts'
import { writeSteps } from './resource/write-steps.ts'
import { readExternalId, writeExternalId } from './story/external-id.ts'
import { STORIES, type Story } from './story/stories.ts'
import { buildScenario, buildStory, numbersNear, type Tale } from './story/tale.ts'
import { listWorkflows, type Workflow } from './story/workflows.ts'
import { createUuids, type Uuids } from './uuids.ts'

export type WorldOptions = { readonly seed: number; readonly newest: number; readonly rows: number }

/** A session as the API needs it; it is written out only when it is asked for. */
export type SessionRow = {
  readonly id: string
  readonly createdAt: number
  readonly externalId: string
  readonly workflowId: string | null
  readonly isOfKeyOwner: boolean
  /** undefined: of deepidv's own example */
  readonly tale: Tale | undefined
  /** As Retrieve has it. */
  record(): JsonObject
  /** As lists have it. */
  listed(): JsonObject
  details(): JsonObject
  /** undefined: it was made without a workflow, or is hosted */
  steps(): JsonObject | undefined
}

/** One environment's sessions, newest first. */
export type World = {
  readonly sessions: Feed<SessionRow>
  readonly workflows: readonly Workflow[]
  readonly uuids: Uuids
  findSession(id: string): SessionRow | undefined
  /** A sandbox tells a story of whatever it is asked for. docs.deepidv.com, "Sandbox models" */
  makeUpSession(id: string): SessionRow
  listIdsOfExternal(externalId: string): readonly string[]
  /** Of another organisation's: it exists, and is none of this key's business. */
  isForeign(id: string): boolean
  foreignId(): string
  /** `changes` hold until others are chosen; without an ID a new session is made. Answers its ID. */
  change(now: number, id: string | undefined, changes: JsonObject): string | undefined
}

/** Beyond any world's rows. */
const FIRST_ADDED = 10_000_000
const KEY_OWNER = 0

export function createWorld({ seed, newest, rows }: WorldOptions, environment: string): World {
  const worldSeed = hash(seed, 'deepidv', environment)
  const uuids = createUuids(worldSeed)
  const workflows = listWorkflows(uuids)
  const changed = new Map<string, JsonObject>()
  const added: Tale[] = []
  let newestTime = newest

  function describe(tale: Tale, id: string): SessionRow {
    const workflow = workflows[tale.workflow] ?? { id: '', name: '', steps: [] }
    const writing = { id, seed: worldSeed, workflow }
    const changes = changed.get(id) ?? {}
    const record = (): JsonObject => ({ ...writeAuditLog(tale, writing), ...changes })
    return {
      id,
      createdAt: tale.createdAt,
      externalId:
        typeof changes.external_id === 'string' ? changes.external_id : writeExternalId(tale.customer),
      workflowId: tale.story.isStandalone ? null : workflow.id,
      isOfKeyOwner: tale.sender === KEY_OWNER,
      tale,
      record,
      listed: record,
      details: () => writeDetails(tale, writing),
      steps: () =>
        tale.story.isStandalone || tale.story.isHosted
          ? undefined
          : { ...writeSteps(tale, id, workflow), status: record().status ?? null },
    }
  }

  /** Lists ask for the same rows again and again. */
  const scenarios = new Map<number, readonly [Tale, string]>()
  function scenarioAt(place: number): readonly [Tale, string] {
    const known = scenarios.get(place)
    if (known) return known
    const scenario = [buildScenario(worldSeed, newest, place), uuids.write('session', place)] as const
    scenarios.set(place, scenario)
    return scenario
  }

  const told: Feed<SessionRow> = {
    length: rows,
    at: (place) => describe(...scenarioAt(place)),
    placeOf(id) {
      const number = uuids.read('session', id)
      return number === undefined || number >= rows ? undefined : number
    },
  }
  const addedFeed: Feed<SessionRow> = {
    get length() {
      return added.length
    },
    at: (place) => {
      const index = added.length - 1 - place
      const tale = added[index]
      if (tale === undefined) throw new RangeError(`no added session at ${place}`)
      return describe(tale, uuids.write('session', tale.number))
    },
    placeOf(id) {
      const index = (uuids.read('session', id) ?? -1) - FIRST_ADDED
      return index >= 0 && index < added.length ? added.length - 1 - index : undefined
    },
  }
  const named: Feed<SessionRow> = {
    length: environment === 'sandbox' ? NAMED_IDS.length : 0,
    at: (place) => describe(describeNamed(place), NAMED_IDS[place] ?? ''),
    placeOf(id) {
      const place = environment === 'sandbox' ? NAMED_IDS.indexOf(id) : -1
      return place < 0 ? undefined : place
    },
  }
  const documented: Feed<SessionRow> = {
    length: environment === 'sandbox' ? 1 : 0,
    at: () => DOCUMENTED_SESSION,
    placeOf: (id) => (environment === 'sandbox' && id === DOCUMENTED_ID ? 0 : undefined),
  }
  const sessions = joinFeeds([addedFeed, told, named, documented])

  function findSession(id: string): SessionRow | undefined {
    const place = sessions.placeOf(id)
    return place === undefined ? undefined : sessions.at(place)
  }

  return {
    sessions,
    workflows,
    uuids,
    findSession,
    makeUpSession: (id) => describe(madeUp(worldSeed, newest, id), id),
    listIdsOfExternal(externalId) {
      const customer = readExternalId(externalId)
      const near = customer === undefined || customer < 0 ? [] : numbersNear(customer)
      const candidates = [
        ...near.filter((number) => number < rows).map((number) => uuids.write('session', number)),
        ...changed.keys(),
        ...added.map(({ number }) => uuids.write('session', number)),
        ...(environment === 'sandbox' ? [...NAMED_IDS, DOCUMENTED_ID] : []),
      ]
      return [...new Set(candidates)].filter((id) => findSession(id)?.externalId === externalId)
    },
    isForeign: (id) => uuids.read('foreign-session', id) !== undefined,
    foreignId: () => uuids.write('foreign-session', 1),
    change(now, id, changes) {
      const at = Math.max(now, newestTime + 1)
      const known = id === undefined ? uuids.write('session', addOne(at)) : findSession(id)?.id
      if (known === undefined) return undefined
      const stamp = { updated_at: new Date(at).toISOString() }
      changed.set(known, { ...changed.get(known), ...stamp, ...changes })
      newestTime = at
      return known
    },
  }

  function addOne(at: number): number {
    const number = FIRST_ADDED + added.length
    const story = findStory('never-opened')
    const rest = { number, customer: number, workflow: 0, sender: KEY_OWNER }
    added.push(buildStory(story, { ...rest, createdAt: at, now: at }))
    return number
  }
}

/** One for each status, listed like any other session. https://docs.deepidv.com/sandbox */
const NAMED_SCENARIOS: Readonly<Record<string, string>> = {
  test_verified: 'verified',
  test_rejected: 'rejected',
  test_submitted: 'in-review',
  test_pending: 'never-opened',
  test_voided: 'voided',
}
const NAMED_IDS = Object.keys(NAMED_SCENARIOS)
/** Older than any told row, newer than the documents' own. */
const NAMED_AT = Date.parse('2025-01-20T09:00:00.000Z')
const FIRST_NAMED = 9_000_000

function describeNamed(place: number): Tale {
  const number = FIRST_NAMED + 8 * place
  const createdAt = NAMED_AT - place * 3_600_000
  const rest = { number, customer: number, workflow: 0, sender: KEY_OWNER }
  const story = findStory(NAMED_SCENARIOS[NAMED_IDS[place] ?? ''] ?? '')
  // What was waited for an hour ago has come, and no link has expired.
  return buildStory(story, { ...rest, createdAt, now: createdAt + 3_600_000 })
}

/** Any ID that a sandbox does not list has a scenario at random. */
function madeUp(seed: number, newest: number, id: string): Tale {
  const number = hash(seed, 'made-up', id) % 1_000
  const rest = { number, customer: number, workflow: number % 3, sender: KEY_OWNER }
  const story = STORIES[number % STORIES.length] ?? STORIES[0]
  return buildStory(story, { ...rest, createdAt: newest - 3_600_000, now: newest })
}

const findStory = (name: string): Story => STORIES.find((story) => story.name === name) ?? STORIES[0]

const DOCUMENTED_SESSION: SessionRow = {
  id: DOCUMENTED_ID,
  createdAt: DOCUMENTED_CREATED_AT,
  externalId: DOCUMENTED_EXTERNAL_ID,
  workflowId: DOCUMENTED_WORKFLOW_ID,
  isOfKeyOwner: true,
  tale: undefined,
  record: () => DOCUMENTED,
  listed: () => DOCUMENTED_ROW,
  details: () => ({ analysis_data: { id_matches_selfie: true, faceliveness_score: 99.49 } }),
  steps: () => undefined,
}

/** As it goes over the wire, in one of the two spellings. */
export const normaliseSession = (row: SessionRow, written: JsonObject) =>
  row.tale === undefined ? written : normaliseRow(written, row.tale.number)
