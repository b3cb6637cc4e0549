import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickNext } from './walk.ts'

const MARKS = ['a', 'b', 'c', 'd']
const isInView = (mark: string) => mark >= 'c'

describe('pickNext', () => {
  it.each<[string, string | undefined, 'next' | 'previous', boolean, string | undefined]>([
    ['the one after', 'b', 'next', false, 'c'],
    ['the one before', 'b', 'previous', false, 'a'],
    ['at first, the first in view', undefined, 'next', false, 'c'],
    ['at first and backwards, the last in view', undefined, 'previous', false, 'd'],
    ['where the last one has gone, as at first', 'gone', 'next', false, 'c'],
    ['on entering, the first of all', undefined, 'next', true, 'a'],
    ['on entering backwards, the last of all', undefined, 'previous', true, 'd'],
    ['after the last, none', 'd', 'next', false, undefined],
    ['before the first, none', 'a', 'previous', false, undefined],
  ])('is %s', (_, last, to, enter, next) => expect(pickNext(MARKS, last, { to, enter, isInView })).toBe(next))

  it('is the first of all when none is in view, and none when there are none', () => {
    expect(pickNext(MARKS, undefined, { to: 'next', enter: false, isInView: () => false })).toBe('a')
    expect(pickNext([], undefined, { to: 'next', enter: false, isInView })).toBeUndefined()
  })

  it('comes by every mark once, and then ends', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat()),
        fc.constantFrom('next' as const, 'previous' as const),
        (marks, to) => {
          const passed: number[] = []
          let last = pickNext(marks, undefined, { to, enter: true, isInView: () => true })
          while (last !== undefined) {
            passed.push(last)
            last = pickNext(marks, last, { to, enter: false, isInView: () => true })
          }
          expect(passed).toEqual(to === 'next' ? marks : marks.toReversed())
        },
      ),
    )
  })
})
