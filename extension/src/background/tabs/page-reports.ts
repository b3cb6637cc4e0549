/** What pages say they have found: counted, shown on the toolbar button, and waited for by whoever looks just now. */
import { type Result, succeed } from '../../messages/failure.ts'
import type { PageAsker } from '../../platform/sender.ts'
import type { Treatment } from './display-mode.ts'
import type { PageDocumentKeeper } from './documents.ts'
import type { PageOrderer } from './page-commands.ts'

export interface PageReports {
  take(document: PageAsker, count: number): Promise<Result<null>>
  /** Resolves with the next report from the tab, or when the signal ends the wait. */
  nextFrom(tabId: number, signal: AbortSignal): Promise<void>
}

export interface PageReportsParts {
  documents: Pick<PageDocumentKeeper, 'note'>
  orders: Pick<PageOrderer, 'apply'>
  readTreatment: Treatment['read']
  refreshBadge: (tabId: number) => Promise<void>
}

export function createPageReports({
  documents,
  orders,
  readTreatment,
  refreshBadge,
}: PageReportsParts): PageReports {
  const reports = new EventTarget()

  return {
    async take(document, count) {
      await documents.note(document, count)
      reports.dispatchEvent(new Event(String(document.tabId)))
      // With none it is about to go. Nobody waits for what it answers.
      if (count > 0) void orders.apply(document, await readTreatment())
      await refreshBadge(document.tabId)
      return succeed(null)
    },

    nextFrom: (tabId, signal) =>
      new Promise((resolve) => {
        const done = new AbortController()
        const end = () => {
          done.abort()
          resolve()
        }
        if (signal.aborted) return end()
        signal.addEventListener('abort', end, { signal: done.signal })
        reports.addEventListener(String(tabId), end, { signal: done.signal })
      }),
  }
}
