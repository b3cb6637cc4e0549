import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fetched } from '../../providers/provider.ts'
import { boundReported } from './bound-wait.ts'
import { PRIORITIES, type Priority } from './priority.ts'
import {
  admit,
  healPolicy,
  INITIAL_POLICY,
  judge,
  note,
  revivePolicy,
  type UpstreamPolicyState,
} from './upstream-policy.ts'

const NOW = 1_790_000_000_000
const LIMITS = [
  { calls: 5, seconds: 1 },
  { calls: 60, seconds: 60 },
]

/** Whatever a header can be read as. */
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
  /** Once in a while, by hours or days, both ways. */
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

const revive = (state: UpstreamPolicyState) => revivePolicy(JSON.parse(JSON.stringify(state)))

/** One call at a time, where the guard lets it. An answer of `null` is lost with the object that waited for it. */
function play(events: readonly Step[]): Run {
  let state = INITIAL_POLICY
  let now = NOW
  const calls: number[] = []
  for (const { waitMs, jumpMs, priority, answer, isEvicted } of events) {
    now = Math.max(1, now + waitMs + jumpMs)
    if (isEvicted) state = revive(state)
    state = healPolicy(state, now)
    const verdict = judge(state, now, priority, LIMITS)
    if (!verdict.ok) continue
    state = admit(state, now, verdict.isProbe, LIMITS)
    calls.push(now)
    state = answer
      ? note(state, now, boundReported(answer, now), { isProbe: verdict.isProbe, limits: LIMITS })
      : revive(state)
  }
  return { state, now, calls }
}

describe('the guard, whatever a provider says and however the clock jumps', () => {
  it('lets a look-up through within ten minutes', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 5, maxLength: 60 }), (events) => {
        let { state, now } = play(events)
        let waited = 0
        for (; waited <= 605; waited += 5) {
          state = healPolicy(state, now)
          if (judge(state, now, 'lookup', LIMITS).ok) break
          now += 5_000
        }
        expect(waited).toBeLessThanOrEqual(605)
      }),
      { numRuns: 400 },
    )
  })

  it('names a wait that is never longer than ten minutes, and a probe is due when it ends', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 5, maxLength: 60 }), (events) => {
        const { state, now } = play(events)
        const verdict = judge(healPolicy(state, now), now, 'lookup', LIMITS)
        if (verdict.ok) return
        expect(verdict.retryAfter).toBeGreaterThan(0)
        expect(verdict.retryAfter).toBeLessThanOrEqual(600)
      }),
      { numRuns: 400 },
    )
  })

  it('sends no more calls than the limits in any window, while the clock runs forward', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 50, maxLength: 200 }), (events) => {
        const { calls } = play(events.map((one) => ({ ...one, jumpMs: 0 })))
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
