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

function walk(order: SearchOrder, start: SearchPosition, bounds: { first: number; last: number }) {
  const batches: [number, number][] = []
  let position: SearchPosition | null = start
  while (position !== null && batches.length < 100) {
    const batch = nextBatch(order, position, bounds)
    if (!batch) break
    batches.push([batch.first, batch.last])
    position = continueSearch(order, position, order === 'newest' ? batch.first : batch.last)
  }
  return batches
}

it('searches each entry once, in either order, batch by batch', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<SearchOrder>('newest', 'oldest'),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 0, max: 400_000 }),
      (order, first, length) => {
        const bounds = { first, last: first + length }
        const batches = walk(order, wholeRange(order, bounds), bounds)
        const ordered = order === 'newest' ? batches.toReversed() : batches
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

it('a made-up position stays within the log, and always ends', () => {
  const position = fc.record({ start: fc.nat(), end: fc.nat() })
  fc.assert(
    fc.property(fc.constantFrom<SearchOrder>('newest', 'oldest'), position, (order, start) => {
      for (const [from, to] of walk(order, start, { first: 50, last: 70 })) {
        expect(from).toBeGreaterThanOrEqual(50)
        expect(to).toBeLessThanOrEqual(70)
      }
    }),
  )
})

it('finds the first entry at or after a time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 40 }), fc.integer({ min: -5, max: 60 }), (gaps, time) => {
      const times = gaps.toSorted((one, other) => one - other)
      const found = findSeqAt({ first: 1, last: times.length }, (seq) => times[seq - 1] ?? 0, time)
      const expected = times.findIndex((at) => at >= time)
      expect(found).toBe(expected === -1 ? times.length + 1 : expected + 1)
    }),
  )
})
