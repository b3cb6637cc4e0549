/** Opens the card where the pointer comes to rest on an ID, and closes it when the pointer has gone. */
import { listen } from './listen.ts'
import { createTimer } from './timer.ts'

/** A pointer on its way elsewhere rests for less. */
const REST_MS = 130
/** Time to come from the ID to its card. */
const LEAVE_MS = 200

export interface HoverParts<TMark> {
  /** The mark under this point. Costs a hit test, so it is asked once the pointer rests. */
  markAt: (x: number, y: number) => TMark | undefined
  /** What the card is open over now. */
  current: () => TMark | undefined
  /** Whether this point still belongs to the open card or to its ID. */
  isCached: (x: number, y: number) => boolean
  open: (mark: TMark, x: number, y: number) => void
  close: () => void
  abort: AbortSignal
}

export interface Hover {
  move(x: number, y: number, buttons: number): void
  /** The pointer has left the window, or has gone into a frame, which may be the card's. */
  leave(): void
}

export function createHover<TMark>({
  markAt,
  current,
  isCached,
  open,
  close,
  abort,
}: HoverParts<TMark>): Hover {
  let x = 0
  let y = 0

  const rest = createTimer(() => {
    const mark = markAt(x, y)
    if (mark === undefined || mark === current()) return
    leaving.clear()
    open(mark, x, y)
  }, abort)

  const leaving = createTimer(() => {
    if (!isCached(x, y)) close()
  }, abort)

  return {
    move(nextX, nextY, buttons) {
      x = nextX
      y = nextY
      // Whoever drags is selecting text.
      if (buttons > 0) rest.clear()
      else rest.set(REST_MS)
      if (current() === undefined || isCached(x, y)) leaving.clear()
      else if (!leaving.isSet()) leaving.set(LEAVE_MS)
    },
    leave() {
      rest.clear()
      x = y = Number.NaN
      if (current() !== undefined) leaving.set(LEAVE_MS)
    },
  }
}

/** Tells a hover of the pointer's ways over this window. Touch has no hover. */
export function followPointer(hover: Hover, abort: AbortSignal): void {
  listen(
    window,
    'pointermove',
    ({ isTrusted, clientX, clientY, buttons, pointerType }) => {
      // A page that makes up the pointer’s ways would look things up in the agent’s name.
      if (isTrusted && pointerType !== 'touch') hover.move(clientX, clientY, buttons)
    },
    abort,
  )
  listen(
    document,
    'pointerleave',
    ({ target }) => {
      if (target === document.documentElement) hover.leave()
    },
    abort,
  )
}
