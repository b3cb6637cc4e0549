/** The card over one ID: opens and closes it, and restores the focus. */
import { type Box, holds, isSameBox, joinLines } from '../boxes.ts'
import { focusedElement } from '../editors.ts'
import type { Host } from '../host.ts'
import { listen, onEnd } from '../lifetime.ts'
import type { Mark, Marks } from '../marks.ts'
import { elementOf } from '../tree.ts'
import type { CardFrame } from './card-frame.ts'

/** The tolerance around the ID and its card. */
const CORRIDOR_PX = 10
/** Layout changes without an event. */
const PULSE_MS = 250
/** A modal dialog takes the focus back within this time. */
const GUARD_MS = 300

export interface CardControllerParts {
  marks: Marks
  host: Host
  frame: CardFrame
  onOpen: (mark: Mark) => void
  /** A key asked for a card, but it has no room or can't keep the focus. */
  onNoRoom: (mark: Mark) => void
  onEscape: () => void
  abort: AbortSignal
}

export interface CardController {
  current(): Mark | undefined
  openForPointer(mark: Mark, x: number, y: number): void
  /** Moves the focus into the card and draws a ring around the ID. */
  openForKeys(mark: Mark): void
  close(): void
  noteFocus(): void
  /** Keeps the card open and gives the keyboard back to the page. */
  release(): void
  /** Whether the point belongs to the card, its ID or the space between. */
  isCached(x: number, y: number): boolean
}

interface Opened {
  mark: Mark
  anchor: Box
  takeFocus: boolean
}

interface Focus {
  element: HTMLElement
  /** For an editor, which may move its caret to the start on focus. */
  caret: [anchor: Node, anchorOffset: number, focus: Node, focusOffset: number] | undefined
}

export function createCardController({
  marks,
  host,
  frame,
  onOpen,
  onNoRoom,
  onEscape,
  abort,
}: CardControllerParts): CardController {
  let opened: Opened | undefined
  let watching = 0
  let focusBefore: Focus | undefined
  let focusedAt = 0
  /** The card has not got the focus, but may get it by a press in progress. */
  let isReleased = true
  const ring = document.createElement('div')
  ring.className = 'ring'
  host.layer.append(ring)

  function open(mark: Mark, anchor: Box | undefined, takeFocus: boolean): boolean {
    const element = elementOf(mark.node)
    if (!anchor || !element) return false
    host.standBy(element)
    noteFocus()
    // Before the card is shown: a page that takes the focus back does so at once.
    opened = { mark, anchor, takeFocus }
    isReleased = false
    ring.hidden = !takeFocus
    ring.style.cssText = `translate:${anchor.left}px ${anchor.top}px;width:${anchor.right - anchor.left}px;height:${anchor.bottom - anchor.top}px`
    if (!frame.show(mark, anchor, takeFocus)) {
      close()
      return false
    }
    onOpen(mark)
    if (!watching) watching = requestAnimationFrame(closeIfGone)
    return true
  }

  function noteFocus(): void {
    if (!host.is(document.activeElement)) focusBefore = findFocus()
  }

  /** Before each paint, so the card never covers another text. */
  function closeIfGone(): void {
    watching = 0
    if (!opened) return
    if (opened.mark.isStanding()) watching = requestAnimationFrame(closeIfGone)
    else close()
  }

  function close(): void {
    if (!opened) return
    opened = undefined
    ring.hidden = true
    release()
    frame.hide()
  }

  /** Restores focus and caret in the page; keys would get lost in a hidden card. */
  function giveFocusBack(): void {
    if (!host.is(document.activeElement)) return
    if (focusBefore) restoreFocus(focusBefore)
    // The element had no focus, or can't take it.
    if (host.is(document.activeElement)) frame.blur()
    isReleased = opened === undefined
  }

  function release(): void {
    isReleased = true
    giveFocusBack()
  }

  function closeIfMoved(): void {
    if (!opened) return
    const { mark, anchor } = opened
    // A later scan may have replaced the mark.
    if (!marks.all().includes(mark) || !linesOf(mark).some((box) => isSameBox(box, anchor))) close()
  }

  listen(window, 'scroll', closeIfMoved, abort)
  listen(window, 'resize', close, abort)
  listen(window.navigation, 'currententrychange', close, abort)
  listen(document, 'visibilitychange', close, abort)
  listen(
    window,
    'keydown',
    (event) => {
      if (!event.isTrusted || event.key !== 'Escape' || !opened) return
      // Escape closes the card, not the page's dialog.
      event.preventDefault()
      event.stopImmediatePropagation()
      onEscape()
    },
    abort,
  )
  listen(
    window,
    'focusin',
    ({ target, timeStamp }) => {
      // The agent may move to another field while the card is open.
      if (opened) noteFocus()
      if (!opened?.takeFocus) return
      if (target instanceof Element && host.is(target)) focusedAt = timeStamp
      else if (timeStamp - focusedAt < GUARD_MS) {
        const { mark } = opened
        close()
        onNoRoom(mark)
      }
    },
    abort,
  )
  // After the event: during its own focus change, the browser accepts no other.
  listen(window, 'blur', () => setTimeout(() => isReleased && giveFocusBack()), abort)
  const pulse = setInterval(closeIfMoved, PULSE_MS)
  onEnd(abort, () => {
    clearInterval(pulse)
    close()
  })

  return {
    current: () => opened?.mark,
    openForPointer(mark, x, y) {
      // The line under the pointer, if the ID is broken over two.
      open(
        mark,
        linesOf(mark).find((box) => holds(box, x, y, 1)),
        false,
      )
    },
    openForKeys(mark) {
      if (!open(mark, linesOf(mark)[0], true)) onNoRoom(mark)
    },
    close,
    noteFocus,
    release,
    isCached(x, y) {
      const card = frame.box()
      if (!opened || !card) return false
      const { mark } = opened
      return (
        frame.isPointedAt() ||
        holds(card, x, y, CORRIDOR_PX) ||
        linesOf(mark).some((box) => holds(box, x, y, CORRIDOR_PX))
      )
    },
  }
}

const linesOf = (mark: Mark): Box[] => joinLines(mark.boxes())

function findFocus(): Focus | undefined {
  const element = focusedElement()
  if (!(element instanceof HTMLElement) || element === document.body) return undefined
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection() ?? {}
  const isInIt = element.isContentEditable && anchorNode && focusNode && element.contains(anchorNode)
  return {
    element,
    caret: isInIt ? [anchorNode, anchorOffset ?? 0, focusNode, focusOffset ?? 0] : undefined,
  }
}

function restoreFocus({ element, caret }: Focus): void {
  element.focus({ preventScroll: true })
  if (caret && document.activeElement === element && caret[0].isConnected && caret[2].isConnected)
    getSelection()?.setBaseAndExtent(...caret)
}
