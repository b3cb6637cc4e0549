/** Lists, page by page. A cursor inside a cached page is answered from that page. */
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import {
  type Fetched,
  mapFetched,
  type Provider,
  type UpstreamCall,
  type UpstreamPage,
} from '../../providers/provider.ts'
import type { CacheEntry } from '../cache/cache.ts'
import { FRESHNESS, type FreshnessClass, lifeOf } from '../cache/freshness.ts'
import type { PageContent, Row } from '../cache/row-cache.ts'
import type { ListQuery } from '../query.ts'
import type { UpstreamContext } from '../upstream/priority-semaphore.ts'
import { LIST_DEADLINE_MS } from '../upstream/upstream.ts'
import { createSerializedAnswers, type Rendered, render } from './answer.ts'
import { dropRowsBefore, type ListPosition, toCursorProblem } from './cursor.ts'
import type { FetchResult, QueryPlan, QueryServices } from './queries.ts'

export type PlanPage = (query: ListQuery, position: ListPosition) => QueryPlan<PageContent>

export function createPagePlanner({ rows, upstream }: QueryServices): PlanPage {
  const singleFlight = createSingleFlight<FetchResult<PageContent>>()
  const serialized = createSerializedAnswers()

  return (query, position) => {
    const { list, after } = position
    const { limit } = query
    const listFreshness = freshnessOfList(query, after)
    const freshnessOf = ({ isDoubtful }: PageContent) => (isDoubtful ? 'doubtful' : listFreshness)

    /** A short page with more behind it would reveal how many rows are hidden. */
    function isEnough({ content: { rows, next, wanted = 0 } }: CacheEntry<PageContent>): boolean {
      const start = startBehind(rows, after)
      return next === null || rows.length - start >= limit || (start === 0 && limit <= wanted)
    }
    const page = rows.getPage(list, after)
    const cached =
      page && isEnough(page)
        ? page
        : rows.listPages(list).find((one) => hasRow(one.content, after) && isEnough(one))

    async function fetchPage(context: UpstreamContext): Promise<FetchResult<PageContent>> {
      const result = await upstream.request(
        { ...context, deadlineMs: LIST_DEADLINE_MS },
        (provider, call) => listRows(provider, query, position, call),
        // An empty list about one person is a miss, unless it is cached already.
        isFiltered(query) && !cached ? ({ items, next }) => items.length === 0 && next === null : undefined,
      )
      if (!result.ok) return { ...result, problem: toCursorProblem(result.problem, after) }
      const { rows: behind, isRepeating } = dropRowsBefore(position, result.value.items)
      const isDoubtful = result.value.isDoubtful || isRepeating
      const next = isRepeating ? null : result.value.next
      const fetched: PageContent = { rows: behind, next, wanted: limit, ...(isDoubtful && { isDoubtful }) }
      const entry = rows.setPage(list, after, fetched, lifeOf(FRESHNESS[freshnessOf(fetched)]))
      return { ok: true, forwarded: result.forwarded, entry }
    }

    return {
      priority: 'list',
      cached,
      freshnessOf: ({ content }) => freshnessOf(content),
      fetch(context) {
        const run = singleFlight.coalesce(JSON.stringify([list, after]), () => fetchPage(context))
        const fetchEnough = async (): Promise<FetchResult<PageContent>> => {
          const result = await run.result
          if (!run.isShared || !result.ok || isEnough(result.entry)) return result
          return singleFlight.coalesce(JSON.stringify([list, after, limit]), () => fetchPage(context)).result
        }
        return { result: fetchEnough(), isShared: run.isShared }
      },
      render: ({ content }) =>
        serialized(JSON.stringify([list, query.cursor, limit]), content, () =>
          renderPage(content, position, limit),
        ),
    }
  }
}

async function listRows(
  provider: Provider,
  query: ListQuery,
  { after, newest }: ListPosition,
  call: UpstreamCall,
): Promise<Fetched<UpstreamPage<Row>>> {
  const request = { after, afterTime: newest, wanted: query.limit }
  switch (query.kind) {
    case 'sessions':
      return mapRows(await provider.listSessions({ ...request, filter: query.filter }, call), (item) => ({
        kind: 'session',
        item,
      }))
    case 'events':
      return mapRows(await provider.listEvents({ ...request, filter: query.filter }, call), (item) => ({
        kind: 'event',
        item,
      }))
    case 'inquiries':
      return mapRows(await provider.listInquiries({ ...request, filter: query.filter }, call), (item) => ({
        kind: 'inquiry',
        item,
      }))
  }
}

const mapRows = <TItem>(
  fetched: Fetched<UpstreamPage<TItem>>,
  toRow: (item: TItem) => Row,
): Fetched<UpstreamPage<Row>> => mapFetched(fetched, (page) => ({ ...page, items: page.items.map(toRow) }))

export const isFiltered = ({ filter }: ListQuery): boolean =>
  Object.values(filter).some((value) => value !== undefined)

function freshnessOfList(query: ListQuery, after: string | null): FreshnessClass {
  if (after !== null) return `${query.kind}-behind`
  const freshness = isFiltered(query) ? 'newest-filtered' : 'newest'
  return PROVIDERS[query.provider].countsBy === 'day' ? `${freshness}-by-day` : freshness
}

const hasRow = ({ rows }: PageContent, id: string | null): boolean =>
  id !== null && rows.some(({ item }) => item.id === id)

const startBehind = (rows: PageContent['rows'], after: string | null): number =>
  after === null ? 0 : rows.findIndex(({ item }) => item.id === after) + 1

export function renderPage(
  { rows, next: end, completeSince }: PageContent,
  { after, seal }: ListPosition,
  limit: number,
): Rendered {
  const start = startBehind(rows, after)
  const items = rows.slice(start, start + limit).map(({ item }) => item)
  const isCut = start + limit < rows.length
  const next = isCut ? (items.at(-1)?.id ?? null) : end
  const shown = { count: items.length, newest: items[0]?.id ?? null, oldest: items.at(-1)?.id ?? null }
  return render({ items, next: next === null ? null : seal(next, items) }, shown, completeSince)
}
