import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry } from '@inquiry-lens/shared/domain/summary.ts'
import { madeEvent, madeFlow, madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { type Signal, signal } from '@preact/signals'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Failure } from '../../../messages/failure.ts'
import { createCaseFeed, groupCases, newsOfCases, placeCases, stateOfCase } from './cases.ts'
import { createFeed, type ListEntry } from './feed.ts'
import type { List } from './list.ts'
import { followUnread } from './unread.ts'

const minute = (number: number): string => new Date(Date.UTC(2026, 10, 21, 12, number)).toISOString()
const session = (id: string, at: number, inquiryId: string | null, rest: Partial<Session> = {}): Session =>
  madeSession({ id, createdAt: minute(at), inquiryId, ...rest })
const event = (id: string, at: number, rest: Partial<ProviderEvent>): ProviderEvent =>
  madeEvent({ id, name: 'inquiry.started', createdAt: minute(at), ...rest })
const ofInquiry = (id: string): Partial<ProviderEvent> => ({ object: { type: 'inquiry', id } })
const asEntries = <TRow extends { id: string }>(rows: readonly TRow[]): ListEntry<TRow>[] =>
  rows.map((row) => ({ id: row.id, row }))
const read = (rows: readonly (Session | ProviderEvent)[]) =>
  groupCases(rows).map(({ row: { id, inquiryId, activityId, visits } }) => [
    id,
    inquiryId,
    activityId,
    visits,
  ])

describe('a case', () => {
  it('is one row, whichever of its sessions and events came last', () => {
    const rows = [
      event('e2', 9, ofInquiry('inq_a')),
      session('s2', 8, 'inq_a'),
      event('e1', 7, { object: { type: 'verification/selfie', id: 'v' }, inquiryId: 'inq_a' }),
      session('s1', 6, 'inq_a'),
    ]
    expect(read(rows)).toEqual([['inq_a', 'inq_a', 'e2', 2]])
    const [only] = groupCases(rows)
    expect([only?.row.session?.id, only?.row.events[0]?.id, only?.row.activeAt]).toEqual([
      's2',
      'e2',
      minute(9),
    ])
  })

  it('is its session’s where a session has no inquiry', () => {
    expect(read([session('s1', 1, null)])).toEqual([['s1', null, 's1', 1]])
  })

  it('has the events of its sessions that do not name the inquiry', () => {
    const started = event('e1', 2, {
      name: 'inquiry-session.started',
      object: { type: 'inquiry-session', id: 's1' },
    })
    expect(read([started])).toEqual([['s1', null, 'e1', 0]])
    expect(read([started, session('s1', 1, 'inq_a')])).toEqual([['inq_a', 'inq_a', 'e1', 1]])
  })

  it('counts no visit where the customer has not opened the session', () => {
    expect(read([session('s2', 2, 'inq_a', { status: 'new' }), session('s1', 1, 'inq_a')])).toEqual([
      ['inq_a', 'inq_a', 's2', 1],
    ])
  })

  it('is not there for events that are of no case', () => {
    expect(
      read([event('e1', 1, { object: { type: 'account', id: 'act_a' } }), event('e2', 0, { object: null })]),
    ).toEqual([])
  })

  it('is as new as what its session says happened last', () => {
    const submitted = session('s1', 1, null, { flow: madeFlow({ submittedAt: minute(9) }) })
    const placed = placeCases(asEntries([session('s2', 5, null), submitted]), [])
    expect(placed.map(({ entry }) => entry.id)).toEqual(['s1', 's2'])
  })

  const rows = fc.array(
    fc.record({ kind: fc.constantFrom('session', 'event', 'step'), at: fc.nat(50), inquiry: fc.nat(6) }),
  )
  it('stands once in the list, newest first, with all rows of its own', () => {
    fc.assert(
      fc.property(rows, (made) => {
        const list = made
          .map(({ kind, at, inquiry }, nth) =>
            kind === 'session'
              ? session(`s${nth}`, at, inquiry === 0 ? null : `inq_${inquiry}`)
              : event(
                  `e${nth}`,
                  at,
                  kind === 'event'
                    ? ofInquiry(`inq_${inquiry}`)
                    : { object: { type: 'document', id: 'd' }, inquiryId: `inq_${inquiry}` },
                ),
          )
          .toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))
        const cases = placeCases(asEntries(list), []).flatMap(({ entry }) => entry.row ?? [])
        const ids = cases.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        const times = cases.map(({ activeAt }) => activeAt ?? '')
        expect(times).toEqual(times.toSorted().toReversed())
        const expected = new Set(
          list.map((row) => ('name' in row ? (row.inquiryId ?? row.object?.id) : (row.inquiryId ?? row.id))),
        )
        expect(new Set(ids)).toEqual(expected)
        expect(cases.reduce((sum, { visits }) => sum + visits, 0)).toBe(
          list.filter((row) => !('name' in row)).length,
        )
      }),
    )
  })
})

