/** Opens the side panel from the popup or the options. */
import { browser } from '../../../platform/browser.ts'
import { openSidePanel } from '../../../platform/pages.ts'
import { requestBackground } from '../../request.ts'
import type { Focus } from '../../state/page/panel.ts'

export interface PanelOpener {
  /** The tab under the popup, or of the page itself. */
  tabId: Promise<number | undefined>
  /** Call it first in a click or key. Resolves when the panel is open. */
  open(focus: Focus | undefined): Promise<void>
}

export function createPanelOpener(): PanelOpener {
  // Read before any click: the browser opens a panel only in the same task.
  let windowId: number | undefined
  const tabId = browser.tabs.query({ active: true, currentWindow: true }).then(([active]) => {
    windowId = active?.windowId
    return active?.id
  })
  return {
    tabId,
    async open(focus) {
      if (windowId === undefined) return
      // If the browser rejects it, the background opens a tab.
      openSidePanel(windowId).catch(() => {})
      await requestBackground('app:panel.show', { windowId, focus }, new AbortController().signal)
    },
  }
}
