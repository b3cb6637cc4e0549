/** Event lists from cached ranges: every cursor and limit inside a range, and every filter that cached rows can decide. */
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { createSingleFlight, type SharedRun } from '@inquiry-lens/shared/lib/single-flight.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { FreshnessClass } from '../cache/freshness.ts'
import type { PageContent, Row } from '../cache/row-cache.ts'
import { createSerializedAnswers } from '../queries/answer.ts'
import {
  isFiltered,
  type ListPosition,
  type PlanPage,
  renderPage,
  toCursorProblem,
} from '../queries/lists.ts'
import type { FetchResult, QueryPlan, QueryServices } from '../queries/queries.ts'
import { type ListQuery, matchesFilter } from '../query.ts'
import type { UpstreamContext } from '../upstream/priority-semaphore.ts'
import { LIST_DEADLINE_MS, type UpstreamResult } from '../upstream/upstream.ts'
import type { ReadEvents } from './event-cache.ts'
import type { EventsPage, ReportedEvents } from './event-ranges.ts'

type EventsQuery = Extract<ListQuery, { kind: 'events' }>

const FETCH_NEW_WITHIN_MS = 60 * 60_000
/** While the list is polled, the newest page is fetched whole this often: late events stand among its rows. */
const WHOLE_PAGE_EVERY_MS = 5 * 60_000
const MAX_FILLS = 3
/** At most so many calls for all that happened since the last check of the webhooks. */
const MAX_CHECK_PAGES = 5
const PAGE_SIZE = 100
const DAY_MS = 24 * 60 * 60_000

/** After so many days the provider may have deleted an event. */
export const providerKeepsDays = (provider: ProviderId): number =>
  PROVIDERS[provider].eventsKeptDays?.least ?? 0

