import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fetched } from '../../providers/provider.ts'
import { PRIORITIES, type Priority } from './priority-semaphore.ts'
import {
  boundReported,
  clampPolicy,
  countSent,
  drawBackoff,
  INITIAL_POLICY,
  isRetryable,
  judgePolicy,
  noteFetched,
  restorePolicy,
  takeRetry,
  type UpstreamPolicyState,
} from './upstream-policy.ts'

const NOW = 1_790_000_000_000
const LIMITS = [
  { calls: 5, seconds: 1 },
  { calls: 60, seconds: 60 },
]

const oddNumber = fc.oneof(
  fc.nat(400),
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e20, NOW, NOW / 1000, NOW / 1000 + 30),
)
const allowance = fc.option(
  fc.record({ limit: oddNumber, remaining: oddNumber, resetsInSeconds: oddNumber }),
  {
    nil: undefined,
  },
)
const failure = fc.record({
  code: fc.constantFrom('provider-rate-limited', 'provider-timeout', 'provider-unavailable', 'not-found'),
  retryAfter: fc.option(oddNumber, { nil: undefined }),
  final: fc.boolean(),
})
const answer: fc.Arbitrary<Fetched<null>> = fc
  .record({ allowance, failure: fc.option(failure) })
  .map(
    ({ allowance, failure }): Fetched<null> =>
      failure
        ? { ok: false, allowance, problem: { ...failure, code: failure.code, detail: '' } }
        : { ok: true, allowance, value: null, dropped: {} },
  )

interface Step {
  waitMs: number
  jumpMs: number
  priority: Priority
  answer: Fetched<null> | null
  isEvicted: boolean
}

const event: fc.Arbitrary<Step> = fc.record({
  waitMs: fc.oneof(fc.nat(300), fc.nat(20_000), fc.nat(120_000)),
  jumpMs: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: -2e8, max: 2e8 })),
  priority: fc.constantFrom(...PRIORITIES),
  answer: fc.option(answer),
  isEvicted: fc.integer({ min: 0, max: 15 }).map((number) => number === 0),
})

interface Run {
  state: UpstreamPolicyState
  now: number
  calls: number[]
}

const restore = (state: UpstreamPolicyState) => restorePolicy(JSON.parse(JSON.stringify(state)))

/** One call at a time. `null`: the answer is lost with its object. */
function simulate(events: readonly Step[]): Run {
  let state = INITIAL_POLICY
  let now = NOW
  const calls: number[] = []
  for (const { waitMs, jumpMs, priority, answer, isEvicted } of events) {
    now = Math.max(1, now + waitMs + jumpMs)
    if (isEvicted) state = restore(state)
    state = clampPolicy(state, now)
    const verdict = judgePolicy(state, now, priority, LIMITS)
    if (!verdict.ok) continue
    state = countSent(state, now, verdict.isProbe, LIMITS)
    calls.push(now)
    state = answer
      ? noteFetched(state, now, boundReported(answer, now), { isProbe: verdict.isProbe, limits: LIMITS })
      : restore(state)
  }
  return { state, now, calls }
}

describe('the policy, under any reported numbers and clock jumps', () => {
  it('allows a look-up within ten minutes', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 5, maxLength: 60 }), (events) => {
        let { state, now } = simulate(events)
        let waited = 0
        for (; waited <= 605; waited += 5) {
          state = clampPolicy(state, now)
          if (judgePolicy(state, now, 'lookup', LIMITS).ok) break
          now += 5_000
        }
        expect(waited).toBeLessThanOrEqual(605)
      }),
      { numRuns: 400 },
    )
  })

  it('never names a wait longer than ten minutes', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 5, maxLength: 60 }), (events) => {
        const { state, now } = simulate(events)
        const verdict = judgePolicy(clampPolicy(state, now), now, 'lookup', LIMITS)
        if (verdict.ok) return
        expect(verdict.retryAfter).toBeGreaterThan(0)
        expect(verdict.retryAfter).toBeLessThanOrEqual(600)
      }),
      { numRuns: 400 },
    )
  })

  it('never sends more calls than the limits in any window, while the clock runs forward', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 50, maxLength: 200 }), (events) => {
        const { calls } = simulate(events.map((one) => ({ ...one, jumpMs: 0 })))
        for (const { calls: most, seconds } of LIMITS) {
          for (const from of calls) {
            const within = calls.filter((at) => at >= from && at < from + seconds * 1000)
            expect(within.length).toBeLessThanOrEqual(most)
          }
        }
      }),
    )
  })
})

describe('retries', () => {
  it('retries at most one call in ten, besides the first', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 400 }), (calls) => {
        let policy = INITIAL_POLICY
        let repeated = 0
        for (const [index, failed] of calls.entries()) {
          policy = countSent(policy, NOW, false, [])
          const afterRetry = failed ? takeRetry(policy) : undefined
          if (afterRetry) {
            policy = afterRetry
            repeated++
          }
          expect(repeated).toBeLessThanOrEqual(1 + (index + 1) / 10)
        }
      }),
    )
  })

  it('retries an unavailable provider, and nothing else', () => {
    const worth = (code: Parameters<typeof isRetryable>[0]['code'], final = false) =>
      isRetryable({ code, detail: '', final })
    expect(worth('provider-unavailable')).toBe(true)
    expect(worth('provider-unavailable', true)).toBe(false)
    for (const code of [
      'provider-timeout',
      'provider-rate-limited',
      'provider-key-refused',
      'not-found',
    ] as const) {
      expect(worth(code)).toBe(false)
    }
  })

  it('waits a random time below 400 ms before a retry', () => {
    expect([0, 0.5, 1].map((number) => drawBackoff(() => number))).toEqual([0, 200, 400])
  })
})
