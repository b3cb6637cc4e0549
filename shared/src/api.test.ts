import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { InquiriesQuerySchema, LookupsRequestSchema, MOST_LOOKUPS } from './api.ts'

describe('a query for inquiries', () => {
  const read = (query: Record<string, string>) => v.safeParse(InquiriesQuerySchema, query)

  it('writes one question in one way', () => {
    const one = read({ state: 'failed,approved,failed', from: '2026-11-21T09:00:00+01:00' })
    const other = read({ state: 'approved,failed', from: '2026-11-21T08:00:00.000Z' })
    expect(one.success && one.output).toEqual(other.output)
  })

  it.each([
    ['reference', { reference: '' }],
    ['reference', { reference: 'two\nlines' }],
    ['reference', { reference: 'r'.repeat(256) }],
    ['account', { account: 'inq_ABC123' }],
    ['state', { state: 'Approved' }],
    ['from', { from: '2026-11-21' }],
    ['from', { from: '2026-02-31T25:00:00Z' }],
    ['to', { from: '2026-11-21T08:00:00Z', to: '2026-11-20T08:00:00Z' }],
    ['note', { note: 'anything' }],
  ])('names %s where it is wrong: %o', (parameter, query) => {
    const { success, issues } = read(query)
    expect(success).toBe(false)
    expect(issues?.[0]?.path?.[0]?.key).toBe(parameter)
  })
})

describe('a request for look-ups', () => {
  it.each([
    ['none', []],
    ['too many', Array(MOST_LOOKUPS + 1).fill('inq_ABC123')],
    ['one that is no ID', ['inq_ABC123', 'ch_ABC123']],
    ['no list', 'inq_ABC123'],
  ])('of %s is refused', (_, ids) => expect(v.is(LookupsRequestSchema, { ids })).toBe(false))

  it('takes every kind of ID, and doubles', () => {
    const ids = ['inq_ABC123', 'iqse_ABC123', 'evt_ABC123', 'ver_ABC123', 'inq_ABC123']
    expect(v.parse(LookupsRequestSchema, { ids })).toEqual({ ids })
  })
})
