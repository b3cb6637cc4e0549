import type { Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { SummarySchema } from '@inquiry-lens/shared/domain/summary.ts'
import { INQUIRY_ID, madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Row, summarizeRow } from './row-cache.ts'

const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, '0')}:00:00.000Z`
const inquiry = (change: Partial<Inquiry>): Row => ({ kind: 'inquiry', item: madeInquiry(change) })
const session = (change: Partial<Session>): Row => ({ kind: 'session', item: madeSession(change) })
const event = (object: ProviderEvent['object']): Row => ({
  kind: 'event',
  item: { provider: 'persona', id: 'evt_ABC123', name: 'inquiry.created', createdAt: at(3), object },
})

describe('a summary', () => {
  it.each([
    ['created', {}, at(1)],
    ['pending', { startedAt: at(2) }, at(2)],
    ['pending', { startedAt: at(2), expiredAt: at(9) }, at(2)],
    ['completed', { startedAt: at(2), completedAt: at(3) }, at(3)],
    ['needs_review', { completedAt: at(3), markedForReviewAt: at(4) }, at(4)],
    ['approved', { completedAt: at(3), decisionedAt: at(5) }, at(5)],
    ['declined', { completedAt: at(3) }, at(3)],
    ['expired', { expiresAt: at(8), expiredAt: at(9) }, at(9)],
    ['failed', { failedAt: at(6) }, at(6)],
    ['pondering', { updatedAt: at(7) }, at(7)],
    ['approved', { decisionedAt: at(5), redactedAt: at(9) }, at(9)],
    ['failed', {}, at(1)],
  ])('of a %s inquiry with %o has the time of its state', (status, times, since) => {
    const summary = summarizeRow(inquiry({ status, createdAt: at(1), ...times }))
    expect(v.is(SummarySchema, summary)).toBe(true)
    expect(summary).toMatchObject({ kind: 'inquiry', inquiryId: INQUIRY_ID, status, at: since, name: null })
    expect(summary.redacted).toBe('redactedAt' in times)
  })

  it('of a session or an event has its inquiry', () => {
    expect(summarizeRow(session({ status: 'active', startedAt: at(2) }))).toMatchObject({
      kind: 'session',
      inquiryId: INQUIRY_ID,
      status: 'active',
      at: at(2),
    })
    const about = summarizeRow(event({ type: 'inquiry', id: INQUIRY_ID }))
    expect(about).toMatchObject({
      kind: 'event',
      inquiryId: INQUIRY_ID,
      name: 'inquiry.created',
      status: null,
    })
    expect(summarizeRow(event({ type: 'verification/selfie', id: 'ver_ABC123' })).inquiryId).toBeNull()
  })
})
