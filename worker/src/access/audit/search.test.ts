import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  BATCH_ENTRIES,
  continueSearch,
  findSeqAt,
  nextBatch,
  type SearchOrder,
  type SearchPosition,
  wholeRange,
} from './search.ts'

/** Every stretch of a search, as its first and last line. */
function walk(order: SearchOrder, start: SearchPosition, bounds: { first: number; last: number }) {
  const stretches: [number, number][] = []
  let place: SearchPosition | null = start
  while (place !== null && stretches.length < 100) {
    const stretch = nextBatch(order, place, bounds)
    if (!stretch) break
    stretches.push([stretch.first, stretch.last])
    place = continueSearch(order, place, order === 'newest' ? stretch.first : stretch.last)
  }
  return stretches
}

it('looks at each line once, in either order, a stretch at a time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<SearchOrder>('newest', 'oldest'),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 0, max: 400_000 }),
      (order, first, length) => {
        const bounds = { first, last: first + length }
        const stretches = walk(order, wholeRange(order, bounds), bounds)
        const ordered = order === 'newest' ? stretches.toReversed() : stretches
        let next = first
        for (const [from, to] of ordered) {
          expect(from).toBe(next)
          expect(to - from).toBeLessThan(BATCH_ENTRIES)
          next = to + 1
        }
        expect(next).toBe(bounds.last + 1)
      },
    ),
  )
})

it('a made-up place leads to lines that there are, or nowhere, and always ends', () => {
  const place = fc.record({ start: fc.nat(), end: fc.nat() })
  fc.assert(
    fc.property(fc.constantFrom<SearchOrder>('newest', 'oldest'), place, (order, start) => {
      for (const [from, to] of walk(order, start, { first: 50, last: 70 })) {
        expect(from).toBeGreaterThanOrEqual(50)
        expect(to).toBeLessThanOrEqual(70)
      }
    }),
  )
})

it('finds the first line that is not before a time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 40 }), fc.integer({ min: -5, max: 60 }), (gaps, time) => {
      const times = gaps.toSorted((one, other) => one - other)
      const found = findSeqAt({ first: 1, last: times.length }, (seq) => times[seq - 1] ?? 0, time)
      const expected = times.findIndex((at) => at >= time)
      expect(found).toBe(expected === -1 ? times.length + 1 : expected + 1)
    }),
  )
})
