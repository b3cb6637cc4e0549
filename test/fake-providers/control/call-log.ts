export type CallLog = { count(call: string): void; list(): Record<string, number>; reset(): void }

/** Counts calls by method and path pattern: what a test of "one call however many ask" looks at. */
export function createCallLog(): CallLog {
  const counts = new Map<string, number>()
  return {
    count(call) {
      counts.set(call, (counts.get(call) ?? 0) + 1)
    },
    list: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    reset: () => counts.clear(),
  }
}
