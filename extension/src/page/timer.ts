/** One timer that can be set again, and that ends with its signal. */
import { onEnd } from './listen.ts'

export interface Timer {
  /** Sets it, and takes back what it was set to. */
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
