import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatRecentViewers, parseRecentViewers } from './recent-viewers.ts'

it('says who opened it and when, to the second, and is read back', () => {
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
  '%j says nobody',
  (header) => {
    expect(parseRecentViewers(header)).toEqual([])
  },
)
