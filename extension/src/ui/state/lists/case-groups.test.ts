import { CASE_GROUPS, type CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import type { Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry } from '@inquiry-lens/shared/domain/summary.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { madeEvent, madeInquiry, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import {
  type CaseSelection,
  type CasesByProvider,
  type CaseTest,
  followCaseGroups,
  type TimeSpan,
} from './case-groups.ts'
import { type CaseFeed, type CaseRow, createCaseFeed } from './cases.ts'
import { createFeed } from './feed.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString()
const made = (id: string, minute: number, rest: Partial<CaseRow> = {}): CaseRow => ({
  id,
  provider: 'persona',
  inquiryId: id,
  activityId: `evt_${id}`,
  activeAt: at(minute),
  session: undefined,
  events: [],
  visits: 0,
  ...rest,
})
const found = (id: string, status: string, fields: Partial<Inquiry> = {}): Lookup => ({
  id,
  outcome: 'found',
  summary: summarizeInquiry(madeInquiry({ id, status, ...fields })),
})

function setUp(...first: readonly CaseRow[]) {
  const ending = new AbortController()
  const { signal: abort } = ending
  const entries = signal<CaseFeed['data']['value']>(undefined)
  const none = createFeed<never>([], abort)
  let older: readonly CaseRow[] = []
  let pages = 0
  const feed: CaseFeed = {
    ...createCaseFeed(none, none, abort),
    data: entries,
    hasMore: signal(true),
    loadMore() {
      pages += 1
      const [next, ...rest] = older
      older = rest
      if (next) entries.value = [...(entries.value ?? []), { id: next.id, row: next }]
    },
  }
  const show = (...rows: readonly CaseRow[]) => {
    entries.value = rows.map((row) => ({ id: row.id, row }))
  }
  const answers = signal<ReadonlyMap<string, Lookup | null>>(new Map())
  const renewed: string[] = []
  const wanted = new Set<string>()
  const chosen = signal<CaseGroup | undefined>(undefined)
  const span = signal<TimeSpan | undefined>(undefined)
  const inSpan = signal<CasesByProvider | undefined>(undefined)
  const only = signal<CaseSelection | undefined>(undefined)
  const passes = signal<CaseTest | undefined>(undefined)
  const groups = followCaseGroups({
    feed,
    states: {
      of: (id) => answers.value.get(id),
      renew: (id) => renewed.push(id),
      want(id) {
        wanted.add(id)
        return () => wanted.delete(id)
      },
    },
    chosen,
    span,
    inSpan,
    only,
    passes,
    abort,
  })
  const answer = (...lookups: readonly Lookup[]) => {
    answers.value = new Map([...answers.value, ...lookups.map((one) => [one.id, one] as const)])
  }
  show(...first)
  const ids = () => groups.shown.data.value?.map(({ id }) => id)
  const counts = () => CASE_GROUPS.map((group) => groups.counts.value.of[group])
  const keepOlder = (...rows: readonly CaseRow[]) => {
    older = rows
  }
  const loaded = () => pages
  const around = { feed, show, answer, renewed, wanted, ending, keepOlder, loaded }
  return { ...around, chosen, span, inSpan, only, passes, groups, ids, counts }
}

