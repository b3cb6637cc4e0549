/**
 * deepidv's API, read-only by construction: a request is one of the paths below, with values that passed a schema.
 * Source: docs.deepidv.com (authentication, list sessions, retrieve session), its SDK for servers (workflow sessions).
 */
import { TEST_DELIVERY_ID } from '@inquiry-lens/shared/contract/live.ts'
import { isUuid } from '@inquiry-lens/shared/domain/ids/id-letters.ts'
import type { Session, SessionCase, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import {
  addCounts,
  createJsonApi,
  found,
  type JsonApiOptions,
  readRetryAfter,
  readSecondsUntil,
} from '../json-api.ts'
import { isHidden, type Projection, type ShowName, text } from '../projection.ts'
import type { Fetched, ListRequest, Provider, UpstreamCall, Webhook } from '../provider.ts'
import {
  createSessionLister,
  newestFirst,
  type PagePosition,
  parsePosition,
  readSessionsPage,
} from './list-sessions.ts'
import {
  asWholeNumber,
  projectDeepidvSensitive,
  projectDeepidvSession,
  projectSteps,
  projectWorkflowName,
  UNRELATED,
  VisibleRecord,
} from './project.ts'
import { ErrorSchema, IdSchema, normaliseFields, SessionSchema, StepsSchema } from './wire.ts'

const PATHS = {
  sessions: () => '/v1/sessions',
  session: (id: string) => `/v1/sessions/${encodeURIComponent(id)}`,
  steps: (id: string) => `/v1/sessions/${encodeURIComponent(id)}/workflow`,
  workflow: (id: string) => `/v1/workflows/${encodeURIComponent(id)}`,
}

const RATE_SECONDS = 1
const QUOTA_SECONDS = 600

const createDeepidvApi = ({
  key,
  ...options
}: Pick<JsonApiOptions, 'origin' | 'fetch' | 'now'> & { key: string }) =>
  createJsonApi({
    ...options,
    provider: 'deepidv',
    headers: { Accept: 'application/json', 'x-api-key': key },
    // No valid ID (400), another organisation's (403), or none (404).
    missing: new Set([400, 403, 404]),
    describeRefusal({ status, headers, body }) {
      if (status === 402) {
        const detail = 'The organisation’s balance at deepidv is used up.'
        return { code: 'provider-unavailable', detail, final: true }
      }
      if (status !== 429) return undefined
      const { code, resets_at } = v.parse(ErrorSchema, body)
      const isQuota = code === 'QUOTA_EXCEEDED'
      return {
        code: 'provider-rate-limited',
        detail: isQuota ? 'deepidv’s quota for the day is used up.' : 'deepidv’s request limit is used up.',
        retryAfter:
          readSecondsUntil(resets_at, options.now()) ??
          readRetryAfter(headers, options.now()) ??
          (isQuota ? QUOTA_SECONDS : RATE_SECONDS),
      }
    },
  })

const MAX_RELATED = 20

/** How long a case keeps its steps and related sessions while its session does not change. */
const PARTS_KEPT_MS = 5 * 60_000
const MAX_PARTS = 400
const NAMES_KEPT_MS = 4 * 60 * 60_000
const MAX_NAMES = 200

export interface DeepidvOptions {
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
  environment,
  limits,
  externalIdPattern,
  showName,
  now,
  ...connection
}: DeepidvOptions): Provider {
  const api = createDeepidvApi({ ...connection, now })
  const stepsOf = createVersionCache<SessionSteps | null>(now)
  const relatedTo = createVersionCache<Session[]>(now)
  const workflowNames = new LruMap<string, { name: string | null; at: number }>(MAX_NAMES)
  const project = (record: VisibleRecord) => projectDeepidvSession(record, externalIdPattern, showName)

  /** A record that is unreadable or has another ID may be a screening. */
  async function findRecord<TItem>(
    id: string,
    projectDeepidvSession: (record: VisibleRecord) => Projection<TItem>,
    call: UpstreamCall,
  ): Promise<Fetched<TItem | null>> {
    // Only a sandbox has words as IDs.
    if (environment !== 'sandbox' && !isUuid(id)) return found(null)
    return api.findHideable(
      PATHS.session(id),
      (body) => {
        const read = v.safeParse(SessionSchema, body)
        if (!read.success) return UNREADABLE
        const { session_record, ...beside } = read.output
        const record = normaliseFields(session_record)
        if (!isId(record.id, id)) return UNREADABLE
        return VisibleRecord.project({ ...beside, ...record }, projectDeepidvSession)
      },
      call,
    )
  }

  async function findSession(id: string, call: UpstreamCall): Promise<Fetched<Session | null>> {
    const session = await findRecord<Session>(id, project, call)
    if (session.ok && session.value === null)
      relatedTo.drop((related) => related.some((one) => one.id === id.toLowerCase()))
    return session
  }

  const list = createSessionLister({
    get: (parameters, call) =>
      api.getList(
        PATHS.sessions(),
        parameters,
        (response) => readSessionsPage(response, (raw) => VisibleRecord.project(raw, project)),
        call,
      ),
    now,
  })

  const findSteps = (id: string, call: UpstreamCall) =>
    api.find<SessionSteps>(
      PATHS.steps(id),
      {},
      (body) => {
        const read = v.safeParse(StepsSchema, body)
        if (!read.success) return UNRELATED
        const { session_id, steps, attempts_remaining } = read.output
        if (session_id !== undefined && !isId(session_id, id)) return UNRELATED
        const { item, dropped } = projectSteps(steps, showName)
        return { item: { steps: item ?? [], attemptsLeft: asWholeNumber(attempts_remaining) }, dropped }
      },
      call,
    )

  async function findWorkflowName(id: string | undefined, call: UpstreamCall): Promise<string | null> {
    // `..` in an ID would change the path.
    if (!v.is(IdSchema, id)) return null
    const cached = workflowNames.get(id)
    if (cached && now() - cached.at < NAMES_KEPT_MS) return cached.name
    const fetched = await api.find(
      PATHS.workflow(id),
      {},
      (body) => projectWorkflowName(body, id, showName),
      call,
    )
    if (!fetched.ok) return cached?.name ?? null
    workflowNames.set(id, { name: fetched.value, at: now() })
    return fetched.value
  }

  /** Other sessions of the same customer, where agents may see the external ID. */
  async function findRelated({ id, flow }: Session, call: UpstreamCall): Promise<Fetched<Session[]>> {
    const externalId = flow?.externalId
    if (externalId == null) return found<Session[]>([])
    const fetched = await list({ filter: { externalId }, after: null, wanted: MAX_RELATED }, call)
    if (!fetched.ok) return fetched
    const items = fetched.value.items.filter((one) => one.id !== id && one.flow?.externalId === externalId)
    return { ...fetched, value: items.sort(newestFirst).slice(0, MAX_RELATED) }
  }

  async function findPosition(
    { after, afterTime }: Pick<ListRequest<unknown>, 'after' | 'afterTime'>,
    call: UpstreamCall,
  ): Promise<Fetched<PagePosition | null>> {
    if (after === null) return found(null)
    const position = parsePosition(after)
    if (position) return found(position)
    if (afterTime) return found({ createdAt: afterTime, id: after })
    const row = await findSession(after, call)
    if (!row.ok) return row
    const createdAt = row.value?.createdAt
    if (createdAt) return found({ createdAt, id: after })
    const problem = { ...api.problemOf('not-found', 'The row is gone.'), final: true }
    return { ok: false, allowance: undefined, problem }
  }

  return {
    id: 'deepidv',
    readWebhook: readDeepidvWebhook,
    environment,
    limits,

    async listSessions({ filter, wanted, ...cursor }, call) {
      const position = await findPosition(cursor, call)
      return position.ok ? list({ filter, after: position.value, wanted }, call) : position
    },

    findSession,

    async findCase(id, call): Promise<Fetched<SessionCase | null>> {
      const fetched = await findSession(id, call)
      if (!fetched.ok || fetched.value === null) return fetched.ok ? { ...fetched, value: null } : fetched
      const session = fetched.value
      const { flow } = session
      const version = JSON.stringify([session.status, flow?.progress, flow?.updatedAt, flow?.externalId])
      const [steps, related, name] = await Promise.all([
        stepsOf.get(id, version, () => findSteps(id, call)),
        relatedTo.get(id, version, () => findRelated(session, call)),
        findWorkflowName(flow?.workflow?.id, call),
      ])
      const dropped = addCounts([fetched, steps, related].map((one) => (one.ok ? one.dropped : {})))
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
          ...(steps.ok
            ? { steps: steps.value?.steps ?? null, attemptsLeft: steps.value?.attemptsLeft ?? null }
            : { steps: null, attemptsLeft: null, stepsMissing: true }),
          related: related.ok ? related.value : [],
        },
      }
    },

    findSensitive: (_kind, id, fields, call) =>
      findRecord(id, (record) => projectDeepidvSensitive(fields, record), call),

    listEvents: async () => NO_ROWS,
    listEventsBefore: async () => ({ ...NO_ROWS, value: { items: [], newest: null, isWhole: true } }),
    listInquiries: async () => NO_ROWS,
    findInquiries: async () => ({ ...NO_ROWS, value: { items: [], unknown: new Set() } }),
    findEvent: async () => found(null),
  }
}

