import { signal } from '@preact/signals'
import * as fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { err, ok, type Result } from '../../../messages/failure.ts'
import type { Listing } from '../../../messages/messages.ts'
import { createFeed, type Merged, mergeStreams, type Stream } from './feed.ts'
import { createList, joinHead, joinPage, type PageRequest, type RowWindow } from './list.ts'

interface Row {
  id: string
  createdAt: string
}

const NOW = Date.parse('2026-11-21T12:00:00Z')
const DOWN = err({ code: 'relay-timeout', title: 'It took too long', detail: '', nextStep: 'Wait.' })

/** `a9 b7`: a row of that name, made in that minute. */
const pageOf = (text: string, next: string | null = null): Result<Listing<Row>> =>
  ok({
    items: text
      .split(' ')
      .map((id) => ({ id, createdAt: new Date(Number(id.slice(1)) * 60_000).toISOString() })),
    next,
    source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
    asOf: Date.now(),
  })

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  return () => vi.useRealTimers()
})

/** Each side answers to its head, and to each cursor, what stands there at that time. */
function setUp() {
  const ended = new AbortController()
  const sides = (['persona', 'deepidv'] as const).map((provider) => {
    const answers = new Map<string, Result<Listing<Row>>>()
    const asked: string[] = []
    const list = createList<Row>({
      now: Date.now,
      random: () => 0,
      online: signal(true),
      active: signal(true),
      abort: ended.signal,
      readRemembered: async () => undefined,
      async fetchPage({ cursor = 'head' }: PageRequest) {
        asked.push(cursor)
        return answers.get(cursor) ?? DOWN
      },
    })
    return { provider, list, answers, asked }
  })
  const [left, right] = sides
  if (!left || !right) throw new Error('There are two sides')
  const feed = createFeed(sides, ended.signal)
  const shown = () => feed.data.value?.map(({ row, gap }) => row?.id ?? `(${gap?.stream})`).join(' ')
  const settle = () => vi.advanceTimersByTimeAsync(0)
  return { feed, left, right, shown, settle, ended }
}

it('shows both down to where the first ends, and reads on there alone', async () => {
  const { feed, left, right, shown, settle } = setUp()
  left.answers.set('head', pageOf('a9 a5', 'more')).set('more', pageOf('a2'))
  right.answers.set('head', pageOf('b8 b3', 'more'))
  await settle()
  expect(shown()).toBe('a9 b8 a5')
  feed.loadMore()
  await settle()
  expect([left.asked, right.asked]).toEqual([['head', 'more'], ['head']])
  expect(shown()).toBe('a9 b8 a5 b3')
  expect(feed.hasMore.value).toBe(true)
})

it('shows one that answers while the other does not, names that one, and takes it in when it is back', async () => {
  const { feed, left, right, shown, settle } = setUp()
  left.answers.set('head', pageOf('a9 a5'))
  await settle()
  expect(shown()).toBe('(1) a9 a5')
  expect(feed.error.value?.code).toBe('relay-timeout')
  right.answers.set('head', pageOf('b8'))
  feed.refresh()
  await settle()
  expect(shown()).toBe('a9 b8 a5')
  expect(feed.error.value).toBeUndefined()
})

