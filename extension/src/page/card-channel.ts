/**
 * What the page's script and the card in its frame say to each other, both ends of it.
 *
 * The frame's address holds a ticket and no ID: other extensions may read the addresses of frames. The ticket is known
 * to our script, and through it to the background. The ID goes over a message port that our script hands to the frame
 * along with the ticket, so nothing of it passes through an event that a page can hear. A page that frames the card
 * itself has no ticket that the background knows, whatever it sends there, and gets an empty card.
 */

export type ToCard = { do: 'show'; id: string; isReference: boolean; takeFocus: boolean } | { do: 'hide' }

export type FromCard =
  /** Esc was pressed in it, or its work is done. */
  | { do: 'close' }
  /** How high it would like to be, in pixels. */
  | { do: 'resize'; height: number }

export interface PageEnd {
  tell(message: ToCard): void
  close(): void
}

/** As much of the card's window as there is to it from outside. */
interface CardSeen {
  postMessage(message: unknown, targetOrigin: string, transfer: Transferable[]): void
}

/** The page's end. The frame must have loaded: then its script listens. */
export function openChannel(
  card: CardSeen,
  { ticket, origin, hear }: { ticket: string; origin: string; hear: (message: FromCard) => void },
): PageEnd {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => {
    const message = readFromCard(data)
    if (message) hear(message)
  }
  card.postMessage({ ticket }, origin, [port2])
  return { tell: (message) => port1.postMessage(message), close: () => port1.close() }
}

export interface CardEnd {
  tell(message: FromCard): void
}

/** The card's own window. */
interface CardWithin {
  readonly parent: unknown
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<unknown>) => void,
    options: AddEventListenerOptions,
  ): void
}

/** The card's end: waits for whoever knows the ticket in the card's own address. The rest it does not answer. */
export function joinChannel(
  card: CardWithin,
  { ticket, hear, signal }: { ticket: string; hear: (message: ToCard) => void; signal: AbortSignal },
): Promise<CardEnd> {
  return new Promise((resolve) => {
    const joined = new AbortController()
    card.addEventListener(
      'message',
      ({ data, source, ports: [port] }) => {
        if (source !== card.parent || !isRecord(data) || data.ticket !== ticket || !port) return
        joined.abort()
        port.onmessage = (event) => {
          const message = readToCard(event.data)
          if (message) hear(message)
        }
        signal.addEventListener('abort', () => port.close(), { once: true })
        resolve({ tell: (message) => port.postMessage(message) })
      },
      { signal: AbortSignal.any([signal, joined.signal]) },
    )
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function readFromCard(data: unknown): FromCard | undefined {
  if (!isRecord(data)) return undefined
  if (data.do === 'resize' && typeof data.height === 'number') return { do: 'resize', height: data.height }
  return data.do === 'close' ? { do: 'close' } : undefined
}

function readToCard(data: unknown): ToCard | undefined {
  if (!isRecord(data)) return undefined
  if (data.do === 'show' && typeof data.id === 'string')
    return {
      do: 'show',
      id: data.id,
      isReference: data.isReference === true,
      takeFocus: data.takeFocus === true,
    }
  return data.do === 'hide' ? { do: 'hide' } : undefined
}
