/** The card's frame: created once, hidden, and moved to where it is needed, because loading takes longer than a hover. */

import type { Host } from '../host.ts'
import { listen, onEnd } from '../lifetime.ts'
import type { Anchor } from '../marks.ts'
import { type Box, type CardPosition, isRoomy, placeCard } from './boxes.ts'
import styles from './card.css?inline'
import { type FromCard, openChannel, type PageEnd } from './card-channel.ts'

const FILE = 'card.html'
const WIDTH = 360
/** Until the card reports its height. */
const FIRST_HEIGHT = 220
const MAX_HEIGHT = 480
/** A page that keeps removing the frame gets it back on hover only. */
const MAX_PREPARED = 3

/** Where it is to stand: beside the one, and not over the other. */
export interface Ground {
  anchor: Box
  avoid: Box | undefined
}

/** The card's word of a pointer that has gone since may come so much later. */
const LATE_MS = 300

interface Shown {
  mark: Anchor
  ground: Ground
  takeFocus: boolean
}

export interface CardFrameParts {
  host: Host
  /** Registers the token with the background. */
  admit: (cardToken: string) => Promise<boolean>
  onClose: () => void
  /** The pointer is over the card: the next press focuses it. */
  onEnter: () => void
  onLeave: () => void
  onRelease: () => void
  onPin: (isPinned: boolean) => void
  isOnPage: (id: string) => boolean
  abort: AbortSignal
}

export interface CardFrame {
  /** Creates the frame ahead of time. */
  prepare(): void
  /** `false` if there is no room. */
  show(mark: Anchor, ground: Ground, takeFocus: boolean): boolean
  move(ground: Ground): boolean
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
  onLeave,
  onRelease,
  onPin,
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
  /** The pointer was in this document, and so not over the card. */
  let movedAt = 0
  let prepared = 0
  /** Its style. */
  let drawn = ''

  function discard(): void {
    end?.close()
    frame?.remove()
    end = undefined
    frame = undefined
    drawn = ''
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
    made.addEventListener('pointerenter', () => point(true))
    made.addEventListener('pointerleave', () => point(false))
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

  listen(
    window,
    'pointermove',
    ({ target, timeStamp }) => {
      const isIn = target instanceof Element && host.is(target)
      if (!isIn) movedAt = timeStamp
      point(isIn)
    },
    abort,
  )

  function point(isIn: boolean): void {
    if (isIn === isPointedAt) return
    isPointedAt = isIn
    if (isIn) onEnter()
    else if (shown) onLeave()
  }

  function hear(message: FromCard): void {
    if (message.do === 'close') onClose()
    else if (message.do === 'release') onRelease()
    else if (message.do === 'pin') onPin(message.isPinned)
    else if (message.do === 'check') end?.tell({ do: 'checked', isOnPage: isOnPage(message.id) })
    else if (message.do === 'resize') {
      height = Math.min(MAX_HEIGHT, Math.ceil(message.height))
      place()
    }
    // From another frame right to the card: of that, only the card hears.
    else point(message.do === 'pointerenter' && performance.now() - movedAt > LATE_MS)
  }

  function findPlace(): CardPosition | undefined {
    const viewport = { width: innerWidth, height: innerHeight }
    const { anchor, avoid } = shown?.ground ?? {}
    return anchor && placeCard(anchor, { width: WIDTH, height }, viewport, avoid)
  }

  function place(): boolean {
    if (!frame) return false
    const at = findPlace()
    const css =
      at && `transform:translate(${at.left}px,${at.top}px);width:${at.width}px;height:${at.height}px`
    if (css !== drawn) frame.style.cssText = drawn = css ?? drawn
    frame.className = at ? 'shown' : ''
    return at !== undefined
  }

  host.addStyles(styles)
  onEnd(abort, discard)
  // No page with a frame of an extension in it comes back at once from the back/forward cache.
  listen(window, 'beforeunload', discard, abort)
  return {
    prepare() {
      if (prepared < MAX_PREPARED && isRoomy(innerWidth, innerHeight)) make()
    },
    show(mark, ground, takeFocus) {
      shown = { mark, ground, takeFocus }
      if (!findPlace()) {
        shown = undefined
        place()
        return false
      }
      make()
      place()
      tell(shown)
      return true
    },
    move(ground) {
      if (!shown) return false
      shown.ground = ground
      return place()
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
