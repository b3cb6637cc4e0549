/** The page under the popup: what it has, scanning it once, and the reports of our script in it. */
import { isObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { PageFinds, PageView } from '../../messages/messages.ts'
import { maySite, type Policy } from '../../platform/policy.ts'
import type { findBeside, runPageScript } from '../../platform/scripts.ts'
import type { PageSender } from '../../platform/sender.ts'
import type { findTab as findBrowserTab } from '../../platform/tabs.ts'
import { coversAddress, sitePatternOf } from '../../site-pattern.ts'
import { localFailure } from '../relay/failures.ts'
import type { DisplayModes } from './display-mode.ts'
import type { PageCommander, PageDocumentKeeper } from './documents.ts'
import type { GrantedSites } from './sites.ts'

/** Longer than a large page takes. A page without IDs never reports, and takes all of it. */
const FIRST_REPORT_MS = 700
/** A page of advertisements has many. */
const MAX_FRAMES = 3

export interface PageViewer {
  look(tabId: number): Promise<Result<PageView>>
  scan(tabId: number): Promise<Result<PageFinds>>
  /** Whether the tab's site has been granted, and is not switched off. */
  isGranted(tabId: number): Promise<boolean>
  /** Whether this document was scanned so. */
  hasScanned(page: PageSender): Promise<boolean>
}

export function createPageViewer({
  sites,
  documents,
  reports,
  findTab,
  run,
  readBeside,
  timeLimit,
  readManaged,
}: {
  sites: Pick<GrantedSites, 'list' | 'isOff'>
  documents: Pick<PageDocumentKeeper, 'listFinds' | 'noteScanned' | 'isScanned'>
  reports: Pick<PageReports, 'nextFrom'>
  findTab: typeof findBrowserTab
  run: typeof runPageScript
  readBeside: typeof findBeside
  timeLimit: (milliseconds: number) => AbortSignal
  readManaged: () => Promise<Policy>
}): PageViewer {
  /** By tab: the script may send messages before the browser has named its documents. */
  const scans = new Map<number, Promise<void>>()

  /** Resolves to the reason for a refusal. */
  async function enter(tabId: number): Promise<'switched-off' | 'set-by-administrator' | undefined> {
    const [policy, tab] = await Promise.all([readManaged(), findTab(tabId)])
    if (await sites.isOff(tab?.url)) return 'switched-off'
    if (!mayScan(policy, tab?.url ?? '')) return 'set-by-administrator'
    await documents.noteScanned(tabId, await run(tabId))
    return undefined
  }

  return {
    async isGranted(tabId) {
      const [tab, patterns] = await Promise.all([findTab(tabId), sites.list()])
      const address = tab?.url ?? ''
      return patterns.some((site) => coversAddress(site, address)) && !(await sites.isOff(address))
    },

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
        const beside = await readBeside(tabId)
        const frames = [...new Set(beside.frames.flatMap((frame) => sitePatternOf(frame) ?? []))]
        const policy = await readManaged()
        const offered = frames.filter(
          (frame) =>
            maySite(policy, frame) && !patterns.some((site) => coversAddress(site, frame.slice(0, -1))),
        )
        return ok({
          site: 'granted',
          host,
          pattern: own,
          ...addIds(finds, beside.ids),
          ...(offered.length > 0 && { frames: offered.slice(0, MAX_FRAMES) }),
        })
      }
      const policy = await readManaged()
      // The administrator's list may have it by another pattern.
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
      const finished = scan.then(
        () => {},
        () => {},
      )
      scans.set(tabId, finished)
      try {
        const refused = await scan
        if (refused) return err(localFailure(refused))
      } catch {
        return err(localFailure('page-closed'))
      } finally {
        if (scans.get(tabId) === finished) scans.delete(tabId)
      }
      const known = await documents.listFinds(tabId)
      if (known.ids.length + known.numbers.length === 0) await reported
      const [finds, { ids }] = await Promise.all([documents.listFinds(tabId), readBeside(tabId)])
      return ok(addIds(finds, ids))
    },

    async hasScanned(page) {
      await scans.get(page.tabId)
      return documents.isScanned(page)
    },
  }
}

/** Those in addresses and fields come last. */
const addIds = (finds: PageFinds, more: readonly string[]): PageFinds => ({
  ...finds,
  ids: [
    ...new Set([
      ...finds.ids,
      ...more.filter((id) => isObjectId(id, 'inquiry', 'session') && !finds.hidden.includes(id)),
    ]),
  ],
})

/** The agent's own choice, unless the administrator has listed the sites. */
const mayScan = ({ sites }: Policy, address: string): boolean =>
  sites?.some((site) => coversAddress(site, address)) ?? true

export interface PageReports {
  take(document: PageSender, count: number): Promise<Result<null>>
  /** Resolves with the tab's next report, or on abort. */
  nextFrom(tabId: number, abort: AbortSignal): Promise<void>
}

export function createPageReports({
  documents,
  commands,
  readDisplayMode,
  refreshBadge,
}: {
  documents: Pick<PageDocumentKeeper, 'note'>
  commands: Pick<PageCommander, 'apply'>
  readDisplayMode: DisplayModes['read']
  refreshBadge: (tabId: number) => Promise<void>
}): PageReports {
  const reports = new EventTarget()

  return {
    async take(document, count) {
      await documents.note(document, count)
      reports.dispatchEvent(new Event(String(document.tabId)))
      // Without IDs it is about to end.
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
