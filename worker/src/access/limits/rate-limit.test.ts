import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AGENT_LIMIT, countRequest, type Window } from './rate-limit.ts'

it('never lets more through than the limit in any window, and always opens again', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 900 }), (gaps) => {
      let window: Window | undefined
      let now = 0
      const admitted = new Map<number, number>()
      for (const gap of gaps) {
        now += gap
        const [next, allowed] = countRequest(window, now)
        window = next
        if (allowed.within) admitted.set(next.beganAt, (admitted.get(next.beganAt) ?? 0) + 1)
        expect(allowed.resetsInSeconds).toBeGreaterThan(0)
        expect(allowed.resetsInSeconds).toBeLessThanOrEqual(AGENT_LIMIT.windowSeconds)
      }
      for (const count of admitted.values()) expect(count).toBeLessThanOrEqual(AGENT_LIMIT.requests)
      expect(countRequest(window, now + AGENT_LIMIT.windowSeconds * 1000)[1].within).toBe(true)
    }),
  )
})
