import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRange,
  countPositions,
  findRange,
  type Ranges,
  rangeOf,
  readPage,
  trimRanges,
} from './event-ranges.ts'

const START = Date.parse('2026-11-01T00:00:00.000Z')
const any = () => true

const idOf = (number: number) => `evt_${String(number).padStart(4, '0')}`
const isOpen = (number: number) => number % 3 !== 1
const eventOf = (number: number): ProviderEvent => ({
  provider: 'persona',
  id: idOf(number),
  name: number % 2 === 0 ? 'inquiry.created' : 'inquiry.expired',
  createdAt: new Date(START + number * 60_000).toISOString(),
  object: null,
})
const rowsBetween = (newest: number, oldest: number) =>
  Array.from({ length: Math.max(0, newest - oldest + 1) }, (_, index) => newest - index)
    .filter(isOpen)
    .map(eventOf)

function reportBehind(after: number, size: number, at: number) {
  const oldest = Math.max(0, after - size)
  const report = { above: idOf(after), rows: rowsBetween(after - 1, oldest), isNewest: false }
  return rangeOf({ ...report, below: oldest > 0 ? idOf(oldest) : null, reachesEnd: oldest === 0 }, at)
}

function reportNewest(length: number, size: number, at: number) {
  const oldest = Math.max(0, length - size)
  return rangeOf(
    {
      above: length > 0 ? idOf(length - 1) : null,
      rows: rowsBetween(length - 1, oldest),
      below: oldest > 0 ? idOf(oldest) : null,
      reachesEnd: oldest === 0,
      isNewest: true,
    },
    at,
  )
}

function reportNewer(newest: number, length: number, at: number) {
  const report = {
    above: length - 1 > newest ? idOf(length - 1) : null,
    rows: rowsBetween(length - 1, newest + 1),
  }
  return rangeOf({ ...report, below: idOf(newest), reachesEnd: false, isNewest: true }, at)
}

const step = fc.oneof(
  fc.record({
    what: fc.constant('head' as const),
    size: fc.integer({ min: 1, max: 30 }),
    position: fc.nat(999),
  }),
  fc.record({
    what: fc.constant('behind' as const),
    size: fc.integer({ min: 1, max: 30 }),
    position: fc.nat(999),
  }),
  fc.record({ what: fc.constant('newer' as const), size: fc.constant(0), position: fc.nat(999) }),
  fc.record({ what: fc.constant('emit' as const), size: fc.nat(8), position: fc.nat(999) }),
)

/** Rows of every range, checked against the provider's own list: none missing between its ends, none twice. */
function checkRanges(ranges: Ranges) {
  for (const { positions } of ranges) {
    const numbers = positions.flatMap(({ row }) => (row ? [Number(row.id.slice(4))] : []))
    const [newest, oldest] = [numbers[0], numbers.at(-1)]
    if (newest === undefined || oldest === undefined) continue
    expect(numbers.map(idOf)).toEqual(rowsBetween(newest, oldest).map(({ id }) => id))
    expect(new Set(positions.map(({ id }) => id)).size).toBe(positions.length)
  }
  expect(ranges.filter(({ newestAt }) => newestAt !== null).length).toBeLessThanOrEqual(1)
}

