/** Opens the side panel from a page of ours, on what is to be seen there. */
import { browser } from '../../../platform/browser.ts'
import { openSidePanel } from '../../../platform/side-panel.ts'
import { requestBackground } from '../../request.ts'
import type { Focus } from '../../state/page/panel.ts'

export interface PanelOpener {
  /** The tab that the page stands over, or is. */
  tabId: Promise<number | undefined>
  /** To be called first thing in a click or key. Resolves once the panel stands. */
  open(focus: Focus | undefined): Promise<void>
}

export function createPanelOpener(): PanelOpener {
  // Known before any click, since the click itself has no time to ask.
  let windowId: number | undefined
  const tabId = browser.tabs.query({ active: true, currentWindow: true }).then(([active]) => {
    windowId = active?.windowId
    return active?.id
  })
  return {
    tabId,
    async open(focus) {
      if (windowId === undefined) return
      // Where the browser refuses, the background opens a tab.
      openSidePanel(windowId).catch(() => {})
      await requestBackground('app:panel.show', { windowId, focus }, new AbortController().signal)
    },
  }
}
