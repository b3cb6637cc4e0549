/**
 * deepidv's API, read-only by construction: a request is one of the paths below, asked with GET, at one fixed origin.
 * Nothing of a caller's request reaches it but values that have passed a schema.
 * Source: docs.deepidv.com (authentication, list sessions, retrieve session), its SDK for servers (workflow sessions).
 */
import type { Session, SessionCase, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import { isUuid } from '@inquiry-lens/shared/domain/uuids.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import { findHideable } from '../find-hideable.ts'
import type { Projection } from '../projection.ts'
import { countDropped } from '../projection.ts'
import type { Dropped, Fetched, ListRequest, Provider, UpstreamCall } from '../provider.ts'
import { type JsonBody, readJson } from '../read-json.ts'
import type { ShowName } from '../shown-names.ts'
import { createSessionLister, type Parameters, readPage } from './list-sessions.ts'
import { newestFirst, type PagePosition, parsePosition } from './place.ts'
import { projectSession } from './project.ts'
import { projectSensitive } from './project-sensitive.ts'
import { projectSteps, wholeNumber } from './project-steps.ts'
import { problemOf, readAnswer, refused, unreadable } from './read-answer.ts'
import { VisibleRecord } from './visible-record.ts'
import { IdSchema, normaliseFields, SessionSchema, StepsSchema } from './wire.ts'
import { createWorkflowNames } from './workflow-names.ts'

const PATHS = {
  sessions: () => '/v1/sessions',
  session: (id: string) => `/v1/sessions/${encodeURIComponent(id)}`,
  steps: (id: string) => `/v1/sessions/${encodeURIComponent(id)}/workflow`,
  workflow: (id: string) => `/v1/workflows/${encodeURIComponent(id)}`,
}

/** Of one customer, more than anyone looks through. */
const MAX_RELATED = 20

/** How long a case goes without its steps and related sessions asked for again while its session does not change. */
const PARTS_KEPT_MS = 5 * 60_000
const MAX_PARTS = 400

export interface DeepidvParts {
  key: string
  origin: string
  environment: Environment
  limits: readonly CallLimit[]
  externalIdPattern: RegExp | null
  showName: ShowName
  fetch: (request: Request) => Promise<Response>
  now: () => number
}

export function createDeepidv({
  key,
  origin,
  environment,
  limits,
  externalIdPattern,
  showName,
  fetch,
  now,
}: DeepidvParts): Provider {
  const workflowNames = createWorkflowNames(now, showName)
  const stepsOf = createKept<StepsOfSession | null>(now)
  const relatedTo = createKept<Session[]>(now)
  const project = (record: VisibleRecord) => projectSession(record, externalIdPattern, showName)

  interface Asked<TValue> {
    path: string
    /** Of a list; of one object there are none. */
    parameters?: Parameters
    readBody: (response: Response) => Promise<JsonBody<TValue>>
  }

  const get = <TValue>(asked: Asked<TValue>, line: UpstreamCall): Promise<Fetched<TValue>> =>
    line.send((abort) => getOnce(asked, abort))

  async function getOnce<TValue>(
    { path, parameters, readBody }: Asked<TValue>,
    abort: AbortSignal,
  ): Promise<Fetched<TValue>> {
    const url = new URL(path, origin)
    for (const [name, value] of Object.entries(parameters ?? {}))
      if (value != null) url.searchParams.set(name, value)
    // A redirect would carry the key to wherever it points.
    const request = new Request(url, {
      headers: { Accept: 'application/json', 'x-api-key': key },
      redirect: 'manual',
      signal: abort,
    })
    let status: number | undefined
    try {
      const response = await fetch(request)
      status = response.status
      return await readAnswer(response, readBody, { now: now(), isOfOne: !parameters })
    } catch {
      const problem = abort.aborted
        ? problemOf('provider-timeout', 'deepidv did not answer in time.')
        : problemOf('provider-unavailable', 'The connection to deepidv failed.')
      return { ...refused(problem), status }
    }
  }

  /** Another organisation's and none at all are the same `null`: else strangers' IDs could be told from invented ones. */
  async function find<TItem>(
    path: string,
    read: (body: unknown) => Projection<TItem> | undefined,
    line: UpstreamCall,
  ): Promise<Fetched<TItem | null>> {
    const fetched = await get({ path, readBody: readJson }, line)
    if (!fetched.ok) return fetched.problem.code === 'not-found' ? found(null) : fetched
    const projected = read(fetched.value)
    if (!projected) return refused(unreadable('an answer without what was asked for'))
    return found(projected.item, projected.dropped)
  }

  /** A record that can't be read, or that of another ID, may be a screening. */
  async function findRecord<TItem>(
    id: string,
    projectRecord: (record: VisibleRecord) => Projection<TItem>,
    line: UpstreamCall,
  ): Promise<Fetched<TItem | null>> {
    // Words are IDs in a sandbox only.
    if (environment === 'production' && !isUuid(id)) return found(null)
    return findHideable(
      line,
      (abort) => getOnce({ path: PATHS.session(id), readBody: readJson }, abort),
      (body) => {
        const read = v.safeParse(SessionSchema, body)
        if (!read.success) return UNREADABLE
        const { session_record, ...beside } = read.output
        const record = normaliseFields(session_record)
        if (!isId(record.id, id)) return UNREADABLE
        // As one object, so that what stands beside the record is known to the field table, too.
        return VisibleRecord.project({ ...beside, ...record }, projectRecord)
      },
    )
  }

  async function findSession(id: string, line: UpstreamCall): Promise<Fetched<Session | null>> {
    const session = await findRecord<Session>(id, project, line)
    if (session.ok && session.value === null)
      relatedTo.drop((related) => related.some((one) => one.id === id.toLowerCase()))
    return session
  }

  const list = createSessionLister({
    get: (parameters, line) =>
      get(
        {
          path: PATHS.sessions(),
          parameters,
          readBody: (response) => readPage(response, (raw) => VisibleRecord.project(raw, project)),
        },
        line,
      ),
    now,
  })

  /** `null`: it was not made from a workflow, or deepidv tells nothing of it. */
  const findSteps = (id: string, line: UpstreamCall) =>
    find<StepsOfSession>(
      PATHS.steps(id),
      (body) => {
        const read = v.safeParse(StepsSchema, body)
        if (!read.success) return undefined
        const { session_id } = read.output
        if (session_id !== undefined && !isId(session_id, id)) return undefined
        const { item, dropped } = projectSteps(read.output.steps, showName)
        return {
          item: { steps: item ?? [], attemptsLeft: wholeNumber(read.output.attempts_remaining) },
          dropped,
        }
      },
      line,
    )

  /** Others of the same customer, where an admin lets the number through by which it is known. */
  async function findRelated({ id, flow }: Session, line: UpstreamCall): Promise<Fetched<Session[]>> {
    const externalId = flow?.externalId
    if (externalId == null) return found<Session[]>([])
    const fetched = await list({ filter: { externalId }, after: null, wanted: MAX_RELATED }, line)
    if (!fetched.ok) return fetched
    const items = fetched.value.items.filter((one) => one.id !== id && one.flow?.externalId === externalId)
    return { ...fetched, value: items.sort(newestFirst).slice(0, MAX_RELATED) }
  }

  async function findPlace(
    { after, afterTime }: Pick<ListRequest<unknown>, 'after' | 'afterTime'>,
    line: UpstreamCall,
  ): Promise<Fetched<PagePosition | null>> {
    if (after === null) return found(null)
    const place = parsePosition(after)
    if (place) return found(place)
    if (afterTime) return found({ createdAt: afterTime, id: after })
    // A row's own ID, whose page is no longer held.
    const row = await findSession(after, line)
    if (!row.ok) return row
    const createdAt = row.value?.createdAt
    return createdAt
      ? found({ createdAt, id: after })
      : refused({ ...problemOf('not-found', 'The row is gone.'), final: true })
  }

  return {
    id: 'deepidv',
    environment,
    limits,

    async listSessions({ filter, wanted, ...cursor }, line) {
      const place = await findPlace(cursor, line)
      return place.ok ? list({ filter, after: place.value, wanted }, line) : place
    },

    findSession,

    async findCase(id, line): Promise<Fetched<SessionCase | null>> {
      const told = await findSession(id, line)
      if (!told.ok || told.value === null) return told.ok ? { ...told, value: null } : told
      const session = told.value
      const { flow } = session
      const version = JSON.stringify([session.status, flow?.progress, flow?.updatedAt, flow?.externalId])
      const [steps, related, name] = await Promise.all([
        stepsOf.get(id, version, () => findSteps(id, line)),
        relatedTo.get(id, version, () => findRelated(session, line)),
        workflowNames.find(flow?.workflow?.id, (workflowId, read) =>
          find(PATHS.workflow(workflowId), read, line),
        ),
      ])
      const dropped = countAll([told, steps, related])
      return {
        ok: true,
        allowance: undefined,
        dropped,
        value: {
          about: 'session',
          provider: 'deepidv',
          session: {
            ...session,
            flow: flow && { ...flow, workflow: flow.workflow && { ...flow.workflow, name } },
          },
          // What is known of the session is not given up for its steps.
          ...(steps.ok
            ? { steps: steps.value?.steps ?? null, attemptsLeft: steps.value?.attemptsLeft ?? null }
            : { steps: null, attemptsLeft: null, stepsMissing: true }),
          related: related.ok ? related.value : [],
        },
      }
    },

    findSensitive: (_kind, id, fields, line) =>
      findRecord(id, (record) => projectSensitive(fields, record), line),

    // deepidv has neither: its description says so, and no route asks.
    listEvents: async () => NO_ROWS,
    listEventsBefore: async () => ({ ...NO_ROWS, value: { items: [], newest: null, isWhole: true } }),
    listInquiries: async () => NO_ROWS,
    findInquiries: async () => ({ ...NO_ROWS, value: { items: [], unknown: new Set() } }),
    findEvent: async () => found(null),
  }
}

function isId(told: unknown, asked: string): boolean {
  const id = v.safeParse(IdSchema, told)
  return id.success && id.output === asked.toLowerCase()
}

interface StepsOfSession {
  steps: WorkflowStep[]
  attemptsLeft: number | null
}

/** Answers that hold for one version of a session; a failure is not kept. */
function createKept<TValue>(now: () => number) {
  const kept = new Map<string, { version: string; at: number; value: TValue }>()
  return {
    drop(isOutdated: (value: TValue) => boolean): void {
      for (const [id, { value }] of kept) if (isOutdated(value)) kept.delete(id)
    },

    async get(
      id: string,
      version: string,
      request: () => Promise<Fetched<TValue>>,
    ): Promise<Fetched<TValue>> {
      const known = kept.get(id)
      if (known?.version === version && now() - known.at < PARTS_KEPT_MS) return found(known.value)
      const fetched = await request()
      kept.delete(id)
      if (!fetched.ok) return fetched
      kept.set(id, { version, at: now(), value: fetched.value })
      for (const oldest of kept.keys()) {
        if (kept.size <= MAX_PARTS) break
        kept.delete(oldest)
      }
      return fetched
    },
  }
}

const UNREADABLE = { item: null, dropped: ['session row: unreadable'] }

const found = <TItem>(value: TItem, dropped: readonly string[] = []) => {
  const count = countDropped()
  count.add(dropped)
  return { ok: true as const, allowance: undefined, value, dropped: count.all }
}

const NO_ROWS = { ...found(null), value: { items: [], newest: null, next: null } }

function countAll(fetched: readonly Fetched<unknown>[]): Dropped {
  const sum: Record<string, number> = {}
  for (const one of fetched) {
    for (const [name, count] of Object.entries(one.ok ? one.dropped : {}))
      sum[name] = (sum[name] ?? 0) + count
  }
  return sum
}
