import { LookupsSchema } from '@inquiry-lens/shared/contract/api.ts'
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import { madeInquiry } from '@inquiry-lens/shared/testing/made-rows.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { FRESHNESS } from '../cache/freshness.ts'
import type { Row } from '../cache/row.ts'
import { type Asked, answerLookup } from './lookup-answer.ts'

const NOW = 10_000
const origin = { provider: 'persona', environment: 'sandbox' } as const
const entryOf = (row: Row | null, age: number) => ({ storedAt: NOW - age, content: row })
const rowOf = (id: string): Row => ({ kind: 'inquiry', item: madeInquiry({ id, status: 'pending' }) })

const code = fc.constantFrom<ProblemCode>('provider-timeout', 'provider-rate-limited')
const askedOf = (id: string): fc.Arbitrary<Asked> => {
  const entry = (age: fc.Arbitrary<number>) =>
    fc.tuple(fc.constantFrom(rowOf(id), null), age).map(([row, age]) => entryOf(row, age))
  const held = fc.option(entry(fc.nat(900)), { nil: undefined })
  const landing = fc.oneof(
    entry(fc.constant(0)).map((entry) => ({ ok: true as const, entry, forwarded: { status: 200 } })),
    fc
      .tuple(code, fc.constantFrom(undefined, { status: undefined }, { status: 503 }))
      .map(([code, forwarded]) => ({ ok: false as const, problem: { code, detail: '' }, forwarded })),
  )
  return fc.oneof(
    fc.record({ held, landing, joined: fc.boolean(), leftOut: fc.constant(undefined) }),
    fc.record({
      held,
      landing: fc.constant(undefined),
      joined: fc.constant(false),
      leftOut: fc.constantFrom(undefined, 'lookup-limit' as const),
    }),
  )
}

const IDS = Array.from({ length: 8 }, (_, index) => `inq_${1000 + index}`)
const scene = fc.record({
  ids: fc.array(fc.constantFrom(...IDS), { minLength: 1 }),
  all: fc.record(Object.fromEntries(IDS.map((id) => [id, askedOf(id)]))),
  forced: fc.boolean(),
})

it('answers each ID in the asked order, doubles too, and never with what is too old to be shown on an error', () => {
  fc.assert(
    fc.property(scene, ({ ids, all, forced }) => {
      const asked = new Map(Object.entries(all).filter(([id]) => ids.includes(id)))
      const answer = answerLookup(ids, asked, {
        origin,
        ageOf: ({ storedAt }) => NOW - storedAt,
        ruleOf: (freshness) => FRESHNESS[freshness],
        forced,
        withheld: undefined,
      })
      const problems = [...asked.values()].some(({ landing }) => landing && !landing.ok)
      if (!answer.ok) {
        expect(problems).toBe(true)
        return
      }
      const { items } = v.parse(LookupsSchema, JSON.parse(answer.body))
      expect(items.map(({ id }) => id)).toEqual(ids)
      for (const item of items) {
        const one = asked.get(item.id)
        if (item.outcome === 'found') expect(item.summary.id).toBe(item.id)
        const age = NOW - (one?.held?.storedAt ?? 0)
        if (one?.leftOut) expect(item.outcome === 'found').toBe(age < 10 + 60 && one.held?.content !== null)
        else if (one?.landing?.ok) expect(item.outcome).not.toBe('not-asked')
        else if (one?.landing && item.outcome === 'found') {
          expect(age).toBeLessThan(10 + 600)
        }
      }
    }),
    { numRuns: 500 },
  )
})
