/**
 * Messages between the page's script and the card in its frame.
 *
 * The frame's address holds a token and no ID, because other extensions may read addresses. Our script and the background
 * know the token. The ID arrives over a message port that comes with the token, so no event that a page can hear
 * carries it. A page that frames the card has no valid token and gets an empty card.
 */

export type ToCard = { do: 'show'; id: string; isReference: boolean; takeFocus: boolean } | { do: 'hide' }
/** Answers `check` messages, in their order. */
type Checked = { do: 'checked'; isOnPage: boolean }

export type FromCard =
  | { do: 'close' }
  /** Whether the pointer is over the card. */
  | { do: 'pointerenter' | 'pointerleave' }
  /** Whether it stays without the pointer. */
  | { do: 'pin'; isPinned: boolean }
  /** The card no longer needs the focus. */
  | { do: 'release' }
  /** Asks whether this ID is on the page now. */
  | { do: 'check'; id: string }
  /** The wanted height in pixels. */
  | { do: 'resize'; height: number }

export interface PageEnd {
  tell(message: ToCard | Checked): void
  close(): void
}

/** The part of the card's window that is accessible from outside. */
interface CardSeen {
  postMessage(message: unknown, targetOrigin: string, transfer: Transferable[]): void
}

/** The page's end, once the frame has loaded. */
export function openChannel(
  card: CardSeen,
  { cardToken, origin, hear }: { cardToken: string; origin: string; hear: (message: FromCard) => void },
): PageEnd {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => {
    const message = readFromCard(data)
    if (message) hear(message)
  }
  card.postMessage({ cardToken }, origin, [port2])
  return { tell: (message) => port1.postMessage(message), close: () => port1.close() }
}

export interface CardEnd {
  tell(message: FromCard): void
  isOnPage(id: string): Promise<boolean>
}

interface CardWithin {
  readonly parent: unknown
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<unknown>) => void,
    options: AddEventListenerOptions,
  ): void
}

/** The card's end: accepts a port only with the token in the card's own address. */
export function joinChannel(
  card: CardWithin,
  { cardToken, hear, abort }: { cardToken: string; hear: (message: ToCard) => void; abort: AbortSignal },
): Promise<CardEnd> {
  return new Promise((resolve) => {
    const joined = new AbortController()
    card.addEventListener(
      'message',
      ({ data, source, ports: [port] }) => {
        if (source !== card.parent || !isRecord(data) || data.cardToken !== cardToken || !port) return
        joined.abort()
        const checks: ((isOnPage: boolean) => void)[] = []
        const tell: CardEnd['tell'] = (message) => port.postMessage(message)
        port.onmessage = (event) => {
          const message = readToCard(event.data)
          if (message?.do === 'checked') checks.shift()?.(message.isOnPage)
          else if (message) hear(message)
        }
        abort.addEventListener('abort', () => port.close(), { once: true })
        resolve({
          tell,
          isOnPage(id) {
            const { promise, resolve: answer } = Promise.withResolvers<boolean>()
            checks.push(answer)
            tell({ do: 'check', id })
            return promise
          },
        })
      },
      { signal: AbortSignal.any([abort, joined.signal]) },
    )
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const PLAIN: readonly FromCard[] = [
  { do: 'close' },
  { do: 'release' },
  { do: 'pointerenter' },
  { do: 'pointerleave' },
]

function readFromCard(data: unknown): FromCard | undefined {
  if (!isRecord(data)) return undefined
  if (data.do === 'resize' && typeof data.height === 'number') return { do: 'resize', height: data.height }
  if (data.do === 'pin') return { do: 'pin', isPinned: data.isPinned === true }
  if (data.do === 'check' && typeof data.id === 'string') return { do: 'check', id: data.id }
  return PLAIN.find((word) => word.do === data.do)
}

function readToCard(data: unknown): ToCard | Checked | undefined {
  if (!isRecord(data)) return undefined
  if (data.do === 'show' && typeof data.id === 'string')
    return {
      do: 'show',
      id: data.id,
      isReference: data.isReference === true,
      takeFocus: data.takeFocus === true,
    }
  if (data.do === 'checked') return { do: 'checked', isOnPage: data.isOnPage === true }
  return data.do === 'hide' ? { do: 'hide' } : undefined
}
