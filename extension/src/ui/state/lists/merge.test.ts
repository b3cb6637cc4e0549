import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Merged, mergeStreams, type Stream } from './merge.ts'
import { joinHead, joinPage, type RowWindow } from './row-window.ts'

interface Row {
  id: string
  createdAt: string | null
}

const rowAt = (id: string, minute: number): Row => ({
  id,
  createdAt: new Date(minute * 60_000).toISOString(),
})
/** `a9 b7`: a row of that name, made in that minute. */
const rowsOf = (text: string): Row[] =>
  text.split(' ').flatMap((word) => (word === '' ? [] : [rowAt(word, Number(word.slice(1)))]))
const streamOf = (text: string | undefined, more: Partial<Stream<Row>> = {}): Stream<Row> => ({
  rows: text === undefined ? undefined : rowsOf(text),
  hasMore: false,
  isDown: false,
  ...more,
})
const said = ({ entries }: Merged<Row>): string | undefined =>
  entries?.map(({ row, gap }) => row?.id ?? `(${gap?.stream})`).join(' ')

const GOES_ON = { hasMore: true }
const DOWN = { hasMore: true, isDown: true }

describe('streams as one list', () => {
  it.each([
    ['one alone, as it is', [streamOf('a9 a7', GOES_ON)], 'a9 a7'],
    ['two that are whole', [streamOf('a9 a5'), streamOf('b8 b7 b1')], 'a9 b8 b7 a5 b1'],
    [
      'no further than the first end',
      [streamOf('a9 a5', GOES_ON), streamOf('b8 b7 b1', GOES_ON)],
      'a9 b8 b7 a5',
    ],
    ['a whole one ends nothing', [streamOf('a9'), streamOf('b8 b1', GOES_ON)], 'a9 b8 b1'],
    ['of one minute, stream by stream', [streamOf('a5 a5'), streamOf('b5')], 'a5 a5 b5'],
    [
      'of one minute, not past what may still come',
      [streamOf('a6 a5', GOES_ON), streamOf('b6 b5')],
      'a6 b6 a5',
    ],
    ['nobody waits for one that is down', [streamOf('a9 a5', DOWN), streamOf('b8 b1')], 'a9 b8 a5 (0) b1'],
    [
      'one that is down from the start is missed from the top',
      [streamOf('a9'), streamOf(undefined, DOWN)],
      '(1) a9',
    ],
    ['one that is still asked for the first time', [streamOf('a9'), streamOf(undefined)], 'a9'],
    ['an empty page with more behind it', [streamOf('', GOES_ON), streamOf('b8')], ''],
    ['nothing at all yet', [streamOf(undefined), streamOf(undefined)], undefined],
    ['no stream', [], undefined],
  ])('%s', (_what, streams, expected) => {
    expect(said(mergeStreams(streams))).toBe(expected)
  })

  it('names the one that has to go on', () => {
    expect(mergeStreams([streamOf('a9 a5', GOES_ON), streamOf('b8 b1', GOES_ON)]).limit).toBe(0)
    expect(mergeStreams([streamOf('a9 a5'), streamOf('b8 b1', GOES_ON)]).limit).toBe(1)
    expect(mergeStreams([streamOf('a9 a5', DOWN), streamOf('b8')]).limit).toBeUndefined()
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
  all: Row[]
  held: RowWindow<Row> | undefined
  /** The newest row when its head was last seen. */
  seenAt: number
  isDown: boolean
}

const pageBehind = (all: readonly Row[], start: number) => {
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

const streamsOf = (sides: readonly Side[]): Stream<Row>[] =>
  sides.map(({ held, isDown }) => ({
    rows: held?.rows,
    hasMore: held === undefined || held.next !== null,
    isDown,
  }))

function check(sides: readonly Side[]): void {
  const { entries = [], limit } = mergeStreams(streamsOf(sides))
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
    if (gap >= 0) expect(isDown && held?.next !== null).toBe(true)
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
          for (const step of steps) {
            if (step.do === 'read on') {
              const { limit } = mergeStreams(streamsOf(sides))
              const side = limit === undefined ? undefined : sides[limit]
              if (side) readOn(side)
            } else {
              const side = step.at === 0 ? left : right
              if (step.do === 'arrive') arrive(side, step.at === 0 ? 'a' : 'b')
              if (step.do === 'look') look(side, clock * 60_000)
              if (step.do === 'fail') side.isDown = true
            }
            check(sides)
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
