/**
 * Answers a question from what is held, from a flight that is under way, or by asking the provider: in this order, so
 * that the provider is asked once however many ask.
 */
import { createHash } from 'node:crypto'
import type { ProviderState } from '@inquiry-lens/shared/api.ts'
import type { Session, Source } from '@inquiry-lens/shared/model.ts'
import type { ProblemCode, ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import { meaningOfSession } from '@inquiry-lens/shared/status.ts'
import type { Fetched, Provider } from '../providers/provider.ts'
import { isListQuestion, type ListQuestion, type ObjectQuestion, type Question } from '../question.ts'
import { formatCacheStatus } from './cache-status.ts'
import type { CursorSeal } from './cursor.ts'
import { createFlights } from './flight.ts'
import { FRESHNESS, type FreshnessClass, isShowableOnError, judgeAge, timeToLive } from './freshness.ts'
import { createStore, type Entry, keyOfPage } from './store.ts'

/** Lists may take a while; whoever looks something up has a customer waiting. */
const LIST_DEADLINE_MS = 10_000
const OBJECT_DEADLINE_MS = 4_000

export interface GateSuccess {
  ok: true
  /** JSON: `{items, next}` or one object. */
  body: string
  /** Strong, quoted; over the body alone. */
  etag: string
  /** Seconds since the provider said it. */
  age: number
  source: Source
  cacheStatus: string
  /** Which rows are in the body, for the record. */
  shown: { count: number; newest: string | null; oldest: string | null }
}

export interface GateFailure {
  ok: false
  problem: ProblemReport
}

export type GateAnswer = GateSuccess | GateFailure

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

type Landing = { ok: true; entry: Entry } | { ok: false; problem: ProblemReport }

/** One way to answer one question: where it is held, and how to ask for it anew. */
interface Plan {
  key: string
  held: Entry | undefined
  /** The rule for what is asked, which may be stricter or looser than the one it was stored under. */
  freshnessOf: (entry: Entry) => FreshnessClass
  fetch: () => Promise<Landing>
  render: (entry: Entry) => Pick<GateSuccess, 'body' | 'shown'> | ProblemReport
}

export function createReader({ provider, seal, now, waitUntil }: ReaderParts): Reader {
  const store = createStore()
  const flights = createFlights<Landing>()
  let blockedUntil = 0
  let state: ProviderState['state'] = 'untried'
  let reason: ProblemCode | undefined

  const name = PROVIDERS[provider.id].name
  const ageOf = (entry: Entry) => Math.max(0, Math.floor((now() - entry.storedAt) / 1000))

  async function ask<TValue>(
    deadlineMs: number,
    request: (signal: AbortSignal) => Promise<Fetched<TValue>>,
    keep: (value: TValue) => Entry,
  ): Promise<Landing> {
    if (now() < blockedUntil) return { ok: false, problem: rateLimited() }
    const fetched = await request(AbortSignal.timeout(deadlineMs))
    const { allowance } = fetched
    if (allowance?.remaining === 0) blockedUntil = now() + allowance.resetsInSeconds * 1000
    if (!fetched.ok) {
      const { problem } = fetched
      if (problem.retryAfter !== undefined)
        blockedUntil = Math.max(blockedUntil, now() + problem.retryAfter * 1000)
      // A refusal of this one question says nothing about the provider's health.
      if (!problem.final || problem.code === 'provider-key-refused') {
        state = 'failing'
        reason = problem.code
      }
      const { final: _, ...report } = problem
      return { ok: false, problem: report }
    }
    state = 'answering'
    reason = undefined
    return { ok: true, entry: keep(fetched.value) }
  }

  const rateLimited = (): ProblemReport => ({
    code: 'provider-rate-limited',
    detail: `${name}’s request limit for this environment is used up.`,
    provider: provider.id,
    retryAfter: Math.ceil((blockedUntil - now()) / 1000),
  })

  function planList(question: ListQuestion): Plan | ProblemReport {
    const list = JSON.stringify([question.kind, question.filter])
    const after = question.cursor === undefined ? null : seal.open(list, question.cursor)
    if (after === undefined) return staleCursor('It is not one that this relay gave for this list.')
    const key = keyOfPage(list, after)
    const freshness = freshnessOfList(question, after)
    return {
      key,
      held: after === null ? store.get(key) : (store.get(key) ?? findPageWith(store.pagesOf(list), after)),
      freshnessOf: () => freshness,
      fetch: async () => {
        const landing = await ask(
          LIST_DEADLINE_MS,
          (signal): Promise<Fetched<{ items: { id: string }[]; next: string | null }>> =>
            question.kind === 'sessions'
              ? provider.listSessions({ filter: question.filter, after, wanted: question.limit }, signal)
              : provider.listEvents({ filter: question.filter, after, wanted: question.limit }, signal),
          ({ items, next }) =>
            keep(key, { storedAt: now(), freshness, content: { kind: 'page', items, next } }),
        )
        const refused = !landing.ok && ['invalid-parameter', 'not-found'].includes(landing.problem.code)
        return refused && after !== null
          ? { ok: false, problem: staleCursor('The row it stands at is gone.') }
          : landing
      },
      render: ({ content }) => {
        if (content.kind !== 'page') return internal()
        const start = after === null ? 0 : content.items.findIndex(({ id }) => id === after) + 1
        const items = content.items.slice(start, start + question.limit)
        const isCut = start + question.limit < content.items.length
        const next = isCut ? (items.at(-1)?.id ?? null) : content.next
        return {
          body: JSON.stringify({ items, next: next === null ? null : seal.seal(list, next) }),
          shown: { count: items.length, newest: items[0]?.id ?? null, oldest: items.at(-1)?.id ?? null },
        }
      },
    }
  }

  function planObject({ kind, id }: ObjectQuestion): Plan {
    const key = JSON.stringify([kind, id])
    return {
      key,
      held: store.get(key),
      freshnessOf: ({ freshness }) => freshness,
      fetch: () =>
        kind === 'session'
          ? ask(
              OBJECT_DEADLINE_MS,
              (signal) => provider.findSession(id, signal),
              (item) =>
                keep(key, {
                  storedAt: now(),
                  freshness: item === null ? 'missing' : freshnessOfSession(item),
                  content: { kind: 'object', item },
                }),
            )
          : ask(
              OBJECT_DEADLINE_MS,
              (signal) => provider.findEvent(id, signal),
              (item) =>
                keep(key, {
                  storedAt: now(),
                  freshness: item === null ? 'missing' : 'events-behind',
                  content: { kind: 'object', item },
                }),
            ),
      render: ({ content }) => {
        if (content.kind !== 'object') return internal()
        if (content.item === null) return missing()
        return { body: JSON.stringify(content.item), shown: { count: 1, newest: id, oldest: id } }
      },
    }
  }

  function keep(key: string, entry: Entry): Entry {
    store.set(key, entry)
    return entry
  }

  const missing = (): ProblemReport => ({
    code: 'not-found',
    detail: `Not in ${provider.environment.toUpperCase()}: a wrong ID, or one of another environment.`,
    provider: provider.id,
  })

  async function follow(plan: Plan, forced: boolean): Promise<GateAnswer> {
    const { held } = plan
    const rule = held && FRESHNESS[plan.freshnessOf(held)]
    const verdict = held && rule ? judgeAge(rule, ageOf(held), forced) : 'fetch'

    if (held && rule && verdict !== 'fetch') {
      const stale = verdict === 'revalidate'
      if (stale) waitUntil(flights.join(plan.key, plan.fetch).landing)
      return present(plan, held, stale ? 'stale' : 'fresh', {
        hit: true,
        ttl: timeToLive(rule, ageOf(held)),
        ...(stale && { detail: 'stale-while-revalidate' }),
      })
    }

    const { landing, joined } = flights.join(plan.key, plan.fetch)
    const landed = await landing
    if (landed.ok) {
      const fwd = forced ? 'request' : held ? 'stale' : 'miss'
      return present(plan, landed.entry, 'fresh', { hit: false, fwd, stored: true, collapsed: joined })
    }
    if (held && rule && isShowableOnError(rule, ageOf(held)) && landed.problem.code !== 'invalid-cursor') {
      const { code } = landed.problem
      const status = { hit: true, ttl: timeToLive(rule, ageOf(held)), detail: code } as const
      return present(plan, held, 'stale', status, code)
    }
    return { ok: false, problem: landed.problem }
  }

  function present(
    plan: Plan,
    entry: Entry,
    freshness: Source['state'],
    status: Parameters<typeof formatCacheStatus>[0],
    because?: ProblemCode,
  ): GateAnswer {
    const rendered = plan.render(entry)
    if ('code' in rendered) return { ok: false, problem: rendered }
    const { id, environment } = provider
    return {
      ok: true,
      ...rendered,
      etag: etagOf(rendered.body),
      age: ageOf(entry),
      source: { provider: id, environment, state: freshness, ...(because && { reason: because }) },
      cacheStatus: formatCacheStatus(status),
    }
  }

  const etagOf = (body: string) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`

  return {
    async answer(question, forced) {
      const plan = isListQuestion(question) ? planList(question) : planObject(question)
      return 'code' in plan ? { ok: false, problem: plan } : follow(plan, forced)
    },
    state: () => ({
      provider: provider.id,
      environment: provider.environment,
      state,
      ...(reason && { reason }),
    }),
  }
}

function freshnessOfList({ kind, filter }: ListQuestion, after: string | null): FreshnessClass {
  if (after !== null) return `${kind}-behind`
  return Object.values(filter).some((value) => value !== undefined) ? 'newest-filtered' : 'newest'
}

const freshnessOfSession = ({ provider, status }: Session): FreshnessClass =>
  ['expired', 'voided'].includes(meaningOfSession(provider, status)) ? 'final' : 'open'

/** A page that holds the row and something behind it, or the end. */
const findPageWith = (pages: readonly Entry[], row: string): Entry | undefined =>
  pages.find(({ content }) => {
    if (content.kind !== 'page') return false
    const index = content.items.findIndex(({ id }) => id === row)
    return index >= 0 && (index + 1 < content.items.length || content.next === null)
  })

const staleCursor = (why: string): ProblemReport => ({
  code: 'invalid-cursor',
  parameter: 'cursor',
  detail: `This cursor leads nowhere. ${why}`,
})

const internal = (): ProblemReport => ({
  code: 'internal',
  detail: 'What is held is not what was asked for.',
})
