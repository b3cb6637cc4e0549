import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeEvent, madeFlow, madeSession } from '../../testing/made-rows.ts'
import type { FailedTry, ProviderEvent } from '../domain/model.ts'
import {
  countFailures,
  type FailedOnce,
  failuresOfEvents,
  failuresOfSession,
  HOUR_MS,
  judgeFailures,
  TROUBLE_RULE,
} from './trouble.ts'

const NOW = Date.parse('2026-11-23T20:30:00Z')
const AT = '2026-11-23T20:00:00Z'
const hours = (count: number) => count * HOUR_MS
const failing = (customer: string, agoMs: number): FailedOnce => ({
  cause: 'selfie',
  customer,
  id: customer,
  at: NOW - agoMs,
})
const many = (count: number, agoMs: number) =>
  Array.from({ length: count }, (_, number) => failing(`c${number}`, agoMs))

describe('a failure', () => {
  const read = (event: Partial<ProviderEvent>) =>
    failuresOfEvents([
      madeEvent({
        name: 'verification.failed',
        object: { type: 'verification/selfie', id: 'ver_Made1' },
        inquiryId: 'inq_Made1',
        createdAt: AT,
        ...event,
      }),
    ])

  it.each<[string, Partial<ProviderEvent>, string]>([
    ['a failed check', {}, 'selfie'],
    ['a check to repeat', { name: 'verification.requires-retry' }, 'selfie'],
    ['a decline', { name: 'inquiry.declined', object: { type: 'inquiry', id: 'inq_Made1' } }, 'declined'],
    ['an end', { name: 'inquiry.failed', object: { type: 'inquiry', id: 'inq_Made1' } }, 'failed'],
  ])('is %s', (_, event, cause) => {
    expect(read(event)).toEqual([{ cause, customer: 'inq_Made1', id: 'inq_Made1', at: Date.parse(AT) }])
  })

  it.each<[string, Partial<ProviderEvent>]>([
    ['at an unknown time', { createdAt: null }],
    ['of an unknown check', { object: { type: 'verification/watchlist-2', id: 'ver_Made1' } }],
    ['of a check without a name', { object: null }],
    ['in an unknown event', { name: 'verification.frozen' }],
    ['in a check that passed', { name: 'verification.passed' }],
  ])('is none %s', (_, event) => expect(read(event)).toEqual([]))

  it('is none of a case that is not known', () => {
    const { inquiryId: _, ...event } = madeEvent({ name: 'verification.failed', createdAt: AT })
    expect(
      failuresOfEvents([{ ...event, object: { type: 'verification/selfie', id: 'ver_Made1' } }]),
    ).toEqual([])
  })

  it('of a session is a try or a decline, by the company’s own number; none for review or at an unknown time', () => {
    const failedTry = (code: string, at: string | null = AT): FailedTry => ({ code, slot: null, at })
    const session = madeSession({
      id: 'made-1',
      flow: madeFlow({
        externalId: 'cust-1',
        failures: [
          failedTry('SELFIE_FACE_NOT_DETECTED'),
          failedTry('FACE_MISMATCH'),
          failedTry('LOW_LIVENESS', null),
        ],
        decline: failedTry('DOC_TYPE_NOT_ALLOWED'),
      }),
    })
    expect(failuresOfSession(session).map(({ cause, customer }) => [cause, customer])).toEqual([
      ['selfie', 'cust-1'],
      ['document', 'cust-1'],
    ])
    expect(failuresOfSession(madeSession({ flow: null }))).toEqual([])
  })
})

describe('the count', () => {
  it('has whole hours alone, 25 at most, and causes of the last one', () => {
    const failures = [
      ...many(2, 1),
      ...many(1, hours(2.5)),
      { ...failing('c9', hours(1.5)), cause: 'document' as const },
    ]
    const hoursSince = (agoMs: number) => countFailures(failures, NOW - agoMs, NOW)[0]?.hours
    expect(countFailures(failures, NOW - hours(4), NOW)).toEqual([{ cause: 'selfie', hours: [2, 0, 1, 0] }])
    expect(hoursSince(hours(3) - 1)).toEqual([2, 0])
    expect(hoursSince(hours(1) - 1)).toBeUndefined()
    expect(hoursSince(hours(90))).toHaveLength(25)
    expect(countFailures(failures, Number.POSITIVE_INFINITY, NOW)).toEqual([])
  })

  it('ends the last hour where it is over, and counts nothing of later', () => {
    const count = (agoMs: number) => countFailures(many(6, agoMs), NOW - hours(5), NOW)[0]?.hours[0]
    expect([count(0), count(hours(1) - 1), count(hours(1)), count(-1)]).toEqual([6, 6, undefined, undefined])
  })

  it('equals one by hand in whatever order, and more tries of the same customer change nothing', () => {
    const failures = fc.array(
      fc.record({ customer: fc.nat(15), ago: fc.integer({ min: 0, max: hours(6) - 1 }) }),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(failures, (all) => {
        const made = all.map(({ customer, ago }) => failing(`c${customer}`, ago))
        const byHand = [0, 1, 2, 3, 4, 5].map(
          (hour) =>
            new Set(
              all.filter(({ ago }) => Math.floor(ago / HOUR_MS) === hour).map(({ customer }) => customer),
            ).size,
        )
        const [found] = countFailures(made.toReversed(), NOW - hours(6), NOW)
        expect(found?.hours).toEqual(byHand[0] === 0 ? undefined : byHand)
        expect(countFailures([...made, ...made], NOW - hours(6), NOW)).toEqual(
          countFailures(made, NOW - hours(6), NOW),
        )
      }),
    )
  })
})

describe('the rule', () => {
  it.each([
    [TROUBLE_RULE.customers, 0, true],
    [TROUBLE_RULE.customers - 1, 0, false],
    [9, 3, true],
    [8, 3, false],
  ])('%i where %i are usual: %s', (customers, usual, isTrouble) => {
    expect(judgeFailures([customers, usual, usual, usual])).toEqual(
      isTrouble ? { customers, usual, before: [usual, usual, usual] } : undefined,
    )
  })

  it('takes the median for usual, and says nothing with too few hours', () => {
    expect(judgeFailures([12, 2, 1, 3])?.usual).toBe(2)
    expect(judgeFailures([12, 2, 1, 3, 30])?.usual).toBe(3)
    expect(judgeFailures([50, 0, 0])).toBeUndefined()
    expect(judgeFailures([])).toBeUndefined()
  })
})
