/** The browser's tabs. */
import { browser } from './browser.ts'

export interface BrowserTab {
  id: number
  /** Known if we may enter the page. */
  url: string | undefined
}

/** Loaded tabs; a discarded one gets the script when it loads. */
export async function findTabs(patterns?: readonly string[]): Promise<BrowserTab[]> {
  if (patterns?.length === 0) return []
  const tabs = await browser.tabs.query({ discarded: false, ...(patterns && { url: [...patterns] }) })
  return tabs.flatMap(({ id, url }) => (id === undefined ? [] : [{ id, url }]))
}

/** The tab in front of each window, but of those that are minimised. */
export async function findTabsInView(): Promise<number[]> {
  const windows = await browser.windows.getAll({ populate: true })
  return windows.flatMap(({ state, tabs }) =>
    state === 'minimized' ? [] : (tabs ?? []).flatMap(({ active, id }) => (active ? (id ?? []) : [])),
  )
}

/** `undefined`: it was closed. */
export async function findTab(tabId: number): Promise<BrowserTab | undefined> {
  try {
    const { url } = await browser.tabs.get(tabId)
    return { id: tabId, url }
  } catch {
    return undefined
  }
}

/** Calls when a window shows another of its tabs. */
export function watchTabChange(onChange: () => void, abort: AbortSignal): void {
  if (abort.aborted) return
  browser.tabs.onActivated.addListener(onChange)
  abort.addEventListener('abort', () => browser.tabs.onActivated.removeListener(onChange), { once: true })
}

/** Calls with the front tab of this page's window: now, and when the tab or its page changes. */
export function watchFrontTab(onTab: (tabId: number) => void, abort: AbortSignal): void {
  if (abort.aborted) return
  let windowId: number | undefined
  const onActivated = (tab: { tabId: number; windowId: number }) => {
    if (tab.windowId === windowId) onTab(tab.tabId)
  }
  const onUpdated = (
    tabId: number,
    { status }: { status?: string | undefined },
    tab: { active: boolean; windowId?: number | undefined },
  ) => {
    if (tab.active && tab.windowId === windowId && status === 'complete') onTab(tabId)
  }
  browser.tabs.onActivated.addListener(onActivated)
  browser.tabs.onUpdated.addListener(onUpdated)
  abort.addEventListener(
    'abort',
    () => {
      browser.tabs.onActivated.removeListener(onActivated)
      browser.tabs.onUpdated.removeListener(onUpdated)
    },
    { once: true },
  )
  void browser.tabs.query({ active: true, currentWindow: true }).then(([tab]) => {
    windowId = tab?.windowId
    if (tab?.id !== undefined && !abort.aborted) onTab(tab.id)
  })
}

/** The window that is in front. */
export async function findCurrentWindow(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
  return tab?.windowId
}