/** `planPage`: the provider's own filter, for what cached rows cannot decide. */
export function createEventPlanner(
  { rows, events, upstream, webhooks, now }: QueryServices,
  planPage: PlanPage,
) {
  const singleFlight = createSingleFlight<UpstreamResult<ReadEvents>>()
  const serialized = createSerializedAnswers(undefined, isSamePage)
  let wholePageAt = Number.NEGATIVE_INFINITY
  const daysKept = providerKeepsDays(upstream.state().provider)

  const isWithin = (at: number, ms: number) => now() >= at && now() - at < ms
  const isOlderThanKept = (createdAt: string | null | undefined) =>
    Boolean(createdAt) && now() - Date.parse(createdAt ?? '') > daysKept * DAY_MS

  function add(report: ReportedEvents): ReadEvents {
    rows.noteRows(report.rows.map((item): Row => ({ kind: 'event', item })))
    const read = events.add(report)
    webhooks.check.noteListed(report.rows)
    return read
  }

  /** Whether webhooks have told of all that is listed. */
  async function check(context: UpstreamContext): Promise<void> {
    const { result } = singleFlight.coalesce('', () => fetchNewest(context))
    let { ok } = await result
    for (let pages = 1; ok && !webhooks.check.finish(pages === MAX_CHECK_PAGES); pages++) {
      const newest = events.newest()
      if (!newest) return
      ok = (await fetchBehind(events.endBehind(newest.id), PAGE_SIZE, context)).ok
    }
  }

  async function fetchNewest(context: UpstreamContext): Promise<UpstreamResult<ReadEvents>> {
    const known = events.newest()
    const result = await upstream.request(
      { ...context, deadlineMs: LIST_DEADLINE_MS },
      async (provider, call) => {
        if (known && isWithin(known.at, FETCH_NEW_WITHIN_MS) && isWithin(wholePageAt, WHOLE_PAGE_EVERY_MS)) {
          const fetched = await provider.listEventsBefore(known.id, call)
          if (fetched.ok && fetched.value.isWhole) {
            const { items, newest } = fetched.value
            const report = {
              above: newest ?? known.id,
              rows: items,
              below: known.id,
              reachesEnd: false,
              isNewest: true,
            }
            return { ...fetched, value: add(report) }
          }
          // A refused cursor means that its row is gone; other failures are returned.
          if (!fetched.ok && !fetched.problem.final) return fetched
        }
        const fetched = await provider.listEvents({ filter: {}, after: null, wanted: 1 }, call)
        if (!fetched.ok) return fetched
        wholePageAt = now()
        const { items, newest, next } = fetched.value
        return {
          ...fetched,
          value: add({ above: newest, rows: items, below: next, reachesEnd: next === null, isNewest: true }),
        }
      },
    )
    if (result.ok) webhooks.check.finish(false)
    return result
  }

  async function fetchBehind(
    after: string,
    wanted: number,
    context: UpstreamContext,
  ): Promise<UpstreamResult<ReadEvents>> {
    const result = await upstream.request({ ...context, deadlineMs: LIST_DEADLINE_MS }, (provider, call) =>
      provider.listEvents({ filter: {}, after, wanted }, call),
    )
    if (!result.ok) {
      const problem = toCursorProblem(result.problem, after)
      if (problem.code !== 'invalid-cursor' || !isOlderThanKept(events.timeAt(after))) {
        return { ...result, problem }
      }
      // The provider has deleted this row, and with it all older ones.
      return { ok: true, forwarded: result.forwarded, value: events.readUntil(after) }
    }
    const { items, next, isDoubtful = false } = result.value
    const reachesEnd = next === null
    const value = add({
      above: after,
      rows: items,
      below: next,
      reachesEnd: reachesEnd && !isDoubtful,
      isNewest: false,
    })
    if (!reachesEnd || !isDoubtful) return { ...result, value }
    // The provider ignored the cursor: the end holds for this answer alone.
    const read = events.readUntil(events.endBehind(after))
    return { ...result, value: (...args) => markDoubtful(read(...args)) }
  }

  function planRows(query: EventsQuery, position: ListPosition): QueryPlan<PageContent> {
    const { after } = position
    const { limit } = query
    const isWanted = (event: ProviderEvent) => matchesFilter(event, query.filter)
    const page = events.read(after, limit, isWanted)

    const extend = (from: string, known: EventsPage | undefined, context: UpstreamContext) =>
      singleFlight.coalesce(from, () => fetchBehind(from, limit - (known?.rows.length ?? 0), context))

    /** Fills a short page with more behind it: it would reveal how many rows are hidden. */
    async function fill(
      run: SharedRun<UpstreamResult<ReadEvents>>,
      context: UpstreamContext,
    ): Promise<FetchResult<PageContent>> {
      let result = await run.result
      for (let fills = 0; result.ok; fills++) {
        const { forwarded } = result
        const fetched = result.value(after, limit, isWanted)
        if (!fetched) return { ok: false, forwarded, problem: upstream.unreadable() }
        if (fetched.isComplete || fetched.next === null || fills === MAX_FILLS) {
          return { ok: true, forwarded, entry: toEntry(fetched) }
        }
        result = await extend(events.endBehind(fetched.next), fetched, context).result
      }
      return result
    }

    return {
      priority: 'list',
      outlivesCursor: true,
      cached: page && toEntry(page),
      freshnessOf: ({ content }) => (content.isDoubtful ? 'doubtful' : freshnessOf(page, query)),
      fetch(context) {
        const from = after === null ? null : page?.isComplete ? after : events.endBehind(after)
        const run =
          from === null ? singleFlight.coalesce('', () => fetchNewest(context)) : extend(from, page, context)
        return { result: fill(run, context), isShared: run.isShared }
      },
      render: ({ content }) =>
        serialized(JSON.stringify([position.list, query.cursor, limit]), content, () =>
          renderPage(content, position, limit),
        ),
    }
  }

  function freshnessOf(page: EventsPage | undefined, query: EventsQuery): FreshnessClass {
    if (query.cursor === undefined) return isFiltered(query) ? 'newest-filtered' : 'newest'
    if (isOlderThanKept(page?.rows[0]?.createdAt)) return 'events-kept'
    return page?.isComplete ? 'events-behind' : 'events-short'
  }

  function plan(query: EventsQuery, position: ListPosition): QueryPlan<PageContent> {
    if (!isFiltered(query)) return planRows(query, position)
    const filtered = planPage(query, position)
    if (query.filter.id || filtered.cached) return filtered
    const page = events.read(position.after, query.limit, (event) => matchesFilter(event, query.filter))
    if (page?.isComplete) return planRows(query, position)
    if (!page) return filtered
    // An incomplete page, only for while the provider can't be asked.
    const { storedAt, content } = toEntry(page)
    return {
      ...filtered,
      cached: { storedAt, content: { ...content, completeSince: page.completeSince } },
      freshnessOf: () => 'events-short',
    }
  }

  return { plan, check }
}

const toEntry = ({ rows, next, isDoubtful, storedAt }: EventsPage) => ({
  storedAt,
  content: { rows: rows.map((item): Row => ({ kind: 'event', item })), next, isDoubtful },
})

/** A page is put together for each answer, of rows that stay the same objects. */
const isSamePage = (one: PageContent, other: PageContent): boolean =>
  one.next === other.next &&
  one.rows.length === other.rows.length &&
  one.rows.every(({ item }, index) => item === other.rows[index]?.item)

const markDoubtful = (page: EventsPage | undefined) => page && { ...page, isDoubtful: page.next === null }
