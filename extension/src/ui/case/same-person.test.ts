import { madeFlow, madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import {
  describeDecision,
  describeHistory,
  type OtherCase,
  otherInquiry,
  otherSession,
} from '../case/same-person.tsx'

const DAY = 86_400_000
const NOW = Date.parse('2026-11-21T12:00:00Z')
const ago = (days: number) => new Date(NOW - days * DAY).toISOString()

const other = (status: string, decidedDaysAgo: number | null = null): OtherCase =>
  otherInquiry(madeInquiry({ status, decisionedAt: decidedDaysAgo === null ? null : ago(decidedDaysAgo) }))

describe('a decision', () => {
  it.each([
    ['approved', 425, 'verified 14 months ago'],
    ['approved', 1, 'verified 1 day ago'],
    ['approved', 0, 'verified just now'],
    // Clocks differ.
    ['approved', -0.01, 'verified just now'],
    ['declined', 90, 'declined 3 months ago'],
    ['approved', null, 'verified'],
    ['needs_review', 3, undefined],
    ['pondered', 3, undefined],
  ])('%s, %s days ago: %s', (status, days, said) => {
    expect(describeDecision(other(status, days), NOW)).toBe(said)
  })

  it('without a time falls back to when the customer finished', () => {
    const flow = madeFlow({ submittedAt: ago(60), workflow: { id: 'w', name: 'Onboarding' } })
    const session = otherSession(madeSession({ provider: 'deepidv', status: 'VERIFIED', flow }))
    expect(session).toMatchObject({ caseState: 'approved', status: 'VERIFIED', about: 'Onboarding' })
    expect(describeDecision(session, NOW)).toBe('verified, finished 2 months ago')
    expect(describeDecision({ ...session, finishedAt: 'soon' }, NOW)).toBe('verified')
  })

  it('that was wiped is not told', () => {
    const wiped = madeInquiry({ status: 'approved', decisionedAt: ago(3), redactedAt: ago(1) })
    expect(describeDecision(otherInquiry(wiped), NOW)).toBeUndefined()
  })
})

describe('what must not be missed', () => {
  const said = (caseState: Parameters<typeof describeHistory>[0], ...others: OtherCase[]) =>
    describeHistory(caseState, others, NOW).map(({ text }) => text)

  it('an approval beside one that is stuck, the newest first, with how many there were', () => {
    const verified = [other('approved', 425), other('approved', 800)]
    expect(said('in-progress', ...verified.slice(0, 1))).toEqual(['Verified 14 months ago, in another check'])
    expect(said('expired', ...verified)).toEqual([
      'Verified 14 months ago, in another check, and once before that',
    ])
    expect(said('expired', ...verified, other('approved', 900))).toEqual([
      'Verified 14 months ago, in another check, and 2 times before that',
    ])
    expect(said('approved', ...verified)).toEqual([])
  })

  it('that they were declined, whatever became of this one', () => {
    for (const caseState of ['approved', 'in-progress', 'declined'] as const)
      expect(said(caseState, other('declined', 90))).toEqual(['Declined 3 months ago, in another check'])
  })

  it('nothing of others that are under way, or of none', () => {
    expect(said('in-progress', other('pending'), other('expired'))).toEqual([])
    expect(said('in-progress')).toEqual([])
  })
})
