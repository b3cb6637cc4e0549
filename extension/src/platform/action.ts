/** The toolbar button. */
import { browser } from './browser.ts'

const NAME = 'Inquiry Lens'
/** Neutral: the number says how many, and no colour how it stands with them. */
const COLOR = '#47534f'
const MAX_SHOWN = 99

/** For one tab, until it goes to another page. */
export async function showBadge(tabId: number, count: number): Promise<void> {
  const text = count > MAX_SHOWN ? `${MAX_SHOWN}+` : count > 0 ? String(count) : ''
  const title = count > 0 ? `${NAME}: ${count} on this page` : NAME
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setBadgeBackgroundColor({ tabId, color: COLOR }),
      browser.action.setTitle({ tabId, title }),
    ])
  } catch {
    // The tab was closed meanwhile.
  }
}
