import { isThorough } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIN_SHARE, PRIORITIES } from './priority-semaphore.ts'
import {
  countCall,
  describeQuota,
  FULL_QUOTA,
  forgetInFlight,
  judgeCall,
  noteAnswer,
  type QuotaState,
  shareLeft,
} from './quota.ts'

const NOW = 1_790_000_000_000
const MINUTE = { calls: 60, seconds: 60 }

/** A provider with a fixed window from its first call, as Persona documents it. */
function openWindow(limit: number) {
  let beganAt = Number.NEGATIVE_INFINITY
  let used = 0
  return {
    take(now: number) {
      if (now >= beganAt + 60_000) {
        beganAt = now
        used = 0
      }
      const isAllowed = used < limit
      if (isAllowed) used++
      const resetsInSeconds = Math.ceil((beganAt + 60_000 - now) / 1000)
      return { isAllowed, allowance: { limit, remaining: limit - used, resetsInSeconds } }
    },
  }
}

const steps = fc.array(
  fc.record({
    priority: fc.constantFrom(...PRIORITIES),
    waitMs: fc.oneof(fc.constant(0), fc.nat(500), fc.nat(20_000)),
    answersAfter: fc.nat(4),
    isLost: fc.boolean(),
    isEvicted: fc.integer({ min: 0, max: 30 }).map((number) => number === 0),
  }),
  { minLength: 50, maxLength: 200 },
)

