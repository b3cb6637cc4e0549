/** Ways from one surface to another. */
import { browser } from './browser.ts'

/**
 * Call it first thing in a click or key handler: after any `await` the browser no longer counts it as the person's own
 * wish and refuses (GoogleChrome/chrome-extensions-samples#1477). So know the window's ID before the click.
 */
export function openSidePanel(windowId: number): Promise<void> {
  return chrome.sidePanel.open({ windowId })
}

export function openOptions(): Promise<void> {
  return browser.runtime.openOptionsPage()
}
