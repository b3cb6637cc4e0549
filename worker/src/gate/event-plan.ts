/** Events from ranges of rows: every cursor and limit inside a range, and every filter that held rows can decide. */
import type { ProviderEvent } from '@inquiry-lens/shared/model.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { EventsFilter, ListQuestion } from '../question.ts'
import type { EventMemory } from './event-memory.ts'
import type { EventsPage } from './event-ranges.ts'
import { createFlights, type Flight } from './flight.ts'
import type { FreshnessClass } from './freshness.ts'
import { type Lane, LIST_DEADLINE_MS } from './lane.ts'
import { goneCursor, type Place, renderPage } from './list-place.ts'
import type { Memory, PageContent } from './memory.ts'
import type { Landing, Plan } from './plan.ts'
import type { Row } from './row.ts'
import type { Entry } from './store.ts'
import type { Told, Upstream } from './upstream.ts'

type EventsQuestion = Extract<ListQuestion, { kind: 'events' }>

export interface EventPlannerParts {
  memory: Memory
  events: EventMemory
  upstream: Upstream
  /** For what held rows cannot decide: the provider's own filter. */
  planPage: (question: ListQuestion, place: Place) => Plan<PageContent>
  now: () => number
}

/** Longer ago, what is new is more than a page: the newest page is asked for instead. */
const NEW_ONES_WITHIN_MS = 60 * 60_000
/** From then on the provider may have deleted them. */
export const daysKeptBy = (provider: ProviderId): number => PROVIDERS[provider].eventsKeptDays?.least ?? 0
const DAY_MS = 24 * 60 * 60_000

export function createEventPlanner({ memory, events, upstream, planPage, now }: EventPlannerParts) {
  const flights = createFlights<Told<null>>()
  const daysKept = daysKeptBy(upstream.state().provider)

  async function refreshHead(lane: Lane): Promise<Told<null>> {
    const head = events.head()
    return upstream.ask({ lane, deadlineMs: LIST_DEADLINE_MS }, async (provider, line) => {
      if (head?.id !== undefined && now() - head.at < NEW_ONES_WITHIN_MS) {
        const fetched = await provider.listEventsBefore(head.id, line)
        if (fetched.ok && fetched.value.isWhole) {
          const { items: rows, newest } = fetched.value
          keep({ above: newest, rows, below: head.id, ended: false, isHead: true })
          return { ...fetched, value: null }
        }
        // A cursor that is refused stands at a row that is gone; any other failure is one.
        if (!fetched.ok && !fetched.problem.final) return fetched
      }
      const fetched = await provider.listEvents({ filter: {}, after: null, wanted: 1 }, line)
      if (!fetched.ok) return fetched
      const { items: rows, newest, next } = fetched.value
      keep({ above: newest, rows, below: next, ended: next === null, isHead: true })
      return { ...fetched, value: null }
    })
  }

  async function extend(after: string, wanted: number, lane: Lane): Promise<Told<null>> {
    const told = await upstream.ask({ lane, deadlineMs: LIST_DEADLINE_MS }, (provider, line) =>
      provider.listEvents({ filter: {}, after, wanted }, line),
    )
    if (!told.ok) return { ...told, problem: goneCursor(told.problem, after) }
    const { items: rows, next } = told.value
    keep({ above: after, rows, below: next, ended: next === null, isHead: false })
    return { ...told, value: null }
  }

  function keep(told: Parameters<EventMemory['keep']>[0]) {
    events.keep(told)
    memory.keepRows(told.rows.map((item): Row => ({ kind: 'event', item })))
  }

  function planRows(question: EventsQuestion, place: Place): Plan<PageContent> {
    const { after } = place
    const fits = fitsOf(question.filter)
    const read = () => events.page(after, question.limit, fits)
    const toEntry = (page: EventsPage): Entry<PageContent> => ({
      storedAt: page.storedAt,
      content: contentOf(page),
    })
    const page = read()

    const land = async ({ landing }: Flight<Told<null>>): Promise<Landing<PageContent>> => {
      const told = await landing
      if (!told.ok) return told
      const landed = read()
      const nothing = { storedAt: now(), content: { rows: [], next: after } }
      return { ok: true, forwarded: told.forwarded, entry: landed ? toEntry(landed) : nothing }
    }

    return {
      lane: 'list',
      outlivesCursor: true,
      held: page && toEntry(page),
      freshnessOf: () => freshnessOf(page, question),
      fetch(lane) {
        const from = after === null ? null : page?.isComplete ? after : events.endBehind(after)
        const flight = flights.join(from ?? '', () =>
          from === null ? refreshHead(lane) : extend(from, question.limit - (page?.rows.length ?? 0), lane),
        )
        return { landing: land(flight), joined: flight.joined }
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

  return (question: EventsQuestion, place: Place): Plan<PageContent> => {
    if (!isFilter(question.filter)) return planRows(question, place)
    const asked = planPage(question, place)
    if (question.filter.id || asked.held) return asked
    const page = events.page(place.after, question.limit, fitsOf(question.filter))
    if (page?.isComplete) return planRows(question, place)
    if (!page) return asked
    // As far as they reach, and only while the provider cannot be asked.
    const { reach } = page
    return {
      ...asked,
      held: { storedAt: page.storedAt, content: { ...contentOf(page), reach } },
      freshnessOf: () => 'events-short',
    }
  }
}

const contentOf = ({ rows, next }: EventsPage): PageContent => ({
  rows: rows.map((item) => ({ kind: 'event', item })),
  next,
})

const isFilter = (filter: EventsFilter): boolean => Object.values(filter).some((value) => value !== undefined)

const fitsOf =
  ({ name, object }: EventsFilter) =>
  (event: ProviderEvent): boolean =>
    (!name || name.includes(event.name)) &&
    (!object || (event.object !== null && object.includes(event.object.id)))