describe('the place of a case', () => {
  const before = [session('s3', 3, null), session('s2', 2, null), session('s1', 1, null)]
  const places = new Map(placeCases(asEntries(before), []).map(({ entry, at }) => [entry.id, at]))
  const after = asEntries([
    event('e1', 9, { object: { type: 'inquiry-session', id: 's1' } }),
    session('s4', 8, null),
    ...before,
  ])
  const idsOf = (placed: ReturnType<typeof placeCases>) => placed.map(({ entry }) => entry.id)

  it('is by its newest activity', () => {
    expect(idsOf(placeCases(after, []))).toEqual(['s1', 's4', 's3', 's2'])
  })

  it('stays while the agent reads, and what is new comes above', () => {
    expect(idsOf(placeCases(after, [], places))).toEqual(['s4', 's3', 's2', 's1'])
  })

  it('is under one gap of its provider, and under none where its other list has it', () => {
    const gap = (stream: number, since: number | undefined): ListEntry<Session> => ({
      id: `gap ${stream}`,
      gap: { stream, since },
    })
    const providers = ['persona', 'deepidv', 'persona'] as const
    const both = [gap(0, undefined), ...asEntries(before), gap(2, 0)]
    expect(idsOf(placeCases(both, providers))).toEqual(['s3', 's2', 's1', 'gap 2'])
    expect(idsOf(placeCases([gap(0, undefined), gap(2, undefined)], providers))).toEqual(['gap 0'])
  })
})

describe('the state of a case', () => {
  const statesOf = (lookup: Lookup | null | undefined) => ({ of: () => lookup })
  const found = (status: string): Lookup => ({
    id: 'inq_a',
    outcome: 'found',
    summary: summarizeInquiry(madeInquiry({ id: 'inq_a', status, decisionedAt: minute(5) })),
  })
  const open = { inquiryId: 'inq_a', session: session('s1', 1, 'inq_a') }

  it('is its inquiry’s, never its session’s', () => {
    expect(stateOfCase(open, statesOf(found('approved')))).toEqual({
      caseState: 'approved',
      status: 'approved',
      at: minute(5),
    })
    for (const unknown of [undefined, null, { id: 'inq_a', outcome: 'not-found' } as const])
      expect(stateOfCase(open, statesOf(unknown))).toBeUndefined()
    expect(stateOfCase(open, undefined)).toBeUndefined()
  })

  it('is its session’s where there is no inquiry, without a time that is not said', () => {
    const alone = (status: string) =>
      stateOfCase(
        {
          inquiryId: null,
          session: session('s1', 1, null, {
            provider: 'deepidv',
            status,
            flow: madeFlow({ submittedAt: minute(4) }),
          }),
        },
        undefined,
      )
    expect(alone('SUBMITTED')).toMatchObject({ caseState: 'waiting-on-us', at: minute(4) })
    expect(alone('VERIFIED')).toMatchObject({ caseState: 'approved', at: null })
    expect(stateOfCase({ inquiryId: null, session: undefined }, undefined)).toBeUndefined()
  })
})

