/**
 * Counts of cases over cached rows: of events where the provider has them, else of sessions, which are cases of their own
 * then. The provider is never asked, and no row stays cached longer because it was counted.
 */
import type { Activity } from '@inquiry-lens/shared/contract/activity.ts'
import { type ActiveCase, countActivity } from '@inquiry-lens/shared/domain/activity.ts'
import { groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import { stateOfInquiry } from '@inquiry-lens/shared/domain/case-state.ts'
import { casesOfEvents, casesOfSessions } from '@inquiry-lens/shared/domain/event-group.ts'
import type { Session, Source } from '@inquiry-lens/shared/domain/model.ts'
import {
  countFailures,
  type FailedOnce,
  failuresOfEvents,
  failuresOfSession,
} from '@inquiry-lens/shared/insight/trouble.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { CacheEntry } from '../cache/cache.ts'
import { type FreshnessRules, judgeAge, timeToLive } from '../cache/freshness.ts'
import { MAX_LAG_MS, type PageContent } from '../cache/row-cache.ts'
import type { RangePosition } from '../events/event-ranges.ts'
import type { ActivityQuery } from '../query.ts'
import { type GatewayAnswer, present, render } from './answer.ts'
import { nameList } from './lists.ts'
import type { AgeOf, QueryServices } from './queries.ts'

/** What the cached rows tell. Times in milliseconds. */
interface Known {
  cases: readonly ActiveCase[]
  /** No row since then is missing; minus infinity: none at all. */
  since: number
  failures: readonly FailedOnce[]
  /** No failure since then is missing; plus infinity: all may be. */
  failuresSince: number
  /** When the newest rows were listed. */
  storedAt: number
}

export function createActivityReader(
  { rows, events }: Pick<QueryServices, 'rows' | 'events'>,
  {
    origin,
    now,
    ageOf,
    freshnessRules,
  }: {
    origin: Pick<Source, 'provider' | 'environment'>
    now: () => number
    ageOf: AgeOf
    freshnessRules: () => FreshnessRules
  },
) {
  const { lists, countsBy } = PROVIDERS[origin.provider]
  let grouped:
    | { positions: readonly RangePosition[]; cases: ActiveCase[]; failures: FailedOnce[] }
    | undefined

  /** A look-up since its last event wins over its events; where they decide, one that no longer lags behind them. */
  function findGroup({ id, at, group }: ActiveCase): ActiveCase['group'] {
    const { content: row, storedAt = 0 } = rows.peekObject(id) ?? {}
    if (row?.kind !== 'inquiry' || storedAt < at + (group ? MAX_LAG_MS : 0)) return group
    return groupOfState(stateOfInquiry(origin.provider, row.item))
  }

  function readEvents(): Known | undefined {
    const range = events.peekNewest()
    if (!range) return undefined
    const { positions, reachesEnd, newestAt } = range
    // Most requests come between two changes.
    if (grouped?.positions !== positions) {
      const known = positions.flatMap(({ row }) => row ?? [])
      grouped = { positions, cases: casesOfEvents(known), failures: failuresOfEvents(known) }
    }
    const oldest = positions.findLast(({ row }) => row?.createdAt)?.row?.createdAt ?? null
    const since = reachesEnd ? Number.NEGATIVE_INFINITY : justAfter(oldest)
    const cases = grouped.cases.map((one) => ({ ...one, group: findGroup(one) }))
    const { failures } = grouped
    // Before the oldest row, nothing was usual.
    return { cases, since, failures, failuresSince: justAfter(oldest), storedAt: newestAt ?? 0 }
  }

  function readSessions(): Known | undefined {
    const pages = rows.peekPages(nameList({ kind: 'sessions', filter: {} }))
    const { sessions, since } = coverSessions(pages)
    const storedAt = pages.get(null)?.storedAt
    if (storedAt === undefined) return undefined
    const created = sessions.flatMap(({ createdAt }) => parseInstant(createdAt) ?? [])
    const oldest = created.reduce((before, at) => Math.min(before, at), Number.POSITIVE_INFINITY)
    return {
      cases: casesOfSessions(sessions),
      since,
      failures: sessions.flatMap(failuresOfSession),
      failuresSince: Math.max(since, oldest),
      storedAt,
    }
  }

  return ({ window }: ActivityQuery): GatewayAnswer => {
    const known = lists.events ? readEvents() : readSessions()
    const { cases = [], since = Number.POSITIVE_INFINITY } = known ?? {}
    const { failures = [], failuresSince = Number.POSITIVE_INFINITY } = known ?? {}
    // The same for a minute, and with it the answer's tag.
    const minute = Math.ceil((now() + 1) / MINUTE_MS) * MINUTE_MS
    const activity: Activity = {
      ...countActivity(cases, window, since),
      failures: countFailures(failures, failuresSince, minute),
      failuresSince: Number.isFinite(failuresSince) ? new Date(failuresSince).toISOString() : null,
    }
    const freshness = countsBy === 'day' ? 'newest-by-day' : 'newest'
    const rule = freshnessRules()(freshness, known?.storedAt ?? 0)
    const age = known ? ageOf(known, freshness) : 0
    const isFresh = known !== undefined && judgeAge(rule, age, false) === 'fresh'
    const answer = present(render(activity, { count: activity.all }), {
      age,
      source: { ...origin, state: isFresh ? 'fresh' : 'stale' },
      status: { hit: true, ttl: known ? timeToLive(rule, age) : 0 },
    })
    // Nothing is refreshed for it.
    return { ...answer, use: isFresh ? 'fresh' : 'stale' }
  }
}

const MINUTE_MS = 60_000

/** Rows of the oldest row's own instant may be missing. */
const justAfter = (instant: string | null): number => (parseInstant(instant) ?? Number.POSITIVE_INFINITY) + 1

/** The sessions of the newest page and of each older page that continues it, each once, as last listed. */
export function coverSessions(pages: ReadonlyMap<string | null, CacheEntry<PageContent>>): {
  sessions: Session[]
  /** As in `Known`; plus infinity: nothing is covered. */
  since: number
} {
  const latest = new Map<string, { storedAt: number; session: Session }>()
  const cursors = new Set<string | null>([null])
  const left = new Map([...pages].filter(([, { content }]) => !content.isDoubtful))
  let since = Number.POSITIVE_INFINITY
  const continues = ([after, { content }]: [string | null, CacheEntry<PageContent>]) =>
    cursors.has(after) || (parseInstant(content.rows[0]?.item.createdAt ?? null) ?? 0) >= since

  for (let found = [...left].find(continues); found; found = [...left].find(continues)) {
    const [after, { storedAt, content }] = found
    left.delete(after)
    for (const { kind, item } of content.rows) {
      cursors.add(item.id)
      if (kind !== 'session' || (latest.get(item.id)?.storedAt ?? Number.NEGATIVE_INFINITY) >= storedAt)
        continue
      latest.set(item.id, { storedAt, session: item })
    }
    cursors.add(content.next)
    const oldest = content.rows.findLast(({ item }) => item.createdAt !== null)?.item.createdAt ?? null
    since = content.next === null ? Number.NEGATIVE_INFINITY : Math.min(since, justAfter(oldest))
  }
  return { sessions: [...latest.values()].map(({ session }) => session), since }
}
