/** Lists, page by page. A cursor that stands inside a page we hold is answered from that page. */
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { type Fetched, mapFetched, type Provider, type UpstreamPage } from '../providers/provider.ts'
import type { ListQuestion } from '../question.ts'
import type { CursorSeal } from './cursor.ts'
import { createFlights } from './flight.ts'
import type { FreshnessClass } from './freshness.ts'
import type { Memory, PageContent } from './memory.ts'
import type { Landing, Plan } from './plan.ts'
import type { Row } from './row.ts'
import type { Entry } from './store.ts'
import { LIST_DEADLINE_MS, type Upstream } from './upstream.ts'

export interface ListPlannerParts {
  memory: Memory
  upstream: Upstream
  seal: CursorSeal
}

export function createListPlanner({ memory, upstream, seal }: ListPlannerParts) {
  const flights = createFlights<Landing<PageContent>>()

  return (question: ListQuestion): Plan<PageContent> | ProblemReport => {
    const list = JSON.stringify([question.kind, question.filter])
    const after = question.cursor === undefined ? null : seal.open(list, question.cursor)
    if (after === undefined) return staleCursor('It is not one that this relay gave for this list.')
    const freshness = freshnessOfList(question, after)

    async function depart(): Promise<Landing<PageContent>> {
      const told = await upstream.ask(LIST_DEADLINE_MS, (provider, signal) =>
        listRows(provider, question, after ?? null, signal),
      )
      if (told.ok) {
        const { items: rows, next } = told.value
        return { ok: true, entry: memory.keepPage(list, after ?? null, { rows, next }) }
      }
      const refused = ['invalid-parameter', 'not-found'].includes(told.problem.code)
      return refused && after !== null
        ? { ok: false, problem: staleCursor('The row it stands at is gone.') }
        : told
    }

    return {
      held:
        memory.page(list, after) ?? (after === null ? undefined : findPageWith(memory.pagesOf(list), after)),
      freshnessOf: () => freshness,
      fetch: () => flights.join(JSON.stringify([list, after]), depart),
      render: ({ content }) => {
        const start = after === null ? 0 : content.rows.findIndex(({ item }) => item.id === after) + 1
        const items = content.rows.slice(start, start + question.limit).map(({ item }) => item)
        const isCut = start + question.limit < content.rows.length
        const next = isCut ? (items.at(-1)?.id ?? null) : content.next
        return {
          body: JSON.stringify({ items, next: next === null ? null : seal.seal(list, next) }),
          shown: { count: items.length, newest: items[0]?.id ?? null, oldest: items.at(-1)?.id ?? null },
        }
      },
    }
  }
}

async function listRows(
  provider: Provider,
  question: ListQuestion,
  after: string | null,
  signal: AbortSignal,
): Promise<Fetched<UpstreamPage<Row>>> {
  const request = { after, wanted: question.limit }
  switch (question.kind) {
    case 'sessions':
      return mapFetched(
        await provider.listSessions({ ...request, filter: question.filter }, signal),
        ({ items, next }) => ({ items: items.map((item) => ({ kind: 'session', item })), next }),
      )
    case 'events':
      return mapFetched(
        await provider.listEvents({ ...request, filter: question.filter }, signal),
        ({ items, next }) => ({ items: items.map((item) => ({ kind: 'event', item })), next }),
      )
    case 'inquiries':
      return mapFetched(
        await provider.listInquiries({ ...request, filter: question.filter }, signal),
        ({ items, next }) => ({ items: items.map((item) => ({ kind: 'inquiry', item })), next }),
      )
  }
}

function freshnessOfList({ kind, filter }: ListQuestion, after: string | null): FreshnessClass {
  if (after !== null) return `${kind}-behind`
  return Object.values(filter).some((value) => value !== undefined) ? 'newest-filtered' : 'newest'
}

/** A page that holds the row and something behind it, or the end. */
const findPageWith = (pages: readonly Entry<PageContent>[], row: string): Entry<PageContent> | undefined =>
  pages.find(({ content: { rows, next } }) => {
    const index = rows.findIndex(({ item }) => item.id === row)
    return index >= 0 && (index + 1 < rows.length || next === null)
  })

const staleCursor = (why: string): ProblemReport => ({
  code: 'invalid-cursor',
  parameter: 'cursor',
  detail: `This cursor leads nowhere. ${why}`,
})
