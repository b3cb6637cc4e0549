/** Events from ranges of rows: every cursor and limit inside a range, and every filter that held rows can decide. */
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { createSingleFlight, type SharedRun } from '@inquiry-lens/shared/lib/single-flight.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { CacheEntry } from '../cache/cache.ts'
import type { FreshnessClass } from '../cache/freshness.ts'
import type { Row } from '../cache/row.ts'
import type { PageContent, RowCache } from '../cache/row-cache.ts'
import { goneCursor, type ListPosition, renderPage } from '../queries/list-position.ts'
import type { FetchResult, Plan } from '../queries/plan.ts'
import { type EventsFilter, type ListQuery, matchesFilter } from '../query.ts'
import { LIST_DEADLINE_MS, type UpstreamContext } from '../upstream/priority.ts'
import type { Told, Upstream } from '../upstream/upstream.ts'
import type { EventCache, ReadEvents } from './event-cache.ts'
import type { EventsPage, ReportedEvents as ToldEvents } from './event-ranges.ts'

type EventsQuestion = Extract<ListQuery, { kind: 'events' }>

export interface EventPlannerParts {
  memory: RowCache
  events: EventCache
  upstream: Upstream
  /** For what held rows cannot decide: the provider's own filter. */
  planPage: (question: ListQuery, place: ListPosition) => Plan<PageContent>
  now: () => number
}

/** Longer ago, what is new is more than a page: the newest page is asked for instead. */
const NEW_ONES_WITHIN_MS = 60 * 60_000
/** So often the newest page is read whole while the list is polled: what was filed late stands among its rows. */
const WHOLE_PAGE_EVERY_MS = 5 * 60_000
/** A page takes at most as many further requests. */
const MAX_FILLS = 3
/** From then on the provider may have deleted them. */
export const daysKeptBy = (provider: ProviderId): number => PROVIDERS[provider].eventsKeptDays?.least ?? 0
const DAY_MS = 24 * 60 * 60_000

