/** The card over one ID: opens and closes it, and restores the focus. */

import type { Host } from '../host.ts'
import { focusedElement, isEditor } from '../insert.ts'
import { createFollower, listen, onEnd } from '../lifetime.ts'
import type { Anchor } from '../marks.ts'
import { elementOf, isSeen } from '../tree.ts'
import { around, type Box, holds, isSameBox, linesOf } from './boxes.ts'
import type { CardFrame } from './card-frame.ts'

/** The tolerance around the ID and its card. */
const CORRIDOR_PX = 10
/** So much larger than an editor may it be with its toolbar and the row of buttons that send. */
const BARS_PX = 160
/** A modal dialog takes the focus back within this time. */
const GUARD_MS = 300

export interface CardControllerParts {
  host: Host
  frame: CardFrame
  /** Where a key asked for a card, it can't keep the focus. */
  onFocusLost: (mark: Anchor) => void
  onEscape: () => void
  abort: AbortSignal
}

export interface CardController {
  current(): Anchor | undefined
  /** At this point, or with a ring around the ID and the focus in the card. `false` if there is no room. */
  open(mark: Anchor, at: Point | 'keys'): boolean
  close(): void
  /** What it stands over may have moved. */
  followNow(): void
  noteFocus(): void
  /** Keeps the card open and gives the keyboard back to the page. */
  release(): void
  /** It stays until it is closed, or its ID goes. */
  pin(isPinned: boolean): void
  isPinned(): boolean
  /** Whether the point belongs to the card, its ID or the space between. */
  covers(x: number, y: number): boolean
}

export type Point = readonly [x: number, y: number]

interface Opened {
  mark: Anchor
  /** The ID may be broken over several. */
  line: number
  anchor: Box
  /** The editor in use. */
  avoid: Box | undefined
  takeFocus: boolean
}

interface Focus {
  element: HTMLElement
  /** For an editor, which may move its caret to the start on focus. */
  caret: [anchor: Node, anchorOffset: number, focus: Node, focusOffset: number] | undefined
}

