import type { FailedTry, ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { madeEvent, madeFlow, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseRow } from './cases.ts'
import { findTroubles, HOUR_MS, TROUBLE_RULE } from './trouble.ts'

const NOW = Date.parse('2026-11-23T20:30:00Z')
const agoIso = (ms: number) => new Date(NOW - ms).toISOString()
const HOURS = (count: number) => count * HOUR_MS

const rowOf = (id: string, rest: Partial<CaseRow>): CaseRow => ({
  id,
  provider: 'persona',
  inquiryId: id,
  activityId: id,
  activeAt: null,
  session: undefined,
  events: [],
  visits: 0,
  ...rest,
})
const failing = (id: string, agoMs: readonly number[], event: Partial<ProviderEvent> = {}): CaseRow =>
  rowOf(id, {
    events: agoMs.map((ms) =>
      madeEvent({
        name: 'verification.failed',
        object: { type: 'verification/selfie', id: 'ver_Made1' },
        inquiryId: id,
        createdAt: agoIso(ms),
        ...event,
      }),
    ),
  })
const trying = (
  id: string,
  createdMs: number,
  failures: readonly FailedTry[],
  externalId: string | null = null,
) =>
  rowOf(id, {
    provider: 'deepidv',
    inquiryId: null,
    session: madeSession({
      provider: 'deepidv',
      id,
      inquiryId: null,
      createdAt: agoIso(createdMs),
      flow: madeFlow({ externalId, failures: [...failures] }),
    }),
  })
/** Nothing failed in it: with it, rows are at hand since then. */
const since = (ms: number) => failing('inq_Since', [ms], { name: 'inquiry.created', object: null })

const many = (count: number, agoMs: number, name = 'Now') =>
  Array.from({ length: count }, (_, number) => failing(`inq_${name}${number}`, [agoMs]))

describe('the rule', () => {
  it('tells of customers who fail at one thing, what is usual, and over what it counted', () => {
    const rows = [
      ...many(12, 600_000),
      ...many(2, HOURS(1.5), 'One'),
      ...many(1, HOURS(2.5), 'Two'),
      ...many(3, HOURS(3.5), 'Three'),
      since(HOURS(4.2)),
    ]
    expect(findTroubles(rows, NOW)).toEqual([
      {
        provider: 'persona',
        cause: 'selfie',
        customers: 12,
        usual: 2,
        before: [2, 1, 3],
        ids: new Set(rows.slice(0, 12).map(({ id }) => id)),
        cases: rows.length,
        since: NOW - HOURS(4.2),
      },
    ])
  })

  it.each([
    [TROUBLE_RULE.customers, 0, true],
    [TROUBLE_RULE.customers - 1, 0, false],
    [9, 3, true],
    [8, 3, false],
  ])('%i where %i are usual: %s', (customers, usual, isTold) => {
    const before = [1, 2, 3].flatMap((hour) => many(usual, HOURS(hour + 0.5), `At${hour}x`))
    const troubles = findTroubles([...many(customers, 1), ...before, since(HOURS(4))], NOW)
    expect(troubles.map((one) => one.customers)).toEqual(isTold ? [customers] : [])
  })

  it('takes no hour for usual that is not at hand as a whole, and none where there are too few', () => {
    const { min } = TROUBLE_RULE.hours
    expect(findTroubles([...many(9, 1), since(HOURS(min + 1) - 1)], NOW)).toEqual([])
    expect(findTroubles([...many(9, 1), since(HOURS(min + 1))], NOW)).toMatchObject([{ before: [0, 0, 0] }])
    expect(findTroubles(many(50, 1), NOW)).toEqual([])
  })

  it('ends the last hour where it is over, and counts nothing of later', () => {
    const count = (agoMs: number) => findTroubles([...many(6, agoMs), since(HOURS(5))], NOW).length
    expect([count(0), count(HOURS(1) - 1), count(HOURS(1)), count(-1)]).toEqual([1, 1, 0, 0])
  })

  it('holds each provider against its own usual, the worst first', () => {
    const glare = (name: string, count: number, agoMs: number) =>
      Array.from({ length: count }, (_, number) =>
        trying(`${name}${number}`, agoMs + 60_000, [
          { code: 'SELFIE_FACE_NOT_DETECTED', slot: null, at: agoIso(agoMs) },
        ]),
      )
    const rows = [
      ...many(6, 1),
      ...many(2, HOURS(1.5), 'One'),
      since(HOURS(4)),
      ...glare('now', 7, 1),
      ...glare('then', 1, HOURS(4.5)),
    ]
    expect(findTroubles(rows, NOW).map(({ provider, customers }) => [provider, customers])).toEqual([
      ['deepidv', 7],
      ['persona', 6],
    ])
  })

  it('counts a customer once, however many tries, links and kinds of failure', () => {
    const tries = [1, 2, 3].map((ms) => ({ code: 'SELFIE_MULTIPLE_FACES', slot: null, at: agoIso(ms) }))
    const links = Array.from({ length: 8 }, (_, number) => trying(`link${number}`, 9_000, tries, 'cust-1'))
    expect(findTroubles([...links, trying('old', HOURS(6), [])], NOW)).toEqual([])
    const others = Array.from({ length: 4 }, (_, number) => trying(`other${number}`, 9_000, tries))
    expect(findTroubles([...links, ...others, trying('old', HOURS(6), [])], NOW)).toMatchObject([
      { customers: 5 },
    ])
  })

  it.each<[string, Partial<ProviderEvent>]>([
    ['an unknown time', { createdAt: null }],
    ['an unknown check', { object: { type: 'verification/watchlist-2', id: 'ver_Made1' } }],
    ['a check without a name', { object: null }],
    ['an unknown event', { name: 'verification.frozen' }],
    ['a check that passed', { name: 'verification.passed' }],
  ])('never counts %s', (_, event) => {
    const rows = Array.from({ length: 20 }, (__, number) => failing(`inq_Un${number}`, [1], event))
    expect(findTroubles([...rows, since(HOURS(5))], NOW)).toEqual([])
  })

  it('never counts what is for review', () => {
    const rows = Array.from({ length: 20 }, (_, number) =>
      trying(`s${number}`, 9_000, [{ code: 'FACE_MISMATCH', slot: null, at: agoIso(1) }]),
    )
    expect(findTroubles([...rows, trying('old', HOURS(6), [])], NOW)).toEqual([])
  })

  it('tells of customers who were declined, or failed for good', () => {
    for (const [name, cause] of [
      ['inquiry.declined', 'declined'],
      ['inquiry.failed', 'failed'],
    ] as const) {
      const rows = Array.from({ length: 6 }, (_, number) =>
        failing(`inq_E${number}`, [1], { name, object: { type: 'inquiry', id: `inq_E${number}` } }),
      )
      expect(findTroubles([...rows, since(HOURS(5))], NOW)).toMatchObject([{ cause, customers: 6 }])
    }
  })

  it('equals what a count by hand says, in whatever order the rows come, and more tries change nothing', () => {
    const failures = fc.array(
      fc.record({ customer: fc.nat(15), ago: fc.integer({ min: 0, max: HOURS(6) - 1 }) }),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(failures, fc.nat(), (all, seed) => {
        const rows = [...new Set(all.map(({ customer }) => customer))].map((customer) =>
          failing(
            `inq_C${customer}`,
            all.filter((one) => one.customer === customer).map(({ ago }) => ago),
          ),
        )
        const at = rows.length > 0 ? seed % rows.length : 0
        const turned = [...rows.slice(at), since(HOURS(6)), ...rows.slice(0, at)]
        const inHour = (hour: number) =>
          new Set(all.filter(({ ago }) => Math.floor(ago / HOUR_MS) === hour).map(({ customer }) => customer))
            .size
        const before = [1, 2, 3, 4, 5].map(inHour)
        const usual = before.toSorted((a, b) => a - b)[2] ?? 0
        const customers = inHour(0)
        const isTrouble = customers >= 5 && customers >= 3 * usual
        const found = findTroubles(turned, NOW)
        expect(found).toMatchObject(isTrouble ? [{ customers, usual, before }] : [])
        expect(found[0]?.ids.size ?? customers).toBe(customers)
        const again = turned.map((row) => ({ ...row, events: [...row.events, ...row.events] }))
        expect(findTroubles(again, NOW)).toEqual(found)
      }),
    )
  })
})
