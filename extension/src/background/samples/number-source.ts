/** Numbers that look random and are the same each time, so that row 17 is row 17 in every life of the background. */

export interface NumberSource {
  /** At least 0, less than 1. */
  next(): number
  /** One of them. */
  pick<TItem>(items: readonly TItem[]): TItem
  /** Whole, from `least` to `most`, both included. */
  between(least: number, most: number): number
}

/** Mulberry32: 32 bits of state are plenty for some hundred rows. */
export function createNumberSource(seed: number): NumberSource {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  function pick<TItem>(items: readonly TItem[]): TItem {
    const item = items[between(0, items.length - 1)]
    if (item === undefined) throw new Error('There is none to pick from')
    return item
  }

  return { next, between, pick }
}
