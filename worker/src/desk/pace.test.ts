import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowanceOf, countOpening, PACE, type Pace } from './pace.ts'

/** Each opening: how long after the one before, and whom. */
const openings = fc.array(fc.record({ gap: fc.nat(120_000), person: fc.nat(400).map(String) }), {
  maxLength: 600,
})

describe('whatever an agent does', () => {
  it('no hour holds more new people than are usual and one in half a minute', () => {
    fc.assert(
      fc.property(openings, (all) => {
        let pace: Pace | undefined
        let now = 0
        for (const { gap, person } of all) {
          now += gap
          const usual = pace?.usual ?? null
          ;[pace] = countOpening(pace, person, now)
          const allowance = Math.max(allowanceOf(usual), allowanceOf(pace.usual))
          expect(pace.people.length).toBeLessThanOrEqual(allowance + 1 + PACE.windowMs / PACE.slowMs)
          expect(new Set(pace.people).size).toBe(pace.people.length)
        }
      }),
    )
  })

  it('whoever was opened within the hour stays open, and the wait is never longer than half a minute', () => {
    fc.assert(
      fc.property(openings, (all) => {
        let pace: Pace | undefined
        let now = 0
        for (const { gap, person } of all) {
          now += gap
          const isKnown =
            pace !== undefined && now - pace.beganAt < PACE.windowMs && pace.people.includes(person)
          const [next, verdict] = countOpening(pace, person, now)
          if (isKnown) expect(verdict).toEqual({ open: true, unusual: false })
          if (!verdict.open) {
            expect(verdict.retryAfter).toBeGreaterThan(0)
            expect(verdict.retryAfter).toBeLessThanOrEqual(PACE.slowMs / 1000)
            expect(countOpening(next, person, now + verdict.retryAfter * 1000)[1].open).toBe(true)
          }
          pace = next
        }
      }),
    )
  })

  it('what is unusual is said once in the hour', () => {
    fc.assert(
      fc.property(openings, (all) => {
        let pace: Pace | undefined
        let now = 0
        const said = new Map<number, number>()
        for (const { gap, person } of all) {
          now += gap
          const [next, verdict] = countOpening(pace, person, now)
          if (verdict.open && verdict.unusual) said.set(next.beganAt, (said.get(next.beganAt) ?? 0) + 1)
          pace = next
        }
        for (const times of said.values()) expect(times).toBe(1)
      }),
    )
  })
})

it('works through a queue of tickets at any honest speed without a word', () => {
  let pace: Pace | undefined
  for (let person = 0; person < PACE.least; person++) {
    const [next, verdict] = countOpening(pace, String(person), person * 60_000)
    expect(verdict).toEqual({ open: true, unusual: false })
    pace = next
  }
})

it('who collects cannot make it the usual: the hour never holds more than the most', () => {
  let pace: Pace | undefined
  let now = 0
  let most = 0
  for (let person = 0; person < 20_000; person++) {
    now += 5_000
    ;[pace] = countOpening(pace, String(person), now)
    most = Math.max(most, pace.people.length)
  }
  expect(most).toBeLessThanOrEqual(PACE.most + PACE.windowMs / PACE.slowMs + 1)
  expect(allowanceOf(10_000)).toBe(PACE.most)
})
