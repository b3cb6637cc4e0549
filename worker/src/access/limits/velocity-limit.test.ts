import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowanceOf, countCaseViews, VELOCITY_LIMIT, type ViewCounts } from './velocity-limit.ts'

/** `gap`: milliseconds since the view before. */
const views = fc.array(fc.record({ gap: fc.nat(120_000), person: fc.nat(400).map(String) }), {
  maxLength: 600,
})

describe('any sequence of views', () => {
  it('has at most the allowance in an hour, and one new person every half minute', () => {
    fc.assert(
      fc.property(views, (all) => {
        let counts: ViewCounts | undefined
        let now = 0
        for (const { gap, person } of all) {
          now += gap
          const usual = counts?.usual ?? null
          ;[counts] = countCaseViews(counts, [{ key: person, related: [] }], now)
          const allowance = Math.max(allowanceOf(usual), allowanceOf(counts.usual))
          expect(counts.people.length).toBeLessThanOrEqual(
            allowance + 1 + VELOCITY_LIMIT.windowMs / VELOCITY_LIMIT.throttleMs,
          )
          expect(new Set(counts.people).size).toBe(counts.people.length)
        }
      }),
    )
  })

  it('keeps people of the hour open, and never waits longer than half a minute', () => {
    fc.assert(
      fc.property(views, (all) => {
        let counts: ViewCounts | undefined
        let now = 0
        for (const { gap, person } of all) {
          now += gap
          const isKnown =
            counts !== undefined &&
            now - counts.beganAt < VELOCITY_LIMIT.windowMs &&
            counts.people.includes(person)
          const [next, verdict] = countCaseViews(counts, [{ key: person, related: [] }], now)
          if (isKnown) expect(verdict).toEqual({ open: true, unusual: false })
          if (!verdict.open) {
            expect(verdict.retryAfter).toBeGreaterThan(0)
            expect(verdict.retryAfter).toBeLessThanOrEqual(VELOCITY_LIMIT.throttleMs / 1000)
            expect(
              countCaseViews(next, [{ key: person, related: [] }], now + verdict.retryAfter * 1000)[1].open,
            ).toBe(true)
          }
          counts = next
        }
      }),
    )
  })

  it('is marked as unusual once an hour', () => {
    fc.assert(
      fc.property(views, (all) => {
        let counts: ViewCounts | undefined
        let now = 0
        const marked = new Map<number, number>()
        for (const { gap, person } of all) {
          now += gap
          const [next, verdict] = countCaseViews(counts, [{ key: person, related: [] }], now)
          if (verdict.open && verdict.unusual) marked.set(next.beganAt, (marked.get(next.beganAt) ?? 0) + 1)
          counts = next
        }
        for (const times of marked.values()) expect(times).toBe(1)
      }),
    )
  })
})

describe('a query about several people', () => {
  const several = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: String(first + index), related: [] }))

  it('counts each, is refused if fewer are left, and then opens a smaller group', () => {
    const [counts, verdict] = countCaseViews(undefined, several(0, VELOCITY_LIMIT.min - 10), 0)
    expect(verdict).toEqual({ open: true, unusual: false })
    expect(counts.people).toHaveLength(VELOCITY_LIMIT.min - 10)
    const [same, refused] = countCaseViews(counts, several(1_000, 11), 1_000)
    expect(refused).toEqual({ open: false, retryAfter: VELOCITY_LIMIT.windowMs / 1000 - 1, left: 10 })
    expect(same.people).toEqual(counts.people)
    expect(countCaseViews(counts, several(1_000, 11), VELOCITY_LIMIT.windowMs)[1].open).toBe(true)
    const [full, whole] = countCaseViews(counts, several(1_000, 10), 1_000)
    expect(whole).toEqual({ open: true, unusual: false })
    const [beyond, unusual] = countCaseViews(full, several(2_000, 1), 1_000)
    expect(unusual).toEqual({ open: true, unusual: true })
    expect(countCaseViews(beyond, several(3_000, 1), 1_000)[1]).toMatchObject({ open: false, retryAfter: 30 })
    expect(countCaseViews(beyond, several(0, 5), 1_000)[1]).toEqual({ open: true, unusual: false })
  })

  it('opens no more than single views would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.nat(600_000), count: fc.integer({ min: 1, max: 100 }) })),
        (all) => {
          let counts: ViewCounts | undefined
          let [now, opened, next] = [0, 0, 0]
          for (const { gap, count } of all) {
            now += gap
            const [after, verdict] = countCaseViews(counts, several(next, count), now)
            if (verdict.open) opened += count
            next += count
            counts = after
          }
          const hours = Math.floor(now / VELOCITY_LIMIT.windowMs) + 1
          expect(opened).toBeLessThanOrEqual(hours * VELOCITY_LIMIT.max + now / VELOCITY_LIMIT.throttleMs + 1)
        },
      ),
    )
  })
})

