import type { Fetched, UpstreamCall } from './provider.ts'

const LEARNED_FOR_MS = 10 * 60_000

export interface PageSizeParts {
  /** Largest first. */
  sizes: readonly [number, ...number[]]
  /** What the provider sends where no size is asked for. */
  usual: number
  now: () => number
}

/** How many rows to ask for. A size that proved too large, or was refused, is not asked for again for a while. */
export function createPageSize({ sizes, usual, now }: PageSizeParts) {
  const [max] = sizes
  /** `null`: the provider takes no size. */
  let learned: { size: number | null; at: number } = { size: max, at: 0 }
  /** Questions whose refusal had another reason than the size: each of their calls would cost a second one. */
  const acquitted = new WeakSet<UpstreamCall>()

  const get = (): number | null => {
    const age = now() - learned.at
    return age >= 0 && age < LEARNED_FOR_MS ? learned.size : max
  }
  const expected = () => get() ?? usual

  return {
    /** For this question, a refusal has another reason. */
    acquit: (line: UpstreamCall): void => void acquitted.add(line),

    /** `false`: there is no smaller one. */
    shrink(atMost = expected() - 1): boolean {
      const size = sizes.find((one) => one <= Math.max(1, atMost)) ?? 1
      if (size >= expected()) return false
      learned = { size, at: now() }
      return true
    },

    /**
     * Where the provider refuses the request, it is asked once more without a size: that shows whether the size was the
     * reason, which is no mistake of the agent's. `expected`: how many rows were asked for.
     */
    async request<TValue>(
      line: UpstreamCall,
      request: (size: number | null) => Promise<Fetched<TValue>>,
    ): Promise<{ fetched: Fetched<TValue>; expected: number }> {
      const size = get()
      const sized = await request(size)
      const isDoubtful = !sized.ok && sized.problem.code === 'invalid-parameter'
      if (!isDoubtful || size === null || acquitted.has(line))
        return { fetched: sized, expected: size ?? usual }
      const fetched = await request(null)
      if (fetched.ok) learned = { size: null, at: now() }
      else acquitted.add(line)
      return { fetched, expected: usual }
    },
  }
}

export type PageSize = ReturnType<typeof createPageSize>