it('keeps the place of one that goes down on the way, and goes on with it when its head answers again', async () => {
  const { feed, left, right, shown, settle } = setUp()
  left.answers.set('head', pageOf('a9 a2'))
  right.answers.set('head', pageOf('b8 b5', 'more'))
  await settle()
  expect(shown()).toBe('a9 b8 b5')
  feed.loadMore()
  await settle()
  expect(shown()).toBe('a9 b8 b5 (1) a2')
  expect(feed.tailFailure.value?.code).toBe('relay-timeout')
  expect(feed.hasMore.value).toBe(true)

  await vi.advanceTimersByTimeAsync(1_000)
  right.answers.set('head', pageOf('b8 b5', 'more')).set('more', pageOf('b4 b1'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(shown()).toBe('a9 b8 b5 b4 a2 b1')
  expect(feed.tailFailure.value).toBeUndefined()
  expect(feed.hasMore.value).toBe(false)
})

it('takes nothing away that was shown, when one that was down goes on page by page', async () => {
  const { feed, left, right, shown, settle } = setUp()
  left.answers.set('head', pageOf('a9 a4 a1'))
  right.answers.set('head', pageOf('b8 b7', 'more'))
  await settle()
  feed.loadMore()
  await settle()
  expect(shown()).toBe('a9 b8 b7 (1) a4 a1')
  right.answers.set('more', pageOf('b6', 'third'))
  right.answers.set('third', pageOf('b3', 'last'))
  right.answers.set('last', pageOf('b2 b0'))
  feed.loadMore()
  // On its way.
  expect(shown()).toBe('a9 b8 b7 (1) a4 a1')
  await settle()
  expect(shown()).toBe('a9 b8 b7 b6 (1) a4 a1')
  expect(feed.tailFailure.value).toBeUndefined()
  feed.loadMore()
  await settle()
  expect(shown()).toBe('a9 b8 b7 b6 a4 b3 (1) a1')
  feed.loadMore()
  await settle()
  expect(shown()).toBe('a9 b8 b7 b6 a4 b3 b2 a1 b0')
  expect(feed.hasMore.value).toBe(false)
})

it('says how a provider answers now, while its newest rows wait until nothing is read', async () => {
  const { feed, left, settle } = setUp()
  const page = pageOf('a9 a5', 'more')
  if (!page.ok) throw new Error('A page is no failure')
  left.answers.set('head', page)
  await settle()
  left.list.isBeingRead.value = true
  const source = { ...page.value.source, state: 'stale', reason: 'provider-failing' } as const
  left.answers.set('head', ok({ ...page.value, source }))
  left.list.refresh()
  await settle()
  expect(left.list.source.value).toEqual(source)
  await vi.advanceTimersByTimeAsync(5_000)
  // More came than a page has.
  left.answers.set('head', pageOf('a99 a98', 'others'))
  left.list.refresh()
  await settle()
  expect(left.list.data.value?.map(({ id }) => id)).toEqual(['a9', 'a5'])
  expect([feed.isBehind.value, left.list.source.value?.reason]).toEqual([true, undefined])
  // What is shown is as old as before.
  expect(left.list.asOf.value).toBe(NOW)
})

it('is as old as the older of the two', async () => {
  const { feed, left, right, settle } = setUp()
  left.answers.set('head', pageOf('a9'))
  await settle()
  await vi.advanceTimersByTimeAsync(5_000)
  right.answers.set('head', pageOf('b8'))
  right.list.refresh()
  await settle()
  expect(feed.asOf.value).toBe(NOW)
})

it('is nothing at all while it is not known whom to ask', () => {
  const feed = createFeed<Row>([], new AbortController().signal)
  expect(feed.data.value).toBeUndefined()
  expect(feed.phase.value).toBe('loading')
  expect(feed.hasMore.value).toBe(false)
})

interface StreamRow {
  id: string
  createdAt: string | null
}

const rowAt = (id: string, minute: number): StreamRow => ({
  id,
  createdAt: new Date(minute * 60_000).toISOString(),
})
/** `a9 b7`: a row of that name, made in that minute. */
const rowsOf = (text: string): StreamRow[] =>
  text.split(' ').flatMap((word) => (word === '' ? [] : [rowAt(word, Number(word.slice(1)))]))
const streamOf = (text: string | undefined, more: Partial<Stream<StreamRow>> = {}): Stream<StreamRow> => ({
  rows: text === undefined ? undefined : rowsOf(text),
  hasMore: false,
  isDown: false,
  ...more,
})
const said = ({ entries }: Merged<StreamRow>): string | undefined =>
  entries?.map(({ row, gap }) => row?.id ?? `(${gap?.stream})`).join(' ')

const HAS_MORE = { hasMore: true }
const IS_DOWN = { hasMore: true, isDown: true }

describe('streams as one list', () => {
  it.each([
    ['one alone, as it is', [streamOf('a9 a7', HAS_MORE)], 'a9 a7'],
    ['two that are whole', [streamOf('a9 a5'), streamOf('b8 b7 b1')], 'a9 b8 b7 a5 b1'],
    [
      'no further than the first end',
      [streamOf('a9 a5', HAS_MORE), streamOf('b8 b7 b1', HAS_MORE)],
      'a9 b8 b7 a5',
    ],
    ['a whole one ends nothing', [streamOf('a9'), streamOf('b8 b1', HAS_MORE)], 'a9 b8 b1'],
    ['of one minute, stream by stream', [streamOf('a5 a5'), streamOf('b5')], 'a5 a5 b5'],
    [
      'of one minute, not past what may still come',
      [streamOf('a6 a5', HAS_MORE), streamOf('b6 b5')],
      'a6 b6 a5',
    ],
    [
      'one that is down holds up no other',
      [streamOf('a9 a5', IS_DOWN), streamOf('b8 b1')],
      'a9 b8 a5 (0) b1',
    ],
    [
      'one that is down from the start is missed from the top',
      [streamOf('a9'), streamOf(undefined, IS_DOWN)],
      '(1) a9',
    ],
    ['one that is still asked for the first time', [streamOf('a9'), streamOf(undefined)], 'a9'],
    ['an empty page with more behind it', [streamOf('', HAS_MORE), streamOf('b8')], ''],
    ['nothing at all yet', [streamOf(undefined), streamOf(undefined)], undefined],
    ['no stream', [], undefined],
  ])('%s', (_what, streams, expected) => {
    expect(said(mergeStreams(streams))).toBe(expected)
  })

  it('names the one that has to go on', () => {
    expect(mergeStreams([streamOf('a9 a5', HAS_MORE), streamOf('b8 b1', HAS_MORE)]).limit).toBe(0)
    expect(mergeStreams([streamOf('a9 a5'), streamOf('b8 b1', HAS_MORE)]).limit).toBe(1)
    expect(mergeStreams([streamOf('a9 a5', IS_DOWN), streamOf('b8')]).limit).toBeUndefined()
  })

  it('keeps a provider’s own order where its times are not in order, or not there', () => {
    const rows = [rowAt('a', 9), rowAt('b', 3), rowAt('c', 5), { id: 'd', createdAt: null }, rowAt('e', 1)]
    const merged = mergeStreams([{ rows, hasMore: false, isDown: false }, streamOf('x4 y2')])
    expect(said(merged)).toBe('a x4 b c d y2 e')
  })
})

/**
 * Two providers to which rows come at any time, and a surface that looks at the head of either, reads on at the end of
 * the list, or does so in vain.
 */
type Step = { do: 'arrive' | 'look' | 'fail'; at: 0 | 1 } | { do: 'read on' }

const stepOf: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('arrive', 'look', 'fail'), at: fc.constantFrom(0, 1) }),
  fc.record({ do: fc.constant('read on') }),
)
const PAGE = 3

