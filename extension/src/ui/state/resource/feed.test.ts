import { signal } from '@preact/signals'
import { beforeEach, expect, it, vi } from 'vitest'
import { err, ok, type Result } from '../../../messages/failure.ts'
import type { Listing } from '../../../messages/messages.ts'
import { createList, type PageRequest } from '../lists/list.ts'
import { createFeed } from './feed.ts'

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
