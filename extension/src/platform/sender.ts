/** The sender of a message. The browser fills in these fields; an absent one proves nothing. */

export interface Sender {
  id?: string | undefined
  origin?: string | undefined
  url?: string | undefined
  frameId?: number | undefined
  documentId?: string | undefined
  tab?: { id?: number | undefined; windowId?: number | undefined; url?: string | undefined } | undefined
}

/** One of our own pages, in a tab or out of one. */
export interface AppSender {
  kind: 'app'
}

/** Our script in a frame of a web page. `background/tabs/card-tokens.ts` checks whether it may run there. */
export interface PageSender {
  kind: 'page'
  tabId: number
  windowId: number
  frameId: number
  documentId: string
  /** `null` in a sandboxed frame, as the browser writes it. */
  origin: string
  /** The address of the tab, if we may know it. */
  tabUrl: string | undefined
}

/** A document at the card's address in a frame. Its card token proves that we put it there. */
export interface CardSender {
  kind: 'card'
  tabId: number
  windowId: number
  documentId: string
  /** As of a page. */
  tabUrl: string | undefined
}

export type TrustedSender = AppSender | PageSender | CardSender
export type SenderKind = TrustedSender['kind']

/** Never accepted in a frame: these pages act in the agent's name. */
const APP_PAGES: ReadonlySet<string> = new Set([
  '/popup.html',
  '/sidepanel.html',
  '/options.html',
  '/admin.html',
])
/** Accepted in a frame alone. */
const CARD_PAGE = '/card.html'

/** Where content scripts run; `about:srcdoc` and the like have their creator's origin. */
const WEB_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'about:', 'blob:', 'data:'])
const WEB_ORIGIN = /^(https?:\/\/.+|null)$/

/** `undefined`: an untrusted sender. A message's name begins with the kind of its senders. */
export function classifySender(
  sender: Sender,
  self: { id: string; origin: string },
): TrustedSender | undefined {
  const { id, origin, frameId } = sender
  if (id !== self.id || sender.url === undefined || !URL.canParse(sender.url)) return undefined
  const url = new URL(sender.url)
  const frame = frameOf(sender)

  if (origin !== self.origin) {
    if (!frame || origin === undefined || !WEB_ORIGIN.test(origin) || !WEB_SCHEMES.has(url.protocol)) {
      return undefined
    }
    return { kind: 'page', ...frame, origin, tabUrl: sender.tab?.url }
  }
  if (!url.href.startsWith(`${self.origin}/`)) return undefined
  // Popup and panel have no frame ID; a page of ours in a tab is frame 0, and in a frame it is any other.
  const isFramed = frameId !== undefined && frameId !== 0
  if (!isFramed) return APP_PAGES.has(url.pathname) ? { kind: 'app' } : undefined
  if (url.pathname !== CARD_PAGE || !frame) return undefined
  const { tabId, windowId, documentId } = frame
  return { kind: 'card', tabId, windowId, documentId, tabUrl: sender.tab?.url }
}

function frameOf({ tab, frameId, documentId }: Sender) {
  const { id: tabId, windowId } = tab ?? {}
  if (tabId === undefined || tabId < 0 || windowId === undefined || frameId === undefined || !documentId)
    return undefined
  return { tabId, windowId, frameId, documentId }
}
