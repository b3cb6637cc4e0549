import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ClosedSegment,
  capacityOf,
  choosePurge,
  closeSegment,
  dayOf,
  endOfDay,
  findExported,
  hasRoomFor,
  isOverdue,
} from './retention.ts'

const DAY = 86_400_000
const NOON = Date.parse('2026-11-21T12:00:00Z')
const GENESIS = { last: 0, hash: 'genesis' }

const makeSegment = (index: number, change: Partial<ClosedSegment> = {}): ClosedSegment => ({
  day: dayOf(NOON + index * DAY),
  first: index * 10 + 1,
  last: index * 10 + 10,
  previous: `hash ${index * 10}`,
  hash: `hash ${index * 10 + 10}`,
  exportedAt: null,
  purgedAt: null,
  ...change,
})

describe('a segment is closed', () => {
  const newest = { seq: 7, hash: 'seven', at: NOON }

  it('when its day ends, with all entries since the last segment', () => {
    const midnight = endOfDay(NOON)
    expect(midnight).toBe(Date.parse('2026-11-22T00:00:00Z'))
    expect(closeSegment(newest, { last: 3, hash: 'three' }, midnight - 1)).toBeUndefined()
    expect(closeSegment(newest, { last: 3, hash: 'three' }, midnight)).toEqual({
      day: '2026-11-21',
      first: 4,
      last: 7,
      previous: 'three',
      hash: 'seven',
      exportedAt: null,
      purgedAt: null,
    })
  })

  it('once, and never without entries', () => {
    expect(closeSegment(newest, { last: 7, hash: 'seven' }, NOON + 5 * DAY)).toBeUndefined()
    expect(closeSegment({ seq: 0, hash: 'genesis', at: 0 }, GENESIS, NOON)).toBeUndefined()
  })
})

it('purges the oldest segment, if it was exported and is old or room is needed', () => {
  const segments = fc
    .array(fc.record({ isExported: fc.boolean(), isPurged: fc.boolean() }), { maxLength: 12 })
    .map((all) => {
      const gone = all.findIndex(({ isPurged }) => !isPurged)
      return all.map(({ isExported }, index) =>
        makeSegment(index, {
          exportedAt: isExported || (gone >= 0 && index < gone) ? NOON : null,
          purgedAt: gone >= 0 && index < gone ? NOON : null,
        }),
      )
    })
  fc.assert(
    fc.property(segments, fc.boolean(), fc.integer({ min: 1, max: 10 }), (start, needsRoom, keepDays) => {
      const now = NOON + 12 * DAY
      let left = start
      for (let step = 0; step <= start.length; step++) {
        const segment = choosePurge(left, { keepDays, needsRoom, now })
        if (!segment) break
        expect(segment.exportedAt).not.toBeNull()
        expect(needsRoom || isOverdue(segment, keepDays, now)).toBe(true)
        left = left.map((one) => (one.day === segment.day ? { ...one, purgedAt: now } : one))
      }
      const states = left.map(({ purgedAt }) => purgedAt !== null)
      expect(states.lastIndexOf(true)).toBe(
        states.indexOf(false) === -1 ? states.length - 1 : states.indexOf(false) - 1,
      )
      const next = left.find(({ purgedAt }) => purgedAt === null)
      if (next?.exportedAt != null) expect(needsRoom || isOverdue(next, keepDays, now)).toBe(false)
    }),
  )
})

it('a segment is overdue once its whole day is older than the limit', () => {
  const segment = makeSegment(0)
  expect(isOverdue(segment, 1, Date.parse('2026-11-22T23:59:59Z'))).toBe(false)
  expect(isOverdue(segment, 1, Date.parse('2026-11-23T00:00:00Z'))).toBe(true)
})

it('an export covers the segments that it contains completely', () => {
  const segments = [makeSegment(0), makeSegment(1, { exportedAt: NOON }), makeSegment(2), makeSegment(3)]
  const exported = (first: number, last: number) =>
    findExported(segments, first, last).map(({ first }) => first)
  expect(exported(1, 40)).toEqual([1, 21, 31])
  expect(exported(2, 39)).toEqual([21])
  expect(exported(35, 36)).toEqual([])
})

it.each([
  [0, 'ok'],
  [699, 'ok'],
  [700, 'warning'],
  [999, 'warning'],
  [1000, 'full'],
  [1049, 'full'],
  [1050, 'exhausted'],
  [5000, 'exhausted'],
] as const)('%i of 1000 bytes: %s', (used, capacity) => expect(capacityOf(used, 1000)).toBe(capacity))

it('a full log discloses nothing, and keeps a reserve for requests that free room', () => {
  for (const permission of ['read', 'case:copy', 'case:export', 'reveal'] as const) {
    expect(hasRoomFor(permission, 999, 1000)).toBe(true)
    expect(hasRoomFor(permission, 1000, 1000)).toBe(false)
  }
  for (const permission of ['audit:read', 'agents:list'] as const) {
    expect(hasRoomFor(permission, 1039, 1000)).toBe(true)
    expect(hasRoomFor(permission, 1040, 1000)).toBe(false)
  }
  for (const permission of ['audit:export', 'agents:manage'] as const) {
    expect(hasRoomFor(permission, 1049, 1000)).toBe(true)
    expect(hasRoomFor(permission, 1050, 1000)).toBe(false)
  }
  for (const permission of ['self:read', 'gateway:read'] as const)
    expect(hasRoomFor(permission, 5000, 1000)).toBe(true)
})
