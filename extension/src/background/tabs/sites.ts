/**
 * The sites that the agent has let us into, one by one, where IDs are marked by themselves. The list is ours, since the
 * browser grants hosts for other reasons too (the relay's); what counts of it is what the browser still grants.
 */

import * as v from 'valibot'
import type { SitesView } from '../../messages/messages.ts'
import { createMutex, toGuard } from '../../platform/background-storage.ts'
import type { giveBack, isGranted } from '../../platform/permissions.ts'
import type { Policy } from '../../platform/policy.ts'
import type { registerPageScript, runPageScript } from '../../platform/scripts.ts'
import { createItem } from '../../platform/storage.ts'
import type { findTabs } from '../../platform/tabs.ts'
import { coversAddress, isHostListed } from '../../site-pattern.ts'
import { accountKey, isSample, readAccount } from '../../stored.ts'
import type { PageCommander, PageDocument, PageDocumentKeeper } from './documents.ts'

/** Match patterns. Of those, the background takes the ones that the browser has granted. */
export const storedSites = createItem('local', 'sites', toGuard(v.array(v.string())))

/** Of those, or of the administrator's in their place: where our script is now. */
export const sitesInForce = createItem('local', 'sitesInForce', toGuard(v.array(v.string())))

/** As a relay's configuration said last: hosts on which nothing is marked. */
export const sitesOff = createItem(
  'local',
  'sitesOff',
  toGuard(v.object({ relay: v.string(), hosts: v.array(v.string()), at: v.number() })),
)

/** Of those, the ones that our script was last kept out of. */
export const sitesOffInForce = createItem('local', 'sitesOffInForce', toGuard(v.array(v.string())))

export const wantedSites = createItem(
  'session',
  'wantedSites',
  toGuard(v.array(v.object({ pattern: v.string(), at: v.number() }))),
)

/** The prompt stands as long as nobody answers it; a wish this old is not what the agent has in mind any more. */
const WISH_MS = 10 * 60_000

export interface GrantedSites {
  list(): Promise<string[]>
  /** The same, and what is switched off of them. */
  view(): Promise<SitesView>
  /** Whether the administrator or the relay has switched marking off at any of these addresses. */
  isOff(...addresses: (string | undefined)[]): Promise<boolean>
  /** Keeps the wish; the site is added as soon as the browser grants it, which may be now. */
  add(pattern: string): Promise<string[]>
  remove(pattern: string): Promise<string[]>
  /** Makes the browser's registrations what they should be. For every start, and every change of permissions. */
  reconcile(): Promise<void>
  /** After an update of the extension: what runs in open tabs was left behind by the last version. */
  restart(): Promise<void>
}

export interface GrantedSitesParts {
  permissions: { isGranted: typeof isGranted; giveBack: typeof giveBack }
  scripts: { register: typeof registerPageScript; run: typeof runPageScript }
  findTabs: typeof findTabs
  commands: Pick<PageCommander, 'requestAccess'>
  documents: Pick<PageDocumentKeeper, 'everywhere' | 'isScanned' | 'forget'>
  refreshBadge: (tabId: number) => Promise<void>
  readManaged: () => Promise<Policy>
  /** Hosts on which nothing is marked, whatever the agent allowed. */
  readOff: () => Promise<readonly string[]>
  now: () => number
}

