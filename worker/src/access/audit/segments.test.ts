import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ClosedSegment,
  choosePurge,
  closeSegment,
  dayOf,
  endOfDay,
  findExported,
  isOverdue,
} from './segments.ts'

const DAY = 86_400_000
const NOON = Date.parse('2026-11-21T12:00:00Z')
const GENESIS = { last: 0, hash: 'genesis' }

const makeDay = (index: number, change: Partial<ClosedSegment> = {}): ClosedSegment => ({
  day: dayOf(NOON + index * DAY),
  first: index * 10 + 1,
  last: index * 10 + 10,
  previous: `hash ${index * 10}`,
  hash: `hash ${index * 10 + 10}`,
  copiedAt: null,
  droppedAt: null,
  ...change,
})

describe('a day is closed', () => {
  const newest = { seq: 7, hash: 'seven', at: NOON }

  it('once it is over, with all that came since the last one', () => {
    const midnight = endOfDay(NOON)
    expect(midnight).toBe(Date.parse('2026-11-22T00:00:00Z'))
    expect(closeSegment(newest, { last: 3, hash: 'three' }, midnight - 1)).toBeUndefined()
    expect(closeSegment(newest, { last: 3, hash: 'three' }, midnight)).toEqual({
      day: '2026-11-21',
      first: 4,
      last: 7,
      previous: 'three',
      hash: 'seven',
      copiedAt: null,
      droppedAt: null,
    })
  })

  it('once, and not while there is nothing in it', () => {
    expect(closeSegment(newest, { last: 7, hash: 'seven' }, NOON + 5 * DAY)).toBeUndefined()
    expect(closeSegment({ seq: 0, hash: 'genesis', at: 0 }, GENESIS, NOON)).toBeUndefined()
  })
})

it('drops from the old end alone, only what was copied out, and only what is old unless room is needed', () => {
  const days = fc
    .array(fc.record({ copied: fc.boolean(), dropped: fc.boolean() }), { maxLength: 12 })
    .map((all) => {
      const gone = all.findIndex(({ dropped }) => !dropped)
      return all.map(({ copied }, index) =>
        makeDay(index, {
          copiedAt: copied || (gone >= 0 && index < gone) ? NOON : null,
          droppedAt: gone >= 0 && index < gone ? NOON : null,
        }),
      )
    })
  fc.assert(
    fc.property(days, fc.boolean(), fc.integer({ min: 1, max: 10 }), (start, needsRoom, keepDays) => {
      const now = NOON + 12 * DAY
      let left = start
      for (let step = 0; step <= start.length; step++) {
        const day = choosePurge(left, { keepDays, needsRoom, now })
        if (!day) break
        expect(day.copiedAt).not.toBeNull()
        expect(needsRoom || isOverdue(day, keepDays, now)).toBe(true)
        left = left.map((one) => (one.day === day.day ? { ...one, droppedAt: now } : one))
      }
      const states = left.map(({ droppedAt }) => droppedAt !== null)
      // What is left is one stretch: nothing dropped stands behind something that was not.
      expect(states.lastIndexOf(true)).toBe(
        states.indexOf(false) === -1 ? states.length - 1 : states.indexOf(false) - 1,
      )
      const next = left.find(({ droppedAt }) => droppedAt === null)
      if (next?.copiedAt != null) expect(needsRoom || isOverdue(next, keepDays, now)).toBe(false)
    }),
  )
})

it('a day is kept whole for as many days as were asked for', () => {
  const day = makeDay(0)
  expect(isOverdue(day, 1, Date.parse('2026-11-22T23:59:59Z'))).toBe(false)
  expect(isOverdue(day, 1, Date.parse('2026-11-23T00:00:00Z'))).toBe(true)
})

it('a copy is of the days that it holds whole', () => {
  const days = [makeDay(0), makeDay(1, { copiedAt: NOON }), makeDay(2), makeDay(3)]
  const copied = (first: number, last: number) => findExported(days, first, last).map(({ first }) => first)
  expect(copied(1, 40)).toEqual([1, 21, 31])
  expect(copied(2, 39)).toEqual([21])
  expect(copied(35, 36)).toEqual([])
})
