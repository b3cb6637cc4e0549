import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCursorSeal } from './lists.ts'

const seal = createCursorSeal('secret', 'persona:sandbox')
const id = fc.stringMatching(/^[A-Za-z0-9_]{1,80}$/)

it('opens its own cursors, and seals one position in one way', () => {
  fc.assert(
    fc.property(id, fc.string(), (cursor, list) => {
      const sealed = seal.seal(list, cursor)
      expect(seal.open(list, sealed)).toBe(cursor)
      expect(seal.seal(list, cursor)).toBe(sealed)
      expect(sealed).toMatch(/^[\w-]{16,400}$/)
      expect(sealed).not.toContain(cursor.length > 3 ? cursor : '\n')
    }),
  )
})

it('opens no altered cursor', () => {
  fc.assert(
    fc.property(id, fc.nat(), fc.integer({ min: 1, max: 255 }), (cursor, offset, change) => {
      const bytes = Buffer.from(seal.seal('list', cursor), 'base64url')
      const at = offset % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ change
      expect(seal.open('list', bytes.toString('base64url'))).toBeUndefined()
    }),
  )
})

it.each([
  ['another list', createCursorSeal('secret', 'persona:sandbox'), 'other'],
  ['another environment', createCursorSeal('secret', 'persona:production'), 'list'],
  ['another relay', createCursorSeal('another', 'persona:sandbox'), 'list'],
])('means nothing in %s', (_, other, list) => {
  expect(other.open(list, seal.seal('list', 'iqse_ABC123'))).toBeUndefined()
})

it('takes any text without throwing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(seal.open('list', text)).toBeUndefined()
    }),
  )
})
