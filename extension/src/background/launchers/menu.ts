/** The entry of the context menu that looks up the selection. It works in every page without a permission. */
import type { BackgroundWords } from '../../locales/background.ts'
import { createMutex } from '../../platform/background-storage.ts'
import type { browser } from '../../platform/browser.ts'
import type { Policy } from '../../platform/policy.ts'

const ENTRY = 'look-up-selection'

export function createMenu({
  menus,
  openPanel,
  showPanel,
  readManaged,
  readWords,
}: {
  menus: Pick<typeof browser.contextMenus, 'removeAll' | 'create'>
  /** Called in the gesture. */
  openPanel: (tabId: number, windowId: number) => unknown
  /** `undefined`: it was chosen in a panel, and the browser does not say in which window. */
  showPanel: (text: string, windowId: number | undefined) => Promise<unknown>
  readManaged: () => Promise<Pick<Policy, 'off'>>
  readWords: () => Promise<Pick<BackgroundWords, 'menu'>>
}) {
  const inTurn = createMutex()

  return {
    /** Again with each version, policy and language; the browser keeps the entry over restarts. */
    install: (): Promise<void> =>
      inTurn(async () => {
        const [{ off }, { menu }] = await Promise.all([readManaged(), readWords()])
        await menus.removeAll()
        if (!off.includes('menu')) menus.create({ id: ENTRY, title: menu, contexts: ['selection'] })
      }),

    /** Opens the panel first: after an `await` the browser refuses. */
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
