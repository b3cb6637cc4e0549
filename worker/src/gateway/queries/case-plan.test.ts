import type { Inquiry, InquiryCase } from '@inquiry-lens/shared/domain/model.ts'
import { madeInquiry, madeInquiryCase } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import { freshnessOfCase } from './case-plan.ts'

const REDACTED = { redactedAt: '2026-11-21T08:00:00.000Z' }
const caseOf = (change: Partial<Inquiry>): InquiryCase => madeInquiryCase({ inquiry: madeInquiry(change) })
const heard = (storedAt: number, change: Partial<Inquiry> | null) => ({
  storedAt,
  content: change && { kind: 'inquiry' as const, item: madeInquiry(change) },
})

it.each([
  ['an open one', caseOf({ status: 'pending' }), undefined, 'open'],
  ['a final one', caseOf({ status: 'approved' }), undefined, 'final'],
  ['none', null, undefined, 'missing'],
  [
    'a final one without its events',
    madeInquiryCase({ inquiry: madeInquiry({ status: 'approved' }), eventsMissing: true }),
    undefined,
    'open',
  ],
  ['one that is as it was', caseOf({ status: 'approved' }), heard(2, { status: 'approved' }), 'final'],
  ['one that has moved on', caseOf({ status: 'pending' }), heard(2, { status: 'approved' }), 'superseded'],
  ['one that is gone', caseOf({ status: 'pending' }), heard(2, null), 'withdrawn'],
  [
    'one that was redacted',
    caseOf({ status: 'approved' }),
    heard(2, { status: 'approved', ...REDACTED }),
    'withdrawn',
  ],
  [
    'one that was redacted before',
    caseOf({ status: 'failed', ...REDACTED }),
    heard(2, { status: 'failed', ...REDACTED }),
    'final',
  ],
  ['one that was not there yet', null, heard(2, { status: 'created' }), 'withdrawn'],
  ['none, as was heard before', null, heard(2, null), 'missing'],
  [
    'one that was heard of earlier only',
    caseOf({ status: 'pending' }),
    heard(1, { status: 'created' }),
    'open',
  ],
] as const)('%s', (_, file, row, freshness) =>
  expect(freshnessOfCase({ storedAt: 1, content: file }, row)).toBe(freshness),
)
