/** Answers queries of agents: limits, provider gateway, audit entry, entity tag. No entry, no answer. */
import { createHmac } from 'node:crypto'
import type { AuditAction } from '@inquiry-lens/shared/audit/chain.ts'
import { MAX_RECENT_VIEWERS, type RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { formatCacheStatus, type GatewaySuccess } from '../gateway/queries/answer.ts'
import type { Query } from '../gateway/query.ts'
import { isReferenceId } from '../providers/projection.ts'
import { err, ok, type Result } from '../result.ts'
import type { Viewers } from './access-control.ts'
import type { AuditLog, NewEntry } from './audit/audit-log.ts'
import type { AuthContext, RecordDenial } from './authenticate.ts'
import type { Gateways } from './gateways.ts'
import { HOURLY_LIMIT, type HourlyUsage, type ReservedLookups } from './limits/rate-limit.ts'
import type { CheckVelocity } from './limits/velocity-limit.ts'

export interface AuthorizedQuery extends Pick<GatewaySuccess, 'age' | 'source' | 'completeSince'> {
  etag: string
  /** JSON in UTF-8. `null`: the client has this body already. Nothing is disclosed, and there is no entry. */
  body: Uint8Array | null
  cacheStatus: string
  /** Other agents who opened this case. */
  recentViewers?: RecentViewer[] | undefined
  /** IDs beyond the agent's hourly limit: the body leaves them out. */
  beyondLimit?: readonly string[] | undefined
}

export interface Conditions {
  ifNoneMatch: string | undefined
  /** Ask the provider again, as far as the limits that protect it allow. */
  forced: boolean
}

/** A hundred rows are 60 kB. */
const MAX_BODIES = 32

interface Reservation extends Pick<ReservedLookups, 'commit'> {
  query: Query
  beyondLimit: readonly string[]
}

export function createAnswerQuery({
  gateways,
  auditLog,
  usage,
  recordDenial,
  checkVelocity,
  viewers,
  pepper,
  hash,
}: {
  gateways: Gateways
  auditLog: AuditLog
  usage: HourlyUsage
  recordDenial: RecordDenial
  checkVelocity: CheckVelocity
  viewers: Viewers
  pepper: string
  hash: (text: string) => string
}) {
  const tagKey = createHmac('sha256', pepper).update('entity tags').digest()
  /** Strong; differs by agent and query, so that a tag can't be guessed or passed on. */
  function tagOf(...parts: readonly unknown[]): string {
    const digest = createHmac('sha256', tagKey).update(JSON.stringify(parts)).digest('base64url')
    return `"${digest.slice(0, 22)}"`
  }

  /** As bytes, which cross to the Worker and its response at a fraction of a text’s cost. By their tag. */
  const bodies = new LruMap<string, Uint8Array>(MAX_BODIES)
  function encode({ etag, body }: GatewaySuccess): Uint8Array {
    const bytes = bodies.get(etag) ?? new TextEncoder().encode(body)
    bodies.set(etag, bytes)
    return bytes
  }

  /** Look-ups are reserved before the provider is asked, so that parallel requests count. */
  function reserve(by: AuthContext, query: Query): Result<Reservation> {
    if (query.kind !== 'lookups') return ok({ query, beyondLimit: [], commit: () => undefined })
    const { allowed, retryAfter, commit } = usage.reserveLookups(by.email, query.ids)
    if (retryAfter !== undefined) recordDenial(by, { permission: 'read', why: 'lookup-limit' })
    if (retryAfter !== undefined && allowed.length === 0) {
      const detail = `At most ${HOURLY_LIMIT.lookups} different IDs in an hour.`
      return err({ code: 'lookups-limited', detail, retryAfter })
    }
    const beyondLimit = query.ids.filter((id) => !allowed.includes(id))
    return ok({ query: { ...query, ids: allowed }, beyondLimit, commit })
  }

  return async (
    by: AuthContext,
    provider: ProviderConfiguration,
    requested: Query,
    { ifNoneMatch, forced }: Conditions,
  ): Promise<Result<AuthorizedQuery>> => {
    const reserved = reserve(by, requested)
    if (!reserved.ok) return reserved
    const { query, beyondLimit, commit } = reserved.value
    const answer = await gateways.answer(provider, query, forced, by.email).catch((error: unknown) => {
      commit([])
      throw error
    })
    commit((answer.ok && answer.answered) || [])
    const endProblem = by.findEnd()
    if (endProblem) return err(endProblem)
    const { email: agent, requestId } = by
    const { environment, idPattern } = provider
    const { facts, people } = describeQuery(query, answer.ok ? answer.shown.inquiry : null, idPattern, hash)
    // A row of a list about several people may belong to any of them.
    const related = people.length === 1 && answer.ok ? answer.ids : []
    const persons = people.map((key) => ({ key, related }))
    const action = actionOf(query, persons.length > 0)
    const requestFacts = { ...facts, environment }
    if (!answer.ok) {
      const { code } = answer.problem
      const isAboutPeople = persons.length > 0 || query.kind === 'lookups'
      if (code !== 'not-found' && !(code === 'provider-unreadable' && isAboutPeople)) {
        return { ...err(answer.problem), cacheStatus: answer.status && formatCacheStatus(answer.status) }
      }
      const throttled = checkVelocity(by, persons, 'read', false)
      if (throttled) return throttled
      // That an object does not exist, or can't be read, is a fact too. The cache status could tell why, and is left out.
      auditLog.write({ agent, action, requestId, about: { ...requestFacts, outcome: code } })
      return err(answer.problem)
    }
    const { age, source, completeSince, shown } = answer
    const cacheStatus = formatCacheStatus(answer.status)
    const [person] = query.kind === 'case' ? persons : []
    const recent = person ? await viewers.find(person.key, agent) : []
    const endedSince = by.findEnd()
    if (endedSince) return err(endedSince)
    // Without times, so that a colleague's next look makes no new tag.
    const names = recent.map((viewer) => viewer.agent).sort()
    const etag = tagOf(agent, environment, query, answer.etag, names)
    const reading = { etag, age, source, cacheStatus, completeSince }
    if (matchesTag(ifNoneMatch, etag)) return ok({ ...reading, body: null })

    const throttled = checkVelocity(by, persons, 'read')
    if (throttled) return throttled
    const about = { ...requestFacts, ...shown, cache: cacheStatus }
    auditLog.write({ agent, action, requestId, about: { ...about, shown: namesOf(about, answer) } })
    if (action === 'open') viewers.add(agent, casesOf(answer))
    return ok({
      ...reading,
      body: encode(answer),
      recentViewers: recent.slice(0, MAX_RECENT_VIEWERS),
      beyondLimit,
    })
  }
}

/** RFC 9110 §13.1.2, except that `*` never matches: a 304 would reveal that something exists. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((one) => one.trim().replace(/^W\//, ''))
  return tags?.includes(tag) ?? false
}

type About = NewEntry['about']

/** `isAboutPeople`: about people that the query names. */
function actionOf({ kind }: Query, isAboutPeople: boolean): AuditAction {
  if (kind === 'lookups') return 'mark'
  return isAboutPeople ? 'open' : 'list'
}

/**
 * The facts for the audit entry, and a key of each person that the query names: by an ID, or by a filter on an inquiry, an
 * account, another object or the company's own number. `inquiry`: the one that the answer shows.
 */
function describeQuery(
  query: Query,
  inquiry: string | number | null | undefined,
  idPattern: ProviderConfiguration['idPattern'],
  hash: (reference: string) => string,
): { facts: About; people: readonly string[] } {
  const { kind, provider } = query
  const keyOf = (reference: string) => hash(`person ${provider} ${reference}`)
  // A reference that does not match the pattern may be a customer's e-mail address, which no entry holds.
  const nameOf = (reference: string | undefined) =>
    reference && (isReferenceId(idPattern?.expression ?? null, reference) ? reference : 'withheld')
  switch (query.kind) {
    case 'session':
    case 'event':
    case 'case':
      return {
        facts: { kind, provider, id: query.id },
        people: [typeof inquiry === 'string' ? inquiry : query.id],
      }
    case 'lookups':
      return { facts: { kind, provider, ids: [...new Set(query.ids)] }, people: [] }
    case 'activity': {
      const { from, to, bucketMs } = query.window
      const [start, end] = [from, to].map((time) => new Date(time).toISOString())
      return { facts: { kind, provider, from: start, to: end, bucket: bucketMs / 60_000 }, people: [] }
    }
    case 'inquiries': {
      const { reference, state, ...filter } = query.filter
      const named = { reference: nameOf(reference), state: bound(state) }
      return {
        facts: { kind, provider, ...filter, ...named, older: query.cursor !== undefined },
        people: reference === undefined ? (filter.account ?? []) : [keyOf(reference)],
      }
    }
    case 'sessions': {
      const { externalId, ...filter } = query.filter
      const key = filter.inquiry ?? (externalId === undefined ? undefined : keyOf(externalId))
      return {
        facts: {
          kind,
          provider,
          ...filter,
          externalId: nameOf(externalId),
          older: query.cursor !== undefined,
        },
        people: key === undefined ? [] : [key],
      }
    }
    case 'events': {
      const { name, ...filter } = query.filter
      return {
        facts: { kind, provider, ...filter, name: bound(name), older: query.cursor !== undefined },
        people: filter.object ?? filter.id ?? [],
      }
    }
  }
}

const MAX_WORDS = 12
const MAX_WORD_LENGTH = 60

/** Free words of the agent; a few are enough to know what was asked. */
const bound = (words: readonly string[] | undefined): readonly string[] | undefined =>
  words && [
    ...words.slice(0, MAX_WORDS).map((word) => word.slice(0, MAX_WORD_LENGTH)),
    ...(words.length > MAX_WORDS ? [`and ${words.length - MAX_WORDS} more`] : []),
  ]

function namesOf(about: About, { ids }: Pick<GatewaySuccess, 'ids'>): readonly string[] | undefined {
  const named = new Set(Object.values(about).flat())
  const rest = ids.filter((id) => !named.has(id))
  return rest.length > 0 ? rest : undefined
}

/** The cases that have recent viewers: inquiries, and sessions without one. */
const casesOf = ({ ids }: Pick<GatewaySuccess, 'ids'>): string[] =>
  ids.filter((id) => {
    const object = classifyObjectId(id)
    return object?.kind === 'inquiry' || (object?.kind === 'session' && object.provider === 'deepidv')
  })