describe('one person with several IDs', () => {
  const CASE = { key: 'inq_A', related: ['inq_A', 'act_A'] }

  it('counts once when a list shows a case that was viewed', () => {
    let [counts] = countCaseViews(undefined, [CASE], 0)
    for (const person of [
      { key: 'act_A', related: ['inq_A', 'inq_B', 'act_A'] },
      { key: 'number of A', related: ['inq_A'] },
      // Now known by their own keys, even if the list is empty.
      { key: 'act_A', related: [] },
      { key: 'number of A', related: [] },
      { key: 'inq_B', related: ['inq_B', 'act_A'] },
    ]) {
      ;[counts] = countCaseViews(counts, [person], 1)
    }
    expect(counts.people).toEqual(['inq_A'])
  })

  it('counts as another if nothing shown was viewed', () => {
    const [counts] = countCaseViews(undefined, [CASE], 0)
    expect(countCaseViews(counts, [{ key: 'act_B', related: ['inq_C'] }], 1)[0].people).toEqual([
      'inq_A',
      'act_B',
    ])
  })

  it('counts each of several IDs, since their list does not say which row belongs to whom', () => {
    const [counts] = countCaseViews(undefined, [CASE], 0)
    const persons = ['act_B', 'act_C'].map((key) => ({ key, related: [] }))
    expect(countCaseViews(counts, persons, 1)[0].people).toHaveLength(3)
  })
})

it('a clock that was set back starts a new hour, and throttles no longer than an hour', () => {
  const DAY = 86_400_000
  let counts: ViewCounts | undefined
  for (let person = 0; person < VELOCITY_LIMIT.min + 1; person++) {
    ;[counts] = countCaseViews(counts, [{ key: String(person), related: [] }], DAY)
  }
  const [, verdict] = countCaseViews(counts, [{ key: 'another', related: [] }], 0)
  expect(verdict).toMatchObject({ open: false })
  expect(verdict.open ? 0 : verdict.retryAfter).toBeLessThanOrEqual(VELOCITY_LIMIT.windowMs / 1000)
})

it('does not throttle an agent who works through tickets', () => {
  let counts: ViewCounts | undefined
  for (let person = 0; person < VELOCITY_LIMIT.min; person++) {
    const [next, verdict] = countCaseViews(counts, [{ key: String(person), related: [] }], person * 60_000)
    expect(verdict).toEqual({ open: true, unusual: false })
    counts = next
  }
})

it('an agent who collects cannot raise the allowance beyond the maximum', () => {
  let counts: ViewCounts | undefined
  let now = 0
  let max = 0
  for (let person = 0; person < 20_000; person++) {
    now += 5_000
    ;[counts] = countCaseViews(counts, [{ key: String(person), related: [] }], now)
    max = Math.max(max, counts.people.length)
  }
  expect(max).toBeLessThanOrEqual(
    VELOCITY_LIMIT.max + VELOCITY_LIMIT.windowMs / VELOCITY_LIMIT.throttleMs + 1,
  )
  expect(allowanceOf(10_000)).toBe(VELOCITY_LIMIT.max)
})
