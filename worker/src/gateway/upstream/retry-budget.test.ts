import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawBackoff, earnRetry, FULL_RETRY_BUDGET, isRetryable, spendRetry } from './retry-budget.ts'

it('repeats no more than one call in ten, besides the first', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 400 }), (calls) => {
      let credit = FULL_RETRY_BUDGET
      let repeated = 0
      for (const [index, failed] of calls.entries()) {
        credit = earnRetry(credit)
        const spent = failed ? spendRetry(credit) : undefined
        if (spent !== undefined) {
          credit = spent
          repeated++
        }
        expect(repeated).toBeLessThanOrEqual(1 + (index + 1) / 10)
      }
    }),
  )
})

it('repeats what may be gone at the next try, and nothing else', () => {
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

it('pauses for a random while, short enough for whoever waits', () => {
  expect([0, 0.5, 1].map((number) => drawBackoff(() => number))).toEqual([0, 200, 400])
})
