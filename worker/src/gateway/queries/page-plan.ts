/** Lists, page by page. A cursor that stands inside a page we hold is answered from that page. */
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import {
  type Fetched,
  type Line,
  mapFetched,
  type Provider,
  type UpstreamPage,
} from '../../providers/provider.ts'
import type { Entry } from '../cache/cache.ts'
import { FRESHNESS, type FreshnessClass, lifeOf } from '../cache/freshness.ts'
import type { Row } from '../cache/row.ts'
import type { Memory, PageContent } from '../cache/row-cache.ts'
import { createRenderings } from '../cache/serialized-answers.ts'
import { createFlights } from '../cache/single-flight.ts'
import type { ListQuestion } from '../query.ts'
import { type Asking, LIST_DEADLINE_MS } from '../upstream/priority.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { dropInFront, goneCursor, type Place, renderPage, startBehind } from './list-position.ts'
import type { Landing, Plan } from './plan.ts'

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
    const { limit } = question
    /** A page that is short with more behind it would tell how many rows of it are hidden. */
    function suffices({ content: { rows, next, wanted = 0 } }: Entry<PageContent>): boolean {
      const start = startBehind(rows, after)
      return next === null || rows.length - start >= limit || (start === 0 && limit <= wanted)
    }
    const asked = memory.page(list, after)
    const held =
      asked && suffices(asked)
        ? asked
        : memory.pagesOf(list).find((page) => holdsRow(page.content, after) && suffices(page))

    const freshnessOf = ({ isDoubtful }: PageContent) => (isDoubtful ? 'doubtful' : freshness)

    async function depart(asking: Asking): Promise<Landing<PageContent>> {
      const told = await upstream.ask(
        { ...asking, deadlineMs: LIST_DEADLINE_MS },
        (provider, line) => listRows(provider, question, place, line),
        // A list about someone who does not exist is a miss; looking at it again is none.
        isFiltered(question) && !held ? ({ items, next }) => items.length === 0 && next === null : undefined,
      )
      if (!told.ok) return { ...told, problem: goneCursor(told.problem, after) }
      const { rows, goesRound } = dropInFront(told.value.items, place)
      const isDoubtful = told.value.isDoubtful || goesRound
      const next = goesRound ? null : told.value.next
      const page: PageContent = { rows, next, wanted: limit, ...(isDoubtful && { isDoubtful }) }
      return {
        ok: true,
        forwarded: told.forwarded,
        entry: memory.keepPage(list, after, page, lifeOf(FRESHNESS[freshnessOf(page)])),
      }
    }

    return {
      lane: 'list',
      held,
      freshnessOf: ({ content }) => freshnessOf(content),
      fetch(asking) {
        const shared = flights.join(JSON.stringify([list, after]), () => depart(asking))
        const land = async (): Promise<Landing<PageContent>> => {
          const landed = await shared.landing
          if (!shared.joined || !landed.ok || suffices(landed.entry)) return landed
          return flights.join(JSON.stringify([list, after, limit]), () => depart(asking)).landing
        }
        return { landing: land(), joined: shared.joined }
      },
      render: ({ content }) =>
        renderings.of(JSON.stringify([list, question.cursor, question.limit]), content, () =>
          renderPage(content, place, question.limit),
        ),
    }
  }
}

async function listRows(
  provider: Provider,
  question: ListQuestion,
  { after, newest }: Place,
  line: Line,
): Promise<Fetched<UpstreamPage<Row>>> {
  const request = { after, afterTime: newest, wanted: question.limit }
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

const isFiltered = ({ filter }: ListQuestion): boolean =>
  Object.values(filter).some((value) => value !== undefined)

function freshnessOfList(question: ListQuestion, after: string | null): FreshnessClass {
  if (after !== null) return `${question.kind}-behind`
  const freshness = isFiltered(question) ? 'newest-filtered' : 'newest'
  return PROVIDERS[question.provider].countsBy === 'day' ? `${freshness}-by-day` : freshness
}

const holdsRow = ({ rows }: PageContent, id: string | null): boolean =>
  id !== null && rows.some(({ item }) => item.id === id)
