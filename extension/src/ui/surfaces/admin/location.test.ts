import { AUDIT_ACTIONS } from '@inquiry-lens/shared/audit/chain.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AdminLocation,
  formatLocation,
  linkToAudit,
  parseLocation,
  SECTIONS,
  WHOLE_LOG,
} from './admin.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((one) => one.trim())
const minute = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16))
const record = fc.record({
  agent: text,
  id: text,
  actions: fc.subarray([...AUDIT_ACTIONS]),
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
          const place: AdminLocation = {
            section,
            find: section === 'agents' ? find : '',
            audit: section === 'audit' ? filter : WHOLE_LOG,
          }
          expect(parseLocation(formatLocation(place))).toEqual(place)
        }
      }),
    )
  })

  it('is some place whatever stands in the address', () => {
    fc.assert(fc.property(fc.string(), (hash) => SECTIONS.includes(parseLocation(hash).section)))
  })

  it.each([
    ['', 'agents', {}],
    ['#gateway', 'gateway', {}],
    ['#audit?action=open,steal&viewed=yes&from=yesterday', 'audit', { actions: ['open'] }],
    ['#__proto__?agent=x', 'agents', { agent: 'x' }],
  ])('%s', (hash, section, filter) => {
    expect(parseLocation(hash)).toEqual({ section, find: '', audit: { ...WHOLE_LOG, ...filter } })
  })

  it('for one agent’s entries is short', () => {
    expect(linkToAudit({ agent: 'ada@example.com' })).toBe('#audit?agent=ada%40example.com')
  })
})
