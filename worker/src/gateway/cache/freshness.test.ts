import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FRESHNESS, isShowableOnError, judgeAge, lifeOf, stretchFreshness, timeToLive } from './freshness.ts'

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

it('stretches what is short-lived while the budget runs low, to a minute, and moves no other end', () => {
  fc.assert(
    fc.property(rule, fc.double({ min: 0, max: 1, noNaN: true }), (rule, share) => {
      const stretched = stretchFreshness(rule, share)
      expect(stretched.fresh).toBeGreaterThanOrEqual(rule.fresh)
      expect(stretched.fresh).toBeLessThanOrEqual(Math.max(60, rule.fresh))
      if (share >= 0.5) expect(stretched).toEqual(rule)
      expect(lifeOf(stretched)).toBe(lifeOf(rule))
      const end = rule.fresh + rule.ifError
      expect(isShowableOnError(stretched, end)).toBe(end < stretched.fresh)
    }),
  )
  expect([1, 0.4, 0.2, 0.1].map((share) => stretchFreshness(FRESHNESS.newest, share).fresh)).toEqual([
    10, 20, 40, 60,
  ])
  expect(stretchFreshness(FRESHNESS.missing, 0)).toEqual(FRESHNESS.missing)
  expect(stretchFreshness(FRESHNESS.withdrawn, 0)).toEqual(FRESHNESS.withdrawn)
})
