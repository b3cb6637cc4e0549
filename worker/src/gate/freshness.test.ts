import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FRESHNESS, isShowableOnError, judgeAge, timeToLive } from './freshness.ts'

const rule = fc.constantFrom(...Object.values(FRESHNESS))
const age = fc.nat(200_000)

it('nothing past its stale-while-revalidate is shown unasked, nothing past its stale-if-error at all', () => {
  fc.assert(
    fc.property(rule, age, (rule, age) => {
      const verdict = judgeAge(rule, age, false)
      expect(verdict === 'fresh').toBe(age < rule.fresh)
      if (age >= rule.fresh + rule.whileRevalidating) expect(verdict).toBe('fetch')
      if (age >= rule.fresh + rule.ifError) expect(isShowableOnError(rule, age)).toBe(false)
    }),
  )
})

it('as it ages, an answer only ever gets worse', () => {
  const rank = { fresh: 0, revalidate: 1, fetch: 2 }
  fc.assert(
    fc.property(rule, age, age, (rule, one, other) => {
      const [younger, older] = [Math.min(one, other), Math.max(one, other)]
      expect(rank[judgeAge(rule, younger, false)]).toBeLessThanOrEqual(rank[judgeAge(rule, older, false)])
      expect(timeToLive(rule, younger)).toBeGreaterThanOrEqual(timeToLive(rule, older))
    }),
  )
})

it('a forced refresh never shows what is older than its floor', () => {
  fc.assert(
    fc.property(rule, age, (rule, age) => {
      expect(judgeAge(rule, age, true)).toBe(age < 2 ? 'fresh' : 'fetch')
    }),
  )
})
