/**
 * Cards over marks in frames that can't hold one: too low, sandboxed, or within another that is. The top frame draws them.
 * The two scripts never speak to each other where a page could hear it, but by the background (`page:card-above`).
 */
import {
  type AboveReply,
  type AboveRequest,
  type AboveTold,
  type PagePort,
  readAbove,
} from '../background-port.ts'
import { createFollower, createTimer, listen } from '../lifetime.ts'
import type { Anchor, Mark } from '../marks.ts'
import { isSeen } from '../tree.ts'
import { type Box, holds, isSameBox, linesOf } from './boxes.ts'
import type { CardController, Point } from './card-controller.ts'
import { findFrame, findFramePath, placeInFrame } from './frame-place.ts'

/** How often the top frame hears from here while nothing moves, and after what silence the frame counts as gone. */
const HEARTBEAT_MS = 250
const SILENCE_MS = 2_000
const CORRIDOR_PX = 10

/** Milliseconds since the epoch: when it happened. A busy frame hears of it later than another. */
const timeOf = ({ timeStamp }: Event): number => performance.timeOrigin + timeStamp

export interface CardAbove {
  current(): Mark | undefined
  open(mark: Mark, at: Point | 'keys'): void
  close(): void
  /** The pointer has left the mark. The card closes if it has not come there. */
  leave(): void
  /** The pointer has come back to the mark soon after, which the top frame may have seen go. */
  comeBack(): void
  covers(x: number, y: number): boolean
}

/** In the frame of the mark. */
export function createCardAbove({
  request,
  onRefused,
  onClosed,
  onLeave,
  abort,
}: {
  request: PagePort['request']
  onRefused: (mark: Mark, at: Point | 'keys') => void
  onClosed: () => void
  onLeave: () => void
  abort: AbortSignal
}): CardAbove {
  let shown: { mark: Mark; line: number; last: Box } | undefined
  let isPointed = false
  let movedAt = 0
  let isTelling = false
  const startFollowing = createFollower(follow, abort)
  // A frame out of view is not drawn.
  const beat = createTimer(() => void report(), abort)

  async function tell(state: AboveRequest['state'], takeFocus = false): Promise<unknown> {
    if (!shown) return undefined
    const { mark, last } = shown
    const { id, isReference = false } = mark
    const { left, top, right, bottom } = last
    const place = { path: findFramePath(), box: { left, top, right, bottom }, width: innerWidth }
    const told = { ...place, id, isReference, state, takeFocus, isPointed, movedAt }
    return (await request('page:card-above', told)).value
  }

  async function begin(mark: Mark, at: Point | 'keys'): Promise<void> {
    const takeFocus = at === 'keys'
    const lines = linesOf(mark)
    const line = takeFocus ? 0 : lines.findIndex((box) => holds(box, ...at, 1))
    const last = lines[line]
    const opening = last && { mark, line, last }
    shown = opening
    isPointed = !takeFocus
    // There is nothing above the top frame.
    const isOpen = window !== window.parent && (await tell('open', takeFocus)) === 'open'
    if (shown !== opening) return
    if (isOpen) {
      startFollowing()
      beat.set(HEARTBEAT_MS)
    } else {
      shown = undefined
      onRefused(mark, at)
    }
  }

  function follow(): 'moved' | 'still' | 'gone' {
    if (!shown) return 'gone'
    const box = readPlace(shown)
    if (!box) {
      close()
      return 'gone'
    }
    if (isSameBox(shown.last, box)) return 'still'
    // Told of the last place, once it has been heard.
    if (!isTelling) {
      shown.last = box
      void report()
    }
    return 'moved'
  }

  function readPlace({ mark, line }: { mark: Mark; line: number }): Box | undefined {
    const lines = linesOf(mark)
    return lines[line] ?? lines.at(-1)
  }

  async function report(): Promise<void> {
    const told = shown
    if (!told) return
    const { left, top, right, bottom } = told.last
    const box = readPlace(told)
    // Between two frames it may have moved: what stands in its last place says nothing of it, and the next frame tells.
    const hasMoved = !box || !isSameBox(told.last, box)
    const isInView = hasMoved || isSeen(told.mark.nodes, (left + right) / 2, (top + bottom) / 2)
    isTelling = true
    const reply = await tell(isInView ? 'on' : 'out')
    isTelling = false
    if (shown !== told) return
    beat.set(HEARTBEAT_MS)
    if (reply === 'entered' && isPointed) {
      isPointed = false
      onLeave()
    }
    if (reply === 'open' || reply === 'entered') return
    // The agent has closed it there: not to come back under a pointer that rests.
    if (isPointed) onClosed()
    shown = undefined
  }

  function close(): void {
    void tell('gone')
    shown = undefined
  }

  listen(window, 'pagehide', close, abort)
  listen(
    window,
    'pointermove',
    (event) => {
      if (event.isTrusted) movedAt = timeOf(event)
    },
    abort,
  )
  listen(
    window,
    'keydown',
    (event) => {
      if (!event.isTrusted || event.key !== 'Escape' || !shown || !isPointed) return
      event.preventDefault()
      event.stopImmediatePropagation()
      onClosed()
      close()
    },
    abort,
  )

  return {
    current: () => (isPointed ? shown?.mark : undefined),
    open: (mark, at) => void begin(mark, at),
    close,
    leave() {
      isPointed = false
      void report()
    },
    comeBack: () => isPointed && void tell('open'),
    covers: (x, y) =>
      isPointed && shown !== undefined && linesOf(shown.mark).some((box) => holds(box, x, y, CORRIDOR_PX)),
  }
}