interface Side {
  /** All there is at the provider, newest first. */
  all: StreamRow[]
  held: RowWindow<StreamRow> | undefined
  /** The newest row when its head was last seen. */
  seenAt: number
  isDown: boolean
}

const pageBehind = (all: readonly StreamRow[], start: number) => {
  const items = all.slice(start, start + PAGE)
  const last = items.at(-1)
  return { items, next: last && start + PAGE < all.length ? last.id : null }
}

function look(side: Side, clock: number): void {
  const head = pageBehind(side.all, 0)
  side.held = (side.held && joinHead(side.held, head)) ?? { rows: head.items, next: head.next }
  side.seenAt = clock
  side.isDown = false
}

function readOn(side: Side): void {
  const { held } = side
  if (!held?.next) return
  const start = side.all.findIndex(({ id }) => id === held.next) + 1
  side.held = joinPage(held, held.next, pageBehind(side.all, start))
}

const streamsOf = (sides: readonly Side[]): Stream<StreamRow>[] =>
  sides.map(({ held, isDown }) => ({
    rows: held?.rows,
    hasMore: held === undefined || held.next !== null,
    isDown,
  }))

interface Shown {
  ids: ReadonlySet<string>
  shownTo: number
}

const NOTHING: Shown = { ids: new Set(), shownTo: Number.POSITIVE_INFINITY }

