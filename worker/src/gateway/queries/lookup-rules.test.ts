import { LookupsSchema } from '@inquiry-lens/shared/contract/lists.ts'
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import { madeInquiry } from '@inquiry-lens/shared/testing/made-rows.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { FRESHNESS, freshnessOfMark } from '../cache/freshness.ts'
import type { Row } from '../cache/row-cache.ts'
import { answerLookup, type LookedUp, MAX_SINGLE_CALLS, planLookup } from './lookups.ts'

const NOW = 10_000
const origin = { provider: 'persona', environment: 'sandbox' } as const
const entryOf = (row: Row | null, age: number) => ({ storedAt: NOW - age, content: row })
const rowOf = (id: string): Row => ({ kind: 'inquiry', item: madeInquiry({ id, status: 'pending' }) })

const code = fc.constantFrom<ProblemCode>('provider-timeout', 'provider-rate-limited')
const lookedUp = (id: string): fc.Arbitrary<LookedUp> => {
  const entry = (age: fc.Arbitrary<number>) =>
    fc.tuple(fc.constantFrom(rowOf(id), null), age).map(([row, age]) => entryOf(row, age))
  const cached = fc.option(entry(fc.nat(900)), { nil: undefined })
  const fetched = fc.oneof(
    entry(fc.constant(0)).map((entry) => ({ ok: true as const, entry, forwarded: { status: 200 } })),
    fc
      .tuple(code, fc.constantFrom(undefined, { status: undefined }, { status: 503 }))
      .map(([code, forwarded]) => ({ ok: false as const, problem: { code, detail: '' }, forwarded })),
  )
  return fc.oneof(
    fc.record({ cached, fetched, isShared: fc.boolean(), leftOut: fc.constant(undefined) }),
    fc.record({
      cached,
      fetched: fc.constant(undefined),
      isShared: fc.constant(false),
      leftOut: fc.constantFrom(undefined, 'lookup-limit' as const),
    }),
  )
}

const IDS = Array.from({ length: 8 }, (_, index) => `inq_${1000 + index}`)
const lookups = fc.record({
  ids: fc.array(fc.constantFrom(...IDS), { minLength: 1 }),
  all: fc.record(Object.fromEntries(IDS.map((id) => [id, lookedUp(id)]))),
  forced: fc.boolean(),
})

it('answers each ID in the requested order, duplicates too, and never with a row too old for stale-if-error', () => {
  fc.assert(
    fc.property(lookups, ({ ids, all, forced }) => {
      const looked = new Map(Object.entries(all).filter(([id]) => ids.includes(id)))
      const answer = answerLookup(ids, looked, {
        origin,
        ageOf: ({ storedAt }) => NOW - storedAt,
        ruleOf: ({ content }) => FRESHNESS[freshnessOfMark(content)],
        forced,
        refusal: undefined,
      })
      const problems = [...looked.values()].some(({ fetched }) => fetched && !fetched.ok)
      if (!answer.ok) {
        expect(problems).toBe(true)
        return
      }
      const { items } = v.parse(LookupsSchema, JSON.parse(answer.body))
      expect(items.map(({ id }) => id)).toEqual(ids)
      for (const item of items) {
        const one = looked.get(item.id)
        if (item.outcome === 'found') expect(item.summary.id).toBe(item.id)
        const age = NOW - (one?.cached?.storedAt ?? 0)
        if (one?.leftOut) expect(item.outcome === 'found').toBe(age < 10 + 60 && one.cached?.content !== null)
        else if (one?.fetched?.ok) expect(item.outcome).not.toBe('not-asked')
        else if (one?.fetched && item.outcome === 'found') {
          expect(age).toBeLessThan(10 + 600)
        }
      }
    }),
    { numRuns: 500 },
  )
})

const VERDICTS = ['fresh', 'revalidate', 'fetch'] as const
const id = fc
  .tuple(fc.constantFrom('inq', 'iqse', 'evt', 'ver', 'txn'), fc.integer({ min: 1000, max: 1015 }))
  .map((parts) => parts.join('_'))
const lookup = fc
  .tuple(fc.array(id, { minLength: 1, maxLength: 100 }), fc.func(fc.constantFrom(...VERDICTS)))
  .map(([ids, verdictOf]) => ({
    ids,
    verdictOf: (id: string) => verdictOf(id),
    plan: planLookup(ids, verdictOf),
  }))

const isInquiry = (id: string) => id.startsWith('inq_')
const isSingle = (id: string) => /^(iqse|evt)_/.test(id)

it('shows each ID from the cache, fetches it once, or leaves it out with the reason', () => {
  fc.assert(
    fc.property(lookup, ({ ids, verdictOf, plan }) => {
      const requestedIds = [...plan.inquiries, ...plan.singles.map(({ id }) => id)]
      expect(new Set(requestedIds).size).toBe(requestedIds.length)
      for (const id of ids) {
        if (!isInquiry(id) && !isSingle(id)) expect(plan.leftOut.get(id)).toBe('no-lookup')
        else if (verdictOf(id) === 'fetch')
          expect(requestedIds.includes(id) && plan.awaited.has(id)).toBe(!plan.leftOut.has(id))
        else expect(plan.leftOut.has(id)).toBe(false)
        if (verdictOf(id) === 'fresh') expect(requestedIds).not.toContain(id)
      }
    }),
  )
})

it('never leaves out inquiries; fetches at most so many others, the missing ones first', () => {
  fc.assert(
    fc.property(lookup, ({ ids, verdictOf, plan }) => {
      expect([...plan.leftOut.keys()].some(isInquiry)).toBe(false)
      expect(plan.singles.length).toBeLessThanOrEqual(MAX_SINGLE_CALLS)
      const needed = new Set(ids.filter((id) => isSingle(id) && verdictOf(id) === 'fetch'))
      const requestedIds = plan.singles.filter(({ id }) => needed.has(id))
      expect(requestedIds.length).toBe(Math.min(needed.size, MAX_SINGLE_CALLS))
    }),
  )
})

it('waits for a cached row only if it joins a call that is needed', () => {
  fc.assert(
    fc.property(lookup, ({ ids, verdictOf, plan }) => {
      const isCallNeeded = ids.some((id) => isInquiry(id) && verdictOf(id) === 'fetch')
      for (const id of plan.awaited) {
        expect(verdictOf(id) === 'fetch' || (isInquiry(id) && isCallNeeded)).toBe(true)
      }
    }),
  )
})
