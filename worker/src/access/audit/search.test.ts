import type { AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  BATCH_ENTRIES,
  continueSearch,
  findSeqAt,
  mergePages,
  nextBatch,
  type SearchOrder,
  type SearchPosition,
  type ShardPage,
  splitCursor,
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

const NOON = Date.parse('2026-11-21T12:00:00Z')

/** `times`: seconds after noon of a shard’s entries. Looks at `slice` entries at a time, of which only even ones match. */
function searchShard(
  times: readonly number[],
  order: SearchOrder,
  { cursor, limit, slice }: { cursor: string | undefined; limit: number; slice: number },
): ShardPage {
  const entries = times.map(
    (seconds, index): AuditEntry => ({
      ...{ seq: index + 1, agent: 'ada@example.com', action: 'list', requestId: 'r', about: {} },
      ...{ at: new Date(NOON + seconds * 1000).toISOString(), previous: '', hash: '' },
    }),
  )
  const bounds = { first: 1, last: entries.length }
  const [start = 0, end = 0] = (cursor ?? '').split('-').map(Number)
  const position = cursor === undefined ? wholeRange(order, bounds) : { start, end }
  const ordered = order === 'newest' ? entries.toReversed() : entries
  const left = ordered.filter(({ seq }) =>
    order === 'newest'
      ? seq <= position.start && seq >= position.end
      : seq >= position.start && seq <= position.end,
  )
  const seen: AuditEntry[] = []
  const items: AuditEntry[] = []
  for (const entry of left.slice(0, slice)) {
    seen.push(entry)
    if (entry.seq % 2 === 0) items.push(entry)
    if (items.length === limit) break
  }
  const last = seen.at(-1)
  const next = last && continueSearch(order, position, last.seq)
  return {
    items,
    next: next ? `${next.start}-${next.end}` : null,
    end: position.end,
    until: next && last ? last.at : null,
  }
}

it('merges the shards’ logs by time, each entry once, whatever slices each was searched in', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<SearchOrder>('newest', 'oldest'),
      fc.array(fc.array(fc.nat(50), { maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
      (order, unsorted, limit, slice) => {
        const shards = unsorted.map((times) => times.toSorted((one, other) => one - other))
        const found: AuditEntry[] = []
        let cursor: string | undefined
        for (let page = 0; page < 200; page++) {
          const cursors = splitCursor(cursor, shards.length)
          const pages = shards.map((times, shard) =>
            cursor === undefined || cursors[shard] !== undefined
              ? searchShard(times, order, { cursor: cursors[shard], limit, slice })
              : undefined,
          )
          const { items, next } = mergePages(order, limit, pages)
          expect(items.length).toBeLessThanOrEqual(limit)
          found.push(...items)
          if (next === null) break
          cursor = next
        }
        const times = found.map(({ at }) => Date.parse(at))
        const sorted = times.toSorted((one, other) => (order === 'newest' ? other - one : one - other))
        expect(times).toEqual(sorted)
        const count = shards.reduce((all, { length }) => all + Math.floor(length / 2), 0)
        expect(found).toHaveLength(count)
      },
    ),
  )
})
