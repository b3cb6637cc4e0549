import * as v from 'valibot'
import { expect, it } from 'vitest'
import { type Disclosure, FIELDS } from '../domain/fields.ts'
import { listRevealable, REVEAL_OBJECTS, RevealRequestSchema, revealObjectOf } from './reveals.ts'

const IDS = {
  'persona.session': 'iqse_ABC123',
  'persona.inquiry': 'inq_ABC123',
  'deepidv.session': 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
} as const

it.each(REVEAL_OBJECTS)('of %s reveals the fields that the table calls sensitive or by pattern', (object) => {
  const id = IDS[object]
  expect(revealObjectOf(id)).toBe(object)
  for (const [field, disclosure] of Object.entries<Disclosure>(FIELDS[object])) {
    const isRevealable = disclosure === 'sensitive' || disclosure === 'by-pattern'
    expect(listRevealable(object).includes(field), field).toBe(isRevealable)
    expect(v.is(RevealRequestSchema, { id, fields: [field], reason: 'because' }), field).toBe(isRevealable)
  }
})

it('takes all fields at once, in one order, each once', () => {
  const fields = [...listRevealable('persona.session'), 'latitude']
  const read = v.parse(RevealRequestSchema, {
    id: 'iqse_ABC123',
    fields: fields.slice(1),
    reason: ' Called in ',
  })
  expect(read.fields).toEqual([...new Set(fields.slice(1))].sort())
  expect(read.reason).toBe('Called in')
})

it('nothing is revealed of an event, nor one provider’s fields of another’s session', () => {
  expect(revealObjectOf('evt_ABC123')).toBeUndefined()
  const request = { id: IDS['deepidv.session'], fields: ['ip-address'], reason: 'because' }
  expect(v.is(RevealRequestSchema, request)).toBe(false)
})
