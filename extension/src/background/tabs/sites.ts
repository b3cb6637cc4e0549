/**
 * The sites where IDs are marked: those that the agent has added, or the administrator's. The list is stored, since the
 * browser grants hosts for other reasons too (the relay's); a site counts while the browser grants it.
 */
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import * as v from 'valibot'
import type { SitesView } from '../../messages/messages.ts'
import { createMutex, toGuard } from '../../platform/background-storage.ts'
import type { giveBack, isGranted } from '../../platform/permissions.ts'
import type { Policy } from '../../platform/policy.ts'
import type { registerPageScript, runPageScript } from '../../platform/scripts.ts'
import { createItem } from '../../platform/storage.ts'
import type { findTabs as findBrowserTabs } from '../../platform/tabs.ts'
import { coversAddress, isHostListed } from '../../site-pattern.ts'
import { accountKey, isSample, readAccount } from '../../stored.ts'
import type { PageCommander, PageDocument, PageDocumentKeeper } from './documents.ts'

/** Match patterns that the agent has added, granted or not. */
export const storedSites = createItem('local', 'sites', toGuard(v.array(v.string())))

/** Match patterns of the sites where our script is registered now. */
export const sitesInForce = createItem('local', 'sitesInForce', toGuard(v.array(v.string())))

/** Hosts where marking is off, as of the relay's last configuration. */
export const sitesOff = createItem(
  'local',
  'sitesOff',
  toGuard(v.object({ relay: v.string(), hosts: v.array(v.string()), at: v.number() })),
)

/** The hosts that the registration excludes now. */
export const sitesOffInForce = createItem('local', 'sitesOffInForce', toGuard(v.array(v.string())))

export const wantedSites = createItem(
  'session',
  'wantedSites',
  toGuard(v.array(v.object({ pattern: v.string(), at: v.number() }))),
)

/** A permission prompt stays open until it is answered; after this time the request is too old. */
const REQUEST_MS = 10 * 60_000

export interface GrantedSites {
  list(): Promise<string[]>
  /** The same, with the hosts where marking is off. */
  view(): Promise<SitesView>
  /** Whether the administrator or the relay has switched marking off at any of these addresses. */
  isOff(...addresses: (string | undefined)[]): Promise<boolean>
  /** Requests a site; it is added when the browser grants it, which may be now. */
  add(pattern: string): Promise<string[]>
  remove(pattern: string): Promise<string[]>
  /** Updates the browser's registrations. Call it at each start and each change of permissions. */
  reconcile(): Promise<void>
  /** Call it after an update of the extension: open tabs run the last version's script. */
  restart(): Promise<void>
}