describe('the counts', () => {
  it('are of the cases whose state is known, and say of how many, and since when', () => {
    const { answer, groups, counts } = setUp(
      made('inq_a', 9),
      made('inq_b', 8),
      made('inq_c', 7),
      made('inq_d', 6),
    )
    expect(groups.counts.value).toMatchObject({ counted: 0, all: 4, since: Date.parse(at(6)) })
    answer(found('inq_a', 'pending'), found('inq_b', 'needs_review'), { id: 'inq_c', outcome: 'not-found' })
    expect(counts()).toEqual([1, 1, 0, 0])
    answer(found('inq_c', 'failed'), found('inq_d', 'approved'))
    expect(counts()).toEqual([1, 1, 1, 1])
    expect(groups.counts.value).toMatchObject({ counted: 4, all: 4 })
  })

  it('leave out a word of the provider that has no known meaning', () => {
    const { answer, groups } = setUp(made('inq_a', 9))
    answer(found('inq_a', 'brand-new'))
    expect(groups.counts.value).toMatchObject({ counted: 0, all: 1 })
  })

  it('need no look-up where the events tell what became of an inquiry', () => {
    const tell = (...names: string[]) => ({
      events: names.map((name, age) => madeEvent({ id: `evt_${age}`, name, createdAt: at(9 - age) })),
    })
    const { answer, counts, groups } = setUp(
      made('inq_a', 9, tell('inquiry.updated-tags', 'inquiry.approved', 'inquiry.completed')),
      made('inq_b', 9, tell('inquiry-session.started', 'inquiry.expired')),
      made('inq_c', 9, tell('inquiry.transitioned', 'inquiry.started')),
      made('inq_d', 9, tell('verification.passed', 'inquiry.marked-for-review')),
      made('inq_e', 9, tell('inquiry.failed', 'verification.failed')),
    )
    // Back after the end, and a word that says nothing: not known without a look-up.
    expect(counts()).toEqual([0, 1, 1, 1])
    expect(groups.counts.value).toMatchObject({ counted: 3, all: 5 })
    answer(found('inq_a', 'declined'), found('inq_d', 'brand-new'), { id: 'inq_e', outcome: 'not-found' })
    expect(counts()).toEqual([0, 0, 1, 0])
  })

  it('ask once more for a state that is another than the events say', () => {
    vi.useFakeTimers()
    const tell = (id: string, name: string) => ({
      activityId: id,
      events: [madeEvent({ id, name, createdAt: at(9) })],
    })
    const { answer, renewed, show } = setUp(
      made('inq_a', 9, tell('evt_1', 'inquiry.approved')),
      made('inq_b', 9, tell('evt_2', 'inquiry.approved')),
    )
    answer(found('inq_a', 'completed'), found('inq_b', 'approved'))
    answer(found('inq_a', 'completed'))
    vi.advanceTimersByTime(20_000)
    expect(renewed).toEqual(['inq_a'])
    answer(found('inq_a', 'completed'))
    vi.advanceTimersByTime(60_000)
    expect(renewed).toEqual(['inq_a'])
    show(made('inq_a', 9, tell('evt_3', 'inquiry.declined')))
    answer(found('inq_a', 'completed'))
    vi.advanceTimersByTime(20_000)
    expect(renewed).toEqual(['inq_a', 'inq_a'])
    vi.useRealTimers()
  })

  it('need no look-up where the session says its own state', () => {
    const { counts } = setUp(
      made('s1', 9, {
        provider: 'deepidv',
        inquiryId: null,
        session: madeSession({ provider: 'deepidv', inquiryId: null, status: 'REJECTED' }),
      }),
    )
    expect(counts()).toEqual([0, 0, 1, 0])
  })

  it('forget a state when something new happened, until it is looked up again', () => {
    const { answer, show, counts } = setUp(made('inq_a', 9))
    answer(found('inq_a', 'pending'))
    expect(counts()).toEqual([1, 0, 0, 0])
    show(made('inq_a', 10, { activityId: 'evt_new' }))
    expect(counts()).toEqual([0, 0, 0, 0])
    answer(found('inq_a', 'approved'))
    expect(counts()).toEqual([0, 0, 0, 1])
  })

  it('take no state for current that was looked up before the case went out of the list and came back changed', () => {
    const { show, answer, counts } = setUp(made('inq_a', 9), made('inq_b', 8))
    answer(found('inq_a', 'pending'), found('inq_b', 'pending'))
    show(made('inq_b', 8))
    show(made('inq_b', 8), made('inq_a', 7, { activityId: 'evt_later' }))
    expect(counts()).toEqual([1, 0, 0, 0])
    answer(found('inq_a', 'approved'))
    expect(counts()).toEqual([1, 0, 0, 1])
  })
})

it('shows and counts what facets and words leave, and loads more when asked to, a few pages at a time', () => {
  const { feed, answer, passes, groups, ids, counts } = setUp(made('inq_a', 9), made('inq_b', 8))
  feed.hasMore = signal(true)
  answer(found('inq_a', 'pending'), found('inq_b', 'failed'))
  passes.value = ({ id }) => id === 'inq_b'
  expect([ids(), counts(), groups.isFiltered.value]).toEqual([['inq_b'], [0, 0, 1, 0], true])
  expect(groups.shown.hasMore.value).toBe(false)
  groups.goOn.value?.()
  let pages = 0
  for (; groups.shown.hasMore.value && pages < 50; pages++) groups.shown.loadMore()
  expect([pages, groups.goOn.value !== undefined]).toEqual([6, true])
  passes.value = undefined
  expect([ids(), groups.isFiltered.value, groups.goOn.value]).toEqual([['inq_a', 'inq_b'], false, undefined])
  expect(groups.shown.hasMore.value).toBe(true)
})

