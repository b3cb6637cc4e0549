import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hintOf } from './uuid-hint.ts'

const uuid = fc.uuid()

it('is short, the same each time, and another one with another salt', () => {
  fc.assert(
    fc.property(uuid, uuid, uuid, (id, salt, other) => {
      const hint = hintOf(salt, id)
      expect(hint).toMatch(/^[0-9a-f]{12}$/)
      expect(hintOf(salt, id)).toBe(hint)
      if (salt !== other) expect(hintOf(other, id)).not.toBe(hint)
    }),
  )
})

it('gives ten thousand neighbours different hints', () => {
  const hints = Array.from({ length: 10_000 }, (_, number) =>
    hintOf('salt', `facade00-0000-4000-8000-${number.toString(16).padStart(12, '0')}`),
  )
  expect(new Set(hints).size).toBe(hints.length)
})