export function createSites({
  permissions,
  scripts,
  findTabs,
  commands,
  documents,
  refreshBadge,
  readManaged,
  readOff,
  now,
}: {
  permissions: { isGranted: typeof isGranted; giveBack: typeof giveBack }
  scripts: { register: typeof registerPageScript; run: typeof runPageScript }
  findTabs: typeof findBrowserTabs
  commands: Pick<PageCommander, 'requestAccess'>
  documents: Pick<PageDocumentKeeper, 'everywhere' | 'isScanned' | 'forget'>
  refreshBadge: (tabId: number) => Promise<void>
  readManaged: () => Promise<Policy>
  readOff: () => Promise<readonly string[]>
  now: () => number
}): GrantedSites {
  const inTurn = createMutex()

  async function keepGranted(patterns: readonly string[]): Promise<string[]> {
    const granted = await Promise.all(patterns.map(permissions.isGranted))
    return patterns.filter((_, index) => granted[index])
  }

  /** The agent's granted sites, with the requests that were granted since. */
  async function updateOwn(): Promise<string[]> {
    const before = (await storedSites.get()) ?? []
    const requests = (await wantedSites.get()) ?? []
    const live = requests.filter(({ at }) => now() - at <= REQUEST_MS)
    const fulfilled = await keepGranted(live.map(({ pattern }) => pattern))
    const waiting = live.filter(({ pattern }) => !fulfilled.includes(pattern))
    if (waiting.length < requests.length) await wantedSites.set(waiting)

    const kept = await keepGranted(before)
    const added = fulfilled.filter((pattern) => !before.includes(pattern))
    const after = [...kept, ...added]
    if (added.length > 0 || kept.length < before.length) await storedSites.set(after)
    return after
  }

  /** The administrator's sites replace the agent's, which stay stored. */
  async function view(): Promise<SitesView> {
    const own = await updateOwn()
    const [{ sites }, off] = await Promise.all([readManaged(), readOff()])
    return { sites: sites ? await keepGranted(sites) : own, off }
  }

  async function update(): Promise<string[]> {
    const { sites, off } = await view()
    const after = off.includes('*') ? [] : sites
    const before = (await sitesInForce.get()) ?? []
    const offBefore = (await sitesOffInForce.get()) ?? []
    const isMore = after.some((pattern) => !before.includes(pattern))
    const isLess = before.some((pattern) => !after.includes(pattern))
    const isMoreOff = off.some((host) => !offBefore.includes(host))
    const isLessOff = offBefore.some((host) => !off.includes(host))
    if (!isMore && !isLess && !isMoreOff && !isLessOff) return after
    await sitesInForce.set(after)
    await sitesOffInForce.set([...off])
    await scripts.register(after, off)
    if (isLess || isMoreOff) await leaveOutside(after, off)
    // A new site may be in a frame of any of them, a host that is on again in any tab. Where the script runs, it does nothing.
    await startIn(isMore || isLessOff ? after : [], off)
    return after
  }

  /** Waits for no page: one that is still loading gets the script when it is loaded. */
  async function startIn(patterns: readonly string[], off: readonly string[]): Promise<void> {
    for (const { id, url } of await findTabs(patterns)) {
      if (isHostListed(off, url)) continue
      // The browser may refuse, on an error page for example, where there is nothing to find.
      void scripts.run(id).catch(() => {})
    }
  }

  /**
   * Ends our script outside the sites. The frames of a page that we may not enter are unknown, so each frame checks its
   * own address. Waits for no page either.
   */
  async function leaveOutside(patterns: readonly string[], off: readonly string[]): Promise<void> {
    const isCovered = (address: string | undefined) =>
      address !== undefined &&
      !isHostListed(off, address) &&
      patterns.some((pattern) => coversAddress(pattern, address))
    const tabs = await findTabs()
    const tabsOff = tabs.filter(({ url }) => isHostListed(off, url)).map(({ id }) => id)
    for (const { id } of tabs) void commands.requestAccess(id)
    const uncovered = tabs.filter(({ url }) => !isCovered(url)).map(({ id }) => id)

    const lost: PageDocument[] = []
    for (const document of await documents.everywhere()) {
      const { origin, tabId } = document
      // A sandboxed frame has no origin, and goes with its tab.
      const isLost = origin === 'null' ? uncovered.includes(tabId) : !isCovered(origin)
      const isOff = isHostListed(off, origin) || tabsOff.includes(tabId)
      if (isOff || (isLost && !(await documents.isScanned(document)))) lost.push(document)
    }
    await documents.forget(lost.map(({ documentId }) => documentId))
    for (const tabId of new Set(lost.map((document) => document.tabId))) await refreshBadge(tabId)
  }

  return {
    list: () => inTurn(update),
    view: () => inTurn(view),

    async isOff(...addresses) {
      const off = await readOff()
      return addresses.some((address) => isHostListed(off, address))
    },

    add: (pattern) =>
      inTurn(async () => {
        const others = ((await wantedSites.get()) ?? []).filter((one) => one.pattern !== pattern)
        await wantedSites.set([...others, { pattern, at: now() }])
        return update()
      }),

    remove: (pattern) =>
      inTurn(async () => {
        await wantedSites.set(((await wantedSites.get()) ?? []).filter((one) => one.pattern !== pattern))
        const before = (await storedSites.get()) ?? []
        await storedSites.set(before.filter((site) => site !== pattern))
        // Before the permission goes: without it the addresses of the site's tabs are hidden.
        const after = await update()
        if (before.includes(pattern)) await permissions.giveBack(pattern)
        return after
      }),

    reconcile: () => inTurn(async () => scripts.register(await update(), await readOff())),

    restart: () => inTurn(async () => startIn(await update(), await readOff())),
  }
}

/** How long an open page relies on the last answer. */
const FRESH_MS = 60_000
const EVERYWHERE = ['*']

/**
 * Where marking is off: on the hosts that the relay's configuration names, and everywhere if the policy says so. The last
 * answer is stored, so that it holds until the next.
 */
export interface SitesOff {
  /** Hosts as in `SITES_OFF`. */
  read(): Promise<readonly string[]>
  /** Stores what a relay has answered. */
  keep(relay: string, hosts: readonly string[]): Promise<void>
  /** Asks the relay if its last answer is old. Waits only if this relay has never answered. */
  refresh(): Promise<void>
  /** For when the agent turns to another page: a page where marking is off does not ask again. */
  refreshWhileOff(): Promise<void>
}

export function createSitesOff({
  readManaged,
  readConfig,
  onChange,
  now,
}: {
  readManaged: () => Promise<Pick<Policy, 'off'>>
  /** Passes its answer to `keep`. */
  readConfig: () => Promise<unknown>
  onChange: () => void
  now: () => number
}): SitesOff {
  const { coalesce } = createSingleFlight<unknown>()

  async function refresh(): Promise<void> {
    const account = await readAccount()
    if (!account || isSample(account)) return
    const known = await sitesOff.get()
    const isKnown = known?.relay === account.relay
    if (isKnown && now() - known.at < FRESH_MS) return
    const { result } = coalesce(accountKey(account), readConfig)
    if (!isKnown) await result
  }

  return {
    async read() {
      const { off } = await readManaged()
      return off.includes('marks') ? EVERYWHERE : ((await sitesOff.get())?.hosts ?? [])
    },

    async keep(relay, hosts) {
      const before = await sitesOff.get()
      await sitesOff.set({ relay, hosts: [...hosts], at: now() })
      if (before?.hosts.join() !== [...hosts].join()) onChange()
    },

    refresh,

    async refreshWhileOff() {
      if ((await sitesOff.get())?.hosts.length) await refresh()
    },
  }
}
