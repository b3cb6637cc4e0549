import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BreakerState,
  CLOSED_BREAKER,
  countProbe,
  describeBreaker,
  judgeBreaker,
  noteOutcome,
} from './upstream-policy.ts'

const NOW = 1_790_000_000_000

const fail = (state: BreakerState, times: number, now = NOW) =>
  Array.from({ length: times }).reduce<BreakerState>(
    (before) => noteOutcome(before, now, { failed: true, isProbe: false }),
    state,
  )

describe('the breaker', () => {
  it('opens after five failures in a row, or more than half of the last twenty', () => {
    expect(fail(CLOSED_BREAKER, 4).open).toBeNull()
    expect(fail(CLOSED_BREAKER, 5).open).toMatchObject({ seconds: 10 })
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (outcomes) => {
        let state = CLOSED_BREAKER
        for (const [index, failed] of outcomes.entries()) {
          state = noteOutcome(state, NOW, { failed, isProbe: false })
          const last = outcomes.slice(Math.max(0, index - 19), index + 1)
          const isFailing =
            (last.length >= 5 && last.slice(-5).every(Boolean)) ||
            (last.length === 20 && last.filter(Boolean).length > 10)
          expect(state.open !== null).toBe(isFailing)
          if (isFailing) return
        }
      }),
    )
  })

  it('lets one probe through, then waits twice as long, a minute at most; one success closes it', () => {
    let state = fail(CLOSED_BREAKER, 5)
    let now = NOW
    for (const seconds of [10, 20, 40, 60, 60]) {
      expect(judgeBreaker(state, now + seconds * 1000 - 1).ok).toBe(false)
      now += seconds * 1000
      expect(judgeBreaker(state, now)).toEqual({ ok: true, isProbe: true })
      state = countProbe(state, now)
      expect(judgeBreaker(state, now + 1).ok).toBe(false)
      expect(describeBreaker(state, now)).toBe('half-open')
      state = noteOutcome(state, now, { failed: true, isProbe: true })
    }
    expect(noteOutcome(countProbe(state, now), now, { failed: false, isProbe: true })).toEqual(CLOSED_BREAKER)
  })

  it('always probes again after lost probes, late answers and a moved clock', () => {
    const event = fc.record({
      waitMs: fc.integer({ min: -600_000, max: 600_000 }),
      what: fc.constantFrom('probe', 'failed', 'late', 'nothing'),
    })
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let state = fail(CLOSED_BREAKER, 5)
        let now = NOW
        for (const { waitMs, what } of events) {
          now += waitMs
          const verdict = judgeBreaker(state, now)
          if (what === 'probe' && verdict.ok) state = countProbe(state, now)
          if (what === 'failed' && verdict.ok)
            state = noteOutcome(countProbe(state, now), now, { failed: true, isProbe: true })
          if (what === 'late') state = noteOutcome(state, now, { failed: true, isProbe: false })
        }
        // A clock that was set back can make it wait twice: 60 s until the probe is sent, 15 s until it is lost.
        const seconds = Array.from({ length: 77 }, (_, second) => second)
        expect(seconds.some((second) => judgeBreaker(state, now + second * 1000).ok)).toBe(true)
      }),
    )
  })

  it.each([true, false])('stays as it is at a late answer to an earlier call, which failed: %s', (failed) => {
    const open = fail(CLOSED_BREAKER, 5)
    const probed = countProbe(open, NOW + 10_000)
    for (const state of [open, probed]) {
      expect(noteOutcome(state, NOW + 11_000, { failed, isProbe: false })).toEqual(state)
    }
  })

  it('names the time until the next probe', () => {
    const state = fail(CLOSED_BREAKER, 5)
    const verdict = judgeBreaker(state, NOW + 3_000)
    expect(verdict).toEqual({ ok: false, retryAfter: 7 })
    expect(judgeBreaker(state, NOW + 10_000).ok).toBe(true)
  })
})
