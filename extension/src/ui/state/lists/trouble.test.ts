import type { FailedTry } from '@inquiry-lens/shared/domain/model.ts'
import { HOUR_MS } from '@inquiry-lens/shared/insight/trouble.ts'
import { madeEvent, madeFlow, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ok } from '../../../messages/failure.ts'
import type { ActivityView } from '../../../messages/messages.ts'
import { stubRequest } from '../testing.ts'
import type { CaseRow } from './cases.ts'
import { createFeed } from './feed.ts'
import { findTroubles, followFailures, type RelayFailures } from './trouble.ts'

const NOW = Date.parse('2026-11-23T20:30:00Z')
const agoIso = (ms: number) => new Date(NOW - ms).toISOString()
const hours = (count: number) => count * HOUR_MS
const NONE = new Map<'persona', RelayFailures>()

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
const failing = (id: string, agoMs: number, name = 'verification.failed'): CaseRow =>
  rowOf(id, {
    events: [
      madeEvent({
        name,
        object: { type: 'verification/selfie', id: 'ver_Made1' },
        inquiryId: id,
        createdAt: agoIso(agoMs),
      }),
    ],
  })
const many = (count: number, agoMs: number, name = 'Now') =>
  Array.from({ length: count }, (_, number) => failing(`inq_${name}${number}`, agoMs))
/** Nothing failed in it: with it, rows are at hand since then. */
const since = (ms: number) => failing('inq_Since', ms, 'verification.passed')
const trying = (id: string, createdMs: number, agoMs: number, externalId: string | null = null) => {
  const failed: FailedTry = { code: 'SELFIE_FACE_NOT_DETECTED', slot: null, at: agoIso(agoMs) }
  const flow = madeFlow({ externalId, failures: [failed] })
  const createdAt = agoIso(createdMs)
  return rowOf(id, {
    provider: 'deepidv',
    inquiryId: null,
    session: madeSession({ provider: 'deepidv', id, inquiryId: null, createdAt, flow }),
  })
}
const viewOf = (rest: Partial<ActivityView>): ActivityView => ({
  from: agoIso(hours(24)),
  to: agoIso(0),
  bucketMs: 1_440_000,
  since: null,
  all: 412,
  counted: 0,
  buckets: [],
  source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
  asOf: NOW,
  ...rest,
})

describe('trouble in the cases at hand', () => {
  it('says what is usual, over what it was counted, and whose it is', () => {
    const rows = [
      ...many(12, 600_000),
      ...many(2, hours(1.5), 'One'),
      ...many(1, hours(2.5), 'Two'),
      ...many(3, hours(3.5), 'Three'),
      since(hours(4.2)),
    ]
    expect(findTroubles(rows, NONE, NOW)).toEqual([
      {
        provider: 'persona',
        cause: 'selfie',
        customers: 12,
        usual: 2,
        before: [2, 1, 3],
        ids: new Set(rows.slice(0, 12).map(({ id }) => id)),
        cases: rows.length,
        since: NOW - hours(4.2),
      },
    ])
  })

  it('is none where too few hours are at hand', () => {
    expect(findTroubles([...many(9, 1), since(hours(4) - 1)], NONE, NOW)).toEqual([])
    expect(findTroubles([...many(9, 1), since(hours(4))], NONE, NOW)).toHaveLength(1)
    expect(findTroubles(many(50, 1), NONE, NOW)).toEqual([])
  })

  it('is held against each provider’s own usual, the worst first; several links of a customer are one', () => {
    const rows = [
      ...many(6, 1),
      ...many(2, hours(1.5), 'One'),
      since(hours(4)),
      ...Array.from({ length: 7 }, (_, number) => trying(`now${number}`, 9_000, 1)),
      trying('then', hours(4.5), hours(4.5)),
      trying('again1', 9_000, 1, 'cust-1'),
      trying('again2', 9_000, 1, 'cust-1'),
    ]
    expect(findTroubles(rows, NONE, NOW).map(({ provider, customers }) => [provider, customers])).toEqual([
      ['deepidv', 8],
      ['persona', 6],
    ])
  })
})

describe('trouble by the relay’s counts', () => {
  const failures = [
    { cause: 'selfie', hours: [12, 2, 2, 2] },
    { cause: 'palm', hours: [50, 0, 0, 0] },
  ]
  const told = (rest: Partial<ActivityView> = {}, askedAt = NOW) =>
    new Map([
      ['persona' as const, { view: viewOf({ failures, failuresSince: agoIso(hours(9)), ...rest }), askedAt }],
    ])

  it('is of all that it has cached, and leads to the cases at hand; an unknown step is none', () => {
    expect(findTroubles(many(3, 1), told(), NOW)).toEqual([
      {
        provider: 'persona',
        cause: 'selfie',
        customers: 12,
        usual: 2,
        before: [2, 2, 2],
        ids: new Set(['inq_Now0', 'inq_Now1', 'inq_Now2']),
        cases: 412,
        since: NOW - hours(9),
      },
    ])
  })

  it('is counted at hand where the relay is older, knows nothing or was asked long ago', () => {
    const rows = [...many(6, 1), since(hours(5))]
    const { failures: _, ...older } = viewOf({})
    for (const answers of [
      new Map([['persona' as const, { view: older, askedAt: NOW }]]),
      told({ failuresSince: null }),
      told({}, NOW - hours(1)),
    ])
      expect(findTroubles(rows, answers, NOW)).toMatchObject([{ customers: 6, cases: 7 }])
  })
})

describe('the relay', () => {
  beforeEach(() => vi.useFakeTimers({ now: NOW }))
  afterEach(() => vi.useRealTimers())

  it('is asked once in five minutes while the cases are in sight, however often they come and go', async () => {
    const { request, asked } = stubRequest({ 'app:activity.get': () => ok(viewOf({ failures: [] })) })
    const ended = new AbortController()
    const active = signal(true)
    const feed = createFeed<never>([], ended.signal)
    const list = { provider: 'persona' as const, list: createFeed<never>([], ended.signal) }
    const cases = signal({ ...feed, streams: [list, list] })
    const told = followFailures({ request, cases, now: Date.now, active, abort: ended.signal })
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toEqual([{ name: 'app:activity.get', payload: { provider: 'persona', bucket: 24 } }])
    expect([...told.value.keys()]).toEqual(['persona'])
    for (let turn = 0; turn < 10; turn++) {
      active.value = turn % 2 === 1
      await vi.advanceTimersByTimeAsync(20_000)
    }
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveLength(3)
    ended.abort()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveLength(3)
  })
})
