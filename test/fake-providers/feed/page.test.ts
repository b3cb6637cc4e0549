import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Feed } from './feed.ts'
import { joinFeeds } from './feed.ts'
import { cutPage } from './page.ts'
import { type Walk, walkAll, walkPlaces, walkWhere } from './walk.ts'

function feedOf(rows: readonly string[]): Feed<string> {
  return {
    length: rows.length,
    at(place) {
      const row = rows[place]
      if (row === undefined) throw new RangeError(String(place))
      return row
    },
    placeOf: (id) => (rows.includes(id) ? rows.indexOf(id) : undefined),
  }
}

function numbered(length: number): readonly string[] {
  return Array.from({ length }, (_, n) => `row ${n}`)
}

function readAll(feed: Feed<string>, walk: Walk, size: number): readonly string[] {
  const read: string[] = []
  let page = cutPage(feed, walk, undefined, size)
  for (;;) {
    read.push(...page.rows)
    const last = feed.placeOf(page.rows.at(-1) ?? '')
    if (!page.hasOlder || last === undefined) return read
    page = cutPage(feed, walk, { after: last }, size)
  }
}

test('pages of any size hold every row once, in order', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 12 }), (length, size) => {
      expect(readAll(feedOf(numbered(length)), walkAll(length), size)).toEqual(numbered(length))
    }),
  )
})

test('a filter changes which rows, never their order', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (kept, size) => {
      const rows = numbered(kept.length)
      const wanted = rows.filter((_, n) => kept[n])
      const places = rows.map((_, n) => n).filter((n) => kept[n])
      const byTest = walkWhere(walkAll(rows.length), (place) => kept[place] === true)
      expect(readAll(feedOf(rows), byTest, size)).toEqual(wanted)
      expect(readAll(feedOf(rows), walkPlaces(places), size)).toEqual(wanted)
    }),
  )
})

test('before is the mirror of after', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 12 }),
      fc.nat(),
      (length, size, pick) => {
        const feed = feedOf(numbered(length))
        const place = pick % length
        const newer = cutPage(feed, walkAll(length), { before: place }, size)
        expect(newer.rows).toEqual(numbered(length).slice(Math.max(0, place - size), place))
        expect(newer.rows.length > 0 && newer.hasNewer).toBe(place - size > 0)
      },
    ),
  )
})

test('a range looks at no place outside it', () => {
  const feed = feedOf(numbered(10))
  expect(cutPage(feed, walkAll(6, 3), undefined, 10).rows).toEqual(['row 3', 'row 4', 'row 5'])
  expect(cutPage(feed, walkAll(6, 3), { before: 9 }, 10).rows).toEqual(['row 3', 'row 4', 'row 5'])
  expect(cutPage(feed, walkAll(3, 3), undefined, 10).rows).toEqual([])
})

test('joined feeds are one', () => {
  const joined = joinFeeds([feedOf(['a']), feedOf([]), feedOf(['b', 'c'])])
  expect(Array.from({ length: joined.length }, (_, place) => joined.at(place))).toEqual(['a', 'b', 'c'])
  expect(['a', 'c', 'x'].map((id) => joined.placeOf(id))).toEqual([0, 2, undefined])
  expect(() => joined.at(3)).toThrow(RangeError)
})
