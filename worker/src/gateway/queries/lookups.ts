/** Look-ups: a summary of each ID, from cached rows and as few calls as possible. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { hasLinkExpired } from '@inquiry-lens/shared/domain/ending.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import type { CacheEntry } from '../cache/cache.ts'
import {
  type Freshness,
  type FreshnessClass,
  type FreshnessRules,
  type FreshnessVerdict,
  freshnessOfMark,
  freshnessOfOpen,
  isShowableOnError,
  judgeAge,
  timeToLive,
} from '../cache/freshness.ts'
import { type Row, summarizeRow } from '../cache/row-cache.ts'
import type { LookupsQuery } from '../query.ts'
import type { UpstreamContext } from '../upstream/priority-semaphore.ts'
import { type GatewayAnswer, present, refuse, render } from './answer.ts'
import type { ObjectFetch, SharedFetch } from './cases.ts'
import type { AgeOf, FetchResult, QueryServices } from './queries.ts'

export function createLookup(
  { rows, changes, events, upstream, webhooks, now, waitUntil }: QueryServices,
  fetchObjects: ObjectFetch,
  {
    freshnessRules,
    origin,
    ageOf: ageAt,
  }: Pick<AnswerContext, 'origin'> & { ageOf: AgeOf; freshnessRules: () => FreshnessRules },
) {
  function classOf({ content, storedAt }: CacheEntry<Row | null>): FreshnessClass {
    const freshness = freshnessOfMark(content)
    if (content === null) return freshness
    const { id, provider } = content.item
    const mayHave =
      freshness === freshnessOfOpen(provider) && webhooks.knownAt(freshness, storedAt) === undefined
    const isOutdated = content.kind === 'inquiry' && changes.isOutdated(content.item, storedAt, mayHave)
    if (isOutdated || changes.hasChanged(id, storedAt) || hasExpired(content, storedAt, now()))
      return 'superseded'
    const isTold = content.kind === 'inquiry' && freshness === 'open' && events.areRead()
    return isTold ? 'open-beside-events' : freshness
  }

  return async (
    { ids, isBackground }: LookupsQuery,
    forced: boolean,
    sender: string,
  ): Promise<GatewayAnswer> => {
    const cached = new Map(ids.map((id) => [id, rows.getObject(id)]))
    const rules = freshnessRules()
    const ruleOf: AnswerContext['ruleOf'] = (entry) => rules(classOf(entry), entry.storedAt)
    const ageOf: AnswerContext['ageOf'] = (entry) => ageAt(entry, classOf(entry))
    const refusal = upstream.refusal({ priority: 'background', sender })
    const plan = planLookup(ids, (id) => {
      const entry = cached.get(id)
      const verdict = entry ? judgeAge(ruleOf(entry), ageOf(entry), forced) : 'fetch'
      if (verdict !== 'revalidate') return verdict
      return refusal ? 'fresh' : isBackground ? 'fetch' : verdict
    })
    const contextOf = (isAwaited: boolean): UpstreamContext => ({
      priority: isAwaited && !isBackground ? 'lookup' : 'background',
      sender,
      isForMarks: true,
    })
    const runs = new Map<string, SharedFetch>([
      ...fetchObjects.inquiries(plan.inquiries, contextOf(plan.inquiries.some((id) => plan.awaited.has(id)))),
      ...plan.singles.map(({ kind, id }): [string, SharedFetch] => [
        id,
        fetchObjects.one(kind, id, contextOf(plan.awaited.has(id))),
      ]),
    ])
    waitUntil(Promise.all([...runs.values()].map(({ result }) => result)))

    const looked = await Promise.all(
      [...cached].map(async ([id, entry]) => {
        const run = plan.awaited.has(id) ? runs.get(id) : undefined
        const fetched = await run?.result
        const isShared = run?.isShared ?? false
        return [id, { cached: entry, fetched, isShared, leftOut: plan.leftOut.get(id) }] as const
      }),
    )
    return answerLookup(ids, new Map(looked), { origin, ageOf, ruleOf, forced, refusal })
  }
}

/** Since it was stored, by the clock: not every provider sends a webhook of that. */
function hasExpired(row: Row, storedAt: number, now: number): boolean {
  const summary = summarizeRow(row)
  return hasLinkExpired(summary, now) && !hasLinkExpired(summary, storedAt)
}

/** Inquiries come in one call; a look-up makes at most so many calls for other objects. */
export const MAX_SINGLE_CALLS = 5

type SingleKind = 'session' | 'event'
type LeftOut = 'lookup-limit' | 'no-lookup'

export interface LookupPlan {
  inquiries: string[]
  singles: { kind: SingleKind; id: string }[]
  /** The IDs above that the answer waits for; the others are shown from the cache. */
  awaited: ReadonlySet<string>
  leftOut: ReadonlyMap<string, LeftOut>
}

