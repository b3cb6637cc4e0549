/** What the popup shows of the page it stands over, and looking through that page once. */
import { fail, type Result, succeed } from '../failure.ts'
import type { PageView } from '../messages.ts'
import type { runPageScript } from '../platform/page-scripts.ts'
import type { PageAsker } from '../platform/sender.ts'
import { coversAddress, sitePatternOf } from '../platform/site-pattern.ts'
import type { findTab } from '../platform/tabs.ts'
import { localFailure } from './local-failure.ts'
import type { PageDocumentKeeper } from './page-documents.ts'
import type { PageReports } from './page-reports.ts'
import type { Sites } from './sites.ts'

/** Longer than a large page takes. One without an ID never reports, so this is what people wait there. */
const FIRST_REPORT_MS = 700

export interface PageViewerParts {
  sites: Pick<Sites, 'list'>
  documents: Pick<PageDocumentKeeper, 'listIds' | 'admitScanned' | 'isScanned'>
  reports: Pick<PageReports, 'nextFrom'>
  findTab: typeof findTab
  run: typeof runPageScript
  timeLimit: (milliseconds: number) => AbortSignal
}

export interface PageViewer {
  look(tabId: number): Promise<Result<PageView>>
  scan(tabId: number): Promise<Result<{ ids: string[] }>>
  /** Whether this is one of the documents that were looked through so. */
  hasScanned(page: PageAsker): Promise<boolean>
}

export function createPageViewer(parts: PageViewerParts): PageViewer {
  const { sites, documents, reports, findTab, run, timeLimit } = parts
  /** By tab: its script may speak before the browser has told us in which documents it runs. */
  const scans = new Map<number, Promise<void>>()

  async function enter(tabId: number): Promise<void> {
    await documents.admitScanned(tabId, await run(tabId))
  }

  return {
    async look(tabId) {
      const [tab, patterns, ids] = await Promise.all([findTab(tabId), sites.list(), documents.listIds(tabId)])
      const address = tab?.url ?? ''
      const pattern = sitePatternOf(address) ?? null
      const isGranted = patterns.some((site) => coversAddress(site, address))
      return succeed({
        site: pattern === null ? 'closed' : isGranted ? 'granted' : 'grantable',
        host: pattern === null ? '' : new URL(address).host,
        pattern,
        ids,
      })
    },

    async scan(tabId) {
      const limit = timeLimit(FIRST_REPORT_MS)
      const reported = reports.nextFrom(tabId, limit)
      const scan = enter(tabId)
      const settled = scan.catch(() => {})
      scans.set(tabId, settled)
      try {
        await scan
      } catch {
        return fail(localFailure('page-closed'))
      } finally {
        if (scans.get(tabId) === settled) scans.delete(tabId)
      }
      const known = await documents.listIds(tabId)
      if (known.length > 0) return succeed({ ids: known })
      await reported
      return succeed({ ids: await documents.listIds(tabId) })
    },

    async hasScanned(page) {
      await scans.get(page.tabId)
      return documents.isScanned(page)
    },
  }
}