describe('one group alone', () => {
  it('has the cases that are counted in it, and loads a few older pages, then more when asked to', () => {
    const { answer, chosen, groups, ids, loaded } = setUp(
      made('inq_a', 9),
      made('inq_b', 8),
      made('inq_c', 7),
    )
    expect(ids()).toEqual(['inq_a', 'inq_b', 'inq_c'])
    expect(groups.shown.hasMore.value).toBe(true)
    answer(found('inq_a', 'pending'), found('inq_b', 'approved'))
    chosen.value = 'done'
    expect(ids()).toEqual(['inq_b'])
    const reachEnd = () => {
      while (groups.shown.hasMore.value) groups.shown.loadMore()
      return loaded()
    }
    expect(reachEnd()).toBe(6)
    groups.goOn.value?.()
    expect(reachEnd()).toBe(12)
    answer(found('inq_c', 'approved'))
    expect(ids()).toEqual(['inq_b', 'inq_c'])
    chosen.value = undefined
    expect(ids()).toEqual(['inq_a', 'inq_b', 'inq_c'])
  })

  it('looks up the newest cases it hides until they are known', () => {
    const many = Array.from({ length: 110 }, (_, nth) => made(`inq_${nth}`, 110 - nth))
    const { answer, chosen, ending, ids, wanted } = setUp(...many)
    const asked = (from: number, to: number) => new Set(many.slice(from, to).map(({ id }) => id))
    expect(wanted).toEqual(new Set())
    chosen.value = 'us'
    expect(wanted).toEqual(asked(0, 50))
    answer(...many.slice(0, 49).map(({ id }) => found(id, 'needs_review')))
    // What isn't answered yet stays asked for, and what the relay did not ask is not asked for on and on.
    expect(wanted).toEqual(asked(49, 50))
    answer({ id: 'inq_49', outcome: 'not-asked', reason: 'budget' })
    expect(wanted).toEqual(new Set())
    expect(ids()).toHaveLength(49)
    ending.abort()
    expect(wanted).toEqual(new Set())
  })

  it('looks up what facets and words may hide only because it is not known', () => {
    const { answer, passes, ending, wanted } = setUp(made('inq_a', 9), made('inq_b', 8))
    answer(found('inq_a', 'needs_review'))
    passes.value = () => false
    expect(wanted).toEqual(new Set(['inq_b']))
    ending.abort()
    expect(wanted).toEqual(new Set())
  })

  it('asks for no states that are known, and for none once it is taken away', () => {
    const { answer, chosen, wanted } = setUp(made('inq_a', 9), made('inq_b', 8))
    answer(found('inq_a', 'needs_review'))
    chosen.value = 'us'
    expect(wanted).toEqual(new Set(['inq_b']))
    chosen.value = undefined
    expect(wanted).toEqual(new Set())
    chosen.value = 'us'
    answer(found('inq_b', 'brand-new'))
    expect(wanted).toEqual(new Set())
  })

  it('that waits for us stands as a queue, the longest wait first; who joins while it is read comes last', () => {
    const rows = [made('inq_a', 9), made('inq_b', 8), made('inq_c', 7), made('inq_d', 6)]
    const { answer, chosen, feed, ids, show } = setUp(...rows)
    const waiting = (id: string, since: number) => found(id, 'needs_review', { markedForReviewAt: at(since) })
    answer(waiting('inq_a', 2), waiting('inq_b', 5), found('inq_c', 'approved'), waiting('inq_d', 4))
    chosen.value = 'us'
    expect(ids()).toEqual(['inq_a', 'inq_d', 'inq_b'])
    feed.isBeingRead.value = true
    show(made('inq_e', 11), ...rows)
    answer(waiting('inq_e', 1))
    expect(ids()).toEqual(['inq_a', 'inq_d', 'inq_b', 'inq_e'])
    feed.isBeingRead.value = false
    expect(ids()).toEqual(['inq_e', 'inq_a', 'inq_d', 'inq_b'])
    chosen.value = undefined
    expect(ids()).toEqual(['inq_e', 'inq_a', 'inq_b', 'inq_c', 'inq_d'])
  })

  it('keeps a case that the agent reads, whatever becomes of it', () => {
    const { answer, chosen, feed, ids } = setUp(made('inq_a', 9), made('inq_b', 8))
    answer(found('inq_a', 'needs_review'), found('inq_b', 'needs_review'))
    chosen.value = 'us'
    feed.isBeingRead.value = true
    answer(found('inq_a', 'approved'))
    expect(ids()).toEqual(['inq_b', 'inq_a'])
    feed.isBeingRead.value = false
    expect(ids()).toEqual(['inq_b'])
  })
})

