import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_CACHED_ROWS } from '../../platform/stored.ts'
import { SOURCE } from '../fixtures.ts'
import { foldNewest } from './newest-rows.ts'

const look = (
  ids: number[],
  next: string | null,
  more: { asOf?: number; etag?: string | null; limit?: number; completeSince?: string } = {},
) => ({
  items: ids.map((id) => ({ id: String(id) })),
  next,
  source: SOURCE,
  asOf: 100,
  etag: '"e"',
  limit: 25,
  ...more,
})
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => Number(id))

describe('foldNewest', () => {
  it('puts a short look on top of a longer one that it meets', () => {
    const held = look([8, 7, 6, 5, 4], 'behind-4', { asOf: 50, limit: 5 })
    const folded = foldNewest(held, look([9, 8, 7], 'behind-7', { asOf: 90, limit: 3 }))
    expect(idsOf(folded)).toEqual([9, 8, 7, 6, 5, 4])
    expect(folded).toMatchObject({ next: 'behind-4', asOf: 50, etag: null, limit: 5 })
  })

  it('takes the new look alone where the two do not meet: between them may be rows that nobody has seen', () => {
    const looked = look([9, 8], 'behind-8', { limit: 2 })
    expect(foldNewest(look([3, 2, 1], null), looked)).toEqual(looked)
  })

  it('takes the new look alone where the list ends with it', () => {
    const looked = look([3, 2], null, { limit: 5 })
    expect(foldNewest(look([3, 2, 1], 'behind-1'), looked)).toEqual(looked)
  })

  it('loses nothing to a look that only says how far somebody could look', () => {
    const completeSince = '2026-11-21T08:00:00Z'
    const held = look([4, 3, 2, 1], 'behind-1', { asOf: 50 })
    const met = foldNewest(held, look([5, 4], 'behind-4', { completeSince }))
    expect(idsOf(met)).toEqual([5, 4, 3, 2, 1])
    expect(met).toMatchObject({ next: 'behind-1', asOf: 50, etag: null })
    expect(met).not.toHaveProperty('completeSince')
    expect(foldNewest(held, look([], 'behind-9', { completeSince }))).toBe(held)
    expect(foldNewest(held, look([9, 8], 'behind-8', { completeSince }))).toBe(held)
    const further = look([4, 3, 2, 1, 0], null, { completeSince })
    expect(foldNewest(held, further)).toEqual(further)
  })

  it('replaces a look that was no longer, ETag and all', () => {
    const later = look([4, 3], 'behind-3', { etag: '"later"' })
    expect(foldNewest(look([3, 2], 'behind-2'), later)).toEqual(later)
  })

  it('never repeats a row, never exceeds the bound, begins with the new look, and has an ETag only as one answer', () => {
    const rows = fc
      .uniqueArray(fc.integer({ min: 0, max: 260 }), { maxLength: 150 })
      .map((ids) => ids.sort((a, b) => b - a))
    fc.assert(
      fc.property(rows, rows, fc.boolean(), fc.boolean(), (before, after, isEnd, isShort) => {
        const looked = look(after, isEnd ? null : 'more', { limit: isShort ? 5 : 50 })
        const folded = foldNewest(look(before, 'behind'), looked)
        const ids = idsOf(folded)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.length).toBeLessThanOrEqual(MAX_CACHED_ROWS)
        expect(ids.slice(0, after.length)).toEqual(after.slice(0, MAX_CACHED_ROWS))
        expect([...ids].sort((a, b) => b - a)).toEqual(ids)
        if (folded.etag !== null) expect(folded).toEqual(looked)
      }),
    )
  })
})
