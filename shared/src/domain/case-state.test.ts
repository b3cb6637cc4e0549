import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASE_STATES, isFinal, stateOfInquiry, stateOfSession, stateOfSummary } from './case-state.ts'
import type { Summary } from './summary.ts'

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
  ] as const)('%j means: %s', (status, caseState) =>
    expect(stateOfInquiry('persona', { status, redactedAt: null })).toBe(caseState),
  )

  it('is redacted, whatever its status', () => {
    fc.assert(
      fc.property(fc.string(), (status) => {
        expect(stateOfInquiry('persona', { status, redactedAt: ANY_TIME })).toBe('redacted')
      }),
    )
  })
})

it('any status at all means something that has a word', () => {
  fc.assert(
    fc.property(fc.string(), (status) => {
      expect(CASE_STATES).toHaveProperty(stateOfInquiry('persona', { status, redactedAt: null }))
      expect(CASE_STATES).toHaveProperty(stateOfSession({ provider: 'persona', status, flow: null }))
    }),
  )
})

it('waiting and unknown states are not final', () => {
  const open = ['not-opened', 'in-progress', 'waiting-on-us', 'unknown'] as const
  expect(open.some(isFinal)).toBe(false)
  expect((['approved', 'declined', 'redacted'] as const).every(isFinal)).toBe(true)
})

describe('a session of deepidv’s', () => {
  const caseStateOf = (status: string, flow: { progress?: string; openedAt?: string } = {}) =>
    stateOfSession({
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
  ])('%s means: %s, however far the customer came', (status, caseState) => {
    expect(caseStateOf(status)).toBe(caseState)
    expect(caseStateOf(status, { progress: 'STARTED', openedAt: ANY_TIME })).toBe(caseState)
  })

  it('uses opening and progress while the status is PENDING', () => {
    expect(caseStateOf('PENDING')).toBe('unknown')
    expect(caseStateOf('PENDING', { progress: 'PENDING' })).toBe('not-opened')
    expect(caseStateOf('PENDING', { progress: 'STARTED' })).toBe('in-progress')
    expect(caseStateOf('PENDING', { progress: 'PENDING', openedAt: ANY_TIME })).toBe('in-progress')
  })
})

describe('state of a summary', () => {
  const summary = (overrides: Partial<Summary>): Summary => ({
    provider: 'persona',
    kind: 'inquiry',
    id: 'inq_a',
    inquiryId: 'inq_a',
    status: 'approved',
    name: null,
    at: null,
    redacted: false,
    flow: null,
    ...overrides,
  })

  it.each<[Partial<Summary>, string | undefined]>([
    [{}, 'approved'],
    [{ redacted: true }, 'redacted'],
    [{ kind: 'session', status: 'canceled' }, 'voided'],
    [{ kind: 'event', status: null }, undefined],
    [{ status: 'paused' }, 'unknown'],
  ])('%j → %s', (overrides, caseState) => {
    expect(stateOfSummary(summary(overrides))).toBe(caseState)
  })
})