describe('a span', () => {
  const within = (from: number, to: number): TimeSpan => ({
    from: Date.parse(at(from)),
    to: Date.parse(at(to)),
  })

  it('has the cases that were last active in it, its end left out, and their counts', () => {
    const { answer, chosen, span, groups, ids, counts } = setUp(
      made('inq_a', 9),
      made('inq_b', 8),
      made('inq_c', 7),
      made('inq_d', 6),
      made('inq_e', 5, { activeAt: null }),
    )
    answer(found('inq_b', 'needs_review'), found('inq_c', 'approved'), found('inq_d', 'approved'))
    span.value = within(7, 9)
    expect(ids()).toEqual(['inq_b', 'inq_c'])
    expect(counts()).toEqual([0, 1, 0, 1])
    expect(groups.counts.value).toMatchObject({ counted: 2, all: 2 })
    chosen.value = 'done'
    expect(ids()).toEqual(['inq_c'])
    span.value = undefined
    expect(ids()).toEqual(['inq_c', 'inq_d'])
  })

  it('loads older rows until they begin before it, and not without end', () => {
    const { span, groups, ids, keepOlder, loaded } = setUp(made('inq_a', 50))
    const { shown, isCut } = groups
    const reachEnd = () => {
      while (shown.hasMore.value) shown.loadMore()
    }
    keepOlder(made('inq_b', 45), made('inq_c', 40), made('inq_d', 35))
    span.value = within(40, 46)
    reachEnd()
    expect(ids()).toEqual(['inq_b', 'inq_c'])
    expect([loaded(), isCut.value]).toEqual([3, false])
    span.value = within(1, 2)
    reachEnd()
    expect(isCut.value).toBe(true)
    const before = loaded()
    expect(before).toBeLessThan(40)
    span.value = within(2, 3)
    reachEnd()
    expect(loaded()).toBeGreaterThan(before)
  })

  it('loads until it has as many cases as the relay counts in it, and goes on from there when asked to', () => {
    // The last one expired long after it was created, which is where it stands.
    const rows = [...Array<number>(26).fill(40), 44].map((hour, nth) => made(`inq_${nth}`, hour))
    const { span, inSpan, groups, ids, keepOlder, loaded } = setUp(made('inq_a', 50), made('inq_b', 45))
    const { shown, isCut, goOn } = groups
    const reachEnd = () => {
      while (shown.hasMore.value) shown.loadMore()
    }
    keepOlder(...rows)
    inSpan.value = new Map([[undefined, 1]])
    span.value = within(43, 46)
    reachEnd()
    expect([ids(), isCut.value, loaded(), goOn.value]).toEqual([['inq_b'], false, 1, undefined])
    // As many as it shows, of which one is another provider's.
    inSpan.value = new Map<ProviderId, number>([
      ['persona', 1],
      ['deepidv', 1],
    ])
    expect([isCut.value, shown.hasMore.value]).toEqual([true, true])
    inSpan.value = new Map([['persona', 2]])
    reachEnd()
    expect([ids(), isCut.value, shown.hasMore.value]).toEqual([['inq_b'], true, false])
    goOn.value?.()
    reachEnd()
    expect([ids(), isCut.value, goOn.value]).toEqual([['inq_b', 'inq_26'], false, undefined])
  })

  it('keeps a case that the agent reads, and gives up what came after it for another span', () => {
    const { feed, show, span, ids } = setUp(made('inq_a', 9), made('inq_b', 8))
    span.value = within(8, 9)
    feed.isBeingRead.value = true
    show(made('inq_b', 10), made('inq_a', 9))
    expect(ids()).toEqual(['inq_b'])
    span.value = within(9, 10)
    expect(ids()).toEqual(['inq_a'])
  })
})

describe('a selection', () => {
  it('has its cases and their counts alone, and loads no more for them', () => {
    const { answer, chosen, only, groups, ids, counts } = setUp(
      made('inq_a', 9),
      made('inq_b', 8),
      made('inq_c', 7),
    )
    answer(found('inq_a', 'approved'), found('inq_b', 'needs_review'))
    only.value = { key: 'selfie', ids: new Set(['inq_b', 'inq_c']) }
    expect(ids()).toEqual(['inq_b', 'inq_c'])
    expect(counts()).toEqual([0, 1, 0, 0])
    expect([groups.shown.hasMore.value, groups.isCut.value]).toEqual([false, false])
    chosen.value = 'us'
    expect(ids()).toEqual(['inq_b'])
    only.value = chosen.value = undefined
    expect(ids()).toEqual(['inq_a', 'inq_b', 'inq_c'])
    expect(groups.shown.hasMore.value).toBe(true)
  })
})
