import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heightOfRows, type RowLayout, rowAt, scrollToRow, topOfRow, visibleRows } from './windowed-list.tsx'

const layout = fc
  .record({
    count: fc.integer({ min: 1, max: 5000 }),
    rowHeight: fc.integer({ min: 20, max: 90 }),
    at: fc.nat(),
    height: fc.integer({ min: 0, max: 900 }),
    isOpen: fc.boolean(),
  })
  .map(
    ({ count, rowHeight, at, height, isOpen }): RowLayout => ({
      count,
      rowHeight,
      opened: isOpen ? { index: at % count, height } : undefined,
    }),
  )

describe('any list, with or without an opened row', () => {
  it('finds each row where it stands', () => {
    fc.assert(
      fc.property(layout, fc.nat(), (rows, n) => {
        const index = n % rows.count
        expect(rowAt(rows, topOfRow(rows, index))).toBe(index)
        expect(rowAt(rows, topOfRow(rows, index) + rows.rowHeight - 1)).toBe(index)
      }),
    )
  })

  it('mounts every row that is in sight, and a bounded number of others', () => {
    fc.assert(
      fc.property(layout, fc.nat(), fc.integer({ min: 100, max: 1200 }), (rows, n, viewport) => {
        const scrollTop = n % Math.max(1, heightOfRows(rows))
        const { first, last } = visibleRows(rows, scrollTop, viewport)
        for (let index = 0; index < rows.count; index += 1) {
          const top = topOfRow(rows, index)
          const isInSight = top < scrollTop + viewport && top + rows.rowHeight > scrollTop
          if (isInSight) expect(index >= first && index <= last).toBe(true)
        }
        expect(last - first).toBeLessThanOrEqual(viewport / rows.rowHeight + 14)
      }),
      { numRuns: 60 },
    )
  })

  it('scrolls a row into sight, and not at all when it is', () => {
    fc.assert(
      fc.property(layout, fc.nat(), fc.nat(), (rows, n, from) => {
        const viewport = 600
        const index = n % rows.count
        const scrollTop = scrollToRow(rows, index, from % 10_000, viewport)
        expect(topOfRow(rows, index)).toBeGreaterThanOrEqual(scrollTop)
        expect(topOfRow(rows, index) + rows.rowHeight).toBeLessThanOrEqual(scrollTop + viewport)
        expect(scrollToRow(rows, index, scrollTop, viewport)).toBe(scrollTop)
      }),
    )
  })
})

it('counts the details of the opened row into the height', () => {
  expect(heightOfRows({ count: 3, rowHeight: 50, opened: { index: 1, height: 200 } })).toBe(350)
  expect(topOfRow({ count: 3, rowHeight: 50, opened: { index: 1, height: 200 } }, 2)).toBe(300)
  expect(rowAt({ count: 3, rowHeight: 50, opened: { index: 1, height: 200 } }, 220)).toBe(1)
})
