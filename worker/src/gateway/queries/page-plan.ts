/** Lists, page by page. A cursor that stands inside a page we hold is answered from that page. */

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
import type { Row } from '../cache/row.ts'
import type { PageContent, RowCache } from '../cache/row-cache.ts'
import type { ListQuery } from '../query.ts'
import { LIST_DEADLINE_MS, type UpstreamContext } from '../upstream/priority.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { createSerializedAnswers } from './answer.ts'
import { dropInFront, goneCursor, type ListPosition, renderPage, startBehind } from './list-position.ts'
import type { FetchResult, Plan } from './plan.ts'

export interface PagePlannerParts {
  memory: RowCache
  upstream: Upstream
}

export function createPagePlanner({ memory, upstream }: PagePlannerParts) {
  const flights = createSingleFlight<FetchResult<PageContent>>()
  const renderings = createSerializedAnswers()

  return (question: ListQuery, place: ListPosition): Plan<PageContent> => {
    const { list, after } = place
    const freshness = freshnessOfList(question, after)
    const { limit } = question
    /** A page that is short with more behind it would tell how many rows of it are hidden. */
    function suffices({ content: { rows, next, wanted = 0 } }: CacheEntry<PageContent>): boolean {
      const start = startBehind(rows, after)
      return next === null || rows.length - start >= limit || (start === 0 && limit <= wanted)
    }
    const asked = memory.page(list, after)
    const held =
      asked && suffices(asked)
        ? asked
        : memory.pagesOf(list).find((page) => holdsRow(page.content, after) && suffices(page))

    const freshnessOf = ({ isDoubtful }: PageContent) => (isDoubtful ? 'doubtful' : freshness)

    async function depart(asking: UpstreamContext): Promise<FetchResult<PageContent>> {
      const told = await upstream.request(
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
      priority: 'list',
      held,
      freshnessOf: ({ content }) => freshnessOf(content),
      fetch(asking) {
        const shared = flights.coalesce(JSON.stringify([list, after]), () => depart(asking))
        const land = async (): Promise<FetchResult<PageContent>> => {
          const landed = await shared.result
          if (!shared.isShared || !landed.ok || suffices(landed.entry)) return landed
          return flights.coalesce(JSON.stringify([list, after, limit]), () => depart(asking)).result
        }
        return { result: land(), isShared: shared.isShared }
      },
      render: ({ content }) =>
        renderings(JSON.stringify([list, question.cursor, question.limit]), content, () =>
          renderPage(content, place, question.limit),
        ),
    }
  }
}

async function listRows(
  provider: Provider,
  question: ListQuery,
  { after, newest }: ListPosition,
  line: UpstreamCall,
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

const isFiltered = ({ filter }: ListQuery): boolean =>
  Object.values(filter).some((value) => value !== undefined)

function freshnessOfList(question: ListQuery, after: string | null): FreshnessClass {
  if (after !== null) return `${question.kind}-behind`
  const freshness = isFiltered(question) ? 'newest-filtered' : 'newest'
  return PROVIDERS[question.provider].countsBy === 'day' ? `${freshness}-by-day` : freshness
}

const holdsRow = ({ rows }: PageContent, id: string | null): boolean =>
  id !== null && rows.some(({ item }) => item.id === id)
