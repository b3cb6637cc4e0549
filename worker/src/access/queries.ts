/** Answers queries of agents: limits, provider gateway, audit entry, entity tag. No entry, no answer. */
import { createHmac } from 'node:crypto'
import type { AuditAction } from '@inquiry-lens/shared/audit/chain.ts'
import { MAX_RECENT_VIEWERS, type RecentViewer } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { formatCacheStatus, type GatewaySuccess } from '../gateway/queries/answer.ts'
import type { Query } from '../gateway/query.ts'
import { isReferenceId } from '../providers/shown-names.ts'
import { err, ok, type Result } from '../result.ts'
import type { AuditLog, NewEntry } from './audit/audit-log.ts'
import type { AuthContext, RecordDenial } from './authenticate.ts'
import type { Gateways } from './gateways.ts'
import { HOURLY_LIMIT, type HourlyUsage, type ReservedLookups } from './limits/rate-limit.ts'
import type { CheckVelocity, Person } from './limits/velocity-limit.ts'

export interface AuthorizedQuery extends Pick<GatewaySuccess, 'age' | 'source' | 'completeSince'> {
  etag: string
  /** `null`: the client has this body already. Nothing is disclosed, and there is no entry. */
  body: string | null
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

export function createQueries({
  gateways,
  auditLog,
  usage,
  recordDenial,
  checkVelocity,
  pepper,
  hash,
}: {
  gateways: Gateways
  auditLog: AuditLog
  usage: HourlyUsage
  recordDenial: RecordDenial
  checkVelocity: CheckVelocity
  pepper: string
  /** Keyed. */
  hash: (text: string) => string
}) {
  const tagKey = createHmac('sha256', pepper).update('entity tags').digest()
  /** Strong; differs by agent and query, so that a tag can't be guessed or passed on. */
  function tagOf(...parts: readonly unknown[]): string {
    const digest = createHmac('sha256', tagKey).update(JSON.stringify(parts)).digest('base64url')
    return `"${digest.slice(0, 22)}"`
  }

  /** The IDs that the agent may still look up in this hour; refused if there are none. */
  function reserveLookups(by: AuthContext, ids: readonly string[]): Result<ReservedLookups> {
    const reserved = usage.reserveLookups(by.email, ids)
    const { allowed, retryAfter } = reserved
    if (retryAfter === undefined) return ok(reserved)
    recordDenial(by, { permission: 'read', why: 'lookup-limit' })
    if (allowed.length > 0) return ok(reserved)
    const detail = `At most ${HOURLY_LIMIT.lookups} different IDs in an hour.`
    return err({ code: 'lookups-limited', detail, retryAfter })
  }

  return async (
    by: AuthContext,
    provider: ProviderConfiguration,
    requested: Query,
    { ifNoneMatch, forced }: Conditions,
  ): Promise<Result<AuthorizedQuery>> => {
    // Reserved before the provider is asked, so that parallel requests count.
    const reserved = requested.kind === 'lookups' ? reserveLookups(by, requested.ids) : undefined
    if (reserved && !reserved.ok) return reserved
    const lookups = reserved?.value
    const query = requested.kind === 'lookups' && lookups ? { ...requested, ids: lookups.allowed } : requested
    const beyondLimit =
      requested.kind === 'lookups' ? requested.ids.filter((id) => !lookups?.allowed.includes(id)) : []
    const answer = await gateways.answer(provider, query, forced, by.email).catch((error: unknown) => {
      lookups?.commit([])
      throw error
    })
    lookups?.commit((answer.ok && answer.answered) || [])
    const ended = by.findEnd()
    if (ended) return err(ended)
    const { email: agent, requestId } = by
    const { environment, idPattern } = provider
    const persons = personsOf(query, answer.ok ? answer : undefined, hash)
    const action = actionOf(query, persons.length > 0)
    const asked = { ...describeQuery(query, idPattern?.expression ?? null), environment }
    if (!answer.ok) {
      const { code } = answer.problem
      const isAboutPeople = persons.length > 0 || query.kind === 'lookups'
      if (code !== 'not-found' && !(code === 'provider-unreadable' && isAboutPeople)) {
        return { ...err(answer.problem), cacheStatus: answer.status && formatCacheStatus(answer.status) }
      }
      const throttled = checkVelocity(by, persons, 'read', false)
      if (throttled) return throttled
      // That an object does not exist, or can't be read, is a fact too. The cache status could tell why, and is left out.
      auditLog.write({ agent, action, requestId, about: { ...asked, outcome: code } })
      return err(answer.problem)
    }
    const { body, age, source, completeSince, shown } = answer
    const cacheStatus = formatCacheStatus(answer.status)
    const [person] = query.kind === 'case' ? persons : []
    const viewers = person ? auditLog.findRecentViewers(person.key, agent) : []
    // Without times, so that a colleague's next look makes no new tag.
    const names = viewers.map((viewer) => viewer.agent).sort()
    const etag = tagOf(agent, environment, query, answer.etag, names)
    const reading = { etag, age, source, cacheStatus, completeSince }
    if (matchesTag(ifNoneMatch, etag)) return ok({ ...reading, body: null })

    const throttled = checkVelocity(by, persons, 'read')
    if (throttled) return throttled
    const about = { ...asked, ...shown, cache: cacheStatus }
    auditLog.write(
      { agent, action, requestId, about: { ...about, shown: namesOf(about, answer) } },
      action === 'open' ? casesOf(answer) : [],
    )
    return ok({ ...reading, body, recentViewers: viewers.slice(0, MAX_RECENT_VIEWERS), beyondLimit })
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

/** `idPattern`: of the company's own numbers. Another reference may be a customer's e-mail address, which no entry holds. */
function describeQuery(query: Query, idPattern: RegExp | null): About {
  const { kind, provider } = query
  switch (query.kind) {
    case 'session':
    case 'event':
    case 'case':
      return { kind, provider, id: query.id }
    case 'lookups':
      return { kind, provider, ids: [...new Set(query.ids)] }
    case 'inquiries': {
      const { reference, state, ...filter } = query.filter
      const named = nameReference(reference, idPattern)
      return {
        ...{ kind, provider, ...filter },
        ...{ reference: named, state: bound(state), older: query.cursor !== undefined },
      }
    }
    case 'sessions': {
      const { externalId, ...filter } = query.filter
      const named = nameReference(externalId, idPattern)
      return { kind, provider, ...filter, externalId: named, older: query.cursor !== undefined }
    }
    case 'events': {
      const { name, ...filter } = query.filter
      return { kind, provider, ...filter, name: bound(name), older: query.cursor !== undefined }
    }
  }
}

const nameReference = (reference: string | undefined, idPattern: RegExp | null): string | undefined =>
  reference && (isReferenceId(idPattern, reference) ? reference : 'withheld')

const MAX_WORDS = 12
const MAX_WORD_LENGTH = 60

/** Free words of the agent; a few are enough to know what was asked. */
const bound = (words: readonly string[] | undefined): readonly string[] | undefined =>
  words && [
    ...words.slice(0, MAX_WORDS).map((word) => word.slice(0, MAX_WORD_LENGTH)),
    ...(words.length > MAX_WORDS ? [`and ${words.length - MAX_WORDS} more`] : []),
  ]

/** The objects of the answer that its entry does not name yet. */
function namesOf(about: About, { ids }: Pick<GatewaySuccess, 'ids'>): readonly string[] | undefined {
  const named = new Set(Object.values(about).flat())
  const rest = ids.filter((id) => !named.has(id))
  return rest.length > 0 ? rest : undefined
}

/**
 * The people that a query names: by an ID, or by a filter on an inquiry, an account, another object or the company's own
 * number. `answer`: `undefined` if nothing was found.
 */
function personsOf(
  query: Query,
  answer: Pick<GatewaySuccess, 'shown' | 'ids'> | undefined,
  hash: (reference: string) => string,
): Person[] {
  const inquiry = answer?.shown.inquiry
  const keys = keysOf(query, typeof inquiry === 'string' ? inquiry : undefined, (reference) =>
    hash(`person ${query.provider} ${reference}`),
  )
  // A list about several people does not say which row belongs to whom.
  const related = keys.length === 1 ? (answer?.ids ?? []) : []
  return keys.map((key) => ({ key, related }))
}

function keysOf(
  query: Query,
  inquiry: string | undefined,
  keyOfReference: (reference: string) => string,
): readonly string[] {
  switch (query.kind) {
    case 'session':
    case 'event':
    case 'case':
      return [inquiry ?? query.id]
    case 'lookups':
      return []
    case 'sessions': {
      const { inquiry: ofInquiry, externalId } = query.filter
      if (ofInquiry !== undefined) return [ofInquiry]
      return externalId === undefined ? [] : [keyOfReference(externalId)]
    }
    case 'events':
      return query.filter.object ?? query.filter.id ?? []
    case 'inquiries': {
      const { reference, account } = query.filter
      return reference === undefined ? (account ?? []) : [keyOfReference(reference)]
    }
  }
}

/** The cases that have recent viewers: inquiries, and sessions without one. */
const casesOf = ({ ids }: Pick<GatewaySuccess, 'ids'>): string[] =>
  ids.filter((id) => {
    const object = classifyObjectId(id)
    return object?.kind === 'inquiry' || (object?.kind === 'session' && object.provider === 'deepidv')
  })
