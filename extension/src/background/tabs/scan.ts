/** What the popup shows of the page it stands over, and looking through that page once. */
import { err, ok, type Result } from '../../messages/failure.ts'
import type { PageFinds, PageView } from '../../messages/messages.ts'
import { maySite, type Policy } from '../../platform/policy.ts'
import type { runPageScript } from '../../platform/scripts.ts'
import type { PageSender } from '../../platform/sender.ts'
import type { findTab } from '../../platform/tabs.ts'
import { coversAddress, sitePatternOf } from '../../site-pattern.ts'
import { localFailure } from '../relay/failures.ts'
import type { DisplayModes } from './display-mode.ts'
import type { PageCommander, PageDocumentKeeper } from './documents.ts'
import type { GrantedSites } from './sites.ts'

/** Longer than a large page takes. One without an ID never reports, so this is what people wait there. */
const FIRST_REPORT_MS = 700

export interface PageViewerParts {
  sites: Pick<GrantedSites, 'list' | 'isOff'>
  documents: Pick<PageDocumentKeeper, 'listFinds' | 'admitScanned' | 'isScanned'>
  reports: Pick<PageReports, 'nextFrom'>
  findTab: typeof findTab
  run: typeof runPageScript
  timeLimit: (milliseconds: number) => AbortSignal
  readManaged: () => Promise<Policy>
}

export interface PageViewer {
  look(tabId: number): Promise<Result<PageView>>
  scan(tabId: number): Promise<Result<PageFinds>>
  /** Whether this is one of the documents that were looked through so. */
  hasScanned(page: PageSender): Promise<boolean>
}

export function createPageViewer(parts: PageViewerParts): PageViewer {
  const { sites, documents, reports, findTab, run, timeLimit, readManaged } = parts
  /** By tab: its script may speak before the browser has told us in which documents it runs. */
  const scans = new Map<number, Promise<void>>()

  /** Why it may not, where it may not. */
  async function enter(tabId: number): Promise<'switched-off' | 'set-by-administrator' | undefined> {
    const [policy, tab] = await Promise.all([readManaged(), findTab(tabId)])
    if (await sites.isOff(tab?.url)) return 'switched-off'
    if (!mayScan(policy, tab?.url ?? '')) return 'set-by-administrator'
    await documents.admitScanned(tabId, await run(tabId))
    return undefined
  }

  return {
    async look(tabId) {
      const [tab, patterns, finds] = await Promise.all([
        findTab(tabId),
        sites.list(),
        documents.listFinds(tabId),
      ])
      const address = tab?.url ?? ''
      const own = sitePatternOf(address) ?? null
      if (own === null) return ok({ site: 'closed', host: '', pattern: null, ...finds })
      const { host } = new URL(address)
      if (await sites.isOff(address)) return ok({ site: 'off', host, pattern: null, ...finds })
      if (patterns.some((site) => coversAddress(site, address))) {
        return ok({ site: 'granted', host, pattern: own, ...finds })
      }
      const policy = await readManaged()
      // What the administrator's list has it by, where there is one.
      const pattern = policy.sites?.find((site) => coversAddress(site, address)) ?? own
      const isFree = maySite(policy, pattern)
      return ok({
        site: isFree ? 'grantable' : 'withheld',
        host,
        pattern: isFree ? pattern : null,
        ...finds,
      })
    },

    async scan(tabId) {
      const limit = timeLimit(FIRST_REPORT_MS)
      const reported = reports.nextFrom(tabId, limit)
      const scan = enter(tabId)
      const settled = scan.then(
        () => {},
        () => {},
      )
      scans.set(tabId, settled)
      try {
        const refused = await scan
        if (refused) return err(localFailure(refused))
      } catch {
        return err(localFailure('page-closed'))
      } finally {
        if (scans.get(tabId) === settled) scans.delete(tabId)
      }
      const known = await documents.listFinds(tabId)
      if (known.ids.length + known.numbers.length > 0) return ok(known)
      await reported
      return ok(await documents.listFinds(tabId))
    },

    async hasScanned(page) {
      await scans.get(page.tabId)
      return documents.isScanned(page)
    },
  }
}

/** Once is the agent's own choice, except where the administrator has said on which sites. */
const mayScan = ({ sites }: Policy, address: string): boolean =>
  sites?.some((site) => coversAddress(site, address)) ?? true

/** What pages say they have found: counted, shown on the toolbar button, and waited for by whoever looks just now. */

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
