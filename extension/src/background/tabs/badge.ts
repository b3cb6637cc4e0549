/** The number on the toolbar button: how many different IDs and customer numbers a tab has. */
import { readBackgroundWords } from '../../locales/background.ts'
import { browser } from '../../platform/browser.ts'
import type { PageDocumentKeeper } from './documents.ts'

const NAME = 'Inquiry Lens'
/** Neutral: the number carries no state. */
const COLOR = '#47534f'
const MAX_SHOWN = 99

/** For one tab, until it goes to another page. */
export async function showBadge(tabId: number, count: number): Promise<void> {
  const text = count > MAX_SHOWN ? `${MAX_SHOWN}+` : count > 0 ? String(count) : ''
  // Read for any count, so that a later call is not shown before this one.
  const { onPage } = await readBackgroundWords()
  const title = count > 0 ? onPage(count) : NAME
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setBadgeBackgroundColor({ tabId, color: COLOR }),
      browser.action.setTitle({ tabId, title }),
    ])
  } catch {
    // The tab was closed.
  }
}

export function createBadge({
  documents,
  show = showBadge,
}: {
  documents: Pick<PageDocumentKeeper, 'inTab' | 'listFinds'>
  show?: typeof showBadge
}) {
  /** The latest refresh of each tab: frames report at about the same time, and counts may finish in another order. */
  const newest = new Map<number, symbol>()

  async function countAll(tabId: number): Promise<number> {
    const { ids, numbers } = await documents.listFinds(tabId)
    return ids.length + numbers.length
  }

  return async function refreshBadge(tabId: number): Promise<void> {
    const current = Symbol()
    newest.set(tabId, current)
    const [only, another] = await documents.inTab(tabId)
    // The same ID may be in several frames, and only the frames know.
    const count = another ? await countAll(tabId) : (only?.count ?? 0)
    if (newest.get(tabId) !== current) return
    newest.delete(tabId)
    await show(tabId, count)
  }
}
