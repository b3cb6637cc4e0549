import { listRevealable } from '@inquiry-lens/shared/contract/reveals.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectSensitive } from './project.ts'

const rowOf = (attributes: object, relationships: object = {}) => ({
  id: 'iqse_ABC123',
  attributes,
  relationships,
})

describe('a reveal', () => {
  it('returns requested fields alone, and never one that may not be revealed', () => {
    const fields = fc.subarray([
      ...listRevealable('persona.session'),
      'browser-fingerprint',
      'status',
      '__proto__',
    ])
    fc.assert(
      fc.property(fields, (requests) => {
        const everything = Object.fromEntries(
          [...listRevealable('persona.session'), 'browser-fingerprint', 'status'].map((field) => [
            field,
            'told',
          ]),
        )
        const { item } = projectSensitive('session', requests, rowOf(everything))
        const revealable = requests.filter((field) => listRevealable('persona.session').includes(field))
        expect(item?.values).toEqual(Object.fromEntries(revealable.map((field) => [field, 'told'])))
      }),
    )
  })

  it.each([
    ['a text', '203.0.113.7', '203.0.113.7'],
    ['a number', -55.5, '-55.5'],
    ['a list', ['fraud', '', null, 7], 'fraud, 7'],
    ['an empty list', [], null],
    ['nothing', null, null],
    ['an empty text', '', null],
    ['an object', { deep: 'value' }, null],
  ])('%s becomes a text or nothing', (_, value, expected) => {
    const { item } = projectSensitive('session', ['ip-address'], rowOf({ 'ip-address': value }))
    expect(item?.values).toEqual({ 'ip-address': expected })
  })

  it('cuts long values', () => {
    const { item } = projectSensitive('inquiry', ['note'], rowOf({ note: 'x'.repeat(10_000) }))
    expect(item?.values.note).toHaveLength(2_000)
  })
})

it('names the inquiry that the object belongs to', () => {
  const inquiry = { data: { type: 'inquiry', id: 'inq_ABC123' } }
  expect(projectSensitive('session', [], rowOf({}, { inquiry })).item?.inquiryId).toBe('inq_ABC123')
  expect(projectSensitive('session', [], rowOf({})).item?.inquiryId).toBeNull()
  expect(projectSensitive('inquiry', [], rowOf({})).item?.inquiryId).toBe('iqse_ABC123')
  expect(projectSensitive('session', ['ip-address'], 'nonsense').item).toBeNull()
})
