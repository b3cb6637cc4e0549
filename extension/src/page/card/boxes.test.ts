import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinLines, placeCard } from './boxes.ts'

const VIEWPORT = { width: 1000, height: 800 }
const CARD = { width: 360, height: 300 }
const anchorAt = (left: number, top: number) => ({ left, top, right: left + 200, bottom: top + 20 })

describe('placeCard', () => {
  it.each([
    ['under the ID, where it begins', anchorAt(100, 100), { left: 100, top: 126, height: 300 }],
    ['above it, where there is no room under it', anchorAt(100, 700), { left: 100, top: 394, height: 300 }],
    ['within the window, at its right', anchorAt(900, 100), { left: 632, top: 126, height: 300 }],
    ['within the window, at its left', anchorAt(-50, 100), { left: 8, top: 126, height: 300 }],
  ])('puts it %s', (_, anchor, place) =>
    expect(placeCard(anchor, CARD, VIEWPORT)).toEqual({ ...place, width: 360 }),
  )

  it('makes it lower where neither side has room for all of it', () => {
    expect(placeCard(anchorAt(0, 250), CARD, { width: 1000, height: 480 })).toEqual({
      left: 8,
      top: 8,
      width: 360,
      height: 236,
    })
  })

  it.each([
    ['low', { width: 1000, height: 250 }],
    ['narrow', { width: 200, height: 800 }],
  ])('finds no place in a window that is too %s', (_, viewport) =>
    expect(placeCard(anchorAt(0, 110), CARD, viewport)).toBeUndefined(),
  )

  it.each([
    [
      'above the ID, where a reply is written below it',
      { left: 50, top: 150, right: 900, bottom: 400 },
      { left: 100, top: 42, height: 52 },
    ],
    [
      'lower, where a reply is written at the foot',
      { left: 0, top: 380, right: 900, bottom: 800 },
      { left: 100, top: 126, height: 248 },
    ],
    [
      'beside a narrow reply that leaves no room over and under it',
      { left: 100, top: 130, right: 500, bottom: 800 },
      { left: 506, top: 100, height: 300 },
    ],
  ])('puts it %s', (_, avoid, place) => {
    const height = place.height === 52 ? 52 : 300
    expect(placeCard(anchorAt(100, 100), { width: 360, height }, VIEWPORT, avoid)).toEqual({
      ...place,
      width: 360,
    })
  })

  it.each([
    [
      'beside the ID, level with its line, above a reply as wide as the page',
      anchorAt(100, 200),
      { left: 0, top: 230, right: 1000, bottom: 800 },
      { left: 100, top: 8, width: 360, height: 186 },
    ],
    [
      'beside an ID at the top, as high as the reply lets it',
      anchorAt(100, 40),
      { left: 0, top: 110, right: 1000, bottom: 800 },
      { left: 306, top: 8, width: 360, height: 96 },
    ],
    [
      'narrower, between the reply and the edge',
      anchorAt(10, 300),
      { left: 260, top: 0, right: 1000, bottom: 800 },
      { left: 10, top: 326, width: 240, height: 300 },
    ],
    [
      'beyond the reply',
      anchorAt(100, 40),
      { left: 0, top: 90, right: 1000, bottom: 140 },
      { left: 100, top: 146, width: 360, height: 300 },
    ],
  ])('finds a place %s', (_, anchor, avoid, place) =>
    expect(placeCard(anchor, CARD, VIEWPORT, avoid)).toEqual(place),
  )

  it('finds none where the reply takes the whole page around the ID', () => {
    const avoid = { left: 0, top: 45, right: 1000, bottom: 800 }
    expect(placeCard(anchorAt(100, 20), CARD, VIEWPORT, avoid)).toBeUndefined()
  })

  it('never covers the ID or the reply, and never leaves the window', () => {
    const number = (max: number) => fc.integer({ min: 0, max })
    fc.assert(
      fc.property(
        number(2000),
        number(1500),
        number(2000),
        number(1500),
        number(480),
        fc.tuple(number(2000), number(1500), number(600), number(400)),
        (x, y, width, height, wish, [left, top, wide, high]) => {
          const anchor = anchorAt(x, Math.min(y, height))
          const avoid = { left, top, right: left + wide, bottom: top + high }
          const place = placeCard(anchor, { width: 360, height: wish }, { width, height }, avoid)
          if (!place) return
          for (const box of [avoid, anchor]) {
            const isBeside = place.left >= box.right || place.left + place.width <= box.left
            const isApart = place.top >= box.bottom || place.top + place.height <= box.top
            expect(isBeside || isApart).toBe(true)
          }
          expect(place.left + place.width).toBeLessThanOrEqual(width - 8)
          expect(place.height).toBeGreaterThanOrEqual(Math.min(64, wish))
          expect(place.top).toBeGreaterThanOrEqual(0)
          expect(place.top + place.height).toBeLessThanOrEqual(height)
          expect(place.left).toBeGreaterThanOrEqual(8)
          expect(place.height).toBeLessThanOrEqual(wish)
        },
      ),
    )
  })
})

it('takes the texts of one line as one, with the elements around them, and lines apart', () => {
  const text = { left: 100, top: 10, right: 140, bottom: 28 }
  const element = { left: 140, top: 8, right: 190, bottom: 30 }
  const inElement = { left: 142, top: 10, right: 188, bottom: 28 }
  const nextLine = { left: 20, top: 30, right: 60, bottom: 48 }
  expect(joinLines([text, element, inElement, nextLine])).toEqual([
    { left: 100, top: 8, right: 190, bottom: 30 },
    nextLine,
  ])
})
