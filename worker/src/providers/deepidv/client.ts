/**
 * deepidv's API, read-only by construction: a request is one of the paths below, asked with GET, at one fixed origin.
 * Nothing of a caller's request reaches it but values that have passed a schema.
 * Source: docs.deepidv.com (authentication, list sessions, retrieve session), its SDK for servers (workflow sessions).
 */
import type { Session, SessionCase } from '@inquiry-lens/shared/model.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../call-limit.ts'
import { countDropped } from '../count-dropped.ts'
import type { Projection } from '../projection.ts'
import type { Dropped, Fetched, Line, Provider } from '../provider.ts'
import { listSessions, type Parameters, type SessionsPageRequest } from './list-sessions.ts'
import { newestFirst, type Place, parsePlace } from './place.ts'
import { projectSession } from './project.ts'
import { projectSensitive } from './project-sensitive.ts'
import { projectSteps, wholeNumber } from './project-steps.ts'
import { problemOf, readAnswer, refused, unreadable } from './read-answer.ts'
import { SessionSchema, StepsSchema, spellFields } from './wire.ts'
import { createWorkflowNames } from './workflow-names.ts'

const PATHS = {
  sessions: () => '/v1/sessions',
  session: (id: string) => `/v1/sessions/${encodeURIComponent(id)}`,
  steps: (id: string) => `/v1/sessions/${encodeURIComponent(id)}/workflow`,
  workflow: (id: string) => `/v1/workflows/${encodeURIComponent(id)}`,
}

/** Of one customer, more than anyone looks through. */
const MOST_RELATED = 20

export interface DeepidvParts {
  key: string
  origin: string
  environment: Environment
  limits: readonly CallLimit[]
  externalIdPattern: RegExp | null
  fetch: (request: Request) => Promise<Response>
  now: () => number
}

export function createDeepidv({
  key,
  origin,
  environment,
  limits,
  externalIdPattern,
  fetch,
  now,
}: DeepidvParts): Provider {
  const workflowNames = createWorkflowNames(now)
  const project = (raw: unknown) => projectSession(raw, externalIdPattern)

  /** `parameters`: of a list; of one object there are none. */
  const get = (path: string, parameters: Parameters | undefined, line: Line): Promise<Fetched<unknown>> =>
    line.send((signal) => getOnce(path, parameters, signal))

  async function getOnce(
    path: string,
    parameters: Parameters | undefined,
    signal: AbortSignal,
  ): Promise<Fetched<unknown>> {
    const url = new URL(path, origin)
    for (const [name, value] of Object.entries(parameters ?? {}))
      if (value != null) url.searchParams.set(name, value)
    // A redirect would carry the key to wherever it points.
    const request = new Request(url, {
      headers: { Accept: 'application/json', 'x-api-key': key },
      redirect: 'manual',
      signal,
    })
    try {
      return await readAnswer(await fetch(request), { now: now(), isOfOne: parameters === undefined })
    } catch {
      return refused(
        signal.aborted
          ? problemOf('provider-timeout', 'deepidv did not answer in time.')
          : problemOf('provider-unavailable', 'The connection to deepidv failed.'),
      )
    }
  }

  /** Another organisation's and none at all are the same `null`: else strangers' IDs could be told from invented ones. */
  async function find<TItem>(
    path: string,
    read: (body: unknown) => Projection<TItem> | undefined,
    line: Line,
  ): Promise<Fetched<TItem | null>> {
    const fetched = await get(path, undefined, line)
    if (!fetched.ok) return fetched.problem.code === 'not-found' ? found(null) : fetched
    const projected = read(fetched.value)
    if (!projected) return refused(unreadable('an answer without what was asked for'))
    return found(projected.item, projected.dropped)
  }

  const findRecord = <TItem>(id: string, projectRecord: (raw: unknown) => Projection<TItem>, line: Line) =>
    find(
      PATHS.session(id),
      (body) => {
        const read = v.safeParse(SessionSchema, body)
        if (!read.success) return undefined
        const { session_record, ...beside } = read.output
        // As one object, so that what stands beside the record is known to the field table, too.
        return projectRecord({ ...beside, ...spellFields(session_record) })
      },
      line,
    )

  const findSession = (id: string, line: Line) => findRecord<Session>(id, project, line)

  const list = (request: SessionsPageRequest, line: Line) =>
    listSessions(request, { get: (parameters) => get(PATHS.sessions(), parameters, line), project })

  /** `null`: it was not made from a workflow, or deepidv tells nothing of it. */
  const findSteps = (id: string, line: Line) =>
    find(
      PATHS.steps(id),
      (body) => {
        const read = v.safeParse(StepsSchema, body)
        if (!read.success) return undefined
        const { item, dropped } = projectSteps(read.output.steps)
        return {
          item: { steps: item ?? [], attemptsLeft: wholeNumber(read.output.attempts_remaining) },
          dropped,
        }
      },
      line,
    )

  /** Others of the same customer, where an admin lets the number through by which it is known. */
  async function findRelated({ id, flow }: Session, line: Line): Promise<Fetched<Session[]>> {
    const externalId = flow?.externalId
    if (externalId == null) return found<Session[]>([])
    const fetched = await list({ filter: { externalId }, after: null, wanted: MOST_RELATED }, line)
    if (!fetched.ok) return fetched
    const items = fetched.value.items.filter((one) => one.id !== id && one.flow?.externalId === externalId)
    return { ...fetched, value: items.sort(newestFirst).slice(0, MOST_RELATED) }
  }

  async function findPlace(after: string | null, line: Line): Promise<Fetched<Place | null>> {
    if (after === null) return found(null)
    const place = parsePlace(after)
    if (place) return found(place)
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

    async listSessions({ filter, after, wanted }, line) {
      const place = await findPlace(after, line)
      return place.ok ? list({ filter, after: place.value, wanted }, line) : place
    },

    findSession,

    async findCase(id, line): Promise<Fetched<SessionCase | null>> {
      const told = await findSession(id, line)
      if (!told.ok || told.value === null) return told.ok ? { ...told, value: null } : told
      const session = told.value
      const { flow } = session
      const [steps, related, name] = await Promise.all([
        findSteps(id, line),
        findRelated(session, line),
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

    findSensitive: (_kind, id, fields, line) => findRecord(id, (raw) => projectSensitive(fields, raw), line),

    // deepidv has neither: its description says so, and no route asks.
    listEvents: async () => NO_ROWS,
    listEventsBefore: async () => ({ ...NO_ROWS, value: { items: [], newest: null, isWhole: true } }),
    listInquiries: async () => NO_ROWS,
    findInquiries: async () => ({ ...NO_ROWS, value: [] }),
    findEvent: async () => found(null),
  }
}

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