export function createSites(parts: GrantedSitesParts): GrantedSites {
  const { permissions, scripts, findTabs, commands, documents, refreshBadge, readManaged, readOff, now } =
    parts
  const inTurn = createMutex()

  async function keepGranted(patterns: readonly string[]): Promise<string[]> {
    const granted = await Promise.all(patterns.map(permissions.isGranted))
    return patterns.filter((_, index) => granted[index])
  }

  /** What the agent has listed and is granted, with the wishes that have come true since. */
  async function settleOwn(): Promise<string[]> {
    const before = (await storedSites.get()) ?? []
    const wishes = (await wantedSites.get()) ?? []
    const live = wishes.filter(({ at }) => now() - at <= WISH_MS)
    const fulfilled = await keepGranted(live.map(({ pattern }) => pattern))
    const waiting = live.filter(({ pattern }) => !fulfilled.includes(pattern))
    if (waiting.length < wishes.length) await wantedSites.set(waiting)

    const kept = await keepGranted(before)
    const added = fulfilled.filter((pattern) => !before.includes(pattern))
    const after = [...kept, ...added]
    if (added.length > 0 || kept.length < before.length) await storedSites.set(after)
    return after
  }

  /** The administrator's sites stand in place of the agent's, whose list waits until then. */
  async function view(): Promise<SitesView> {
    const own = await settleOwn()
    const [{ sites }, off] = await Promise.all([readManaged(), readOff()])
    return { sites: sites ? await keepGranted(sites) : own, off }
  }

  async function settle(): Promise<string[]> {
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
    // Where a host is on again, the script comes back; where it still runs, it does nothing.
    await startIn(isLessOff ? after : after.filter((pattern) => !before.includes(pattern)), off)
    return after
  }

  /** Waits for no page: one that is still loading gets the script when it is there. */
  async function startIn(patterns: readonly string[], off: readonly string[]): Promise<void> {
    for (const { id, url } of await findTabs(patterns)) {
      if (isHostListed(off, url)) continue
      // Where the browser lets nobody in, an error page for instance, there is nothing to find either.
      void scripts.run(id).catch(() => {})
    }
  }

  /**
   * Our script goes from wherever it has no reason to be. Which frames a tab has is not for us to know where we may not
   * enter the page around them, so each is told to ask for itself. Waits for no page either.
   */
  async function leaveOutside(patterns: readonly string[], off: readonly string[]): Promise<void> {
    const isCovered = (address: string | undefined) =>
      address !== undefined &&
      !isHostListed(off, address) &&
      patterns.some((pattern) => coversAddress(pattern, address))
    const tabs = await findTabs()
    const tabsOff = tabs.filter(({ url }) => isHostListed(off, url)).map(({ id }) => id)
    for (const { id } of tabs) void commands.requestAccess(id)
    const deps = tabs.filter(({ url }) => !isCovered(url)).map(({ id }) => id)

    const lost: PageDocument[] = []
    for (const document of await documents.everywhere()) {
      const { origin, tabId } = document
      // A sandboxed frame has no origin, and goes with its tab.
      const isLost = origin === 'null' ? deps.includes(tabId) : !isCovered(origin)
      const isOff = isHostListed(off, origin) || tabsOff.includes(tabId)
      if (isOff || (isLost && !(await documents.isScanned(document)))) lost.push(document)
    }
    await documents.forget(lost.map(({ documentId }) => documentId))
    for (const tabId of new Set(lost.map((document) => document.tabId))) await refreshBadge(tabId)
  }

  return {
    list: () => inTurn(settle),
    view: () => inTurn(view),

    async isOff(...addresses) {
      const off = await readOff()
      return addresses.some((address) => isHostListed(off, address))
    },

    add: (pattern) =>
      inTurn(async () => {
        const others = ((await wantedSites.get()) ?? []).filter((wish) => wish.pattern !== pattern)
        await wantedSites.set([...others, { pattern, at: now() }])
        return settle()
      }),

    remove: (pattern) =>
      inTurn(async () => {
        await wantedSites.set(((await wantedSites.get()) ?? []).filter((wish) => wish.pattern !== pattern))
        const before = (await storedSites.get()) ?? []
        await storedSites.set(before.filter((site) => site !== pattern))
        // While the addresses of its tabs are still ours to see.
        const after = await settle()
        if (before.includes(pattern)) await permissions.giveBack(pattern)
        return after
      }),

    reconcile: () => inTurn(async () => scripts.register(await settle(), await readOff())),

    restart: () => inTurn(async () => startIn(await settle(), await readOff())),
  }
}

/**
 * Where nothing may be marked: hosts that the relay's configuration switches off, and every host where the policy switches
 * marks off. The last answer is kept, so that it holds before the next one.
 */

/** How long an open page relies on the last answer. */
const FRESH_MS = 60_000
const EVERYWHERE = ['*']

export interface SitesOff {
  /** Hosts as in `SITES_OFF`. */
  read(): Promise<readonly string[]>
  /** What a relay has just answered. */
  keep(relay: string, hosts: readonly string[]): Promise<void>
  /** Asks the relay when its last answer is old. Waits for the answer only where this relay has never given one. */
  refresh(): Promise<void>
  /** The agent turned to another page. One that is off asks for nothing, also not whether it may be on again. */
  refreshWhileOff(): Promise<void>
}

export interface SitesOffParts {
  readManaged: () => Promise<Pick<Policy, 'off'>>
  /** Passes its answer to `keep`. */
  readConfig: () => Promise<unknown>
  onChange: () => void
  now: () => number
}

export function createSitesOff({ readManaged, readConfig, onChange, now }: SitesOffParts): SitesOff {
  let asking: { owner: string; answer: Promise<unknown> } | undefined

  async function refresh(): Promise<void> {
    const account = await readAccount()
    if (!account || isSample(account)) return
    const known = await sitesOff.get()
    const isKnown = known?.relay === account.relay
    if (isKnown && now() - known.at < FRESH_MS) return
    const owner = accountKey(account)
    // A question for another account ends with its sign-in, and says nothing.
    if (asking?.owner !== owner) {
      const mine = { owner, answer: readConfig() }
      asking = mine
      void mine.answer.finally(() => {
        if (asking === mine) asking = undefined
      })
    }
    if (!isKnown) await asking.answer
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