describe('ranges', () => {
  it('take the later report for what it covers: a late row is added, a moved row comes once', () => {
    const report = (numbers: readonly number[], at: number) =>
      rangeOf(
        {
          above: idOf(numbers[0] ?? 0),
          rows: numbers.map(eventOf),
          below: idOf(numbers.at(-1) ?? 0),
          reachesEnd: false,
          isNewest: true,
        },
        at,
      )
    const read = (ranges: Ranges) =>
      readPage(ranges, null, 50, any)?.rows.map(({ id }) => Number(id.slice(4)))
    const known = addRange([], report([9, 8, 6, 5, 4], 1))
    expect(read(addRange(known, report([9, 8, 7, 6], 2)))).toEqual([9, 8, 7, 6, 5, 4])
    expect(read(addRange(known, report([8, 9, 6], 2)))).toEqual([8, 9, 6, 5, 4])
    expect(read(addRange(known, report([9, 6], 2)))).toEqual([9, 6, 5, 4])
  })

  it('of one position answer', () => {
    const ranges = trimRanges(addRange([], reportNewest(3, 30, 1)), {
      maxPositions: 100,
      oldest: START + 2 * 60_000,
      listedSince: START,
    })
    expect(readPage(ranges, null, 5, any)).toMatchObject({ rows: [eventOf(2)], next: idOf(2) })
  })

  it('keep two rows of one ID apart, and a cursor behind each', () => {
    const copies = [eventOf(9), { ...eventOf(9), name: 'inquiry.started' }]
    const report = { above: idOf(9), rows: copies, below: idOf(9), reachesEnd: false, isNewest: true }
    const ranges = addRange([], rangeOf(report, 1))
    const first = readPage(ranges, null, 1, any)
    expect(first?.rows).toEqual(copies.slice(0, 1))
    expect(readPage(ranges, first?.next ?? null, 1, any)?.rows).toEqual(copies.slice(1))
  })

  it('hold each row once and without gaps, and read as the provider’s list', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 40 }), (steps, limit) => {
        let ranges: Ranges = []
        let length = 120
        for (const [at, { what, size, position }] of steps.entries()) {
          if (what === 'emit') length += size
          else if (what === 'head') ranges = addRange(ranges, reportNewest(length, size, at))
          else if (what === 'behind') ranges = addRange(ranges, reportBehind(position % length, size, at))
          else {
            const head = findRange(ranges, null)?.newestId
            if (head) ranges = addRange(ranges, reportNewer(Number(head.slice(4)), length, at))
          }
          checkRanges(ranges)
          for (const range of ranges) {
            for (const { id } of range.positions) {
              const page = readPage(ranges, id, limit, any)
              const expected = rowsBetween(Number(id.slice(4)) - 1, 0)
              expect(page?.rows ?? []).toEqual(expected.slice(0, page?.rows.length ?? 0))
              if (page?.isComplete) expect(page.rows.length).toBe(Math.min(limit, expected.length))
              if (page?.isComplete && page.next === null) expect(page.rows.length).toBe(expected.length)
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('merge when they meet, in any order', () => {
    const parts = [
      reportNewest(100, 30, 1),
      reportBehind(70, 30, 2),
      reportBehind(40, 30, 3),
      reportBehind(10, 30, 4),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 4 }), (shuffled) => {
        const ranges = shuffled.reduce<Ranges>(addRange, [])
        expect(ranges).toHaveLength(1)
        expect(readPage(ranges, null, 100, any)).toMatchObject({ isComplete: true, next: null })
        expect(readPage(ranges, null, 100, any)?.rows).toEqual(rowsBetween(99, 0))
      }),
    )
  })

  it('begin with the newest event once: an older range no longer does', () => {
    const ranges = addRange(addRange([], reportNewest(50, 10, 1)), reportNewest(100, 10, 2))
    expect(ranges.map(({ newestAt }) => newestAt)).toEqual([2, null])
    expect(readPage(ranges, null, 3, any)?.rows).toEqual(rowsBetween(99, 90).slice(0, 3))
  })

  it('decide a filter as far as they reach, and tell how far', () => {
    const ranges = addRange([], reportNewest(100, 30, 1))
    const fits = ({ name }: ProviderEvent) => name === 'inquiry.expired'
    const all = rowsBetween(99, 70).filter(fits)
    expect(readPage(ranges, null, 5, fits)).toMatchObject({ isComplete: true, rows: all.slice(0, 5) })
    const partial = readPage(ranges, null, 50, fits)
    expect(partial).toMatchObject({ isComplete: false, rows: all, next: idOf(70) })
    expect(partial?.completeSince).toBe(rowsBetween(99, 70).at(-1)?.createdAt)
  })

  it('without rows read as an empty list', () => {
    const ranges = addRange([], reportNewest(0, 30, 1))
    expect(readPage(ranges, null, 5, any)).toMatchObject({
      rows: [],
      next: null,
      isComplete: true,
      storedAt: 1,
    })
    expect(readPage(ranges, 'evt_0001', 5, any)).toBeUndefined()
  })

  it('stay within their bounds: old rows go first, then the least recently used ranges', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(900), { maxLength: 20 }),
        fc.integer({ min: 2, max: 80 }),
        (starts, max) => {
          let ranges: Ranges = addRange([], reportNewest(1000, 20, 0))
          for (const [at, start] of starts.entries())
            ranges = addRange(ranges, reportBehind(start, 12, at + 1))
          const oldest = new Date(START + 300 * 60_000).toISOString()
          const trimmed = trimRanges(ranges, {
            maxPositions: max,
            oldest: Date.parse(oldest),
            listedSince: START,
          })
          checkRanges(trimmed)
          expect(countPositions(trimmed)).toBeLessThanOrEqual(max)
          expect(findRange(trimmed, null)).toBeDefined()
          for (const { positions: kept } of trimmed) {
            for (const { row } of kept) if (row) expect((row.createdAt ?? '') >= oldest).toBe(true)
          }
        },
      ),
    )
  })
})
