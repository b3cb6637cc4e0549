import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CachedSize, planEvictions } from './plan-evictions.ts'

const bytesOf = (held: Iterable<CachedSize>): number => [...held].reduce((sum, { bytes }) => sum + bytes, 0)

const heldSize = fc.record({
  bytes: fc.integer({ min: 1, max: 500 }),
  usedAt: fc.integer({ min: 0, max: 50 }),
})
const memory = fc
  .dictionary(fc.constantFrom(...'abcdefghij'), heldSize)
  .map((entries) => new Map(Object.entries(entries)))

it('keeps the bound, drops the longest unused, and no more than needed', () => {
  fc.assert(
    fc.property(
      memory,
      fc.constantFrom(...'abcdefghij'),
      fc.integer({ min: 1, max: 1200 }),
      (held, key, bytes) => {
        const most = 1000
        const incoming = { bytes, usedAt: 51 }
        const drops = planEvictions(held, key, incoming, most)
        expect(drops === undefined).toBe(bytes > most)
        if (!drops) return

        expect(drops).not.toContain(key)
        const others = new Map([...held].filter(([other]) => other !== key))
        const kept = new Map([...others].filter(([other]) => !drops.includes(other)))
        expect(bytesOf(kept.values()) + bytes).toBeLessThanOrEqual(most)

        const usedAtOf = (name: string) => others.get(name)?.usedAt ?? Number.NaN
        const youngestDropped = Math.max(...drops.map(usedAtOf))
        for (const { usedAt } of kept.values()) expect(usedAt).toBeGreaterThanOrEqual(youngestDropped)

        const last = drops.at(-1)
        if (last !== undefined) {
          const withLast = bytesOf(kept.values()) + bytes + (others.get(last)?.bytes ?? 0)
          expect(withLast).toBeGreaterThan(most)
        }
      },
    ),
  )
})
