/** The card's frame: made once, hidden, and shown wherever it is wanted. Loading it takes longer than a hover lasts. */
import type { Box } from './boxes.ts'
import styles from './card.css?inline'
import { type FromCard, openChannel, type PageEnd } from './card-channel.ts'
import type { Host } from './host.ts'
import { onEnd } from './listen.ts'
import { isStanding, type Mark } from './marks.ts'
import { placeCard } from './placement.ts'

const FILE = 'card.html'
const WIDTH = 360
/** Until the card has said what it needs. */
const FIRST_HEIGHT = 220
const MAX_HEIGHT = 480
/** A page that keeps taking it away gets it back on a hover only. */
const MAX_PREPARED = 3

interface Shown {
  mark: Mark
  anchor: Box
  takeFocus: boolean
}

export interface CardFrameParts {
  host: Host
  /** Makes the ticket known to the background. */
  admit: (ticket: string) => Promise<boolean>
  onClose: () => void
  /** The pointer is over it: the next press gives it the focus. */
  onEnter: () => void
  /** It needs the focus no longer. */
  onRelease: () => void
  isOnPage: (id: string) => boolean
  abort: AbortSignal
}

export interface CardFrame {
  /** Makes it before it is wanted, if it is not there. */
  prepare(): void
  /** Whether there is room for it. */
  show(mark: Mark, anchor: Box, takeFocus: boolean): boolean
  hide(): void
  blur(): void
  /** Where it is, while it is shown. */
  box(): Box | undefined
  isPointedAt(): boolean
}

export function createCardFrame({
  host,
  admit,
  onClose,
  onEnter,
  onRelease,
  isOnPage,
  abort,
}: CardFrameParts): CardFrame {
  let frame: HTMLIFrameElement | undefined
  let context: Window | null = null
  let end: PageEnd | undefined
  /** What it is to show, also before it can. */
  let shown: Shown | undefined
  let height = FIRST_HEIGHT
  let isPointedAt = false
  let prepared = 0

  function discard(): void {
    end?.close()
    frame?.remove()
    end = undefined
    frame = undefined
    context = null
    isPointedAt = false
  }

  function make(): void {
    // A page that takes our host out of the document takes the frame's document with it, also where the host was put
    // back since, and the ticket is used up.
    if (context && frame?.contentWindow !== context) discard()
    if (frame || abort.aborted) return
    frame = document.createElement('iframe')
    prepared++
    void load(frame)
  }

  async function load(made: HTMLIFrameElement): Promise<void> {
    const ticket = crypto.randomUUID()
    // Known to the background before there is a card to ask it.
    const isAdmitted = await admit(ticket)
    if (made !== frame) return
    if (!isAdmitted || abort.aborted) {
      discard()
      onClose()
      return
    }
    // It stands in pages that let in no other frame, and holds no cookie or cache in common with anyone.
    made.setAttribute('credentialless', '')
    made.allow = 'clipboard-write *'
    made.title = 'Inquiry Lens'
    made.src = `${chrome.runtime.getURL(FILE)}#${ticket}`
    made.addEventListener('pointerenter', () => {
      isPointedAt = true
      onEnter()
    })
    made.addEventListener('pointerleave', () => {
      isPointedAt = false
    })
    made.addEventListener('load', () => {
      if (made !== frame || !made.contentWindow) return
      if (end) {
        // A second document in it cannot join: the ticket is used up.
        discard()
        return
      }
      // The address above is a passing one (`use_dynamic_url`); the document's origin is the extension's own.
      const origin = `chrome-extension://${chrome.runtime.id}`
      end = openChannel(made.contentWindow, { ticket, origin, hear })
      if (shown) tell(shown)
    })
    host.layer.append(made)
    context = made.contentWindow
    place()
  }

  function tell({ mark, takeFocus }: Shown): void {
    // The page may have changed while the frame loaded.
    if (!isStanding(mark)) {
      onClose()
      return
    }
    const { id, isReference = false } = mark
    end?.tell({ do: 'show', id, isReference, takeFocus })
    if (takeFocus) frame?.focus({ preventScroll: true })
  }

  function hear(message: FromCard): void {
    if (message.do === 'close') onClose()
    else if (message.do === 'release') onRelease()
    else if (message.do === 'check') end?.tell({ do: 'checked', isOnPage: isOnPage(message.id) })
    else {
      height = Math.min(MAX_HEIGHT, Math.ceil(message.height))
      place()
    }
  }

  function place(): boolean {
    if (!frame) return false
    const viewport = { width: innerWidth, height: innerHeight }
    const at = shown && placeCard(shown.anchor, { width: WIDTH, height }, viewport)
    frame.className = at ? 'shown' : ''
    if (!at) return false
    frame.style.transform = `translate(${at.left}px,${at.top}px)`
    frame.style.height = `${at.height}px`
    return true
  }

  host.addStyles(styles)
  onEnd(abort, discard)
  return {
    prepare() {
      if (prepared < MAX_PREPARED) make()
    },
    show(mark, anchor, takeFocus) {
      make()
      shown = { mark, anchor, takeFocus }
      if (!place()) {
        shown = undefined
        return false
      }
      tell(shown)
      return true
    },
    hide() {
      if (!shown) return
      shown = undefined
      place()
      end?.tell({ do: 'hide' })
    },
    blur: () => frame?.blur(),
    box: () => (shown ? frame?.getBoundingClientRect() : undefined),
    isPointedAt: () => isPointedAt,
  }
}
