/** Runs `callback` once, later, unless the signal is aborted first. */
export function runAfter(ms: number, callback: () => void, abort: AbortSignal): void {
  if (abort.aborted) return
  const timer = setTimeout(() => {
    abort.removeEventListener('abort', stop)
    callback()
  }, ms)
  const stop = () => clearTimeout(timer)
  abort.addEventListener('abort', stop, { once: true })
}
