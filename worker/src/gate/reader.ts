/**
 * Answers a question from what is held, from a flight that is under way, or by asking the provider: in this order, so
 * that the provider is asked once however many ask.
 */
import type { ProviderState } from '@inquiry-lens/shared/api.ts'
import type { Source } from '@inquiry-lens/shared/model.ts'
import type { ProblemCode, ProblemReport } from '@inquiry-lens/shared/problem.ts'
import type { Provider } from '../providers/provider.ts'
import type { Question } from '../question.ts'
import { type GateAnswer, present, refuse } from './answer.ts'
import type { CacheStatus } from './cache-status.ts'
import { createCasePlanner } from './case-plan.ts'
import type { CursorSeal } from './cursor.ts'
import { FRESHNESS, isShowableOnError, judgeAge, timeToLive } from './freshness.ts'
import { createListPlanner } from './list-plan.ts'
import { createLookerUp } from './lookup.ts'
import { createMemory } from './memory.ts'
import { createObjectFetch } from './object-fetch.ts'
import { createObjectPlanner } from './object-plan.ts'
import type { Plan } from './plan.ts'
import type { Entry } from './store.ts'
import { createUpstream } from './upstream.ts'

export interface ReaderParts {
  provider: Provider
  seal: CursorSeal
  now: () => number
  /** Keeps the gate awake for a refresh that nobody waits for. */
  waitUntil: (promise: Promise<unknown>) => void
}

export interface Reader {
  answer(question: Question, forced: boolean): Promise<GateAnswer>
  state(): ProviderState
}

export function createReader({ provider, seal, now, waitUntil }: ReaderParts): Reader {
  const memory = createMemory(now)
  const upstream = createUpstream(provider, now)
  const fetch = createObjectFetch({ memory, upstream })
  const origin = { provider: provider.id, environment: provider.environment }
  const ageOf = (entry: Entry<unknown>) => Math.max(0, Math.floor((now() - entry.storedAt) / 1000))

  const planList = createListPlanner({ memory, upstream, seal })
  const planObject = createObjectPlanner({ memory, upstream, fetch })
  const planCase = createCasePlanner({ memory, upstream, fetch, now })
  const lookUp = createLookerUp({ memory, fetch, origin, ageOf, waitUntil })

  async function follow<TContent>(
    plan: Plan<TContent> | ProblemReport,
    forced: boolean,
  ): Promise<GateAnswer> {
    if ('code' in plan) return refuse(plan)
    const { held } = plan
    const rule = held && FRESHNESS[plan.freshnessOf(held)]
    const verdict = held && rule ? judgeAge(rule, ageOf(held), forced) : 'fetch'

    if (held && rule && verdict !== 'fetch') {
      const stale = verdict === 'revalidate'
      if (stale) waitUntil(plan.fetch().landing)
      return show(plan, held, stale ? 'stale' : 'fresh', {
        hit: true,
        ttl: timeToLive(rule, ageOf(held)),
        ...(stale && { detail: 'stale-while-revalidate' }),
      })
    }

    const { landing, joined } = plan.fetch()
    const landed = await landing
    if (landed.ok) {
      const fwd = forced ? 'request' : held ? 'stale' : 'miss'
      return show(plan, landed.entry, 'fresh', { hit: false, fwd, stored: true, collapsed: joined })
    }
    if (held && rule && isShowableOnError(rule, ageOf(held)) && landed.problem.code !== 'invalid-cursor') {
      const { code } = landed.problem
      return show(plan, held, 'stale', { hit: true, ttl: timeToLive(rule, ageOf(held)), detail: code }, code)
    }
    return refuse(landed.problem)
  }

  function show<TContent>(
    plan: Plan<TContent>,
    entry: Entry<TContent>,
    state: Source['state'],
    status: CacheStatus,
    reason?: ProblemCode,
  ): GateAnswer {
    const rendered = plan.render(entry)
    if ('code' in rendered) return refuse(rendered)
    const source: Source = { ...origin, state, ...(reason && { reason }) }
    return present(rendered, { age: ageOf(entry), source, status })
  }

  return {
    async answer(question, forced) {
      switch (question.kind) {
        case 'session':
        case 'event':
          return follow(planObject(question), forced)
        case 'case':
          return follow(await planCase(question.id), forced)
        case 'lookups':
          return lookUp(question, forced)
        default:
          return follow(planList(question), forced)
      }
    },
    state: upstream.state,
  }
}
