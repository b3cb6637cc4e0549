/** Ways from one surface to another. */
import { browser } from './browser.ts'

const PANEL_PAGE = 'sidepanel.html'
const ADMIN_PAGE = 'admin.html'

/**
 * Call it first thing in a click or key handler: after any `await` the browser no longer counts it as the person's own
 * wish and refuses (GoogleChrome/chrome-extensions-samples#1477). So know the window's ID before the click.
 */
export function openSidePanel(windowId: number): Promise<void> {
  if (import.meta.env.BROWSER === 'firefox') return browser.sidebarAction.open()
  return chrome.sidePanel.open({ windowId })
}

/** The same from the background: a click in a page or a frame counts in the listener of the message it sends. */
export function openSidePanelAt(tabId: number): Promise<void> {
  if (import.meta.env.BROWSER === 'firefox') return browser.sidebarAction.open()
  return chrome.sidePanel.open({ tabId })
}

/** Where no side panel may open: the same page, with a tab to itself. */
export async function openPanelTab(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(PANEL_PAGE) })
}

export function openOptions(): Promise<void> {
  return browser.runtime.openOptionsPage()
}

/** Where to look in it is part of the address, so that it can be kept and passed on. */
export async function openAdminTab(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(ADMIN_PAGE) })
}
