/** What our script in a page may ask, and how little of an answer it gets. */
import { type Result, succeed } from '../failure.ts'
import type { Payload, Replies } from '../messages.ts'
import type { PageRequests } from '../page/port.ts'
import type { UuidHints } from '../page/uuids.ts'
import type { runCardScript, runUuidScript } from '../platform/page-scripts.ts'
import type { PageAsker } from '../platform/sender.ts'
import type { CardTickets } from './card-tickets.ts'
import type { Lookups } from './lookups.ts'
import { cutLookup } from './page-answer.ts'
import type { PageReports } from './page-reports.ts'

type PageHandlers = {
  [TName in keyof PageRequests]: (payload: Payload<TName>, page: PageAsker) => Promise<Result<Replies[TName]>>
}

export interface PageRequestParts {
  lookups: Pick<Lookups, 'lookUp'>
  reports: Pick<PageReports, 'take'>
  tickets: Pick<CardTickets, 'admit'>
  runCard: typeof runCardScript
  findUuidHints: () => Promise<UuidHints | undefined>
  runUuids: typeof runUuidScript
  focusPanel: (id: string) => Promise<void>
}

export function createPageHandlers(parts: PageRequestParts): PageHandlers {
  const { lookups, reports, tickets, runCard, findUuidHints, runUuids, focusPanel } = parts
  return {
    async 'page:lookup'({ ids }) {
      const looked = await lookups.lookUp(ids)
      return looked.ok ? succeed({ items: looked.value.items.map(cutLookup) }) : looked
    },
    'page:found': ({ count }, page) => reports.take(page, count),
    async 'page:load-card'(_payload, { tabId, documentId }) {
      await runCard(tabId, documentId)
      return succeed(null)
    },
    async 'page:load-uuids'(_payload, { tabId, documentId }) {
      const hints = await findUuidHints()
      if (!hints) return succeed(null)
      await runUuids(tabId, documentId)
      return succeed(hints)
    },
    'page:card': ({ ticket }, page) => tickets.admit(page, ticket),
    async 'page:open-panel'({ id }) {
      await focusPanel(id)
      return succeed(null)
    },
  }
}
