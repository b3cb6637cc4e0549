/** Lists, page by page. A cursor that stands inside a page we hold is answered from that page. */
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import {
  type Fetched,
  type Line,
  mapFetched,
  type Provider,
  type UpstreamPage,
} from '../providers/provider.ts'
import type { ListQuestion } from '../question.ts'
import { createFlights } from './flight.ts'
import { FRESHNESS, type FreshnessClass, lifeOf } from './freshness.ts'
import { type Lane, LIST_DEADLINE_MS } from './lane.ts'
import { goneCursor, type Place, renderPage } from './list-place.ts'
import type { Memory, PageContent } from './memory.ts'
import type { Landing, Plan } from './plan.ts'
import { createRenderings } from './renderings.ts'
import type { Row } from './row.ts'
import type { Entry } from './store.ts'
import type { Upstream } from './upstream.ts'

export interface PagePlannerParts {
  memory: Memory
  upstream: Upstream
}

export function createPagePlanner({ memory, upstream }: PagePlannerParts) {
  const flights = createFlights<Landing<PageContent>>()
  const renderings = createRenderings()

  return (question: ListQuestion, place: Place): Plan<PageContent> => {
    const { list, after } = place
    const freshness = freshnessOfList(question, after)

    async function depart(lane: Lane): Promise<Landing<PageContent>> {
      const told = await upstream.ask({ lane, deadlineMs: LIST_DEADLINE_MS }, (provider, line) =>
        listRows(provider, question, after, line),
      )
      if (!told.ok) return { ...told, problem: goneCursor(told.problem, after) }
      const { items: rows, next } = told.value
      return {
        ok: true,
        forwarded: told.forwarded,
        entry: memory.keepPage(list, after, { rows, next }, lifeOf(FRESHNESS[freshness])),
      }
    }

    return {
      lane: 'list',
      held:
        memory.page(list, after) ?? (after === null ? undefined : findPageWith(memory.pagesOf(list), after)),
      freshnessOf: () => freshness,
      fetch: (lane) => flights.join(JSON.stringify([list, after]), () => depart(lane)),
      render: ({ content }) =>
        renderings.of(JSON.stringify([list, after, question.limit]), content, () =>
          renderPage(content, place, question.limit),
        ),
    }
  }
}

async function listRows(
  provider: Provider,
  question: ListQuestion,
  after: string | null,
  line: Line,
): Promise<Fetched<UpstreamPage<Row>>> {
  const request = { after, wanted: question.limit }
  switch (question.kind) {
    case 'sessions':
      return mapFetched(
        await provider.listSessions({ ...request, filter: question.filter }, line),
        ({ items, ...cursors }) => ({ ...cursors, items: items.map((item) => ({ kind: 'session', item })) }),
      )
    case 'events':
      return mapFetched(
        await provider.listEvents({ ...request, filter: question.filter }, line),
        ({ items, ...cursors }) => ({ ...cursors, items: items.map((item) => ({ kind: 'event', item })) }),
      )
    case 'inquiries':
      return mapFetched(
        await provider.listInquiries({ ...request, filter: question.filter }, line),
        ({ items, ...cursors }) => ({ ...cursors, items: items.map((item) => ({ kind: 'inquiry', item })) }),
      )
  }
}

function freshnessOfList({ kind, filter, provider }: ListQuestion, after: string | null): FreshnessClass {
  if (after !== null) return `${kind}-behind`
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const freshness = isFiltered ? 'newest-filtered' : 'newest'
  return PROVIDERS[provider].countsBy === 'day' ? `${freshness}-by-day` : freshness
}

/** A page that holds the row and something behind it, or the end. */
const findPageWith = (pages: readonly Entry<PageContent>[], row: string): Entry<PageContent> | undefined =>
  pages.find(({ content: { rows, next } }) => {
    const index = rows.findIndex(({ item }) => item.id === row)
    return index >= 0 && (index + 1 < rows.length || next === null)
  })
