export type CallLog = {
  count(call: string, query: string): void
  list(): Record<string, number>
  countNaming(value: string): number
  reset(): void
}

/** Counts calls by method and path pattern: what a test of "one call however many ask" looks at. */
export function createCallLog(): CallLog {
  const counts = new Map<string, number>()
  /** The values of each call's query, those of a list one by one. */
  const queries: string[][] = []
  return {
    count(call, query) {
      counts.set(call, (counts.get(call) ?? 0) + 1)
      if (query !== '')
        queries.push([...new URLSearchParams(query).values()].flatMap((value) => value.split(',')))
    },
    list: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    countNaming: (value) => queries.filter((values) => values.includes(value)).length,
    reset() {
      counts.clear()
      queries.length = 0
    },
  }
}
