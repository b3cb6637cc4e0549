import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { madeEvent, madeFlow, madeSession } from '../../testing/made-rows.ts'
import { ActivityQuerySchema, ActivitySchema } from '../contract/activity.ts'
import { BUCKET_MINUTES, countActivity, snapToBuckets } from './activity.ts'
import { CASE_GROUPS, caseOf, inquiryOf, lastActiveAt } from './case-group.ts'
import { casesOfEvents, casesOfSessions } from './event-group.ts'
import type { ProviderEvent } from './model.ts'

const at = (time: string) => `2026-11-21T${time}Z`
const ms = (time: string) => Date.parse(at(time))
const about = (type: string, id = 'x_1') => madeEvent({ object: { type, id } })
const eventOf = (inquiry: string, verb: string, time: string | null): ProviderEvent =>
  madeEvent({
    name: `inquiry.${verb}`,
    createdAt: time && at(time),
    object: { type: 'inquiry', id: inquiry },
  })

it('leads to the case of an inquiry’s and of a session’s event, and of any that names its inquiry', () => {
  expect([caseOf(about('inquiry')), inquiryOf(about('inquiry'))]).toEqual(['x_1', 'x_1'])
  expect([caseOf(about('inquiry-session')), inquiryOf(about('inquiry-session'))]).toEqual(['x_1', undefined])
  expect(caseOf(about('verification/selfie'))).toBeUndefined()
  expect(caseOf({ ...about('verification/selfie'), inquiryId: 'inq_1' })).toBe('inq_1')
})

describe('the cases of events', () => {
  it('stand once each, at their newest event, in the group that their events come to', () => {
    const events = [
      eventOf('inq_2', 'started', '09:00:00'),
      { ...about('selfie'), name: 'selfie.submitted', inquiryId: 'inq_1', createdAt: at('08:30:00') },
      eventOf('inq_1', 'completed', '08:00:00'),
      { ...about('account', 'act_1'), createdAt: at('07:30:00') },
      eventOf('inq_2', 'created', '07:00:00'),
      eventOf('inq_3', 'new-at-the-provider', '06:00:00'),
    ]
    expect(casesOfEvents(events)).toEqual([
      { id: 'inq_2', at: ms('09:00:00'), group: 'customer' },
      { id: 'inq_1', at: ms('08:30:00'), group: 'us' },
      { id: 'inq_3', at: ms('06:00:00'), group: undefined },
    ])
  })

  it('without a time is as old as the one before it; before all others it counts nowhere', () => {
    const events = [
      eventOf('inq_0', 'created', null),
      eventOf('inq_1', 'approved', '09:00:00'),
      eventOf('inq_2', 'created', null),
    ]
    expect(casesOfEvents(events).map((one) => one.at)).toEqual([ms('09:00:00'), ms('09:00:00')])
  })
})

it('takes a session by its last activity and its state', () => {
  const one = madeSession({
    provider: 'deepidv',
    inquiryId: null,
    status: 'SUBMITTED',
    createdAt: at('07:00:00'),
    flow: madeFlow({ updatedAt: at('09:00:00'), submittedAt: at('08:00:00') }),
  })
  expect(lastActiveAt(one)).toBe(at('09:00:00'))
  expect(casesOfSessions([one, { ...one, status: 'NEW', flow: null }, madeSession()])).toEqual([
    { id: one.id, at: ms('09:00:00'), group: 'us' },
    { id: one.id, at: ms('07:00:00'), group: undefined },
  ])
})

