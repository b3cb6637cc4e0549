import { expect } from 'vitest'

/** Enough for a median that one slow run does not move. */
export const RUNS = 9

/** Writes a figure down, with its bound where it has one; that is missed where the middle one of the runs misses it. */
export function noteFigure(
  what: string,
  unit: 'ms' | 'B' | 'frames' | 'nodes' | 'CLS',
  bound: number | undefined,
  runs: readonly number[],
): void {
  const show = (value = Number.NaN) => `${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`
  const sorted = runs.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY
  const spread =
    sorted.length > 1 ? ` (${sorted.length} runs, ${show(sorted[0])} to ${show(sorted.at(-1))})` : ''
  const figure = `${what}: ${show(median)}${spread}`
  if (bound === undefined) {
    console.log(figure)
    return
  }
  console.log(`${figure}, bound ${show(bound)}: ${median <= bound ? 'holds' : 'MISSED'}`)
  expect.soft(median, what).toBeLessThanOrEqual(bound)
}

/** As often as a figure needs, one after the other. */
export async function repeat<T>(run: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  while (results.length < RUNS) results.push(await run())
  return results
}
