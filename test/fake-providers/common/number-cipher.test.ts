import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CIPHER_CAPACITY, createNumberCipher } from './number-cipher.ts'

const number = fc.integer({ min: 0, max: CIPHER_CAPACITY - 1 })

test('a hidden number is another number of the same range, and comes back', () => {
  fc.assert(
    fc.property(fc.nat(), number, (key, n) => {
      const cipher = createNumberCipher(key)
      const hidden = cipher.hide(n)
      expect(hidden).toBeGreaterThanOrEqual(0)
      expect(hidden).toBeLessThan(CIPHER_CAPACITY)
      expect(cipher.reveal(hidden)).toBe(n)
    }),
  )
})

test('no two numbers are hidden alike, and neighbours are far apart', () => {
  const cipher = createNumberCipher(7)
  const hidden = Array.from({ length: 10_000 }, (_, n) => cipher.hide(n))
  expect(new Set(hidden).size).toBe(10_000)
  const near = hidden.filter((value, n) => Math.abs(value - (hidden[n + 1] ?? 0)) < 1000)
  expect(near.length).toBeLessThan(10)
})