/** `before`: what must be shown still, without the rows that are known no longer. */
function check(sides: readonly Side[], before: Shown): Shown {
  const { entries = [], limit, shownTo } = mergeStreams(streamsOf(sides), before.shownTo)
  const shown = entries.flatMap(({ row }) => row ?? [])
  const ids = new Set(shown.map(({ id }) => id))
  // Every row once.
  expect(ids.size).toBe(shown.length)
  // In order.
  const times = shown.map(({ createdAt }) => Date.parse(createdAt ?? ''))
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  for (const [stream, { all, held, isDown, seenAt }] of sides.entries()) {
    const gap = entries.findIndex((entry) => entry.gap?.stream === stream)
    // A gap stands where rows of it may be missing, and nowhere else.
    if (gap >= 0) {
      expect(held?.next).not.toBeNull()
      expect(isDown || entries.slice(gap).some(({ row }) => row)).toBe(true)
    }
    if (isDown && !held && shown.length > 0) expect(gap).toBe(0)
    if (!held) continue
    const end = gap >= 0 ? entries.slice(0, gap) : entries
    const oldest = Math.min(...end.flatMap(({ row }) => (row ? [Date.parse(row.createdAt ?? '')] : [])))
    // Between what was newest at the last look and where the list ends (or its gap stands), nothing is missing.
    const due = all.filter(({ createdAt }) => {
      const at = Date.parse(createdAt ?? '')
      return at <= seenAt && at > oldest
    })
    expect(due.filter(({ id }) => !ids.has(id))).toEqual([])
  }
  // It goes on unless all is shown.
  const isMore = sides.some(({ held, isDown }) => held !== undefined && held.next !== null && !isDown)
  expect(limit !== undefined).toBe(isMore)
  const known = new Set(sides.flatMap(({ held }) => held?.rows.map(({ id }) => id) ?? []))
  expect([...before.ids].filter((id) => known.has(id) && !ids.has(id))).toEqual([])
  return { ids, shownTo }
}

describe('any interleaving of arrivals, failures and pages on both sides', () => {
  it('shows every row once, in order, and nothing behind the watermark', () => {
    fc.assert(
      fc.property(
        fc.array(stepOf, { maxLength: 60 }),
        fc.nat({ max: 7 }),
        fc.nat({ max: 7 }),
        (steps, a, b) => {
          let clock = 0
          const arrive = (side: Side, name: string) => {
            clock += 1
            side.all.unshift(rowAt(`${name}${clock}`, clock))
          }
          const sideOf = (): Side => ({ all: [], held: undefined, seenAt: 0, isDown: false })
          const [left, right] = [sideOf(), sideOf()]
          const sides = [left, right]
          for (let n = 0; n < a; n++) arrive(left, 'a')
          for (let n = 0; n < b; n++) arrive(right, 'b')
          let shown = NOTHING
          for (const step of steps) {
            if (step.do === 'read on') {
              const { limit } = mergeStreams(streamsOf(sides), shown.shownTo)
              const side = limit === undefined ? undefined : sides[limit]
              if (side) readOn(side)
            } else {
              const side = step.at === 0 ? left : right
              if (step.do === 'arrive') arrive(side, step.at === 0 ? 'a' : 'b')
              if (step.do === 'look') {
                const before = side.held?.rows
                look(side, clock * 60_000)
                // A list that begins, or starts over, may hold back the other.
                const ids = new Set(side.held?.rows.map(({ id }) => id))
                if (!before?.every(({ id }) => ids.has(id))) shown = { ...shown, ids: NOTHING.ids }
              }
              if (step.do === 'fail') side.isDown = true
            }
            shown = check(sides, shown)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('comes to the end of both by reading on', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20 }), fc.nat({ max: 20 }), (a, b) => {
        let clock = 0
        const sides = [a, b].map((count, stream): Side => {
          const all = Array.from({ length: count }, () => rowAt(`${stream} ${++clock}`, clock)).reverse()
          const side: Side = { all, held: undefined, seenAt: 0, isDown: false }
          look(side, Number.POSITIVE_INFINITY)
          return side
        })
        for (let reads = 0; reads <= a + b; reads++) {
          const { limit } = mergeStreams(streamsOf(sides))
          const side = limit === undefined ? undefined : sides[limit]
          if (!side) break
          readOn(side)
        }
        expect(mergeStreams(streamsOf(sides)).entries?.length).toBe(a + b)
      }),
    )
  })
})