export interface Guest {
  current(): Anchor | undefined
  draw(told: unknown): AboveReply
  /** The pointer has come to the card. */
  enter(): void
}

/** In the top frame: the mark of a frame within, by what that frame says. */
export function createGuest({
  reading,
  now,
  onLeave,
  abort,
}: {
  reading: CardController
  now: () => number
  onLeave: () => void
  abort: AbortSignal
}): Guest {
  let guest: { anchor: Anchor; told: AboveTold; heardAt: number; isLeft: boolean } | undefined
  /** When the pointer was last seen outside of all frames (milliseconds since the epoch). */
  let outsideAt = 0
  const current = () => (guest && reading.current() === guest.anchor ? guest.anchor : undefined)

  function open(told: AboveTold): boolean {
    const frame = findFrame(told.index)
    if (!frame || (!told.takeFocus && (reading.isPinned() || outsideAt > told.movedAt))) return false
    const { from, id, isReference } = told
    // The pointer has come back from the card.
    if (guest && current() && guest.told.from === from && guest.told.id === id && !told.takeFocus) {
      Object.assign(guest, { told, heardAt: now(), isLeft: false })
      return true
    }
    // A frame that crashed or navigated says no more.
    const isHeard = () => opening.told.state !== 'gone' && now() - opening.heardAt < SILENCE_MS
    const anchor: Anchor = {
      id,
      ...(isReference && { isReference }),
      node: frame,
      isStanding: () => frame.isConnected && isHeard(),
      boxes() {
        const { index, box, width } = opening.told
        const place = anchor.isStanding() ? placeInFrame(index, { box, width }, frame) : undefined
        return place ? [place.box] : []
      },
      get nodes() {
        return opening.told.state === 'out' ? [] : [frame]
      },
      isPointedAt: () => opening.told.isPointed && !opening.isLeft,
    }
    const opening = { anchor, told, heardAt: now(), isLeft: false }
    guest = opening
    const [box] = anchor.boxes()
    if (!box) return false
    return reading.open(
      anchor,
      told.takeFocus ? 'keys' : [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
    )
  }

  function enter(): void {
    if (guest) guest.isLeft = true
  }

  // Not every frame hears the pointer go.
  listen(
    window,
    'pointermove',
    (event) => {
      if (!event.isTrusted) return
      const [target] = event.composedPath()
      if (!(target instanceof HTMLIFrameElement)) outsideAt = timeOf(event)
      if (target !== guest?.anchor.node) enter()
    },
    abort,
  )
  // A page in the background hears nothing.
  listen(
    document,
    'visibilitychange',
    () => {
      if (guest) guest.heardAt = now()
    },
    abort,
  )

  return {
    current,
    enter,
    draw(value) {
      const told = readAbove(value)
      if (!told) return 'closed'
      if (told.state === 'open') return open(told) ? 'open' : 'closed'
      if (!guest || guest.told.from !== told.from || guest.told.id !== told.id || !current()) return 'closed'
      const { isPointed, state, box } = guest.told
      guest.told = told
      guest.heardAt = now()
      if (told.state !== state || !isSameBox(told.box, box)) reading.followNow()
      if (told.state === 'gone') reading.close()
      else if (isPointed && !told.isPointed) onLeave()
      return !current() ? 'closed' : guest.isLeft ? 'entered' : 'open'
    },
  }
}
