import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFinal, MEANINGS, meaningOfInquiry, meaningOfSession, meaningOfSummary } from './case-state.ts'
import type { Summary } from './model.ts'

const ANY_TIME = '2026-11-21T08:00:00.000Z'

describe('an inquiry', () => {
  it.each([
    ['created', 'not-opened'],
    ['pending', 'in-progress'],
    ['completed', 'waiting-on-us'],
    ['needs_review', 'waiting-on-us'],
    ['needs-review', 'waiting-on-us'],
    ['approved', 'approved'],
    ['declined', 'declined'],
    ['expired', 'expired'],
    ['failed', 'failed'],
    ['pondering', 'unknown'],
    ['constructor', 'unknown'],
    ['', 'unknown'],
  ] as const)('%j means: %s', (status, meaning) =>
    expect(meaningOfInquiry('persona', { status, redactedAt: null })).toBe(meaning),
  )

  it('that is redacted is nothing else, whatever it was', () => {
    fc.assert(
      fc.property(fc.string(), (status) => {
        expect(meaningOfInquiry('persona', { status, redactedAt: ANY_TIME })).toBe('redacted')
      }),
    )
  })
})

it('any status at all means something that has a word', () => {
  fc.assert(
    fc.property(fc.string(), (status) => {
      expect(MEANINGS).toHaveProperty(meaningOfInquiry('persona', { status, redactedAt: null }))
      expect(MEANINGS).toHaveProperty(meaningOfSession({ provider: 'persona', status, flow: null }))
    }),
  )
})

it('what waits for somebody is not final, nor is what nobody understands', () => {
  const open = ['not-opened', 'in-progress', 'waiting-on-us', 'unknown'] as const
  expect(open.some(isFinal)).toBe(false)
  expect((['approved', 'declined', 'redacted'] as const).every(isFinal)).toBe(true)
})

describe('a session of deepidv’s', () => {
  const meaningOf = (status: string, flow: { progress?: string; openedAt?: string } = {}) =>
    meaningOfSession({
      provider: 'deepidv',
      status,
      flow: { progress: flow.progress ?? null, openedAt: flow.openedAt ?? null },
    })

  it.each([
    ['SUBMITTED', 'waiting-on-us'],
    ['VERIFIED', 'approved'],
    ['REJECTED', 'declined'],
    ['EXPIRED', 'expired'],
    ['FAILED', 'failed'],
    ['VOIDED', 'voided'],
    ['PONDERING', 'unknown'],
    ['constructor', 'unknown'],
  ])('%s means: %s, however far the customer came', (status, meaning) => {
    expect(meaningOf(status)).toBe(meaning)
    expect(meaningOf(status, { progress: 'STARTED', openedAt: ANY_TIME })).toBe(meaning)
  })

  it('is pending until it is finished, whether or not anybody opened it', () => {
    expect(meaningOf('PENDING')).toBe('not-opened')
    expect(meaningOf('PENDING', { progress: 'PENDING' })).toBe('not-opened')
    expect(meaningOf('PENDING', { progress: 'STARTED' })).toBe('in-progress')
    expect(meaningOf('PENDING', { progress: 'PENDING', openedAt: ANY_TIME })).toBe('in-progress')
  })
})

describe('what a summary means', () => {
  const summary = (told: Partial<Summary>): Summary => ({
    provider: 'persona',
    kind: 'inquiry',
    id: 'inq_a',
    inquiryId: 'inq_a',
    status: 'approved',
    name: null,
    at: null,
    redacted: false,
    flow: null,
    ...told,
  })

  it.each<[Partial<Summary>, string | undefined]>([
    [{}, 'approved'],
    [{ redacted: true }, 'redacted'],
    [{ kind: 'session', status: 'canceled' }, 'voided'],
    [{ kind: 'event', status: null }, undefined],
    [{ status: 'paused' }, 'unknown'],
  ])('%j → %s', (told, meaning) => {
    expect(meaningOfSummary(summary(told))).toBe(meaning)
  })
})
