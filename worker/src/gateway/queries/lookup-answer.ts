/** What is said of each ID once everybody has been asked, and of all of them together. Pure. */

import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Lookup, Source } from '@inquiry-lens/shared/domain/model.ts'
import type { CacheEntry } from '../cache/cache.ts'
import {
  type Freshness,
  type FreshnessClass,
  isShowableOnError,
  judgeAge,
  timeToLive,
} from '../cache/freshness.ts'
import { freshnessOfMark, type Row, summarizeRow } from '../cache/row.ts'
import { type GatewayAnswer, present, refuse, render } from './answer.ts'
import type { LeftOut } from './lookup-plan.ts'
import type { FetchResult } from './plan.ts'

export interface Asked {
  held: CacheEntry<Row | null> | undefined
  /** Where the provider was asked and waited for. */
  landing: FetchResult<Row | null> | undefined
  /** Somebody else had asked already. */
  joined: boolean
  leftOut: LeftOut | undefined
}

type Standing =
  | { known: true; row: Row | null; age: number; ttl: number; problem: ProblemReport | undefined }
  | { known: false; reason: string; problem: ProblemReport | undefined }

export interface LookupAnswerParts {
  origin: Pick<Source, 'provider' | 'environment'>
  ageOf: (entry: CacheEntry<unknown>) => number
  ruleOf: (freshness: FreshnessClass) => Freshness
  forced: boolean
  /** Why nothing is asked for anew behind the asker's back. */
  withheld: ProblemReport | undefined
}

/** `ids`: as they were asked for, each of them in `asked`. */
export function answerLookup(
  ids: readonly string[],
  asked: ReadonlyMap<string, Asked>,
  { origin, ageOf, ruleOf, forced, withheld }: LookupAnswerParts,
): GatewayAnswer {
  const standings = new Map([...asked].map(([id, one]) => [id, judge(one, ageOf, ruleOf)]))
  const all = [...standings.values()]
  const known = all.filter((standing) => standing.known)
  const problem = all.find((standing) => standing.problem)?.problem
  const awaited = [...asked.values()].filter(({ landing }) => landing)
  const hasLanded = awaited.some(({ landing }) => landing?.ok)
  const forwards = awaited.flatMap(({ landing }) => landing?.forwarded ?? [])
  const forward = {
    hit: false,
    fwd: forced ? 'request' : awaited.some(({ held }) => held) ? 'stale' : 'miss',
    fwdStatus: agreedStatus(awaited),
    stored: hasLanded,
    collapsed: awaited.length > 0 && awaited.every(({ joined }) => joined),
  } as const
  if (known.length === 0 && problem) {
    return refuse(problem, forwards.length > 0 ? { ...forward, detail: problem.code } : undefined)
  }

  const ttl = Math.min(...known.map((standing) => standing.ttl))
  const isStale = ttl <= 0
  const reason = problem?.code ?? (isStale ? withheld?.code : undefined)
  const detail = reason ?? (isStale ? 'stale-while-revalidate' : undefined)
  const rendered = render(
    { items: ids.map((id) => toLookup(id, standings.get(id))) },
    { found: known.filter(({ row }) => row !== null).length },
  )
  return present(
    { ...rendered, answered: [...standings].flatMap(([id, { known: isKnown }]) => (isKnown ? [id] : [])) },
    {
      age: Math.max(0, ...known.map(({ age }) => age)),
      source: {
        ...origin,
        state: isStale || problem ? 'stale' : 'fresh',
        ...(reason && { reason }),
      },
      status:
        known.length > 0 && !hasLanded && forwards.length === 0
          ? { hit: true, ttl, detail }
          : { ...forward, ...(known.length > 0 && isStale && { ttl }), detail },
    },
  )
}

/** The status that every call was answered with; a call for what is not there does not count. */
function agreedStatus(awaited: readonly Asked[]): number | undefined {
  const [first, ...others] = awaited.flatMap(({ landing }) =>
    landing?.ok && landing.entry.content === null ? [] : (landing?.forwarded ?? []),
  )
  return others.every(({ status }) => status === first?.status) ? first?.status : undefined
}

function judge(
  { held, landing, leftOut }: Asked,
  ageOf: LookupAnswerParts['ageOf'],
  ruleOf: LookupAnswerParts['ruleOf'],
): Standing {
  const entry = landing?.ok ? landing.entry : held
  const problem = landing && !landing.ok ? landing.problem : undefined
  const unknown = { known: false, reason: problem?.code ?? leftOut ?? 'internal', problem } as const
  if (!entry) return unknown
  const rule = ruleOf(freshnessOfMark(entry.content))
  const age = ageOf(entry)
  // A refresh that was forced may leave out what can still be shown as it is.
  const isShowable = problem
    ? isShowableOnError(rule, age)
    : !leftOut || judgeAge(rule, age, false) !== 'fetch'
  return isShowable ? { known: true, row: entry.content, age, ttl: timeToLive(rule, age), problem } : unknown
}

function toLookup(id: string, standing: Standing | undefined): Lookup {
  if (!standing?.known) return { id, outcome: 'not-asked', reason: standing?.reason ?? 'no-lookup' }
  return standing.row === null
    ? { id, outcome: 'not-found' }
    : { id, outcome: 'found', summary: summarizeRow(standing.row) }
}
