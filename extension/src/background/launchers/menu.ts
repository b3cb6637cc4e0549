/** The one entry of the context menu: looks up what is selected. It stands in every page, and needs no leave to read it. */

import type { browser } from '../../platform/browser.ts'
import type { Policy } from '../../platform/policy.ts'

const ENTRY = 'look-up-selection'

export interface MenuParts {
  menus: Pick<typeof browser.contextMenus, 'removeAll' | 'create'>
  /** Called in the gesture. */
  openPanel: (tabId: number, windowId: number) => unknown
  /** `undefined`: it was chosen in a panel, and the browser does not say in which window. */
  showPanel: (text: string, windowId: number | undefined) => Promise<unknown>
  readManaged: () => Promise<Pick<Policy, 'off'>>
}

export function createMenu({ menus, openPanel, showPanel, readManaged }: MenuParts) {
  return {
    /** The browser keeps it from one start to the next; so once for each version, and for each policy. */
    async install(): Promise<void> {
      const { off } = await readManaged()
      await menus.removeAll()
      if (off.includes('menu')) return
      menus.create({ id: ENTRY, title: 'Look up in Inquiry Lens', contexts: ['selection'] })
    },

    /** Opens the panel before anything else: later the browser would refuse. */
    async choose(
      { menuItemId, selectionText = '' }: { menuItemId: string | number; selectionText?: string | undefined },
      tab: { id?: number | undefined; windowId?: number | undefined } | undefined,
    ): Promise<void> {
      if (menuItemId !== ENTRY) return
      // Without a tab it was chosen in the panel itself.
      const { id = -1, windowId } = tab ?? {}
      if (id >= 0 && windowId !== undefined) openPanel(id, windowId)
      await showPanel(selectionText, windowId)
    },
  }
}
