/** Answers a query from the cache, from a run in progress, or from the provider: in this order, so that one call serves all. */
import type { ProblemCode, ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { SharedRun } from '@inquiry-lens/shared/lib/single-flight.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { CacheEntry } from '../cache/cache.ts'
import {
  FRESHNESS,
  type FreshnessClass,
  type FreshnessRules,
  isShowableOnError,
  judgeAge,
  stretchFreshness,
  timeToLive,
} from '../cache/freshness.ts'
import type { Changes, PageContent, RowCache } from '../cache/row-cache.ts'
import type { EventCache } from '../events/event-cache.ts'
import { createEventPlanner } from '../events/event-plan.ts'
import type { Metrics } from '../metrics.ts'
import type { ListQuery, Query } from '../query.ts'
import type { Priority, UpstreamContext } from '../upstream/priority-semaphore.ts'
import type { Forwarded, Upstream } from '../upstream/upstream.ts'
import { RELIED_ON_MS, type Webhooks } from '../webhooks.ts'
import { createActivityReader } from './activity.ts'
import { type CacheStatus, type GatewayAnswer, present, type Rendered, refuse } from './answer.ts'
import { createCasePlanner, createObjectFetch, planObject } from './cases.ts'
import { type CursorSeal, createPagePlanner, findPosition } from './lists.ts'
import { createLookup } from './lookups.ts'

/** `forwarded`: `undefined` if the provider was not asked. */
export type FetchResult<TContent> = { forwarded: Forwarded | undefined } & (
  | { ok: true; entry: CacheEntry<TContent> }
  | { ok: false; problem: ProblemReport }
)

export interface QueryPlan<TContent> {
  priority: Priority
  cached: CacheEntry<TContent> | undefined
  /** The cached entry may be shown even after the provider has lost the cursor's row. */
  outlivesCursor?: true
  freshnessOf: (entry: CacheEntry<TContent>) => FreshnessClass
  fetch: (context: UpstreamContext) => SharedRun<FetchResult<TContent>>
  render: (entry: CacheEntry<TContent>) => Rendered | ProblemReport
}

/** Seconds since it was last known to be true. */
export type AgeOf = (entry: Pick<CacheEntry<unknown>, 'storedAt'>, freshness: FreshnessClass) => number

export interface QueryServices {
  upstream: Upstream
  rows: RowCache
  changes: Changes
  events: EventCache
  metrics: Metrics
  seal: CursorSeal
  webhooks: Pick<Webhooks, 'judge' | 'knownAt' | 'lastAt' | 'check'>
  now: () => number
  waitUntil: (promise: Promise<unknown>) => void
}

export function createQueries(services: QueryServices) {
  const { upstream, metrics, seal, webhooks, now, waitUntil } = services
  const fetchObjects = createObjectFetch(services)
  const { provider, environment } = upstream.state()
  const { lists } = PROVIDERS[provider]
  const origin = { provider, environment }
  const ageOf: AgeOf = ({ storedAt }, freshness) =>
    Math.max(0, Math.floor((now() - (webhooks.knownAt(freshness, storedAt) ?? storedAt)) / 1000))
  /** By the quota left now: the rules of one answer don't change while the provider is asked. */
  const freshnessRules = (): FreshnessRules => {
    const share = upstream.share()
    return (freshness, storedAt) => {
      if (webhooks.knownAt(freshness, storedAt) !== undefined)
        return { ...FRESHNESS[freshness], fresh: RELIED_ON_MS / 1000 }
      const said = webhooks.judge(freshness, storedAt)
      const rule = stretchFreshness(FRESHNESS[freshness], said === 'unchanged' ? 0 : share)
      // Waited for, since it is known to be another.
      return said === 'changed' ? { ...rule, whileRevalidating: 0 } : rule
    }
  }

  const planPage = createPagePlanner(services)
  const { plan: planEvents, check } = createEventPlanner(services, planPage)
  const planCase = createCasePlanner(services, fetchObjects)
  const lookUp = createLookup(services, fetchObjects, { origin, ageOf, freshnessRules })
  const readActivity = createActivityReader(services, { origin, now, ageOf, freshnessRules })

  function planList(query: ListQuery): QueryPlan<PageContent> | ProblemReport {
    const position = findPosition(query, seal)
    if ('code' in position) return position
    return query.kind === 'events' ? planEvents(query, position) : planPage(query, position)
  }

  async function run<TContent>(
    plan: QueryPlan<TContent> | ProblemReport,
    forced: boolean,
    sender: string,
  ): Promise<GatewayAnswer> {
    if ('code' in plan) return refuse(plan)
    const { cached } = plan
    const freshness = cached && plan.freshnessOf(cached)
    const rule = freshness && freshnessRules()(freshness, cached.storedAt)
    const age = cached && freshness ? ageOf(cached, freshness) : 0
    const verdict = rule ? judgeAge(rule, age, forced) : 'fetch'

    if (cached && rule && verdict === 'fresh') {
      return show(plan, cached, 'fresh', { hit: true, ttl: timeToLive(rule, age) })
    }
    if (cached && rule && verdict === 'revalidate') {
      const background = { priority: 'background', sender } as const
      const refusal = upstream.refusal(background)
      if (!refusal) waitUntil(plan.fetch(background).result)
      const detail = refusal?.code ?? 'stale-while-revalidate'
      const status: CacheStatus = { hit: true, ttl: timeToLive(rule, age), detail }
      return show(plan, cached, 'stale', status, refusal?.code)
    }

    const fwd = forced ? 'request' : freshness === 'events-short' ? 'partial' : cached ? 'stale' : 'miss'
    const { result, isShared: collapsed } = plan.fetch({ priority: plan.priority, sender })
    const fetched = await result
    const forward =
      fetched.forwarded && ({ hit: false, fwd, fwdStatus: fetched.forwarded.status, collapsed } as const)
    if (fetched.ok) {
      return show(plan, fetched.entry, 'fresh', {
        ...(forward ?? { hit: false, fwd, collapsed }),
        stored: true,
      })
    }
    const { code } = fetched.problem
    const isGone = code === 'invalid-cursor' && !plan.outlivesCursor
    if (cached && rule && isShowableOnError(rule, age) && !isGone) {
      const ttl = timeToLive(rule, age)
      // Without a call it is a hit (RFC 9211 §2.1), however stale.
      const status: CacheStatus = forward
        ? { ...forward, stored: false, ttl, detail: code }
        : { hit: true, ttl, detail: code }
      return show(plan, cached, 'stale', status, code)
    }
    return refuse(fetched.problem, forward && { ...forward, stored: false, detail: code })
  }

  function show<TContent>(
    plan: QueryPlan<TContent>,
    entry: CacheEntry<TContent>,
    state: Source['state'],
    status: CacheStatus,
    reason?: ProblemCode,
  ): GatewayAnswer {
    const rendered = plan.render(entry)
    if ('code' in rendered) return refuse(rendered, status)
    const freshness = plan.freshnessOf(entry)
    const why = reason ?? (freshness === 'doubtful' ? 'provider-unreadable' : undefined)
    const source: Source = why ? { ...origin, state: 'stale', reason: why } : { ...origin, state }
    return present(rendered, { age: ageOf(entry, freshness), source, status })
  }

  async function answer(query: Query, forced: boolean, sender: string): Promise<GatewayAnswer> {
    switch (query.kind) {
      case 'session':
      case 'event':
        return run(planObject(query, services, fetchObjects), forced, sender)
      case 'case':
        return run(await planCase(query.id, sender), forced, sender)
      case 'lookups':
        return lookUp(query, forced, sender)
      case 'activity':
        return readActivity(query)
      default:
        return run(planList(query), forced, sender)
    }
  }

  return async (query: Query, forced: boolean, sender: string): Promise<GatewayAnswer> => {
    const given = await answer(query, forced, sender)
    const background = { priority: 'background', sender } as const
    if (lists.events && !upstream.refusal(background) && webhooks.check.isDue()) waitUntil(check(background))
    metrics.countAnswer(given.ok ? given.use : 'refused')
    return given
  }
}
