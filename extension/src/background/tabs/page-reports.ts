/** What pages say they have found: counted, shown on the toolbar button, and waited for by whoever looks just now. */
import { ok, type Result } from '../../messages/failure.ts'
import type { PageSender } from '../../platform/sender.ts'
import type { DisplayModes } from './display-mode.ts'
import type { PageDocumentKeeper } from './documents.ts'
import type { PageCommander } from './page-commands.ts'

export interface PageReports {
  take(document: PageSender, count: number): Promise<Result<null>>
  /** Resolves with the next report from the tab, or when the signal ends the wait. */
  nextFrom(tabId: number, abort: AbortSignal): Promise<void>
}

export interface PageReportsParts {
  documents: Pick<PageDocumentKeeper, 'note'>
  commands: Pick<PageCommander, 'apply'>
  readDisplayMode: DisplayModes['read']
  refreshBadge: (tabId: number) => Promise<void>
}

export function createPageReports({
  documents,
  commands,
  readDisplayMode,
  refreshBadge,
}: PageReportsParts): PageReports {
  const reports = new EventTarget()

  return {
    async take(document, count) {
      await documents.note(document, count)
      reports.dispatchEvent(new Event(String(document.tabId)))
      // With none it is about to go. Nobody waits for what it answers.
      if (count > 0) void commands.apply(document, await readDisplayMode())
      await refreshBadge(document.tabId)
      return ok(null)
    },

    nextFrom: (tabId, abort) =>
      new Promise((resolve) => {
        const done = new AbortController()
        const end = () => {
          done.abort()
          resolve()
        }
        if (abort.aborted) return end()
        abort.addEventListener('abort', end, { signal: done.signal })
        reports.addEventListener(String(tabId), end, { signal: done.signal })
      }),
  }
}
