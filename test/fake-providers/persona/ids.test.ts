import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CIPHER_CAPACITY } from '../common/number-cipher.ts'
import { createIds } from './ids.ts'

const number = fc.integer({ min: 0, max: CIPHER_CAPACITY - 1 })

describe('an ID', () => {
  test('leads back to its number', () => {
    fc.assert(
      fc.property(fc.nat(), number, (seed, n) => {
        const ids = createIds(seed)
        expect(ids.read('inq', ids.write('inq', n))).toBe(n)
      }),
    )
  })

  test('is base58 of 24, 27 or 28 letters', () => {
    const ids = createIds(3)
    const lengths = new Map<number, number>()
    for (let n = 0; n < 3000; n++) {
      const body = ids.write('evt', n).slice(4)
      expect(body).toMatch(/^[1-9A-HJ-NP-Za-km-z]+$/)
      lengths.set(body.length, (lengths.get(body.length) ?? 0) + 1)
    }
    expect([...lengths.keys()].sort()).toEqual([24, 27, 28])
    expect(lengths.get(24)).toBeGreaterThan(2000)
  })

  test.each([
    ['of another environment', createIds(2).write('inq', 5)],
    ['of another kind', createIds(1).write('evt', 5)],
    ['with a changed tail', `${createIds(1).write('inq', 5).slice(0, -1)}0`],
    ['cut short', createIds(1).write('inq', 5).slice(0, 12)],
    ['of a document', 'inq_ABC123'],
    ['without a body', 'inq_'],
  ])('%s is not read', (_, id) => {
    expect(createIds(1).read('inq', id)).toBeUndefined()
  })
})
