import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinHead, joinPage, type RowWindow } from './list.ts'

const row = (id: string) => ({ id })
const ids = (stretch: RowWindow<{ id: string }> | undefined) => stretch?.rows.map(({ id }) => id).join('')
const page = (text: string, next: string | null) => ({ items: [...text].map(row), next })
const held = (text: string, next: string | null): RowWindow<{ id: string }> => ({
  rows: [...text].map(row),
  next,
})

describe('joinHead', () => {
  it('puts new rows above the ones held and keeps the tail and its cursor', () => {
    const joined = joinHead(held('dcba', 'after-a'), page('fed', 'after-d'))
    expect(ids(joined)).toBe('fedcba')
    expect(joined?.next).toBe('after-a')
  })

  it('takes a row over as the head says it is now', () => {
    const before = { rows: [{ id: 'a', status: 'active' }], next: null }
    const joined = joinHead(before, { items: [{ id: 'a', status: 'expired' }], next: null })
    expect(joined?.rows).toEqual([{ id: 'a', status: 'expired' }])
  })

  it('refuses to join a head that does not meet what is held', () => {
    expect(joinHead(held('cba', 'after-a'), page('zyx', 'after-x'))).toBeUndefined()
  })

  it('refuses where only rows above the end of the head are known: there may be more between', () => {
    expect(joinHead(held('ecba', 'after-a'), page('fed', 'after-d'))).toBeUndefined()
  })

  it('takes a head that reaches past all that is held, with its own cursor', () => {
    const joined = joinHead(held('dc', 'after-c'), page('edcb', 'after-b'))
    expect(ids(joined)).toBe('edcb')
    expect(joined?.next).toBe('after-b')
  })

  it('takes a head without a continuation for the whole list', () => {
    expect(ids(joinHead(held('dcba', 'after-a'), page('x', null)))).toBe('x')
    expect(ids(joinHead(held('dcba', 'after-a'), page('', null)))).toBe('')
  })

  it('shows a row that one answer holds twice once', () => {
    expect(ids(joinHead(held('', null), page('abab', 'after-b')))).toBe('ab')
  })
})

describe('an incomplete head', () => {
  const REACH = '2026-11-21T08:00:00Z'
  const cut = (text: string, next: string | null = null) => ({ ...page(text, next), completeSince: REACH })

  it('puts its new rows above those held, which go on as before', () => {
    expect(joinHead(held('dcba', 'after-a'), cut('edc'))).toEqual(held('edcba', 'after-a'))
    expect(joinHead(held('cba', null), cut('cba'))).toEqual(held('cba', null))
  })

  it('is taken where it goes beyond all that is held, and goes on where that did', () => {
    expect(joinHead(held('c', 'after-c'), cut('dcb'))).toEqual({
      ...held('dcb', 'after-c'),
      completeSince: REACH,
    })
    expect(joinHead(held('', null), cut('dc', 'x'))).toEqual({ ...held('dc', 'x'), completeSince: REACH })
  })

  it('replaces nothing that it does not meet, least of all by nothing', () => {
    expect(joinHead(held('cba', 'after-a'), cut('zy', 'after-y'))).toBeUndefined()
    expect(joinHead(held('cba', 'after-a'), cut('', 'x'))).toBeUndefined()
  })

  it('is no end: the next whole head leads on behind it', () => {
    const short = joinPage(held('dcb', 'x'), 'x', cut('a'))
    expect(short).toEqual({ ...held('dcba', null), completeSince: REACH })
    const whole = joinHead(short, page('edc', 'after-c'))
    expect(whole).toEqual(held('edcba', 'after-c'))
    expect(whole && joinPage(whole, 'after-c', page('baz', null))).toEqual(held('edcbaz', null))
  })
})

describe('joinPage', () => {
  it('appends what is not there yet', () => {
    const joined = joinPage(held('dcb', 'x'), 'x', page('ba', null))
    expect(ids(joined)).toBe('dcba')
    expect(joined.next).toBeNull()
  })

  it('drops a page of a tail that is no longer there', () => {
    const now = held('zy', 'after-y')
    expect(joinPage(now, 'after-a', page('b', null))).toBe(now)
  })

  it('does not follow a cursor that leads to itself', () => {
    expect(joinPage(held('b', 'x'), 'x', page('a', 'x')).next).toBeNull()
  })
})

/** A provider's list that grows at its head: row n is the n-th ever made, and a cursor names the row it stands behind. */
function readServer(newest: number, size: number, cursor?: string) {
  const from = cursor === undefined ? newest : Number(cursor) - 1
  const last = Math.max(1, from - size + 1)
  const items = Array.from({ length: from - last + 1 }, (_, at) => row(String(from - at)))
  return { items, next: last > 1 ? String(last) : null }
}

const Step = fc.oneof(
  fc.record({ kind: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('ask-head' as const) }),
  fc.record({ kind: fc.constant('ask-page' as const) }),
  fc.record({ kind: fc.constant('answer' as const), which: fc.nat() }),
)

describe('any interleaving of growth, refreshes and pages', () => {
  it('holds every row once, in order, without a hole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(Step, { maxLength: 60 }),
        (start, size, steps) => {
          let newest = start
          let stretch: RowWindow<{ id: string }> = { rows: [], next: null }
          let known = false
          const flights: ((now: RowWindow<{ id: string }>) => RowWindow<{ id: string }>)[] = []
          for (const step of steps) {
            if (step.kind === 'grow') newest += step.by
            if (step.kind === 'ask-head') {
              const head = readServer(newest, size)
              flights.push((now) => {
                const joined = known ? joinHead(now, head) : undefined
                known = true
                return joined ?? { rows: head.items, next: head.next }
              })
            }
            const cursor = stretch.next
            if (step.kind === 'ask-page' && cursor !== null) {
              const answer = readServer(newest, size, cursor)
              flights.push((now) => joinPage(now, cursor, answer))
            }
            if (step.kind === 'answer' && flights.length > 0) {
              const [flight] = flights.splice(step.which % flights.length, 1)
              stretch = flight?.(stretch) ?? stretch
            }
            const numbers = stretch.rows.map(({ id }) => Number(id))
            const [first] = numbers
            // Consecutive and falling: each once, in order, and none missing between.
            expect(numbers).toEqual(numbers.map((_, at) => (first ?? 0) - at))
            if (stretch.next !== null) expect(stretch.next).toBe(stretch.rows.at(-1)?.id)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