describe('a window', () => {
  const now = ms('12:00:30')
  const snap = (range: Parameters<typeof snapToBuckets>[0]) => {
    const window = snapToBuckets(range, now)
    return (
      window && [new Date(window.from), new Date(window.to)].map((time) => time.toISOString().slice(0, 16))
    )
  }

  it('is the last 60 buckets: an hour, a day or a week', () => {
    expect(snap({ bucket: 1 })).toEqual(['2026-11-21T11:01', '2026-11-21T12:01'])
    expect(snap({})).toEqual(['2026-11-20T12:24', '2026-11-21T12:24'])
    expect(snap({ bucket: 24 })).toEqual(snap({}))
    const [from = '', to = ''] = snap({ bucket: 168 }) ?? []
    expect(Date.parse(`${to}Z`) - Date.parse(`${from}Z`)).toBe(7 * 86_400_000)
  })

  it('has the bucket of this very moment', () => {
    expect(snapToBuckets({ bucket: 1 }, ms('12:00:00'))?.to).toBe(ms('12:01:00'))
  })

  it('snaps outward, spans an hour at least, and keeps ends that are edges', () => {
    expect(snap({ from: at('10:00:10'), to: at('11:00:10'), bucket: 1 })).toEqual([
      '2026-11-21T10:00',
      '2026-11-21T11:01',
    ])
    expect(snap({ from: at('11:00:00'), to: at('11:00:01'), bucket: 1 })).toEqual([
      '2026-11-21T10:01',
      '2026-11-21T11:01',
    ])
    expect(snap({ from: at('10:00:00'), to: at('11:00:00'), bucket: 1 })).toEqual([
      '2026-11-21T10:00',
      '2026-11-21T11:00',
    ])
  })

  it('is refused where it has more than 60 buckets', () => {
    expect(snap({ from: at('10:00:00'), to: at('11:01:10'), bucket: 1 })).toBeUndefined()
    expect(snap({ from: '2026-11-20T12:00:00Z' })).toEqual(['2026-11-20T12:00', '2026-11-21T12:24'])
    expect(snap({ from: '2026-11-20T11:00:00Z' })).toBeUndefined()
  })

  it('holds the range, at its own edges, for any range', () => {
    const time = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') })
    fc.assert(
      fc.property(
        time,
        fc.nat(70 * 60_000 * 168),
        fc.constantFrom(...BUCKET_MINUTES),
        (start, length, bucket) => {
          const iso = (instant: number) => new Date(instant).toISOString()
          const window = snapToBuckets({ from: iso(start), to: iso(start + length), bucket }, 0)
          if (!window) {
            expect(length).toBeGreaterThan(60 * 60_000 * bucket)
            return
          }
          const { from, to, bucketMs } = window
          expect([from % bucketMs, to % bucketMs]).toEqual([0, 0])
          expect(from <= start && to >= start + length).toBe(true)
          expect(to - from).toBeGreaterThanOrEqual(3_600_000)
          expect((to - from) / bucketMs).toBeLessThanOrEqual(61)
          expect(snapToBuckets({ from: iso(from), to: iso(to), bucket }, 0)).toEqual(window)
        },
      ),
    )
  })
})

it('counts each case of the window in its bucket and group, or as of no known one', () => {
  const window = { from: ms('11:00:00'), to: ms('12:00:00'), bucketMs: 60_000 }
  const one = fc.record({
    id: fc.constant('inq_1'),
    at: fc.integer({ min: window.from - 600_000, max: window.to + 600_000 }),
    group: fc.constantFrom(undefined, ...CASE_GROUPS),
  })
  fc.assert(
    fc.property(fc.array(one), (cases) => {
      const counts = countActivity(cases, window, window.from)
      const inside = cases.filter((each) => each.at >= window.from && each.at < window.to)
      expect(counts.all).toBe(inside.length)
      expect(counts.counted).toBe(inside.filter(({ group }) => group).length)
      expect(counts.buckets).toHaveLength(60)
      for (const { at: begin, ...bars } of counts.buckets) {
        const start = Date.parse(begin)
        const own = inside.filter((each) => each.at >= start && each.at < start + 60_000)
        const amount = (wanted: string | undefined) => own.filter(({ group }) => group === wanted).length
        expect(bars).toEqual({
          customer: amount('customer'),
          us: amount('us'),
          endedBadly: amount('ended-badly'),
          done: amount('done'),
          unknown: amount(undefined),
        })
      }
    }),
  )
})

it('says from when on it is complete: of the whole window, of a part, of nothing', () => {
  const window = { from: ms('11:00:00'), to: ms('12:00:00'), bucketMs: 60_000 }
  const sinceOf = (since: number) => countActivity([], window, since).since
  expect(sinceOf(Number.NEGATIVE_INFINITY)).toBe(new Date(window.from).toISOString())
  expect(sinceOf(ms('11:20:30'))).toBe(new Date(ms('11:20:30')).toISOString())
  expect([sinceOf(window.to), sinceOf(Number.POSITIVE_INFINITY)]).toEqual([null, null])
})

describe('the contract', () => {
  it.each([
    ['bucket', { bucket: '0' }],
    ['bucket', { bucket: '60' }],
    ['bucket', { bucket: 'hour' }],
    ['bucket', { bucket: '1e0' }],
    ['from', { from: '2026-11-21' }],
    ['to', { to: 'now' }],
    ['to', { from: at('08:00:00'), to: at('07:00:00') }],
    ['provider', { provider: 'absent' }],
    ['limit', { limit: '5' }],
  ])('names %s where it is wrong: %o', (parameter, query) => {
    const { success, issues } = v.safeParse(ActivityQuerySchema, query)
    expect(success).toBe(false)
    expect(issues?.[0]?.path?.[0]?.key).toBe(parameter)
  })

  it('has 60 buckets an hour, a day or a week, and nothing that names an object', () => {
    for (const bucket of BUCKET_MINUTES) {
      expect(v.is(ActivityQuerySchema, { bucket: String(bucket) })).toBe(true)
      const window = snapToBuckets({ bucket }, ms('12:00:00'))
      if (!window) throw new Error('No window')
      const answer = countActivity([], window, Number.NEGATIVE_INFINITY)
      expect(v.parse(ActivitySchema, answer)).toEqual(answer)
    }
  })
})
