import fc from 'fast-check'
import { expect, it } from 'vitest'
import { classifyObjectId, isObjectId } from './object-id.ts'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const token = fc.string({ unit: fc.constantFrom(...BASE58), minLength: 24, maxLength: 28 })

it.each([
  ['inq_ABC123', 'inquiry'],
  ['iqse_ABC123', 'session'],
  ['evt_ABC123', 'event'],
  ['ver_ABC123', 'verification'],
])('%s is the ID of: %s', (id, kind) =>
  expect(classifyObjectId(id)).toEqual({ provider: 'persona', kind, id }),
)

it.each([
  '',
  'inq_',
  'inq_AB',
  'inq-ABC123',
  'INQ_ABC123',
  ' inq_ABC123',
  'inq_ABC123\n',
  'inq_ABC 123',
  'rep_ABC123',
  'constructor_ABC123',
  `inq_${'A'.repeat(65)}`,
])('%j is none', (text) => expect(classifyObjectId(text)).toBeUndefined())

it('knows today’s IDs of every length, and tells the kinds apart', () => {
  fc.assert(
    fc.property(token, (text) => {
      expect(isObjectId(`inq_${text}`, 'inquiry')).toBe(true)
      expect(isObjectId(`inq_${text}`, 'session', 'event')).toBe(false)
      expect(isObjectId(`iqse_${text}`)).toBe(true)
    }),
  )
})
