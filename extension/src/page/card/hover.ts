/** Opens the card when the pointer rests on an ID, and closes it when the pointer has left. */
import { createTimer, listen } from '../lifetime.ts'

/** A passing pointer rests for less. */
const REST_MS = 130
/** The time to move from the ID to its card. */
const LEAVE_MS = 200

export interface HoverParts<TMark> {
  /** The mark under this point. Costs a hit test, so it is asked once the pointer rests. */
  markAt: (x: number, y: number) => TMark | undefined
  current: () => unknown
  /** Whether the point still belongs to the open card or its ID. */
  covers: (x: number, y: number) => boolean
  open: (mark: TMark, x: number, y: number) => void
  close: () => void
  /** The pointer had left what is open, and is back before that has closed. */
  onBack: () => void
  abort: AbortSignal
}

export interface Hover {
  move(x: number, y: number, buttons: number): void
  /** The pointer left the window or entered a frame, perhaps the card's. */
  leave(): void
  /** Closes the card, and keeps it closed until the pointer has been elsewhere (WCAG 2.2, 1.4.13). */
  dismiss(): void
}

export function createHover<TMark>({
  markAt,
  current,
  covers,
  open,
  close,
  onBack,
  abort,
}: HoverParts<TMark>): Hover {
  let x = 0
  let y = 0
  let dismissed: unknown

  const rest = createTimer(() => {
    const mark = markAt(x, y)
    if (mark !== dismissed) dismissed = undefined
    if (mark === undefined || mark === dismissed || mark === current()) return
    leaving.clear()
    open(mark, x, y)
  }, abort)

  const leaving = createTimer(() => {
    if (!covers(x, y)) close()
  }, abort)

  return {
    move(nextX, nextY, buttons) {
      x = nextX
      y = nextY
      // A drag selects text.
      if (buttons > 0) rest.clear()
      else rest.set(REST_MS)
      if (current() === undefined || covers(x, y)) {
        if (leaving.isSet()) onBack()
        leaving.clear()
      } else if (!leaving.isSet()) leaving.set(LEAVE_MS)
    },
    leave() {
      rest.clear()
      dismissed = undefined
      x = y = Number.NaN
      if (current() !== undefined) leaving.set(LEAVE_MS)
    },
    dismiss() {
      rest.clear()
      dismissed = current()
      close()
    },
  }
}

/** Feeds a hover with pointer events of this window. Touch has no hover. */
export function followPointer(hover: Hover, abort: AbortSignal): void {
  listen(
    window,
    'pointermove',
    ({ isTrusted, clientX, clientY, buttons, pointerType }) => {
      // Synthetic events of a page must not look IDs up in the agent's name.
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
