/** What our script in a page may ask, and how little of an answer it gets. */
import { ok, type Result } from '../../messages/failure.ts'
import type { Payload, Replies } from '../../messages/messages.ts'
import type { PageRequests, Subject } from '../../page/background-port.ts'
import type { FinderHints } from '../../page/finder.ts'
import type { runCardScript, runFinderScript } from '../../platform/page-scripts.ts'
import type { PageSender } from '../../platform/sender.ts'
import type { LookupCache } from '../queries/lookups.ts'
import type { CardTokens } from './card-tokens.ts'
import { cutLookup } from './page-answer.ts'
import type { PageReports } from './page-reports.ts'

type PageHandlers = {
  [TName in keyof PageRequests]: (
    payload: Payload<TName>,
    page: PageSender,
  ) => Promise<Result<Replies[TName]>>
}

export interface PageRequestParts {
  lookups: Pick<LookupCache, 'lookUp'>
  reports: Pick<PageReports, 'take'>
  tickets: Pick<CardTokens, 'admit'>
  runCard: typeof runCardScript
  findHints: () => Promise<FinderHints | undefined>
  runFinder: typeof runFinderScript
  showPanel: (windowId: number, subject: Subject) => Promise<Result<null>>
}

export function createPageHandlers(parts: PageRequestParts): PageHandlers {
  const { lookups, reports, tickets, runCard, findHints, runFinder, showPanel } = parts
  return {
    async 'page:lookup'({ ids }) {
      const looked = await lookups.lookUp(ids)
      return looked.ok ? ok({ items: looked.value.items.map(cutLookup) }) : looked
    },
    'page:found': ({ count }, page) => reports.take(page, count),
    async 'page:load-card'(_payload, { tabId, documentId }) {
      await runCard(tabId, documentId)
      return ok(null)
    },
    async 'page:load-finder'(_payload, { tabId, documentId }) {
      const hints = await findHints()
      if (!hints) return ok(null)
      await runFinder(tabId, documentId)
      return ok(hints)
    },
    'page:card': ({ ticket }, page) => tickets.admit(page, ticket),
    'page:open-panel': (subject, { windowId }) => showPanel(windowId, subject),
  }
}