function isId(named: unknown, wanted: string): boolean {
  const id = v.safeParse(IdSchema, named)
  return id.success && id.output === wanted.toLowerCase()
}

interface SessionSteps {
  steps: WorkflowStep[]
  attemptsLeft: number | null
}

/** Caches answers that hold for one version of a session, but no failures. */
function createVersionCache<TValue>(now: () => number) {
  const cached = new LruMap<string, { version: string; at: number; value: TValue }>(MAX_PARTS)
  return {
    drop(isOutdated: (value: TValue) => boolean): void {
      for (const [id, { value }] of cached) if (isOutdated(value)) cached.delete(id)
    },

    async get(
      id: string,
      version: string,
      request: () => Promise<Fetched<TValue>>,
    ): Promise<Fetched<TValue>> {
      const known = cached.get(id)
      if (known?.version === version && now() - known.at < PARTS_KEPT_MS) return found(known.value)
      const fetched = await request()
      if (fetched.ok) cached.set(id, { version, at: now(), value: fetched.value })
      else cached.delete(id)
      return fetched
    },
  }
}

const UNREADABLE = { item: null, dropped: ['session row: unreadable'] }

const NO_ROWS = found({ items: [], newest: null, next: null })

const NAMES_OF_ID = ['id', 'session_id'] as const

