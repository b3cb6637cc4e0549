import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowanceOf, countCaseView, VELOCITY_LIMIT, type ViewCounts } from './velocity-limit.ts'

/** Each opening: how long after the one before, and whom. */
const openings = fc.array(fc.record({ gap: fc.nat(120_000), person: fc.nat(400).map(String) }), {
  maxLength: 600,
})

describe('whatever an agent does', () => {
  it('no hour holds more new people than are usual and one in half a minute', () => {
    fc.assert(
      fc.property(openings, (all) => {
        let pace: ViewCounts | undefined
        let now = 0
        for (const { gap, person } of all) {
          now += gap
          const usual = pace?.usual ?? null
          ;[pace] = countCaseView(pace, [{ key: person, related: [] }], now)
          const allowance = Math.max(allowanceOf(usual), allowanceOf(pace.usual))
          expect(pace.people.length).toBeLessThanOrEqual(
            allowance + 1 + VELOCITY_LIMIT.windowMs / VELOCITY_LIMIT.slowMs,
          )
          expect(new Set(pace.people).size).toBe(pace.people.length)
        }
      }),
    )
  })

  it('whoever was opened within the hour stays open, and the wait is never longer than half a minute', () => {
    fc.assert(
      fc.property(openings, (all) => {
        let pace: ViewCounts | undefined
        let now = 0
        for (const { gap, person } of all) {
          now += gap
          const isKnown =
            pace !== undefined && now - pace.beganAt < VELOCITY_LIMIT.windowMs && pace.people.includes(person)
          const [next, verdict] = countCaseView(pace, [{ key: person, related: [] }], now)
          if (isKnown) expect(verdict).toEqual({ open: true, unusual: false })
          if (!verdict.open) {
            expect(verdict.retryAfter).toBeGreaterThan(0)
            expect(verdict.retryAfter).toBeLessThanOrEqual(VELOCITY_LIMIT.slowMs / 1000)
            expect(
              countCaseView(next, [{ key: person, related: [] }], now + verdict.retryAfter * 1000)[1].open,
            ).toBe(true)
          }
          pace = next
        }
      }),
    )
  })

  it('what is unusual is said once in the hour', () => {
    fc.assert(
      fc.property(openings, (all) => {
        let pace: ViewCounts | undefined
        let now = 0
        const said = new Map<number, number>()
        for (const { gap, person } of all) {
          now += gap
          const [next, verdict] = countCaseView(pace, [{ key: person, related: [] }], now)
          if (verdict.open && verdict.unusual) said.set(next.beganAt, (said.get(next.beganAt) ?? 0) + 1)
          pace = next
        }
        for (const times of said.values()) expect(times).toBe(1)
      }),
    )
  })
})

describe('a question about several people', () => {
  const several = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: String(first + index), related: [] }))

  it('counts each of them, and is refused where fewer are left, which then open one by one or fewer at once', () => {
    const [pace, verdict] = countCaseView(undefined, several(0, VELOCITY_LIMIT.least - 10), 0)
    expect(verdict).toEqual({ open: true, unusual: false })
    expect(pace.people).toHaveLength(VELOCITY_LIMIT.least - 10)
    const [same, refused] = countCaseView(pace, several(1_000, 11), 1_000)
    expect(refused).toEqual({ open: false, retryAfter: VELOCITY_LIMIT.windowMs / 1000 - 1, left: 10 })
    expect(same.people).toEqual(pace.people)
    expect(countCaseView(pace, several(1_000, 11), VELOCITY_LIMIT.windowMs)[1].open).toBe(true)
    const [full, whole] = countCaseView(pace, several(1_000, 10), 1_000)
    expect(whole).toEqual({ open: true, unusual: false })
    const [beyond, unusual] = countCaseView(full, several(2_000, 1), 1_000)
    expect(unusual).toEqual({ open: true, unusual: true })
    expect(countCaseView(beyond, several(3_000, 1), 1_000)[1]).toMatchObject({ open: false, retryAfter: 30 })
    expect(countCaseView(beyond, several(0, 5), 1_000)[1]).toEqual({ open: true, unusual: false })
  })

  it('opens no more than one by one would have', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.nat(600_000), count: fc.integer({ min: 1, max: 100 }) })),
        (all) => {
          let pace: ViewCounts | undefined
          let [now, opened, next] = [0, 0, 0]
          for (const { gap, count } of all) {
            now += gap
            const [after, verdict] = countCaseView(pace, several(next, count), now)
            if (verdict.open) opened += count
            next += count
            pace = after
          }
          const hours = Math.floor(now / VELOCITY_LIMIT.windowMs) + 1
          expect(opened).toBeLessThanOrEqual(hours * VELOCITY_LIMIT.most + now / VELOCITY_LIMIT.slowMs + 1)
        },
      ),
    )
  })
})

