import { CASE_STATES, type CaseState, isCaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { madeEvent, madeFlow, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import type { CaseRow } from '../state/lists/cases.ts'
import { describeCase } from './sentences.ts'

// In the machine's own zone, so that the clock shows the same everywhere.
const NOW = new Date(2026, 10, 21, 12).getTime()
const ROW: CaseRow = {
  id: 'inq_a',
  provider: 'persona',
  inquiryId: 'inq_a',
  activityId: 'evt_a',
  activeAt: null,
  session: undefined,
  events: [madeEvent({ id: 'evt_a', name: 'verification.requires-retry' })],
  visits: 0,
}
const at = new Date(2026, 10, 21, 10, 12).toISOString()
const plain = (text: string) => text.replaceAll(/10:12( [AP]M)?/gi, '10:12').replaceAll(/\s/g, ' ')
const say = (caseState: CaseState, rest: { status?: string; at?: string | null } = {}) =>
  plain(describeCase(ROW, { caseState, status: null, at, ...rest }, NOW))

it.each<[CaseState, string | undefined, string]>([
  ['not-opened', 'created', 'Created 10:12, not opened yet'],
  ['in-progress', 'pending', 'Customer must retry verification'],
  ['waiting-on-us', 'completed', 'Finished 10:12, not decided yet'],
  ['waiting-on-us', 'needs_review', 'In review since 10:12'],
  ['approved', 'approved', 'Decided 10:12'],
  ['declined', 'declined', 'Decided 10:12'],
  ['expired', 'expired', 'Expired 10:12, unfinished'],
  ['failed', 'failed', 'Failed 10:12: no attempts left'],
  ['voided', 'VOIDED', 'Cancelled'],
  ['redacted', 'redacted', 'Redacted 10:12'],
  ['unknown', 'brand-new', 'Customer must retry verification'],
])('says since when a case is %s (%s)', (caseState, status = '', sentence) => {
  expect(say(caseState, { status })).toBe(sentence)
})

it('names no time that is not known, in any state', () => {
  for (const caseState of Object.keys(CASE_STATES).filter(isCaseState)) {
    expect(say(caseState, { at: null })).not.toMatch(/\d|undefined|null/)
  }
})

it('says what happened last where no state is known', () => {
  expect(describeCase(ROW, undefined, NOW)).toBe('Customer must retry verification')
  const alone = (flow: Parameters<typeof madeFlow>[0]) =>
    describeCase(
      { ...ROW, inquiryId: null, events: [], session: madeSession({ flow: madeFlow(flow) }) },
      { caseState: 'in-progress', status: null, at },
      NOW,
    )
  expect(plain(alone({ openedAt: at }))).toBe('Opened 10:12, not finished yet')
  expect(alone({ failedTries: 1 })).toBe('1 failed try')
  expect(alone({ failedTries: 3 })).toBe('3 failed tries')
  const unknown = (status: string) =>
    describeCase({ ...ROW, events: [], session: madeSession({ status }) }, undefined, NOW)
  expect(unknown('active')).toBe('Customer opened a session')
  expect(unknown('new')).toBe('Session created')
})
