/** The number on the toolbar button: how many different IDs and numbers there are in a tab. */
import type { showBadge } from '../../platform/action.ts'
import type { PageDocumentKeeper } from './documents.ts'

export interface BadgeParts {
  documents: Pick<PageDocumentKeeper, 'inTab' | 'listFinds'>
  show: typeof showBadge
}

export function createBadge({ documents, show }: BadgeParts) {
  /** Frames report at about the same time, and the last to report is not the last to be counted. */
  const newest = new Map<number, symbol>()

  async function countAll(tabId: number): Promise<number> {
    const { ids, numbers } = await documents.listFinds(tabId)
    return ids.length + numbers.length
  }

  /** The browser clears it by itself when the tab goes to another page. */
  return async function refreshBadge(tabId: number): Promise<void> {
    const mine = Symbol()
    newest.set(tabId, mine)
    const [only, another] = await documents.inTab(tabId)
    // The same ID may be in several frames, and only the frames know.
    const count = another ? await countAll(tabId) : (only?.count ?? 0)
    if (newest.get(tabId) !== mine) return
    newest.delete(tabId)
    await show(tabId, count)
  }
}