export function createCardController({
  host,
  frame,
  onFocusLost,
  onEscape,
  abort,
}: CardControllerParts): CardController {
  let opened: Opened | undefined
  let isPinned = false
  let focusBefore: Focus | undefined
  let focusedAt = 0
  /** The card has not got the focus, but may get it by a press in progress. */
  let isReleased = true
  const ring = document.createElement('div')
  ring.className = 'ring'
  ring.hidden = true
  host.layer.append(ring)
  const startFollowing = createFollower(follow, abort)

  function open(mark: Anchor, at: Point | 'keys'): boolean {
    const takeFocus = at === 'keys'
    const lines = linesOf(mark)
    // The line under the pointer.
    const line = takeFocus ? 0 : lines.findIndex((box) => holds(box, ...at, 1))
    const anchor = lines[line]
    const element = elementOf(mark.node)
    if (!anchor || !element) return false
    host.standBy(element)
    noteFocus()
    isPinned = false
    // Before the card is shown: a page that takes the focus back does so at once.
    opened = { mark, line, anchor, avoid: undefined, takeFocus }
    opened.avoid = editorInUse()
    isReleased = false
    ring.hidden = !takeFocus
    drawRing(anchor)
    if (!frame.show(mark, { anchor, avoid: opened.avoid }, takeFocus)) {
      close()
      return false
    }
    startFollowing()
    return true
  }

  function drawRing({ left, top, right, bottom }: Box): void {
    ring.style.cssText = `translate:${left}px ${top}px;width:${right - left}px;height:${bottom - top}px`
  }

  /** The card goes where its ID goes, and never stands over another one. */
  function follow(): 'moved' | 'still' | 'gone' {
    if (!opened) return 'gone'
    const { mark, line } = opened
    const lines = linesOf(mark)
    const anchor = lines[line] ?? lines.at(-1)
    if (!anchor) {
      close()
      return 'gone'
    }
    const isInView = isSeen(mark.nodes, (anchor.left + anchor.right) / 2, (anchor.top + anchor.bottom) / 2)
    // Not from under the pointer: a press in the card may give an editor the focus, and the card tells what came of it.
    if (!frame.isPointedAt()) opened.avoid = editorInUse()
    // Pinned, it stays where it is as its ID leaves the view.
    if (!isInView || !frame.move({ anchor, avoid: opened.avoid })) {
      if (isPinned) return 'still'
      close()
      return 'gone'
    }
    if (isSameBox(opened.anchor, anchor)) return 'still'
    drawRing(anchor)
    opened.anchor = anchor
    return 'moved'
  }

  /** That with the focus, or that from which the card took it. Some help desks have theirs in a frame. */
  function editorInUse(): Box | undefined {
    const { element } = focusBefore ?? {}
    if (!element?.isConnected || element === opened?.mark.node) return undefined
    const box = element.getBoundingClientRect()
    const isFramed = element instanceof HTMLIFrameElement && box.height < innerHeight / 2
    return isFramed || isEditor(element) ? composerAround(element, opened?.mark.node) : undefined
  }

  function noteFocus(): void {
    if (!host.is(document.activeElement)) focusBefore = findFocus()
  }

  function close(): void {
    if (!opened) return
    opened = undefined
    isPinned = false
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

  const closeUnlessPinned = () => isPinned || close()
  listen(
    window.navigation,
    'currententrychange',
    ({ navigationType }) => navigationType === 'replace' || closeUnlessPinned(),
    abort,
  )
  listen(document, 'visibilitychange', closeUnlessPinned, abort)
  listen(
    window,
    'keydown',
    (event) => {
      if (!event.isTrusted || event.key !== 'Escape' || !opened || isPinned) return
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
        onFocusLost(mark)
      }
    },
    abort,
  )
  // After the event: during its own focus change, the browser accepts no other.
  listen(window, 'blur', () => setTimeout(() => isReleased && giveFocusBack()), abort)
  onEnd(abort, close)

  return {
    current: () => opened?.mark,
    open,
    close,
    followNow: () => opened && startFollowing(),
    noteFocus,
    release,
    pin(next) {
      isPinned = opened !== undefined && next
    },
    isPinned: () => isPinned,
    covers(x, y) {
      const card = frame.box()
      if (!opened || !card) return false
      const { mark } = opened
      return (
        isPinned ||
        frame.isPointedAt() ||
        mark.isPointedAt?.() === true ||
        holds(card, x, y, CORRIDOR_PX) ||
        linesOf(mark).some((box) => holds(box, x, y, CORRIDOR_PX) || holds(between(box, card), x, y))
      )
    },
  }
}

/** The way from an ID to a card that is further from it: straight, or in their whole rectangle if there is none. */
function between(mark: Box, card: Box): Box {
  const isBelow = card.left < mark.right && mark.left < card.right
  const isBeside = card.top < mark.bottom && mark.top < card.bottom
  const [left, right] = isBelow
    ? [mark.left, mark.right]
    : [Math.min(mark.right, card.right), Math.max(mark.left, card.left)]
  const [top, bottom] = isBeside
    ? [mark.top, mark.bottom]
    : [Math.min(mark.bottom, card.bottom), Math.max(mark.top, card.top)]
  return { left, top, right, bottom }
}

/** The editor with what stands closely around it, but no ID's card is kept from its own text. */
function composerAround(editor: Element, marked: Node | undefined): Box {
  const inner = editor.getBoundingClientRect()
  let box: Box = inner
  for (let outer = elementOf(editor); outer && !outer.contains(marked ?? null); outer = elementOf(outer)) {
    const own = outer.getBoundingClientRect()
    // One without a box of its own.
    const wider = own.width > 0 ? around(box, own) : box
    if (wider.right - wider.left > inner.width + BARS_PX || wider.bottom - wider.top > inner.height + BARS_PX)
      break
    box = wider
  }
  return box
}

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
