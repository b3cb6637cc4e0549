import type { Inquiry, Session } from '@inquiry-lens/shared/model.ts'
import { madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeStanding } from './standing.ts'

const NOW = Date.UTC(2026, 10, 21, 14, 3, 22)
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString()

const tell = (told: Partial<Inquiry>, sessions: Session[] = []): string =>
  describeStanding({ inquiry: madeInquiry(told), sessions }, NOW)

it.each<[Partial<Inquiry>, string]>([
  [
    { status: 'created', createdAt: at(-3), expiresAt: at(21) },
    'Opened by nobody yet, made 3 hr ago. Runs out in 21 hr.',
  ],
  [{ status: 'created', expiresAt: at(-2) }, 'Opened by nobody yet. Its time was up 2 hr ago.'],
  [
    {
      status: 'pending',
      previousStep: 'verification_government_id',
      nextStep: 'verification_selfie',
      expiresAt: at(20),
    },
    'Customer was last at: government ID; next is: selfie. Runs out in 20 hr.',
  ],
  [{ status: 'pending', nextStep: 'verification_selfie' }, 'Customer has yet to do: selfie.'],
  [{ status: 'pending' }, 'Begun, not finished.'],
  [{ status: 'completed', completedAt: at(-1) }, 'The customer finished 1 hr ago. The decision is ours.'],
  [
    { status: 'needs_review', completedAt: at(-4), markedForReviewAt: at(-3) },
    'Marked for review 3 hr ago. The decision is ours.',
  ],
  [{ status: 'approved', decisionedAt: at(-49) }, 'Decided 2 days ago.'],
  [{ status: 'declined', completedAt: at(-49) }, 'The customer finished 2 days ago.'],
  [{ status: 'expired', expiredAt: at(-2) }, 'Ran out of time 2 hr ago. It was never opened.'],
  [
    { status: 'expired', startedAt: at(-9), expiredAt: at(-2), previousStep: 'verification_selfie' },
    'Ran out of time 2 hr ago. Customer was last at: selfie.',
  ],
  [
    { status: 'failed', failedAt: at(-1), previousStep: 'start' },
    'No attempts are left; failed 1 hr ago. Customer was last at: start.',
  ],
  [{ status: 'paused' }, 'Persona calls it “paused”, which is new to Inquiry Lens.'],
])('%j', (told, sentence) => {
  expect(tell(told)).toBe(sentence)
})

it('says of a redacted one no more than that, and when', () => {
  expect(tell({ status: 'approved', decisionedAt: at(-9), redactedAt: at(0) })).toMatch(
    /^The customer’s data was wiped on [^.]*November[^.]*2026\.$/,
  )
})

it('tells one who opened it from one who did not', () => {
  expect(tell({ status: 'created' }, [madeSession({ createdAt: at(-2) })])).toBe(
    'Opened, but no check was begun; last opened 2 hr ago.',
  )
})

it('is made of whole sentences, whatever the provider said or left out', () => {
  const time = fc.option(
    fc.oneof(
      fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString()),
      fc.constant('soon'),
    ),
  )
  const inquiry = fc.record({
    status: fc.oneof(
      fc.constantFrom('created', 'pending', 'completed', 'needs_review', 'expired'),
      fc.string(),
    ),
    createdAt: time,
    startedAt: time,
    expiresAt: time,
    completedAt: time,
    failedAt: time,
    markedForReviewAt: time,
    decisionedAt: time,
    expiredAt: time,
    redactedAt: time,
    previousStep: fc.option(fc.constantFrom('verification_selfie', 'x', 'constructor')),
    nextStep: fc.option(fc.constantFrom('verification_selfie', '__proto__')),
  })
  fc.assert(
    fc.property(inquiry, (told) => {
      const sentence = tell(told)
      expect(sentence).toMatch(/^\S.*\.$/s)
      expect(sentence).not.toMatch(/undefined|null|NaN|Invalid/)
    }),
  )
})
