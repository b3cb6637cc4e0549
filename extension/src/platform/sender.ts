/** Who sent a message. The browser fills these fields in, not the sender; what is absent proves nothing. */

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

/** Our script in a frame of a web page. Whether it may run there at all is for `background/tabs/card-tokens.ts` to say. */
export interface PageSender {
  kind: 'page'
  tabId: number
  windowId: number
  frameId: number
  documentId: string
  /** `null` in a sandboxed frame, as the browser writes it. */
  origin: string
  /** The address of the whole tab, where that is ours to know. */
  tabUrl: string | undefined
}

/** A document at the card's address in a frame. Whether we put it there is for its ticket to prove. */
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

/** Never framed by anybody: whoever drives these pages drives them in the agent's name. */
const APP_PAGES: ReadonlySet<string> = new Set([
  '/popup.html',
  '/sidepanel.html',
  '/options.html',
  '/admin.html',
])
/** Never anything but framed. */
const CARD_PAGE = '/card.html'

/** Where content scripts run; `about:srcdoc` and its like with the origin of whoever made them. */
const WEB_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'about:', 'blob:', 'data:'])
const WEB_ORIGIN = /^(https?:\/\/.+|null)$/

/** `undefined`: a stranger, who may ask nothing. A message's name begins with the kind of those who may send it. */
export function classifySender(
  sender: Sender,
  self: { id: string; origin: string },
): TrustedSender | undefined {
  const { id, origin, frameId } = sender
  if (id !== self.id || sender.url === undefined || !URL.canParse(sender.url)) return undefined
  const url = new URL(sender.url)
  const place = placeOf(sender)

  if (origin !== self.origin) {
    if (!place || origin === undefined || !WEB_ORIGIN.test(origin) || !WEB_SCHEMES.has(url.protocol)) {
      return undefined
    }
    return { kind: 'page', ...place, origin, tabUrl: sender.tab?.url }
  }
  if (!url.href.startsWith(`${self.origin}/`)) return undefined
  // Popup and panel have no frame ID; a page of ours in a tab is frame 0, and in a frame it is any other.
  const isFramed = frameId !== undefined && frameId !== 0
  if (!isFramed) return APP_PAGES.has(url.pathname) ? { kind: 'app' } : undefined
  if (url.pathname !== CARD_PAGE || !place) return undefined
  const { tabId, windowId, documentId } = place
  return { kind: 'card', tabId, windowId, documentId, tabUrl: sender.tab?.url }
}

function placeOf({ tab, frameId, documentId }: Sender) {
  const { id: tabId, windowId } = tab ?? {}
  if (tabId === undefined || tabId < 0 || windowId === undefined || frameId === undefined || !documentId)
    return undefined
  return { tabId, windowId, frameId, documentId }
}
