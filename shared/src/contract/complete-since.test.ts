import { expect, test } from 'vitest'
import { formatCompleteSince, parseCompleteSince } from './complete-since.ts'

test('says the second from which on everything was looked at', () => {
  expect(parseCompleteSince(formatCompleteSince('2026-11-21T08:00:00.000Z'))).toBe('2026-11-21T08:00:00.000Z')
  expect(parseCompleteSince(formatCompleteSince('2026-11-21T08:00:00.001Z'))).toBe('2026-11-21T08:00:01.000Z')
  for (const other of [null, '', '1790000000', '@', '@-1', '@17e9'])
    expect(parseCompleteSince(other)).toBeUndefined()
})