describe('the feed of cases', () => {
  function stubFeed<TRow extends Session | ProviderEvent>(abort: AbortSignal) {
    const data: Signal<readonly TRow[] | undefined> = signal(undefined)
    const error = signal<Failure | undefined>(undefined)
    const none = signal(undefined)
    const list: List<TRow> = {
      data,
      error,
      isFetching: signal(false),
      asOf: none,
      source: none,
      retryAt: none,
      phase: signal('loading'),
      tailFailure: none,
      completeSince: none,
      hasMore: signal(false),
      isBehind: signal(false),
      isBeingRead: signal(false),
      refresh() {},
      loadMore() {},
      startOver() {},
    }
    const phase = signal<'loading' | 'ready' | 'failed'>('loading')
    const answer = (rows: readonly TRow[]) => {
      data.value = rows
      phase.value = 'ready'
    }
    const streams = [{ provider: 'persona', list: { ...list, phase } }] as const
    return { feed: createFeed(streams, abort), answer }
  }

  it('keeps its order while it is read, and marks nothing as new because one list came late', () => {
    const { signal: abort } = new AbortController()
    const [sessions, events] = [stubFeed<Session>(abort), stubFeed<ProviderEvent>(abort)]
    const feed = createCaseFeed(sessions.feed, events.feed, abort)
    const unread = followUnread({ ...newsOfCases(feed), visible: signal(true), abort })
    const ids = () => feed.data.value?.map(({ id }) => id)
    expect(ids()).toBeUndefined()
    sessions.answer([session('s2', 2, 'inq_b'), session('s1', 1, 'inq_a')])
    expect(ids()).toBeUndefined()
    events.answer([event('e1', 3, ofInquiry('inq_a'))])
    expect(ids()).toEqual(['inq_a', 'inq_b'])
    expect(unread.marks.value.size).toBe(0)
    feed.isBeingRead.value = true
    events.answer([
      event('e3', 5, ofInquiry('inq_c')),
      event('e2', 4, ofInquiry('inq_b')),
      event('e1', 3, ofInquiry('inq_a')),
    ])
    expect(ids()).toEqual(['inq_c', 'inq_a', 'inq_b'])
    expect([...unread.marks.value]).toEqual([
      ['inq_b', 'changed'],
      ['inq_c', 'new'],
    ])
    feed.isBeingRead.value = false
    expect(ids()).toEqual(['inq_c', 'inq_b', 'inq_a'])
  })

  it('marks no session as new that was loaded later, though something happened to it since', () => {
    const { signal: abort } = new AbortController()
    const [sessions, events] = [stubFeed<Session>(abort), stubFeed<ProviderEvent>(abort)]
    const feed = createCaseFeed(sessions.feed, events.feed, abort)
    const unread = followUnread({ ...newsOfCases(feed), visible: signal(true), abort })
    events.answer([])
    const listed = [session('s4', 4, null), session('s3', 3, null)]
    sessions.answer(listed)
    sessions.answer([...listed, session('s1', 1, null, { startedAt: minute(5) })])
    expect(feed.data.value?.map(({ id }) => id)).toEqual(['s1', 's4', 's3'])
    expect(unread.marks.value.size).toBe(0)
    sessions.answer([session('s6', 6, null), ...listed])
    expect([...unread.marks.value]).toEqual([['s6', 'new']])
  })

  it('shows one list without the other where that takes long', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { signal: abort } = new AbortController()
    const [sessions, events] = [stubFeed<Session>(abort), stubFeed<ProviderEvent>(abort)]
    const feed = createCaseFeed(sessions.feed, events.feed, abort)
    sessions.answer([session('s1', 1, 'inq_a')])
    await vi.advanceTimersByTimeAsync(999)
    expect(feed.data.value).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(feed.data.value?.map(({ id }) => id)).toEqual(['inq_a'])
  })
})
