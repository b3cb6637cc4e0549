import type { Inquiry } from '@inquiry-lens/shared/model.ts'
import { madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OwnReplies, writeReply, writeSessionReply } from './reply.ts'

const NOW = Date.UTC(2026, 10, 21, 14, 3, 22)
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString()
const write = (told: Partial<Inquiry>, own: OwnReplies = {}) => writeReply(madeInquiry(told), NOW, own)

it.each<[Partial<Inquiry>, RegExp]>([
  [{ status: 'created', expiresAt: at(20) }, /not been started yet.*works until .*2026/],
  [{ status: 'created' }, /follow its steps\.$/],
  [{ status: 'created', expiresAt: at(-1) }, /no longer works.*send you a new one/],
  [
    { status: 'pending', nextStep: 'verification_government_id' },
    /go on with a photo of your government ID\./,
  ],
  [{ status: 'pending', nextStep: 'interstitial_watchlist_hit' }, /go on with the next step\./],
  [{ status: 'pending', expiresAt: at(-1) }, /not finished, and its link no longer works/],
  [{ status: 'completed' }, /everything we need from you/],
  [{ status: 'approved' }, /successful/],
  [{ status: 'declined' }, /could not confirm/],
  [{ status: 'expired' }, /ran out/],
  [{ status: 'failed' }, /can’t be tried again/],
  [{ status: 'approved', redactedAt: at(-100) }, /has been deleted/],
])('%j', (told, words) => {
  expect(write(told)).toMatch(words)
})

it('has nothing to say of a state that nobody knows', () => {
  expect(write({ status: 'paused' })).toBeUndefined()
})

describe('the company’s own words', () => {
  const own = { expired: 'Fernwood says: ask us for a new link.', unknown: 'Fernwood is looking into it.' }

  it('stand in place of ours, by what the state means', () => {
    expect(write({ status: 'expired' }, own)).toBe(own.expired)
    expect(write({ status: 'paused' }, own)).toBe(own.unknown)
    expect(write({ status: 'approved' }, own)).toMatch(/successful/)
    const session = madeSession({ provider: 'deepidv', status: 'EXPIRED' })
    expect(writeSessionReply({ session, steps: null, attemptsLeft: null }, NOW, own)).toBe(own.expired)
  })

  it('are waited for: nobody copies ours where there are others', () => {
    expect(writeReply(madeInquiry({ status: 'approved' }), NOW, undefined)).toBeUndefined()
  })
})

describe('says nothing that is ours alone', () => {
  const STATUSES = [
    'created',
    'pending',
    'completed',
    'needs_review',
    'approved',
    'declined',
    'expired',
    'failed',
  ]

  it('a review is no news to a customer', () => {
    expect(write({ status: 'needs_review', markedForReviewAt: at(-1) })).toBe(write({ status: 'completed' }))
  })

  it('no text that a provider, a template or a colleague wrote gets into it', () => {
    const secret = fc.stringMatching(/^[a-z]{3,12}_[a-z]{3,12}$/)
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), secret, fc.boolean(), (status, mark, isRedacted) => {
        const reply = write({
          status,
          previousStep: mark,
          nextStep: mark,
          templateName: mark,
          accountId: mark,
          referenceId: mark,
          redactedAt: isRedacted ? at(-1) : null,
        })
        expect(reply).not.toContain(mark)
        expect(reply).not.toContain(mark.replaceAll('_', ' '))
        expect(reply).not.toMatch(/persona|inq_|review|risk|fraud|vpn|threat|suspic|sandbox/i)
      }),
    )
  })

  it('is whole sentences to the customer', () => {
    for (const status of STATUSES) expect(write({ status })).toMatch(/^(?=.*\b[Yy]our?\b)[A-Z].*\.$/)
  })
})
