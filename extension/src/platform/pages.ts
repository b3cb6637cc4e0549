/** What every surface opens: the side panel, the options and the admin page. */
import { browser } from './browser.ts'

/**
 * Call it first in a click or key handler: after an `await` the browser refuses
 * (GoogleChrome/chrome-extensions-samples#1477). So know the window's ID before the click.
 */
export function openSidePanel(windowId: number): Promise<void> {
  return chrome.sidePanel.open({ windowId })
}

export function openOptions(): Promise<void> {
  return browser.runtime.openOptionsPage()
}

const ADMIN_PAGE = 'admin.html'

export async function openAdminTab(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(ADMIN_PAGE) })
}
