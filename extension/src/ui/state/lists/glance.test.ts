import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry } from '@inquiry-lens/shared/domain/summary.ts'
import { madeInquiry } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import type { CaseRow } from './cases.ts'
import { summarise } from './glance.ts'

const row = (id: string): CaseRow => ({
  id,
  provider: 'persona',
  inquiryId: id,
  activityId: `of ${id}`,
  activeAt: '2026-01-01T00:00:00.000Z',
  session: undefined,
  events: [],
  visits: 0,
})
const found = (id: string, status: string, at: string | null): [string, Lookup] => [
  id,
  { id, outcome: 'found', summary: { ...summarizeInquiry(madeInquiry({ id, status })), at } },
]
const hour = (number: number) => `2026-01-01T0${number}:00:00.000Z`

it('has those that wait longest and those that ended last, three each, and says of how many', () => {
  const states = new Map([
    found('a', 'needs_review', hour(4)),
    found('b', 'needs_review', null),
    found('c', 'completed', hour(2)),
    found('d', 'needs_review', hour(1)),
    found('e', 'declined', hour(3)),
    found('f', 'expired', hour(5)),
    found('g', 'approved', hour(5)),
  ])
  const rows = [...states.keys(), 'unknown'].map(row)
  const { us, endedBadly, counted, all } = summarise(rows, { of: (id) => states.get(id) }, 7)
  expect(us.count).toBe(4)
  expect(us.cases.map(({ id }) => id)).toEqual(['d', 'c', 'a'])
  expect(endedBadly.count).toBe(2)
  expect(endedBadly.cases.map(({ id, caseState }): [string, CaseState] => [id, caseState])).toEqual([
    ['f', 'expired'],
    ['e', 'declined'],
  ])
  expect([counted, all]).toEqual([7, 8])
})
