import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MOST_SINGLE_CALLS, planLookup } from './lookup-plan.ts'

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

it('every ID is shown as it is held, asked for once, or left out with the reason', () => {
  fc.assert(
    fc.property(lookup, ({ ids, verdictOf, plan }) => {
      const asked = [...plan.inquiries, ...plan.singles.map(({ id }) => id)]
      expect(new Set(asked).size).toBe(asked.length)
      for (const id of ids) {
        if (!isInquiry(id) && !isSingle(id)) expect(plan.leftOut.get(id)).toBe('no-lookup')
        else if (verdictOf(id) === 'fetch')
          expect(asked.includes(id) && plan.awaited.has(id)).toBe(!plan.leftOut.has(id))
        else expect(plan.leftOut.has(id)).toBe(false)
        if (verdictOf(id) === 'fresh') expect(asked).not.toContain(id)
      }
    }),
  )
})

it('inquiries are never left out; of the others no more are asked for than may be, the needed first', () => {
  fc.assert(
    fc.property(lookup, ({ ids, verdictOf, plan }) => {
      expect([...plan.leftOut.keys()].some(isInquiry)).toBe(false)
      expect(plan.singles.length).toBeLessThanOrEqual(MOST_SINGLE_CALLS)
      const needed = new Set(ids.filter((id) => isSingle(id) && verdictOf(id) === 'fetch'))
      const asked = plan.singles.filter(({ id }) => needed.has(id))
      expect(asked.length).toBe(Math.min(needed.size, MOST_SINGLE_CALLS))
    }),
  )
})

it('nobody waits for what can be shown, unless it comes along in a call that has to be made', () => {
  fc.assert(
    fc.property(lookup, ({ ids, verdictOf, plan }) => {
      const isCallNeeded = ids.some((id) => isInquiry(id) && verdictOf(id) === 'fetch')
      for (const id of plan.awaited) {
        expect(verdictOf(id) === 'fetch' || (isInquiry(id) && isCallNeeded)).toBe(true)
      }
    }),
  )
})