export function planLookup(ids: readonly string[], verdictOf: (id: string) => FreshnessVerdict): LookupPlan {
  const wanted = [...new Set(ids)].map((id) => ({ id, kind: kindOf(id), verdict: verdictOf(id) }))
  const has = (verdict: FreshnessVerdict) => (one: { verdict: FreshnessVerdict }) => one.verdict === verdict

  const inquiries = wanted.filter(({ kind, verdict }) => kind === 'inquiry' && verdict !== 'fresh')
  // Stale inquiries join a call that is needed anyway, and are waited for with it.
  const awaitedInquiries = inquiries.some(has('fetch')) ? inquiries : []

  const others = wanted.flatMap(({ id, kind, verdict }) =>
    kind === 'session' || kind === 'event' ? [{ id, kind, verdict }] : [],
  )
  const singles = [...others.filter(has('fetch')), ...others.filter(has('revalidate'))].slice(
    0,
    MAX_SINGLE_CALLS,
  )
  const fetched = new Set(singles.map(({ id }) => id))

  return {
    inquiries: inquiries.map(({ id }) => id),
    singles: singles.map(({ id, kind }) => ({ id, kind })),
    awaited: new Set([...awaitedInquiries, ...singles.filter(has('fetch'))].map(({ id }) => id)),
    leftOut: new Map([
      ...wanted.flatMap(({ id, kind }): [string, LeftOut][] => (kind ? [] : [[id, 'no-lookup']])),
      ...others
        .filter(({ id, verdict }) => verdict === 'fetch' && !fetched.has(id))
        .map(({ id }): [string, LeftOut] => [id, 'lookup-limit']),
    ]),
  }
}

/** `undefined`: providers have no list or address of these objects alone. */
function kindOf(id: string): 'inquiry' | SingleKind | undefined {
  const kind = classifyObjectId(id)?.kind
  return kind === 'inquiry' || kind === 'session' || kind === 'event' ? kind : undefined
}

export interface LookedUp {
  cached: CacheEntry<Row | null> | undefined
  fetched: FetchResult<Row | null> | undefined
  isShared: boolean
  leftOut: LeftOut | undefined
}

interface AnswerContext {
  origin: Pick<Source, 'provider' | 'environment'>
  ageOf: (entry: CacheEntry<Row | null>) => number
  ruleOf: (entry: CacheEntry<Row | null>) => Freshness
  forced: boolean
  refusal: ProblemReport | undefined
}

type LookupState =
  | { isKnown: true; row: Row | null; age: number; ttl: number; problem: ProblemReport | undefined }
  | { isKnown: false; reason: string; problem: ProblemReport | undefined }

/** Pure. `ids`: in the requested order, each of them in `looked`. */
export function answerLookup(
  ids: readonly string[],
  looked: ReadonlyMap<string, LookedUp>,
  { origin, ageOf, ruleOf, forced, refusal }: AnswerContext,
): GatewayAnswer {
  const states = new Map([...looked].map(([id, one]) => [id, judge(one, ageOf, ruleOf)]))
  const all = [...states.values()]
  const known = all.filter((state) => state.isKnown)
  const problem = all.find((state) => state.problem)?.problem
  const awaited = [...looked.values()].filter(({ fetched }) => fetched)
  const wasFetched = awaited.some(({ fetched }) => fetched?.ok)
  const wasForwarded = awaited.some(({ fetched }) => fetched?.forwarded)
  const forward = {
    hit: false,
    fwd: forced ? 'request' : awaited.some(({ cached }) => cached) ? 'stale' : 'miss',
    fwdStatus: commonStatus(awaited),
    stored: wasFetched,
    collapsed: awaited.length > 0 && awaited.every(({ isShared }) => isShared),
  } as const
  if (known.length === 0 && problem) {
    return refuse(problem, wasForwarded ? { ...forward, detail: problem.code } : undefined)
  }

  const ttl = Math.min(...known.map((state) => state.ttl))
  const isStale = ttl <= 0
  const reason = problem?.code ?? (isStale ? refusal?.code : undefined)
  const detail = reason ?? (isStale ? 'stale-while-revalidate' : undefined)
  const rendered = render(
    { items: ids.map((id) => toLookup(id, states.get(id))) },
    { found: known.filter(({ row }) => row !== null).length },
  )
  return present(
    { ...rendered, answered: [...states].flatMap(([id, { isKnown }]) => (isKnown ? [id] : [])) },
    {
      age: Math.max(0, ...known.map(({ age }) => age)),
      source: { ...origin, state: isStale || problem ? 'stale' : 'fresh', ...(reason && { reason }) },
      status:
        known.length > 0 && !wasFetched && !wasForwarded
          ? { hit: true, ttl, detail }
          : { ...forward, ...(known.length > 0 && isStale && { ttl }), detail },
    },
  )
}

/** The status that all calls have in common, without calls that found nothing. */
function commonStatus(awaited: readonly LookedUp[]): number | undefined {
  const [first, ...others] = awaited.flatMap(({ fetched }) =>
    fetched?.ok && fetched.entry.content === null ? [] : (fetched?.forwarded ?? []),
  )
  return others.every(({ status }) => status === first?.status) ? first?.status : undefined
}

function judge(
  { cached, fetched, leftOut }: LookedUp,
  ageOf: AnswerContext['ageOf'],
  ruleOf: AnswerContext['ruleOf'],
): LookupState {
  const entry = fetched?.ok ? fetched.entry : cached
  const problem = fetched && !fetched.ok ? fetched.problem : undefined
  const unknown = { isKnown: false, reason: problem?.code ?? leftOut ?? 'internal', problem } as const
  if (!entry) return unknown
  const rule = ruleOf(entry)
  const age = ageOf(entry)
  // A forced refresh can leave out an ID whose cached row may still be shown.
  const isShowable = problem
    ? isShowableOnError(rule, age)
    : !leftOut || judgeAge(rule, age, false) !== 'fetch'
  return isShowable
    ? { isKnown: true, row: entry.content, age, ttl: timeToLive(rule, age), problem }
    : unknown
}

function toLookup(id: string, state: LookupState | undefined): Lookup {
  if (!state?.isKnown) return { id, outcome: 'not-asked', reason: state?.reason ?? 'no-lookup' }
  return state.row === null
    ? { id, outcome: 'not-found' }
    : { id, outcome: 'found', summary: summarizeRow(state.row) }
}
