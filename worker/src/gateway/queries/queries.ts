/**
 * Answers a question from what is held, from a flight that is under way, or by asking the provider: in this order, so
 * that the provider is asked once however many ask.
 */

import type { ProblemCode, ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { CacheEntry } from '../cache/cache.ts'
import {
  FRESHNESS,
  type FreshnessClass,
  isShowableOnError,
  judgeAge,
  stretchFreshness,
  timeToLive,
} from '../cache/freshness.ts'
import type { PageContent, RowCache } from '../cache/row-cache.ts'
import type { Changes } from '../events/changes.ts'
import type { EventCache } from '../events/event-cache.ts'
import { createEventPlanner } from '../events/event-plan.ts'
import type { Metrics } from '../metrics.ts'
import type { ListQuery, Query } from '../query.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { CacheStatus } from './answer.ts'
import { type GatewayAnswer, present, refuse } from './answer.ts'
import { createCasePlanner } from './case-plan.ts'
import type { CursorSeal } from './cursor.ts'
import { findPosition } from './list-position.ts'
import { createLookup } from './lookup.ts'
import { createObjectFetch } from './object-fetch.ts'
import { createObjectPlanner } from './object-plan.ts'
import { createPagePlanner } from './page-plan.ts'
import type { Plan } from './plan.ts'

export interface QueriesParts {
  upstream: Upstream
  memory: RowCache
  unread: Changes
  events: EventCache
  metrics: Metrics
  seal: CursorSeal
  now: () => number
  /** Keeps the gate awake for a refresh that nobody waits for. */
  waitUntil: (promise: Promise<unknown>) => void
}

/** `asker`: an opaque key of the agent. */
export type Queries = (question: Query, forced: boolean, sender: string) => Promise<GatewayAnswer>

export function createQueries({
  upstream,
  memory,
  unread,
  events,
  metrics,
  seal,
  now,
  waitUntil,
}: QueriesParts): Queries {
  const fetch = createObjectFetch({ memory, upstream })
  const { provider, environment } = upstream.state()
  const origin = { provider, environment }
  const ageOf = (entry: CacheEntry<unknown>) => Math.max(0, Math.floor((now() - entry.storedAt) / 1000))
  /** One share for all of an answer: what it is judged by does not move while the provider is asked. */
  const rulesNow = () => {
    const share = upstream.share()
    return (freshness: FreshnessClass) => stretchFreshness(FRESHNESS[freshness], share)
  }

  const planPage = createPagePlanner({ memory, upstream })
  const planEvents = createEventPlanner({ memory, events, upstream, planPage, now })
  const planObject = createObjectPlanner({ memory, upstream, fetch })
  const planCase = createCasePlanner({ memory, unread, upstream, fetch, now })
  const lookUp = createLookup({ memory, fetch, upstream, origin, ageOf, rulesNow, waitUntil })

  function planList(question: ListQuery): Plan<PageContent> | ProblemReport {
    const place = findPosition(question, seal)
    if ('code' in place) return place
    return question.kind === 'events' ? planEvents(question, place) : planPage(question, place)
  }

  async function follow<TContent>(
    plan: Plan<TContent> | ProblemReport,
    forced: boolean,
    sender: string,
  ): Promise<GatewayAnswer> {
    if ('code' in plan) return refuse(plan)
    const { held } = plan
    const freshness = held && plan.freshnessOf(held)
    const rule = freshness && rulesNow()(freshness)
    const verdict = held && rule ? judgeAge(rule, ageOf(held), forced) : 'fetch'

    if (held && rule && verdict === 'fresh') {
      return show(plan, held, 'fresh', { hit: true, ttl: timeToLive(rule, ageOf(held)) })
    }
    if (held && rule && verdict === 'revalidate') {
      const background = { priority: 'background', sender } as const
      const withheld = upstream.refusal(background)
      if (!withheld) waitUntil(plan.fetch(background).result)
      const detail = withheld?.code ?? 'stale-while-revalidate'
      const status: CacheStatus = { hit: true, ttl: timeToLive(rule, ageOf(held)), detail }
      return show(plan, held, 'stale', status, withheld?.code)
    }

    const fwd: Extract<CacheStatus, { hit: false }>['fwd'] = forced
      ? 'request'
      : freshness === 'events-short'
        ? 'partial'
        : held
          ? 'stale'
          : 'miss'
    const { result: landing, isShared: joined } = plan.fetch({ priority: plan.priority, sender })
    const landed = await landing
    const asked = landed.forwarded && { fwd, fwdStatus: landed.forwarded.status, collapsed: joined }
    if (landed.ok) {
      return show(plan, landed.entry, 'fresh', {
        hit: false,
        stored: true,
        ...(asked ?? { fwd, collapsed: joined }),
      })
    }
    const { code } = landed.problem
    const isGone = code === 'invalid-cursor' && !plan.outlivesCursor
    if (held && rule && isShowableOnError(rule, ageOf(held)) && !isGone) {
      const ttl = timeToLive(rule, ageOf(held))
      // Where nobody was asked, it is a hit (RFC 9211 §2.1), however stale.
      const status: CacheStatus = asked
        ? { hit: false, stored: false, ...asked, ttl, detail: code }
        : { hit: true, ttl, detail: code }
      return show(plan, held, 'stale', status, code)
    }
    return refuse(landed.problem, asked && { hit: false, stored: false, ...asked, detail: code })
  }

  function show<TContent>(
    plan: Plan<TContent>,
    entry: CacheEntry<TContent>,
    state: Source['state'],
    status: CacheStatus,
    reason?: ProblemCode,
  ): GatewayAnswer {
    const rendered = plan.render(entry)
    if ('code' in rendered) return refuse(rendered, status)
    // A list that the provider broke off is not shown as a whole one.
    const why = reason ?? (plan.freshnessOf(entry) === 'doubtful' ? 'provider-unreadable' : undefined)
    const source: Source = why ? { ...origin, state: 'stale', reason: why } : { ...origin, state }
    return present(rendered, { age: ageOf(entry), source, status })
  }

  async function answer(question: Query, forced: boolean, sender: string): Promise<GatewayAnswer> {
    switch (question.kind) {
      case 'session':
      case 'event':
        return follow(planObject(question), forced, sender)
      case 'case':
        return follow(await planCase(question.id, sender), forced, sender)
      case 'lookups':
        return lookUp(question, forced, sender)
      default:
        return follow(planList(question), forced, sender)
    }
  }

  return async (question, forced, sender) => {
    const told = await answer(question, forced, sender)
    metrics.countAnswer(told.ok ? told.use : 'refused')
    return told
  }
}
