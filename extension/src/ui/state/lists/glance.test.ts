import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry } from '@inquiry-lens/shared/domain/summary.ts'
import { madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, type Failure, ok } from '../../../messages/failure.ts'
import type { Glance } from '../../../stored.ts'
import { stubRequest } from '../testing.ts'
import type { CaseRow } from './cases.ts'
import { followGlance, summarise } from './glance.ts'

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

describe('the glance', () => {
  const FAILURE: Failure = { code: 'provider-unavailable', title: '', detail: '', nextStep: '' }
  const source = { provider: 'persona', environment: 'sandbox', state: 'fresh' } as const
  const remembered: Glance = {
    us: { count: 9, cases: [] },
    endedBadly: { count: 0, cases: [] },
    counted: 9,
    all: 9,
    asOf: 1,
  }

  async function follow(before: Glance | undefined, areEventsThere: boolean) {
    const { request, asked } = stubRequest({
      'app:sessions.list': () =>
        ok({ items: [madeSession({ inquiryId: 'inq_a' })], next: null, source, asOf: 5 }),
      'app:events.list': () =>
        areEventsThere ? ok({ items: [], next: null, source, asOf: 5 }) : err(FAILURE),
      'app:lookup': () => ok({ items: [found('inq_a', 'needs_review', null)[1]], source, asOf: 5 }),
      'app:glance.note': () => ok(null),
    })
    const ended = new AbortController()
    const { glance } = followGlance({
      request,
      now: Date.now,
      random: () => 0.5,
      online: signal(true),
      readRemembered: async () => undefined,
      account: {
        relay: 'https://relay.example',
        email: 'ada@example.com',
        expiresAt: '2027-01-01T00:00:00.000Z',
        keepSignedIn: true,
      },
      providers: signal([{ provider: 'persona', environment: 'sandbox' }]),
      remembered: signal(before),
      visible: signal(true),
      abort: ended.signal,
    })
    await vi.advanceTimersByTimeAsync(2_000)
    const shown = glance.value?.us.count
    ended.abort()
    return { shown, noted: asked.filter(({ name }) => name === 'app:glance.note').length }
  }

  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is noted for the next opening once all lists have answered', async () => {
    expect(await follow(remembered, true)).toEqual({ shown: 1, noted: 1 })
  })

  it('of lists of which one failed replaces nothing that is known, and is never noted', async () => {
    expect(await follow(remembered, false)).toEqual({ shown: undefined, noted: 0 })
    expect(await follow(undefined, false)).toEqual({ shown: 1, noted: 0 })
  })
})
