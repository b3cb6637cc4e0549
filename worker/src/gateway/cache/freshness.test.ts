import type { Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  FRESHNESS,
  freshnessOfRow,
  isShowableOnError,
  judgeAge,
  lifeOf,
  stretchFreshness,
  timeToLive,
} from './freshness.ts'
import type { Row } from './row-cache.ts'

const rule = fc.constantFrom(...Object.values(FRESHNESS))
const age = fc.nat(200_000)

it('never shows an answer past stale-while-revalidate without a fetch, nor past stale-if-error at all', () => {
  fc.assert(
    fc.property(rule, age, (rule, age) => {
      const verdict = judgeAge(rule, age, false)
      expect(verdict === 'fresh').toBe(age < rule.fresh)
      if (age >= rule.fresh + rule.whileRevalidating) expect(verdict).toBe('fetch')
      if (age >= rule.fresh + rule.ifError) expect(isShowableOnError(rule, age)).toBe(false)
    }),
  )
})

it('never improves a verdict with age', () => {
  const rank = { fresh: 0, revalidate: 1, fetch: 2 }
  fc.assert(
    fc.property(rule, age, age, (rule, one, other) => {
      const [younger, older] = [Math.min(one, other), Math.max(one, other)]
      expect(rank[judgeAge(rule, younger, false)]).toBeLessThanOrEqual(rank[judgeAge(rule, older, false)])
      expect(timeToLive(rule, younger)).toBeGreaterThanOrEqual(timeToLive(rule, older))
    }),
  )
})

it('forced: refreshes all answers older than the floor', () => {
  fc.assert(
    fc.property(rule, age, (rule, age) => {
      expect(judgeAge(rule, age, true)).toBe(age < 2 ? 'fresh' : 'fetch')
    }),
  )
})

it('stretches short-lived answers up to a minute while the quota runs low, and moves no other end', () => {
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

it('never shows an object redacted or deleted since, while the provider fails', () => {
  expect(judgeAge(FRESHNESS.withdrawn, 0, false)).toBe('fetch')
  expect(isShowableOnError(FRESHNESS.withdrawn, 0)).toBe(false)
})

const AT = '2026-11-21T01:00:00.000Z'
const inquiry = (change: Partial<Inquiry>): Row => ({ kind: 'inquiry', item: madeInquiry(change) })
const session = (change: Partial<Session>): Row => ({ kind: 'session', item: madeSession(change) })
const event: ProviderEvent = {
  provider: 'persona',
  id: 'evt_ABC123',
  name: 'inquiry.created',
  createdAt: AT,
  object: null,
}

it.each([
  [null, 'missing'],
  [inquiry({ status: 'pending' }), 'open'],
  [inquiry({ status: 'completed' }), 'open'],
  [inquiry({ status: 'pondering' }), 'open'],
  [inquiry({ status: 'approved' }), 'final'],
  [inquiry({ status: 'pending', redactedAt: AT }), 'final'],
  [session({ status: 'active' }), 'open'],
  [session({ status: 'expired' }), 'final'],
  [{ kind: 'event', item: event }, 'events-behind'],
] as const)('%o has the freshness of: %s', (row, freshness) => expect(freshnessOfRow(row)).toBe(freshness))
