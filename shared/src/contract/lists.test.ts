import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  EventsQuerySchema,
  InquiriesQuerySchema,
  LookupsRequestSchema,
  MAX_LOOKUPS,
  SessionsQuerySchema,
} from './lists.ts'

const UUID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'

describe('a query for sessions', () => {
  it('takes the filters of either provider', () => {
    const period = { from: '2026-11-20T08:00:00Z', to: '2026-11-21T08:00:00Z' }
    for (const query of [
      { inquiry: 'inq_ABC123' },
      { externalId: 'cust-1', ...period },
      { workflow: UUID },
      { scope: 'key-owner' },
    ])
      expect(v.safeParse(SessionsQuerySchema, query).success, JSON.stringify(query)).toBe(true)
  })

  it.each([
    ['inquiry', { inquiry: UUID }],
    ['workflow', { workflow: 'a b' }],
    ['scope', { scope: 'everybody' }],
    ['workflow', { externalId: 'cust-1', workflow: UUID }],
    ['scope', { externalId: 'cust-1', scope: 'organization' }],
    ['scope', { workflow: UUID, scope: 'key-owner' }],
    ['to', { from: '2026-11-21T08:00:00Z', to: '2026-11-20T08:00:00Z' }],
    ['status', { status: 'VERIFIED' }],
  ])('names %s where it is wrong: %o', (parameter, query) => {
    const { success, issues } = v.safeParse(SessionsQuerySchema, query)
    expect(success).toBe(false)
    expect(issues?.[0]?.path?.[0]?.key).toBe(parameter)
  })
})

it('events are narrowed down by Persona’s IDs alone', () => {
  expect(v.is(EventsQuerySchema, { object: 'inq_ABC123,iqse_ABC123' })).toBe(true)
  expect(v.is(EventsQuerySchema, { object: `inq_ABC123,${UUID}` })).toBe(false)
})

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
    ['too many', Array(MAX_LOOKUPS + 1).fill('inq_ABC123')],
    ['nothing that is an ID', ['ch_ABC123', '']],
    ['one without end', ['inq_ABC123', 'A'.repeat(501)]],
    ['one that is no text', ['inq_ABC123', 7]],
    ['no list', 'inq_ABC123'],
  ])('of %s is refused', (_, ids) => expect(v.is(LookupsRequestSchema, { ids })).toBe(false))

  it('takes every kind of ID, and doubles', () => {
    const ids = ['inq_ABC123', 'iqse_ABC123', 'evt_ABC123', 'ver_ABC123', 'inq_ABC123']
    expect(v.parse(LookupsRequestSchema, { ids })).toEqual({ ids })
  })

  it('accepts text that is no ID beside an ID', () => {
    const ids = ['inq_ABC123', 'ch_ABC123']
    expect(v.parse(LookupsRequestSchema, { ids })).toEqual({ ids })
  })

  it('spells a UUID in one way', () => {
    expect(v.parse(LookupsRequestSchema, { ids: [UUID.toUpperCase()] })).toEqual({ ids: [UUID] })
  })
})
