/** Single-flight: concurrent callers with one key share one run. A caller that gives up does not end it for the others. */
export interface SingleFlight<TResult> {
  coalesce(key: string, run: () => Promise<TResult>): SharedRun<TResult>
  isRunning(key: string): boolean
}

export interface SharedRun<TResult> {
  result: Promise<TResult>
  /** An earlier caller had started it. */
  isShared: boolean
}

export function createSingleFlight<TResult>(): SingleFlight<TResult> {
  const running = new Map<string, Promise<TResult>>()
  return {
    coalesce(key, run) {
      const known = running.get(key)
      if (known) return { result: known, isShared: true }
      const result = run().finally(() => running.delete(key))
      running.set(key, result)
      return { result, isShared: false }
    },
    isRunning: (key) => running.has(key),
  }
}
