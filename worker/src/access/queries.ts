/** What agents read: asked of the gate, and written down before it may leave. */
import { MAX_RECENT_VIEWERS, type RecentViewer } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { formatCacheStatus, type GatewaySuccess } from '../gateway/queries/answer.ts'
import type { Query } from '../gateway/query.ts'
import type { AuditLog } from './audit/audit-log.ts'
import { actionOf, casesOf, namesOf, personsOf, subjectsOf } from './audit/query-subjects.ts'
import { matchesTag, type TagOf } from './entity-tags.ts'
import type { Gateways } from './gateways.ts'
import type { CountCaseView, CountLookups } from './limits/case-views.ts'
import { err, ok, type Result } from './result.ts'
import type { AuthContext } from './with-authorization.ts'

export interface AuthorizedQuery extends Pick<GatewaySuccess, 'age' | 'source' | 'completeSince'> {
  etag: string
  /** `null`: the asker has this body already. Nothing is disclosed, and there is no entry. */
  body: string | null
  cacheStatus: string
  /** Of a case that is sent: which others opened it lately. */
  seen?: RecentViewer[] | undefined
  /** IDs beyond what the agent may look up in an hour: the body is of the others. */
  beyondLimit?: readonly string[] | undefined
}

export interface Conditions {
  ifNoneMatch: string | undefined
  /** Ask the provider anew, within the floor that protects it. */
  forced: boolean
}

export interface QueriesParts {
  gateways: Gateways
  record: AuditLog
  countOpening: CountCaseView
  countLookups: CountLookups
  tagOf: TagOf
  /** Keyed. */
  hash: (text: string) => string
}

export const createQueries =
  ({ gateways, record, countOpening, countLookups, tagOf, hash }: QueriesParts) =>
  async (
    visitor: AuthContext,
    provider: ProviderConfiguration,
    wanted: Query,
    { ifNoneMatch, forced }: Conditions,
  ): Promise<Result<AuthorizedQuery>> => {
    // Before the provider is asked: what is under way counts as well, and so does what is not found.
    const reserved = wanted.kind === 'lookups' ? countLookups(visitor, wanted.ids) : undefined
    if (reserved && !reserved.ok) return reserved
    const lookups = reserved?.value
    const question = wanted.kind === 'lookups' && lookups ? { ...wanted, ids: lookups.allowed } : wanted
    const beyondLimit =
      wanted.kind === 'lookups' ? wanted.ids.filter((id) => !lookups?.allowed.includes(id)) : []
    const answer = await gateways
      .answer(provider, question, forced, visitor.email)
      .catch((error: unknown) => {
        lookups?.settle([])
        throw error
      })
    lookups?.settle((answer.ok && answer.answered) || [])
    const ended = visitor.findEnd()
    if (ended) return err(ended)
    const { email: agent, requestId } = visitor
    const { environment, idPattern } = provider
    const persons = personsOf(question, answer.ok ? answer : undefined, hash)
    const action = actionOf(question, persons.length > 0)
    const asked = { ...subjectsOf(question, idPattern?.expression ?? null), environment }
    if (!answer.ok) {
      const { code } = answer.problem
      const isAboutPeople = persons.length > 0 || question.kind === 'lookups'
      if (code !== 'not-found' && !(code === 'provider-unreadable' && isAboutPeople)) {
        return { ...err(answer.problem), cacheStatus: answer.status && formatCacheStatus(answer.status) }
      }
      const slowed = countOpening(visitor, persons, 'read', false)
      if (slowed) return slowed
      // That there is none, or one that can't be read, is a fact as well. How the provider was asked could tell why, and is left out.
      record.write({ agent, action, requestId, about: { ...asked, outcome: code } })
      return err(answer.problem)
    }
    const { body, age, source, completeSince, shown } = answer
    const cacheStatus = formatCacheStatus(answer.status)
    const [person] = question.kind === 'case' ? persons : []
    const seen = person ? record.findRecentViewers(person.key, agent) : []
    // Without their times, which would make a new tag each time that one of them looks again.
    const viewers = seen.map((one) => one.agent).sort()
    const etag = tagOf(agent, environment, question, answer.etag, viewers)
    const reading = { etag, age, source, cacheStatus, completeSince }
    if (matchesTag(ifNoneMatch, etag)) return ok({ ...reading, body: null })

    const slowed = countOpening(visitor, persons, 'read')
    if (slowed) return slowed
    const about = { ...asked, ...shown, cache: cacheStatus }
    record.write(
      { agent, action, requestId, about: { ...about, shown: namesOf(about, answer) } },
      action === 'open' ? casesOf(answer) : [],
    )
    return ok({ ...reading, body, seen: seen.slice(0, MAX_RECENT_VIEWERS), beyondLimit })
  }
