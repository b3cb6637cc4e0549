import * as v from 'valibot'
import { expect, it } from 'vitest'
import { FIELDS } from './fields.ts'
import { listRevealable, RevealRequestSchema } from './reveal-api.ts'

it('may be asked for: what the table calls sensitive or by pattern, and nothing else', () => {
  for (const kind of ['session', 'inquiry'] as const) {
    const id = kind === 'session' ? 'iqse_ABC123' : 'inq_ABC123'
    for (const [field, disclosure] of Object.entries(FIELDS[`persona.${kind}`])) {
      const isRevealable = disclosure === 'sensitive' || disclosure === 'by-pattern'
      expect(listRevealable(kind).includes(field), field).toBe(isRevealable)
      expect(v.is(RevealRequestSchema, { id, fields: [field], reason: 'because' }), field).toBe(isRevealable)
    }
  }
})

it('takes all fields at once, in one order, each once', () => {
  const fields = [...listRevealable('session'), 'latitude']
  const read = v.parse(RevealRequestSchema, {
    id: 'iqse_ABC123',
    fields: fields.slice(1),
    reason: ' Called in ',
  })
  expect(read.fields).toEqual([...new Set(fields.slice(1))].sort())
  expect(read.reason).toBe('Called in')
})
