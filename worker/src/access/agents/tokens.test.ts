import { describe, expect, it } from 'vitest'
import { hashToken, looksLikeToken, mintToken, readBearer, type TokenRow, whyTokenEnded } from './tokens.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const row = (change: Partial<TokenRow> = {}): TokenRow => ({
  createdAt: 0,
  lastUsedAt: 0,
  keepSignedIn: false,
  ended: null,
  ...change,
})

it('mints tokens that differ, look like tokens and hide behind their hash', () => {
  const tokens = Array.from({ length: 50 }, mintToken)
  expect(new Set(tokens).size).toBe(50)
  expect(tokens.every(looksLikeToken)).toBe(true)
  expect(hashToken('one pepper', 'lens_x')).not.toBe(hashToken('another', 'lens_x'))
})

it.each([
  ['Bearer abc', 'abc'],
  ['bearer  abc', 'abc'],
  ['Basic abc', undefined],
  ['Bearer', undefined],
  ['Bearer a b', undefined],
  [`Bearer ${'a'.repeat(201)}`, undefined],
  [undefined, undefined],
])('reads the bearer of %j', (header, token) => expect(readBearer(header)).toBe(token))

describe('a sign-in ends', () => {
  it.each([
    ['just used', row(), 0, undefined],
    ['idle for less than 12 hours', row(), 12 * HOUR - 1, undefined],
    ['idle for 12 hours', row(), 12 * HOUR, '12 hours'],
    ['kept, idle for 29 days', row({ keepSignedIn: true }), 29 * DAY, undefined],
    ['kept, idle for 30 days', row({ keepSignedIn: true }), 30 * DAY, '30 days'],
    [
      '90 days old and used a moment ago',
      row({ keepSignedIn: true, lastUsedAt: 90 * DAY }),
      90 * DAY,
      '90 days',
    ],
    ['signed out', row({ ended: 'signed-out' }), 0, 'signing out'],
    ['revoked', row({ ended: 'revoked' }), 0, 'admin'],
  ])('%s', (_, token, now, why) => {
    const reason = whyTokenEnded(token, now)
    if (why === undefined) expect(reason).toBeUndefined()
    else expect(reason).toContain(why)
  })
})
