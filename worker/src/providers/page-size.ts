const LEARNED_FOR_MS = 10 * 60_000

/** How many rows to ask for, of `sizes`, largest first. A size that proved too large is not asked for again for a while. */
export function createPageSize(sizes: readonly [number, ...number[]], now: () => number) {
  const [max] = sizes
  let learned = { size: max, at: 0 }
  const get = () => {
    const age = now() - learned.at
    return age >= 0 && age < LEARNED_FOR_MS ? learned.size : max
  }
  return {
    get,
    /** `false`: there is no smaller one. */
    shrink(atMost = get() - 1): boolean {
      const size = sizes.find((one) => one <= Math.max(1, atMost)) ?? 1
      if (size >= get()) return false
      learned = { size, at: now() }
      return true
    },
  }
}
