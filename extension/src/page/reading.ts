/** The card over one ID: where it opens, what closes it, and where the focus goes back to. */
import { type Box, boxesOf, holds, isSameBox } from './boxes.ts'
import type { CardFrame } from './card-frame.ts'
import type { Host } from './host.ts'
import type { Mark, Marks } from './marks.ts'
import { elementOf } from './tree.ts'

/** The way from the ID to its card, and a hand that is not steady. */
const CORRIDOR_PX = 10
/** Layout can change without a word to us. */
const PULSE_MS = 250

export interface ReadingParts {
  marks: Marks
  host: Host
  frame: CardFrame
  onOpen: (mark: Mark) => void
  /** There is no room for a card, and somebody asked for it by a key. */
  onNoRoom: (mark: Mark) => void
  signal: AbortSignal
}

export interface Reading {
  current(): Mark | undefined
  openForPointer(mark: Mark, x: number, y: number): void
  /** With the focus in the card, and a ring around the ID. */
  openForKeys(mark: Mark): void
  close(): void
  /** Whether this point belongs to the card, to its ID or to the way between them. */
  isHeld(x: number, y: number): boolean
}

interface Opened {
  mark: Mark
  anchor: Box
}

export function createReading({ marks, host, frame, onOpen, onNoRoom, signal }: ReadingParts): Reading {
  let opened: Opened | undefined
  let focusBefore: Element | null = null
  const ring = document.createElement('div')
  ring.className = 'ring'
  host.layer.append(ring)

  function open(mark: Mark, anchor: Box | undefined, takeFocus: boolean): boolean {
    const element = elementOf(mark.node)
    if (!anchor || !element) return false
    host.standBy(element)
    if (takeFocus && !host.is(document.activeElement)) focusBefore = findFocus()
    if (!frame.show(mark, anchor, takeFocus)) {
      close()
      return false
    }
    opened = { mark, anchor }
    ring.hidden = !takeFocus
    ring.style.cssText = `translate:${anchor.left}px ${anchor.top}px;width:${anchor.right - anchor.left}px;height:${anchor.bottom - anchor.top}px`
    onOpen(mark)
    return true
  }

  function close(): void {
    if (!opened) return
    opened = undefined
    ring.hidden = true
    const hadFocus = host.is(document.activeElement)
    frame.hide()
    if (hadFocus && focusBefore instanceof HTMLElement) focusBefore.focus({ preventScroll: true })
  }

  function closeIfMoved(): void {
    if (!opened) return
    const { mark, anchor } = opened
    const isThere = marks.of(mark.range) === mark
    if (!isThere || !boxesOf(mark).some((box) => isSameBox(box, anchor))) close()
  }

  window.addEventListener('scroll', closeIfMoved, { capture: true, passive: true, signal })
  window.addEventListener('resize', close, { signal })
  window.navigation.addEventListener('currententrychange', close, { signal })
  document.addEventListener('visibilitychange', close, { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.key !== 'Escape' || !opened) return
      // It was meant for the card: the page's own dialog stays open.
      event.preventDefault()
      event.stopImmediatePropagation()
      close()
    },
    { capture: true, signal },
  )
  const pulse = setInterval(closeIfMoved, PULSE_MS)
  signal.addEventListener('abort', () => {
    clearInterval(pulse)
    close()
  })

  return {
    current: () => opened?.mark,
    openForPointer(mark, x, y) {
      // Of an ID that is broken over two lines, the part that is pointed at.
      open(
        mark,
        boxesOf(mark).find((box) => holds(box, x, y, 1)),
        false,
      )
    },
    openForKeys(mark) {
      if (!open(mark, boxesOf(mark)[0], true)) onNoRoom(mark)
    },
    close,
    isHeld(x, y) {
      const card = frame.box()
      if (!opened || !card) return false
      const { mark } = opened
      return (
        frame.isPointedAt() ||
        holds(card, x, y, CORRIDOR_PX) ||
        boxesOf(mark).some((box) => holds(box, x, y, CORRIDOR_PX))
      )
    },
  }
}

/** Within open shadow trees too, where the document names only their host. */
function findFocus(): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}
