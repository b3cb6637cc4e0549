/** Single-flight: concurrent callers with one key share one run. A caller that gives up does not end it for the others. */
export interface SingleFlight<TResult> {
  /** `isCurrent`: nothing was forgotten since, so that the result may be kept. */
  coalesce(key: string, run: (isCurrent: () => boolean) => Promise<TResult>): SharedRun<TResult>
  isRunning(key: string): boolean
  /** What is running may have begun before a change: later callers don’t share it. Without `isMeant`, all. */
  forget(isMeant?: (key: string) => boolean): void
}

export interface SharedRun<TResult> {
  result: Promise<TResult>
  /** An earlier caller had started it. */
  isShared: boolean
}

export function createSingleFlight<TResult>(): SingleFlight<TResult> {
  const running = new Map<string, { result: Promise<TResult> | undefined }>()
  return {
    coalesce(key, run) {
      const known = running.get(key)?.result
      if (known) return { result: known, isShared: true }
      const own: { result: Promise<TResult> | undefined } = { result: undefined }
      running.set(key, own)
      const isCurrent = () => running.get(key) === own
      const result = run(isCurrent).finally(() => isCurrent() && running.delete(key))
      own.result = result
      return { result, isShared: false }
    },
    isRunning: (key) => running.has(key),
    forget(isMeant = () => true) {
      for (const key of [...running.keys()]) if (isMeant(key)) running.delete(key)
    },
  }
}
