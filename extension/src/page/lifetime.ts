/** Listeners and timers that end with an `AbortSignal`. Listeners survive `document.open()`. */

interface Events extends WindowEventMap, DocumentEventMap {
  currententrychange: Event
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
