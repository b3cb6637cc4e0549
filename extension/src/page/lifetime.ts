/** Listeners and timers that end with an `AbortSignal`. Listeners survive `document.open()`. */

interface Events extends WindowEventMap, DocumentEventMap {
  currententrychange: NavigationCurrentEntryChangeEvent
}

const additions: (() => void)[] = []

export function listen<TType extends keyof Events>(
  target: EventTarget,
  type: TType,
  listener: (event: Events[TType]) => void,
  abort: AbortSignal,
): void
export function listen(
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  abort: AbortSignal,
): void {
  // Adding a listener twice has no effect.
  const add = () => target.addEventListener(type, listener, { capture: true, signal: abort })
  add()
  // `document.open()` replaces the document's only child.
  if (additions.push(add) < 2)
    new MutationObserver(() => {
      for (const again of additions) again()
    }).observe(document, { childList: true })
}

export const onEnd = (abort: AbortSignal, end: () => void): void => abort.addEventListener('abort', end)

/**
 * Calls back in the next frame, right after the browser has laid out: reading positions then costs the page nothing. A page
 * that isn't drawn has no frames. Returns the function that asks for it.
 */
export function createLayoutTask(run: () => void, abort: AbortSignal): () => void {
  let frame = 0
  // Its first report on an element comes between layout and paint.
  const observer = new ResizeObserver(() => {
    observer.disconnect()
    run()
  })
  onEnd(abort, () => {
    cancelAnimationFrame(frame)
    observer.disconnect()
  })
  return () => {
    // Observed from within its own callback, it would report an error to the page.
    if (frame === 0 && !abort.aborted)
      frame = requestAnimationFrame(() => {
        frame = 0
        observer.observe(document.documentElement)
      })
  }
}

/** Frames without a move after which it stands still. */
const STILL_FRAMES = 20
/** Some moves come without a sign. */
const STILL_MS = 500

/** What may come before something moves. */
const SIGNS = [
  'scroll',
  'resize',
  'load',
  'toggle',
  'input',
  'keydown',
  'pointerover',
  'transitionrun',
] as const

/**
 * Calls back in each frame while something moves, and a while after the page gave a sign that it may; else twice a second.
 * `follow` says what it saw. The function that is returned begins, or is a sign.
 */
export function createFollower(follow: () => 'moved' | 'still' | 'gone', abort: AbortSignal): () => void {
  let framesLeft = 0
  let isOn = false
  const changes = new MutationObserver(wake)
  const ask = createLayoutTask(() => {
    const seen = follow()
    isOn = seen !== 'gone'
    framesLeft = seen === 'moved' ? STILL_FRAMES : framesLeft - 1
    if (!isOn) changes.disconnect()
    else if (framesLeft > 0) ask()
    else rest()
  }, abort)
  const timer = createTimer(ask, abort)

  function rest(): void {
    timer.set(STILL_MS)
    changes.observe(document, { attributes: true, childList: true, characterData: true, subtree: true })
  }

  /** The next change is heard once it stands still again: some pages make thousands a second. */
  function wake(): void {
    timer.clear()
    changes.disconnect()
    framesLeft = STILL_FRAMES
    ask()
  }

  for (const sign of SIGNS) listen(window, sign, () => isOn && wake(), abort)
  onEnd(abort, () => changes.disconnect())
  return () => {
    isOn = true
    wake()
  }
}

/** Of a budget of ten; hits on the last nodes or the garbage collector may add to it. */
const SLICE_MS = 5

/** Yields to other tasks once a slice is used up. */
export type TakeTurn = () => Promise<void>

export function createTurns(now: () => number, pause: () => Promise<void>): TakeTurn {
  let end = 0
  return async () => {
    if (now() < end) return
    await pause()
    end = now() + SLICE_MS
  }
}

export interface Timer {
  /** Replaces the previous timer. */
  set(ms: number): void
  clear(): void
  isSet(): boolean
}

export function createTimer(ring: () => void, abort: AbortSignal): Timer {
  let handle: ReturnType<typeof setTimeout> | undefined

  function clear(): void {
    clearTimeout(handle)
    handle = undefined
  }

  onEnd(abort, clear)
  return {
    set(ms) {
      clear()
      if (abort.aborted) return
      handle = setTimeout(() => {
        handle = undefined
        ring()
      }, ms)
    },
    clear,
    isSet: () => handle !== undefined,
  }
}
