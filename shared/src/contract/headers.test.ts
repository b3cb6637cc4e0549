import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import type { Source } from '../domain/model.ts'
import { ENVIRONMENTS } from '../providers/registry.ts'
import {
  formatCompleteSince,
  formatRecentViewers,
  formatSource,
  parseCompleteSince,
  parseRecentViewers,
  parseSource,
} from './headers.ts'

const source: fc.Arbitrary<Source> = fc
  .record({
    provider: fc.constant('persona' as const),
    environment: fc.constantFrom(...ENVIRONMENTS),
    state: fc.constantFrom('fresh' as const, 'stale' as const),
    reason: fc.option(fc.stringMatching(/^[a-z][a-z-]{0,20}$/), { nil: undefined }),
  })
  .map(({ reason, ...rest }) => ({ ...rest, ...(reason !== undefined && { reason }) }))

it('reads back what it writes', () => {
  fc.assert(
    fc.property(source, (source) => {
      expect(parseSource(formatSource(source))).toEqual(source)
    }),
  )
})

it.each([
  null,
  '',
  'persona',
  'acme; environment=sandbox; state=fresh',
  'persona; environment=moon; state=fresh',
])('%j is none', (header) => expect(parseSource(header)).toBeUndefined())

it('round-trips agents and times to the second', () => {
  const viewer = fc.record({
    agent: fc.emailAddress(),
    at: fc.integer({ min: 0, max: 9_999_999_999 }).map((s) => s * 1000),
  })
  fc.assert(
    fc.property(fc.array(viewer, { maxLength: 5 }), (viewers) => {
      const sayable = viewers.filter(({ agent }) => !/["\\]/.test(agent))
      expect(parseRecentViewers(formatRecentViewers(viewers))).toEqual(sayable)
    }),
  )
  expect(formatRecentViewers([{ agent: 'ada@example.com', at: 1_763_715_600_999 }])).toBe(
    '"ada@example.com";at=@1763715600',
  )
})

it.each([null, '', 'ada@example.com', '"ada@example.com"', '"ada";at=soon', '"a";at=@1;x=2'])(
  '%j has no viewers',
  (header) => {
    expect(parseRecentViewers(header)).toEqual([])
  },
)

test('formats the second since which the list is complete', () => {
  expect(parseCompleteSince(formatCompleteSince('2026-11-21T08:00:00.000Z'))).toBe('2026-11-21T08:00:00.000Z')
  expect(parseCompleteSince(formatCompleteSince('2026-11-21T08:00:00.001Z'))).toBe('2026-11-21T08:00:01.000Z')
  for (const other of [null, '', '1790000000', '@', '@-1', '@17e9'])
    expect(parseCompleteSince(other)).toBeUndefined()
})
