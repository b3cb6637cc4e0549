import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { pollDelay, retryDelay } from './poll-delay.ts'

it('looks every 15 s, give or take a fifth, and every minute when nothing changes', () => {
  expect(pollDelay(0, 0)).toBe(12_000)
  expect(pollDelay(0, 0.5)).toBe(15_000)
  expect(pollDelay(1, 0.5)).toBe(30_000)
  expect(pollDelay(2, 0.5)).toBe(60_000)
})

it('never leaves its bounds', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (rounds, random) => {
      const delay = pollDelay(rounds, random)
      expect(delay).toBeGreaterThanOrEqual(12_000)
      expect(delay).toBeLessThanOrEqual(72_000)
    }),
  )
})

it('never asks sooner than it was told to', () => {
  expect(retryDelay(42, 0)).toBe(42_000)
  expect(retryDelay(42, 0.99)).toBeGreaterThan(42_000)
})