describe('the quota', () => {
  it('never sends a call that the provider would refuse, nor more than its own limit in any minute', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 80 }), (steps, limit) => {
        const window = openWindow(limit)
        let state = FULL_QUOTA
        let now = NOW
        const sentAt: number[] = []
        let answers: {
          at: number
          index: number
          answer: ReturnType<typeof window.take>
          isLost: boolean
        }[] = []
        const settleCalls = (isDue: (call: { at: number; index: number }) => boolean) => {
          for (const { answer, isLost } of answers.filter(isDue)) {
            state = noteAnswer(state, now, { allowance: isLost ? undefined : answer.allowance }, [MINUTE])
          }
          answers = answers.filter((call) => !isDue(call))
        }
        for (const [index, step] of steps.entries()) {
          settleCalls(({ at }) => now + step.waitMs > at + 10_000)
          now += step.waitMs
          settleCalls((call) => call.index <= index)
          // Without a first answer, the quota stays unknown.
          if (step.isEvicted && !state.isUntried) {
            state = forgetInFlight(state)
            answers = []
          }
          // The semaphore sends one call at a time until the provider has reported a quota.
          if (state.isUntried && state.inFlight > 0) continue
          if (!judgeCall(state, now, step.priority, [MINUTE]).ok) continue
          state = countCall(state, now, [MINUTE])
          sentAt.push(now)
          const answer = window.take(now)
          expect(answer.isAllowed).toBe(true)
          const isLost = step.isLost && !state.isUntried
          answers.push({ at: now, index: index + step.answersAfter, answer, isLost })
        }
        for (const from of sentAt) {
          const within = sentAt.filter((at) => at >= from && at < from + 60_000)
          expect(within.length).toBeLessThanOrEqual(MINUTE.calls)
        }
      }),
    )
  })

  it('counts a lost call in the next window too, which it may have begun, until that is over', () => {
    const allowance = { limit: 7, remaining: 3, resetsInSeconds: 10 }
    const late = NOW + 9_000
    let state = noteAnswer(countCall(FULL_QUOTA, NOW, []), NOW, { allowance }, [])
    state = noteAnswer(countCall(state, late, []), late, { allowance: undefined }, [])
    const leftAfter = (seconds: number) => describeQuota(state, NOW + seconds * 1000, []).left
    expect([9, 10, 68, 69].map(leftAfter)).toEqual([2, 6, 6, 7])
  })

  it('keeps calls for higher priorities: background stops first, then lists, then look-ups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), (limit, spent) => {
        let state = FULL_QUOTA
        for (let call = 0; call < Math.min(spent, limit); call++)
          state = countCall(state, NOW, [{ calls: limit, seconds: 60 }])
        const limits = [{ calls: limit, seconds: 60 }]
        const left = limit - Math.min(spent, limit)
        for (const priority of PRIORITIES) {
          const verdict = judgeCall(state, NOW, priority, limits)
          expect(verdict.ok).toBe(left >= 1 && left / limit >= MIN_SHARE[priority])
          if (!verdict.ok) expect(verdict.why).toBe(left === 0 ? 'used-up' : 'kept')
          if (!verdict.ok)
            expect(judgeCall(state, NOW + verdict.retryAfter * 1000, priority, limits).ok).toBe(true)
        }
        expect(shareLeft(state, NOW, limits)).toBe(left / limit)
        expect(describeQuota(state, NOW, limits)).toMatchObject({ limit, left })
      }),
      // A third of a minute less is kept by then, but for the rounding of the product.
      { examples: [[112, 98]] },
    )
  })

  describe('at ten times the limit', () => {
    interface Demand {
      limit: number
      callMs: number
      seconds: number
      /** Of the limit, evenly spread over the minute. */
      lookupShare: number
      /** Who ask when that is over. */
      agents: number
    }
    const demand: fc.Arbitrary<Demand> = fc.record({
      limit: fc.integer({ min: 30, max: 300 }),
      callMs: fc.integer({ min: 50, max: 600 }),
      seconds: fc.integer({ min: 5, max: 60 }),
      lookupShare: fc.double({ min: 0, max: MIN_SHARE.list - 0.04, noNaN: true }),
      agents: fc.integer({ min: 1, max: 400 }),
    })
    const STEP_MS = 10

    /** Ever new lists and some look-ups, six calls at a time. Then a crowd asks, and each comes back at the time they got. */
    function run({ limit, callMs, seconds, agents, lookupShare }: Demand) {
      const limits = [{ calls: limit, seconds: 60 }]
      const provider = openWindow(limit)
      const count = { lists: 0, lookups: 0, refusedLookups: 0, limited: 0, toldTooSoon: 0 }
      let running: { endsAt: number; answer: ReturnType<typeof provider.take> }[] = []
      let state = FULL_QUOTA
      function settle(now: number) {
        for (const { answer, endsAt } of running.filter((one) => one.endsAt <= now))
          state = noteAnswer(state, endsAt, { allowance: answer.allowance }, limits)
        running = running.filter(({ endsAt }) => endsAt > now)
      }
      function send(now: number) {
        state = countCall(state, now, limits)
        const answer = provider.take(now)
        if (!answer.isAllowed) count.limited++
        running.push({ endsAt: now + callMs, answer })
      }
      for (let at = 0; at < seconds * 1000; at += STEP_MS) {
        const now = NOW + at
        settle(now)
        if (running.length >= (state.isUntried ? 1 : 6)) continue
        const isLookup =
          count.lookups + count.refusedLookups < Math.floor((at * limit * lookupShare) / 60_000)
        const { ok } = judgeCall(state, now, isLookup ? 'lookup' : 'list', limits)
        if (ok) send(now)
        if (ok) count[isLookup ? 'lookups' : 'lists']++
        else if (isLookup) count.refusedLookups++
      }
      let now = NOW + seconds * 1000
      settle(now + callMs)
      const waiting: number[] = []
      for (let agent = 0; agent < agents; agent++) {
        const verdict = judgeCall(state, now, 'list', limits, waiting.length)
        if (!verdict.ok) waiting.push(now + verdict.retryAfter * 1000)
        else send(now)
      }
      expect(waiting).toEqual(waiting.toSorted((one, other) => one - other))
      for (const until of waiting) {
        now = Math.max(now, until)
        // The relay itself waits a moment for a call that is about to come back.
        for (settle(now); now < until + 1_500 && !judgeCall(state, now, 'list', limits).ok; settle(now))
          now += 100
        if (judgeCall(state, now, 'list', limits).ok) send(now)
        else count.toldTooSoon++
      }
      return count
    }

    it('spends the limit in a minute, and leaves look-ups theirs', () => {
      fc.assert(
        fc.property(demand, (asked) => {
          const { lists, lookups, refusedLookups, limited } = run({ ...asked, seconds: 60, agents: 0 })
          expect(limited).toBe(0)
          expect(lists + lookups).toBeGreaterThanOrEqual(asked.limit * 0.95)
          // The last call of a minute is kept for nothing in its last seconds.
          expect(refusedLookups).toBeLessThanOrEqual(1)
        }),
        { numRuns: isThorough() ? 200 : 20 },
      )
    })

    it('tells each of a crowd when a call is left for them', () => {
      fc.assert(
        fc.property(demand, (asked) => {
          expect(run(asked)).toMatchObject({ limited: 0, toldTooSoon: 0 })
        }),
        { numRuns: isThorough() ? 200 : 20 },
      )
    })
  })

  it('describes the window with the lowest share, without windows shorter than a minute', () => {
    const SECOND = { calls: 25, seconds: 1 }
    const DAY = { calls: 10_000, seconds: 86_400 }
    const sent = (calls: number, limits: { calls: number; seconds: number }[]) => {
      let state = FULL_QUOTA
      for (let call = 0; call < calls; call++) state = countCall(state, NOW, limits)
      return state
    }
    const spent = sent(25, [SECOND, DAY])
    expect(judgeCall(spent, NOW, 'lookup', [SECOND, DAY]).ok).toBe(false)
    expect(describeQuota(spent, NOW, [SECOND, DAY])).toMatchObject({
      limit: 10_000,
      left: 9_975,
      windowSeconds: 86_400,
    })
    expect(describeQuota(sent(5, [SECOND]), NOW, [SECOND])).toMatchObject({ left: 20, windowSeconds: 1 })

    const allowance = { limit: 300, remaining: 30, resetsInSeconds: 40 }
    const state = noteAnswer(sent(1, [MINUTE]), NOW, { allowance }, [MINUTE])
    expect(describeQuota(state, NOW, [MINUTE])).toEqual({
      limit: 300,
      left: 30,
      windowSeconds: 60,
      moreInSeconds: 40,
    })
  })

  it('names a wait of at most a day for a daily limit, after which a call is allowed', () => {
    const DAY = { calls: 40, seconds: 86_400 }
    const gap = fc.oneof({ weight: 9, arbitrary: fc.nat(60_000) }, fc.nat(12 * 3_600_000))
    const gaps = fc.array(gap, { minLength: 60, maxLength: 200 })
    fc.assert(
      fc.property(gaps, fc.constantFrom(...PRIORITIES), (gaps, priority) => {
        let state = FULL_QUOTA
        let now = NOW
        const sentAt: number[] = []
        for (const gap of gaps) {
          now += gap
          const verdict = judgeCall(state, now, priority, [DAY])
          if (!verdict.ok) {
            expect(verdict.retryAfter).toBeLessThanOrEqual(DAY.seconds)
            expect(judgeCall(state, now + verdict.retryAfter * 1000, priority, [DAY]).ok).toBe(true)
            continue
          }
          state = countCall(state, now, [DAY])
          sentAt.push(now)
        }
        for (const from of sentAt) {
          const within = sentAt.filter((at) => at >= from && at < from + DAY.seconds * 1000)
          expect(within.length).toBeLessThanOrEqual(DAY.calls)
        }
      }),
    )
  })

  it('blocks no call for longer than a window after a clock change', () => {
    fc.assert(
      fc.property(fc.integer({ min: -600_000, max: 600_000 }), fc.nat(60), (jump, calls) => {
        let state: QuotaState = FULL_QUOTA
        for (let call = 0; call < calls; call++) state = countCall(state, NOW, [MINUTE])
        for (let call = 0; call < calls; call++) {
          const allowance = { limit: 300, remaining: 300 - calls, resetsInSeconds: 60 }
          state = noteAnswer(state, NOW, { allowance }, [MINUTE])
        }
        const later = NOW + jump
        state = noteAnswer(countCall(state, later, [MINUTE]), later, { allowance: undefined }, [MINUTE])
        expect(judgeCall(state, later + 66_000, 'background', [MINUTE]).ok).toBe(true)
      }),
    )
  })

  it('blocks calls until the provider’s refusal is over', () => {
    const state = noteAnswer(
      countCall(FULL_QUOTA, NOW, []),
      NOW,
      { allowance: undefined, retryAfter: 20 },
      [],
    )
    expect(judgeCall(state, NOW + 12_000, 'lookup', [])).toEqual({ ok: false, why: 'used-up', retryAfter: 8 })
    expect(shareLeft(state, NOW + 12_000, [])).toBe(0)
    expect(judgeCall(state, NOW + 20_000, 'lookup', []).ok).toBe(true)
  })
})
