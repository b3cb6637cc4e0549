/** Who sent a message. The browser fills these fields in, not the sender; what is absent proves nothing. */

export interface Sender {
  id?: string | undefined
  origin?: string | undefined
  url?: string | undefined
  frameId?: number | undefined
}

/**
 * `app`: one of our own pages, in a tab or out of one. Later `page` (our script in a web page) and `card` (our frame in
 * one). A message's name begins with the class that may send it.
 */
export type SenderClass = 'app' | 'stranger'

/** Ours, and never framed by anybody: whoever drives these pages drives them in the agent's name. */
const APP_PAGES: ReadonlySet<string> = new Set(['/popup.html', '/sidepanel.html', '/options.html'])

export function classifySender(sender: Sender, self: { id: string; origin: string }): SenderClass {
  if (sender.id !== self.id || sender.origin !== self.origin) return 'stranger'
  // Popup and panel have no frame ID; a page of ours in a tab is frame 0, and in a frame it is any other.
  if (sender.frameId !== undefined && sender.frameId !== 0) return 'stranger'
  const url = sender.url !== undefined && URL.canParse(sender.url) ? new URL(sender.url) : undefined
  if (!url?.href.startsWith(`${self.origin}/`) || !APP_PAGES.has(url.pathname)) return 'stranger'
  return 'app'
}
