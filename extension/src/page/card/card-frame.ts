/** The card's frame: created once, hidden, and moved to where it is needed, because loading takes longer than a hover. */
import type { Box } from '../boxes.ts'
import { placeCard } from '../boxes.ts'
import type { Host } from '../host.ts'
import { onEnd } from '../lifetime.ts'
import type { Mark } from '../marks.ts'
import styles from './card.css?inline'
import { type FromCard, openChannel, type PageEnd } from './card-channel.ts'

const FILE = 'card.html'
const WIDTH = 360
/** Until the card reports its height. */
const FIRST_HEIGHT = 220
const MAX_HEIGHT = 480
/** A page that keeps removing the frame gets it back on hover only. */
const MAX_PREPARED = 3

interface Shown {
  mark: Mark
  anchor: Box
  takeFocus: boolean
}

export interface CardFrameParts {
  host: Host
  /** Registers the token with the background. */
  admit: (cardToken: string) => Promise<boolean>
  onClose: () => void
  /** The pointer is over the card: the next press focuses it. */
  onEnter: () => void
  onRelease: () => void
  isOnPage: (id: string) => boolean
  abort: AbortSignal
}

export interface CardFrame {
  /** Creates the frame ahead of time. */
  prepare(): void
  show(mark: Mark, anchor: Box, takeFocus: boolean): boolean
  hide(): void
  blur(): void
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
  /** What to show, also before the card is ready. */
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
    // Removing our host destroys the frame's document, even if the host is put back; the token is used up by then.
    if (context && frame?.contentWindow !== context) discard()
    if (frame || abort.aborted) return
    frame = document.createElement('iframe')
    prepared++
    void load(frame)
  }

  async function load(made: HTMLIFrameElement): Promise<void> {
    const cardToken = crypto.randomUUID()
    // The background must know the token before the card asks.
    const isAdmitted = await admit(cardToken)
    if (made !== frame) return
    if (!isAdmitted || abort.aborted) {
      discard()
      onClose()
      return
    }
    // `credentialless`: allowed in pages under COEP, without cookies or cache.
    made.setAttribute('credentialless', '')
    made.allow = 'clipboard-write *'
    made.title = 'Inquiry Lens'
    made.src = `${chrome.runtime.getURL(FILE)}#${cardToken}`
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
        // A second document in the frame can't join: the token is used up.
        discard()
        return
      }
      // The address is dynamic (`use_dynamic_url`); the document's origin is the extension's.
      const origin = `chrome-extension://${chrome.runtime.id}`
      end = openChannel(made.contentWindow, { cardToken, origin, hear })
      if (shown) tell(shown)
    })
    host.layer.append(made)
    context = made.contentWindow
    place()
  }

  function tell({ mark, takeFocus }: Shown): void {
    // The page may have changed while the frame loaded.
    if (!mark.isStanding()) {
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
