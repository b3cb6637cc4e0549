import { RECORD_ACTIONS } from '@inquiry-lens/shared/audit/chain.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPlace, linkToRecord, type Place, parsePlace, SECTIONS, WHOLE_RECORD } from './location.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((one) => one.trim())
const minute = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16))
const record = fc.record({
  agent: text,
  id: text,
  actions: fc.subarray([...RECORD_ACTIONS]),
  viewed: fc.boolean(),
  from: fc.oneof(fc.constant(''), minute),
  to: fc.oneof(fc.constant(''), minute),
  order: fc.constantFrom('newest' as const, 'oldest' as const),
})

describe('a place', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(record, text, (filter, find) => {
        for (const section of SECTIONS) {
          const place: Place = {
            section,
            find: section === 'agents' ? find : '',
            record: section === 'record' ? filter : WHOLE_RECORD,
          }
          expect(parsePlace(formatPlace(place))).toEqual(place)
        }
      }),
    )
  })

  it('is some place whatever stands in the address', () => {
    fc.assert(fc.property(fc.string(), (hash) => SECTIONS.includes(parsePlace(hash).section)))
  })

  it.each([
    ['', 'agents', {}],
    ['#gate', 'gate', {}],
    ['#record?action=open,steal&viewed=yes&from=yesterday', 'record', { actions: ['open'] }],
    ['#__proto__?agent=x', 'agents', { agent: 'x' }],
  ])('%s', (hash, section, filter) => {
    expect(parsePlace(hash)).toEqual({ section, find: '', record: { ...WHOLE_RECORD, ...filter } })
  })

  it('of one agent’s lines is short', () => {
    expect(linkToRecord({ agent: 'ada@example.com' })).toBe('#record?agent=ada%40example.com')
  })
})
