/** Runs `callback` once, later, unless the signal is aborted first. */
export function runAfter(ms: number, callback: () => void, signal: AbortSignal): void {
  if (signal.aborted) return
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', stop)
    callback()
  }, ms)
  const stop = () => clearTimeout(timer)
  signal.addEventListener('abort', stop, { once: true })
}
