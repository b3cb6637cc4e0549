import { setLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { formatDate, formatDay, formatLeft, formatSpan, formatWait } from './spans.ts'
import { describeCounts, formatExact, formatRelative } from './time.ts'

const NOW = Date.UTC(2026, 10, 21, 14, 3, 22)
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [4 * SECOND, 'just now'],
    // The provider's clock goes ahead of ours.
    [-30 * SECOND, 'just now'],
    [12 * SECOND, /^12 sec ago$/],
    [59 * MINUTE, /^59 min ago$/],
    [90 * MINUTE, /^1 hr ago$/],
    [25 * HOUR, /^1 day ago$/],
    [40 * DAY, /^1 mo ago$|^1 mth ago$/],
    [430 * DAY, /^14 (mo|mth) ago$/],
    [800 * DAY, /^2 yr ago$/],
    [-2 * HOUR, /^in 2 hr$/],
  ])('%d ms → %s', (ago, text) => {
    expect(formatRelative(NOW - ago, NOW)).toMatch(text)
  })
})

it.each(['fr', 'es', 'de', 'pt-BR', 'ja'] as const)('tells a month from a minute in %s', async (language) => {
  onTestFinished(async () => void (await setLanguage('en')))
  await setLanguage(language)
  const month = formatRelative(NOW - 40 * DAY, NOW)
  expect(month).toMatch(/1/)
  expect(month).not.toMatch(/1\p{White_Space}?m$/u)
})

/** Not every zone is whole hours from UTC. */
const LOCAL_MINUTE = String(new Date(NOW).getMinutes()).padStart(2, '0')

it('gives the exact time to the second, with its zone', () => {
  const exact = formatExact(NOW)
  expect(exact).toContain('2026')
  expect(exact).toContain(`:${LOCAL_MINUTE}:22`)
  expect(exact).toMatch(/UTC|GMT|[A-Z]{3,4}/)
})

it('gives an end with its zone, and a day without a time', () => {
  expect(formatDay(NOW)).toMatch(new RegExp(`November.*:${LOCAL_MINUTE} .*(UTC|GMT|[A-Z]{3,4})`))
  const noon = new Date(2026, 10, 21, 12).getTime()
  expect(formatDate(noon)).toMatch(/^(21 November|November 21,) 2026$/)
})

it.each([
  [0, '0 seconds'],
  [-5, '0 seconds'],
  [61 * MINUTE, '1 hour'],
  [430 * DAY, '14 months'],
  [800 * DAY, '2 years'],
])('spans %d ms: %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text)
})

it.each([
  [50 * SECOND, '50 seconds'],
  [42 * MINUTE + 5, '42 minutes'],
  [HOUR, '1 hour'],
  [5 * HOUR + 12 * MINUTE + 59 * SECOND, '5 hours 12 minutes'],
  [DAY + 59 * MINUTE, '1 day'],
  [2 * DAY + 3 * HOUR, '2 days 3 hours'],
  [45 * DAY, '1 month'],
])('of %d ms is left: %s', (ms, text) => {
  expect(formatLeft(ms)).toBe(text)
})

it('says what is left in few letters, where there is no room', () => {
  expect(formatLeft(5 * HOUR + 12 * MINUTE, 'short')).toMatch(/^5 hrs? 12 mins?$/)
})

it('counts a wait down to nothing, never below', () => {
  expect(formatWait(41_200)).toBe('42 s')
  expect(formatWait(90_000)).toBe('2 min')
  expect(formatWait(-5)).toBe('0 s')
})

it.each([
  [{ counted: 0, all: 0 }, ''],
  [{ counted: 1, all: 1 }, 'Of 1 case'],
  [{ counted: 22, all: 22 }, 'Of all 22 cases'],
  [{ counted: 45, all: 60 }, 'Of 45 cases; 15 more not known yet'],
])('says over what was counted: %j → %s', (counts, text) => {
  expect(describeCounts(counts, NOW)).toBe(text)
})

it('reads no time from what is none', () => {
  expect(parseInstant(null)).toBeUndefined()
  expect(parseInstant('soon')).toBeUndefined()
  expect(parseInstant('2026-11-21T14:03:22Z')).toBe(NOW)
})
