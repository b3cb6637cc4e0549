import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countDenial, type Denials } from './denials.ts'

it('one line of each kind a minute, however many refusals, and no memory of older ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ gap: fc.nat(30_000), kind: fc.constantFrom('a', 'b', '__proto__') })),
      (all) => {
        let denials: Denials = {}
        let now = 0
        const lines = new Map<string, number>()
        for (const { gap, kind } of all) {
          now += gap
          const [next, isWorthALine] = countDenial(denials, kind, now)
          const last = lines.get(kind)
          expect(isWorthALine).toBe(last === undefined || now - last >= 60_000)
          if (isWorthALine) lines.set(kind, now)
          for (const at of Object.values(next)) expect(now - at).toBeLessThan(60_000)
          denials = next
        }
      },
    ),
  )
})