describe('one person, by several names', () => {
  const CASE = { key: 'inq_A', related: ['inq_A', 'act_A'] }

  it('counts once: a list by the account that shows a case which is open, and whatever that list names', () => {
    let [pace] = countCaseView(undefined, [CASE], 0)
    for (const person of [
      { key: 'act_A', related: ['inq_A', 'inq_B', 'act_A'] },
      { key: 'number of A', related: ['inq_A'] },
      // Now known by themselves, also where the list is empty.
      { key: 'act_A', related: [] },
      { key: 'number of A', related: [] },
      { key: 'inq_B', related: ['inq_B', 'act_A'] },
    ]) {
      ;[pace] = countCaseView(pace, [person], 1)
    }
    expect(pace.people).toEqual(['inq_A'])
  })

  it('counts as another where nothing that is shown was opened', () => {
    const [pace] = countCaseView(undefined, [CASE], 0)
    expect(countCaseView(pace, [{ key: 'act_B', related: ['inq_C'] }], 1)[0].people).toEqual([
      'inq_A',
      'act_B',
    ])
  })

  it('among several names what is shown decides nothing: it does not say of whom it is', () => {
    const [pace] = countCaseView(undefined, [CASE], 0)
    const persons = ['act_B', 'act_C'].map((key) => ({ key, related: [] }))
    expect(countCaseView(pace, persons, 1)[0].people).toHaveLength(3)
  })
})

it('a clock that was set back begins a new hour, and slows nobody for as long as it jumped', () => {
  const DAY = 86_400_000
  let pace: ViewCounts | undefined
  for (let person = 0; person < VELOCITY_LIMIT.least + 1; person++) {
    ;[pace] = countCaseView(pace, [{ key: String(person), related: [] }], DAY)
  }
  const [, verdict] = countCaseView(pace, [{ key: 'another', related: [] }], 0)
  expect(verdict).toMatchObject({ open: false })
  expect(verdict.open ? 0 : verdict.retryAfter).toBeLessThanOrEqual(VELOCITY_LIMIT.windowMs / 1000)
})

it('works through a queue of tickets at any honest speed without a word', () => {
  let pace: ViewCounts | undefined
  for (let person = 0; person < VELOCITY_LIMIT.least; person++) {
    const [next, verdict] = countCaseView(pace, [{ key: String(person), related: [] }], person * 60_000)
    expect(verdict).toEqual({ open: true, unusual: false })
    pace = next
  }
})

it('who collects cannot make it the usual: the hour never holds more than the most', () => {
  let pace: ViewCounts | undefined
  let now = 0
  let most = 0
  for (let person = 0; person < 20_000; person++) {
    now += 5_000
    ;[pace] = countCaseView(pace, [{ key: String(person), related: [] }], now)
    most = Math.max(most, pace.people.length)
  }
  expect(most).toBeLessThanOrEqual(VELOCITY_LIMIT.most + VELOCITY_LIMIT.windowMs / VELOCITY_LIMIT.slowMs + 1)
  expect(allowanceOf(10_000)).toBe(VELOCITY_LIMIT.most)
})