export function createEventPlanner({ memory, events, upstream, planPage, now }: EventPlannerParts) {
  const flights = createSingleFlight<Told<ReadEvents>>()
  let wholePageAt = Number.NEGATIVE_INFINITY
  const daysKept = daysKeptBy(upstream.state().provider)

  const isWithin = (at: number, ms: number) => now() >= at && now() - at < ms

  async function refreshHead(asking: UpstreamContext): Promise<Told<ReadEvents>> {
    const head = events.head()
    return upstream.request({ ...asking, deadlineMs: LIST_DEADLINE_MS }, async (provider, line) => {
      if (head && isWithin(head.at, NEW_ONES_WITHIN_MS) && isWithin(wholePageAt, WHOLE_PAGE_EVERY_MS)) {
        const fetched = await provider.listEventsBefore(head.id, line)
        if (fetched.ok && fetched.value.isWhole) {
          const { items: rows, newest } = fetched.value
          const told = { above: newest ?? head.id, rows, below: head.id, ended: false, isHead: true }
          return { ...fetched, value: keep(told) }
        }
        // A cursor that is refused stands at a row that is gone; any other failure is one.
        if (!fetched.ok && !fetched.problem.final) return fetched
      }
      const fetched = await provider.listEvents({ filter: {}, after: null, wanted: 1 }, line)
      if (!fetched.ok) return fetched
      wholePageAt = now()
      const { items: rows, newest, next } = fetched.value
      const told = { above: newest, rows, below: next, ended: next === null, isHead: true }
      return { ...fetched, value: keep(told) }
    })
  }

  async function extend(after: string, wanted: number, asking: UpstreamContext): Promise<Told<ReadEvents>> {
    const told = await upstream.request({ ...asking, deadlineMs: LIST_DEADLINE_MS }, (provider, line) =>
      provider.listEvents({ filter: {}, after, wanted }, line),
    )
    if (!told.ok) {
      const problem = goneCursor(told.problem, after)
      if (problem.code !== 'invalid-cursor' || !isPerhapsDeleted(after)) return { ...told, problem }
      // The provider has deleted this row, and so all that is older.
      return { ok: true, forwarded: told.forwarded, value: events.readToEnd(after) }
    }
    const { items: rows, next, isDoubtful = false } = told.value
    const ended = next === null
    const value = keep({ above: after, rows, below: next, ended: ended && !isDoubtful, isHead: false })
    if (!ended || !isDoubtful) return { ...told, value }
    // Of this answer alone: the provider ignored the cursor.
    const readToEnd = events.readToEnd(events.endBehind(after))
    return { ...told, value: (...asked) => markDoubtful(readToEnd(...asked)) }
  }

  function isPerhapsDeleted(id: string): boolean {
    const createdAt = events.timeAt(id)
    return createdAt !== undefined && now() - Date.parse(createdAt) > daysKept * DAY_MS
  }

  function keep(told: ToldEvents): ReadEvents {
    memory.keepRows(told.rows.map((item): Row => ({ kind: 'event', item })))
    return events.keep(told)
  }

  function planRows(question: EventsQuestion, place: ListPosition): Plan<PageContent> {
    const { after } = place
    const fits = (event: ProviderEvent) => matchesFilter(event, question.filter)
    const read = () => events.page(after, question.limit, fits)
    const toEntry = (page: EventsPage): CacheEntry<PageContent> => ({
      storedAt: page.storedAt,
      content: contentOf(page),
    })
    const page = read()

    /** A page that is short with more behind it would tell how many rows of it are hidden, so it is filled. */
    async function land(
      flight: SharedRun<Told<ReadEvents>>,
      asking: UpstreamContext,
    ): Promise<FetchResult<PageContent>> {
      let told = await flight.result
      for (let fills = 0; told.ok; fills++) {
        const { forwarded } = told
        const landed = told.value(after, question.limit, fits)
        if (!landed) return { ok: false, forwarded, problem: upstream.unreadable() }
        if (landed.isComplete || landed.next === null || fills === MAX_FILLS)
          return { ok: true, forwarded, entry: toEntry(landed) }
        told = await flyOn(events.endBehind(landed.next), landed, asking).result
      }
      return told
    }
    const flyOn = (from: string, known: EventsPage | undefined, asking: UpstreamContext) =>
      flights.coalesce(from, () => extend(from, question.limit - (known?.rows.length ?? 0), asking))

    return {
      priority: 'list',
      outlivesCursor: true,
      held: page && toEntry(page),
      freshnessOf: ({ content }) => (content.isDoubtful ? 'doubtful' : freshnessOf(page, question)),
      fetch(asking) {
        const from = after === null ? null : page?.isComplete ? after : events.endBehind(after)
        const flight =
          from === null ? flights.coalesce('', () => refreshHead(asking)) : flyOn(from, page, asking)
        return { result: land(flight, asking), isShared: flight.isShared }
      },
      render: ({ content }) => renderPage(content, place, question.limit),
    }
  }

  function freshnessOf(page: EventsPage | undefined, { cursor, filter }: EventsQuestion): FreshnessClass {
    if (cursor === undefined) return isFilter(filter) ? 'newest-filtered' : 'newest'
    const newest = page?.rows[0]?.createdAt
    if (newest && now() - Date.parse(newest) > daysKept * DAY_MS) return 'events-kept'
    return page?.isComplete ? 'events-behind' : 'events-short'
  }

  return (question: EventsQuestion, place: ListPosition): Plan<PageContent> => {
    if (!isFilter(question.filter)) return planRows(question, place)
    const asked = planPage(question, place)
    if (question.filter.id || asked.held) return asked
    const page = events.page(place.after, question.limit, (event) => matchesFilter(event, question.filter))
    if (page?.isComplete) return planRows(question, place)
    if (!page) return asked
    // As far as they reach, and only while the provider cannot be asked.
    const { completeSince } = page
    return {
      ...asked,
      held: { storedAt: page.storedAt, content: { ...contentOf(page), completeSince } },
      freshnessOf: () => 'events-short',
    }
  }
}

const contentOf = ({ rows, next, isDoubtful }: EventsPage): PageContent => ({
  rows: rows.map((item) => ({ kind: 'event', item })),
  next,
  isDoubtful,
})

const markDoubtful = (page: EventsPage | undefined) => page && { ...page, isDoubtful: page.next === null }

const isFilter = (filter: EventsFilter): boolean => Object.values(filter).some((value) => value !== undefined)
