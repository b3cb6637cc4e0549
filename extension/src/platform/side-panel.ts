/** Finds panels, and opens them from the background. */
import { browser } from './browser.ts'

/** A panel belongs to its window (`w`) or, where it has a tab to itself, to that tab (`t`). */
export type PanelKey = `${'w' | 't'}${number}`

const PANEL_PAGE = 'sidepanel.html'

/** `openSidePanel` from the background: a click in a page counts in the listener of its message. */
export function openSidePanelAt(tabId: number): Promise<void> {
  return chrome.sidePanel.open({ tabId })
}

/** Opens the panel in a tab of its own and resolves to its ID. */
export async function openPanelTab(): Promise<number | undefined> {
  return (await browser.tabs.create({ url: browser.runtime.getURL(PANEL_PAGE) })).id
}

const CALL = 'to-panel:call'

/**
 * Asks the panel itself: the browser opens none in windows without a tab strip, without an error, and its list of side
 * panels names no window.
 */
export async function hasSidePanel(windowId: number): Promise<boolean> {
  const answer: unknown = await browser.runtime
    .sendMessage({ name: CALL, payload: `w${windowId}` satisfies PanelKey })
    .catch(() => undefined)
  return answer === true
}

/** For a panel: answers `hasSidePanel`. */
export function answerCalls(own: PanelKey): void {
  chrome.runtime.onMessage.addListener((message: unknown, _sender, reply) => {
    const { name, payload }: { name?: unknown; payload?: unknown } = Object(message)
    if (name === CALL && payload === own) reply(true)
  })
}

/** Whether a window has tabs, and so can have a side panel. */
export async function hasTabs(windowId: number): Promise<boolean> {
  const { type } = await browser.windows.get(windowId)
  return type === 'normal'
}

/** Which panel this page is. */
export async function findOwnPanel(): Promise<PanelKey | undefined> {
  const tab = await browser.tabs.getCurrent()
  if (tab) return tab.id === undefined ? undefined : `t${tab.id}`
  const { id } = await browser.windows.getCurrent()
  return id === undefined ? undefined : `w${id}`
}