/**
 * What a webhook of deepidv’s says: its signature is not over the body, so that all it can be is a hint that a session
 * changed (docs.deepidv.com, "Webhooks: event object"). Of another kind than those five it may be about no session, and a session
 * without its type may be one that screens.
 */
export function readDeepidvWebhook(body: unknown): Webhook {
  const envelope = normaliseFields(body)
  const data = normaliseFields(envelope.data)
  const record = normaliseFields(data.session_record ?? data)
  const isNamed = (text(envelope.type) ?? '').startsWith('session.')
  const { item, dropped } = VisibleRecord.project(record, () => {
    const named = [record, data, envelope].flatMap((one) => NAMES_OF_ID.map((name) => one[name]))
    const id = named.flatMap((one) => (one === TEST_DELIVERY_ID ? [] : readId(one)))[0] ?? null
    return {
      item: id && {
        caseId: id,
        isSure: isNamed && id === readId(record.id)[0] && text(record.type) !== null,
      },
      dropped: [],
    }
  })
  return item
    ? { kind: 'hint', ...item }
    : { kind: 'nothing', id: null, dropped: {}, isClosed: dropped.some(isHidden) }
}

function readId(value: unknown): string[] {
  const id = v.safeParse(IdSchema, value)
  return id.success ? [id.output] : []
}
