import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { localFailure } from '../../../background/relay/failures.ts'
import { err, type Failure, ok, type Result } from '../../../messages/failure.ts'
import type { Listing } from '../../../messages/messages.ts'
import { createList, type PageRequest } from './list.ts'

interface Row {
  id: string
}

const listing = (text: string, next: string | null = null): Listing<Row> => ({
  items: [...text].map((id) => ({ id })),
  next,
  source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
  asOf: Date.now(),
})

function setUp(remembered?: Listing<Row>) {
  const asked: PageRequest[] = []
  const waiting: ((result: Result<Listing<Row>>) => void)[] = []
  const active = signal(true)
  const online = signal(true)
  const ended = new AbortController()
  const list = createList<Row>({
    fetchPage(request) {
      asked.push(request)
      return new Promise((resolve) => waiting.push(resolve))
    },
    readRemembered: async () => remembered,
    now: Date.now,
    random: () => 0.5,
    active,
    online,
    abort: ended.signal,
  })
  return {
    list,
    asked,
    active,
    online,
    ended,
    rows: () => list.data.value?.map(({ id }) => id).join(''),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    async answer(result: Result<Listing<Row>>) {
      waiting.shift()?.(result)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

const REVOKED: Failure = { code: 'signed-out', title: '', detail: '', nextStep: '' }
const LIMITED: Failure = { ...REVOKED, code: 'provider-rate-limited', retryAfter: 42 }
const GONE: Failure = { ...REVOKED, code: 'invalid-cursor' }

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('what is shown first', () => {
  it('keeps the rows that a poll brings again, and the list where all are the same', async () => {
    const { list, answer, pass } = setUp()
    await pass(0)
    await answer(ok(listing('cba')))
    const [c, b, a] = list.data.value ?? []
    const before = list.data.value
    await pass(30_000)
    await answer(ok(listing('cba')))
    expect(list.data.value).toBe(before)
    await pass(60_000)
    await answer(ok(listing('dcba')))
    expect(list.data.value?.slice(1).every((row, nth) => row === [c, b, a][nth])).toBe(true)
    expect(list.data.value).toHaveLength(4)
  })

  it('shows remembered rows while it fetches', async () => {
    const { list, rows, asked, pass, answer } = setUp(listing('ba', 'after-a'))
    await pass(0)
    expect(rows()).toBe('ba')
    expect(list.phase.value).toBe('remembered')
    expect(asked).toEqual([{}])
    await answer(ok(listing('cba', 'after-a')))
    expect(rows()).toBe('cba')
    expect(list.phase.value).toBe('ready')
  })

  it('reports how far back the list is complete, until it is complete again', async () => {
    const { list, answer, pass } = setUp({ ...listing('a'), completeSince: '2026-11-21T10:00:00Z' })
    await pass(0)
    expect(list.completeSince.value).toBe('2026-11-21T10:00:00Z')
    await answer(ok(listing('ba', 'after-a')))
    expect(list.completeSince.value).toBeUndefined()
    list.loadMore()
    await answer(ok({ ...listing('z'), completeSince: '2026-11-21T08:00:00Z' }))
    expect(list.completeSince.value).toBe('2026-11-21T08:00:00Z')
    list.refresh()
    await answer(ok(listing('ba', 'after-a')))
    expect(list.completeSince.value).toBeUndefined()
  })

  it('is loading until the first answer, then ready, also without rows', async () => {
    const { list, pass, answer } = setUp()
    await pass(0)
    expect(list.phase.value).toBe('loading')
    expect(list.data.value).toBeUndefined()
    await answer(ok(listing('')))
    expect(list.data.value).toEqual([])
  })

  it('sends no request while it is hidden', async () => {
    const { asked, active, pass } = setUp()
    active.value = false
    await pass(120_000)
    expect(asked).toEqual([])
    active.value = true
    await pass(0)
    expect(asked).toHaveLength(1)
  })
})

describe('keeping fresh', () => {
  it('looks again after 15 s, and less and less often while nothing changes', async () => {
    const { asked, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('ba')))
    await pass(14_999)
    expect(asked).toHaveLength(1)
    await pass(1)
    expect(asked).toHaveLength(2)
    await answer(ok(listing('ba')))
    await pass(29_999)
    expect(asked).toHaveLength(2)
    await pass(1)
    await answer(ok(listing('cba')))
    await pass(15_000)
    expect(asked).toHaveLength(4)
  })

  it('does not ask again on every return of the eye, only when it is due', async () => {
    const { asked, active, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('a')))
    active.value = false
    await pass(5_000)
    active.value = true
    await pass(0)
    expect(asked).toHaveLength(1)
    active.value = false
    await pass(60_000)
    active.value = true
    await pass(0)
    expect(asked).toHaveLength(2)
  })

  it('stops for good when the list ends', async () => {
    const { asked, ended, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('a')))
    ended.abort()
    await pass(600_000)
    expect(asked).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('fetches fresh rows on refresh, one request at a time', async () => {
    const { list, asked, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('a')))
    list.refresh()
    list.refresh()
    expect(asked).toEqual([{}, { fresh: true }])
  })
})

describe('a head that does not meet the rows held', () => {
  it('starts again from the head rather than show a hole', async () => {
    const { list, rows, pass, answer } = setUp(listing('ba', 'x'))
    await pass(0)
    await answer(ok(listing('zy', 'after-y')))
    expect(rows()).toBe('zy')
    expect(list.isBehind.value).toBe(false)
  })

  it('keeps the rows while the agent reads further down', async () => {
    const { list, rows, pass, answer } = setUp(listing('ba', 'x'))
    list.isBeingRead.value = true
    await pass(0)
    await answer(ok(listing('zy', 'after-y')))
    expect(rows()).toBe('ba')
    expect(list.isBehind.value).toBe(true)
    list.startOver()
    expect(rows()).toBe('zy')
    expect(list.isBehind.value).toBe(false)
  })
})

describe('an incomplete head, while the provider could not be asked', () => {
  const cut = (text: string): Listing<Row> => ({
    ...listing(text),
    completeSince: '2026-11-21T08:00:00Z',
    source: {
      provider: 'persona',
      environment: 'sandbox',
      state: 'stale',
      reason: 'provider-unavailable',
    },
  })

  it('keeps scrolled rows, with their age and the reason', async () => {
    const { list, rows, pass, answer } = setUp()
    await pass(0)
    const asOf = Date.now()
    await answer(ok(listing('dc', 'after-c')))
    list.loadMore()
    await answer(ok(listing('ba', 'after-a')))
    await pass(15_000)
    await answer(ok(cut('ed')))
    expect(rows()).toBe('edcba')
    expect(list.hasMore.value).toBe(true)
    expect(list.completeSince.value).toBeUndefined()
    expect(list.source.value?.reason).toBe('provider-unavailable')
    expect(list.asOf.value).toBe(asOf)
  })

  it('that meets nothing held waits until it is asked for, and an empty one has nothing to show', async () => {
    const { list, rows, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('cba', 'after-a')))
    await pass(15_000)
    await answer(ok(cut('')))
    expect([rows(), list.isBehind.value]).toEqual(['cba', false])
    expect(list.source.value?.reason).toBe('provider-unavailable')
    await pass(30_000)
    await answer(ok(cut('zy')))
    expect([rows(), list.isBehind.value]).toEqual(['cba', true])
    list.startOver()
    expect([rows(), list.isBehind.value]).toEqual(['zy', false])
    expect(list.completeSince.value).toBe('2026-11-21T08:00:00Z')
  })
})

describe('reading on', () => {
  it('continues behind the last row, one page at a time', async () => {
    const { list, rows, asked, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('cb', 'after-b')))
    list.loadMore()
    list.loadMore()
    expect(asked.slice(1)).toEqual([{ cursor: 'after-b' }])
    expect(list.phase.value).toBe('loading-more')
    await answer(ok(listing('a')))
    expect(rows()).toBe('cba')
    expect(list.hasMore.value).toBe(false)
    list.loadMore()
    expect(asked).toHaveLength(2)
  })

  it('drops a page requested before the list restarted', async () => {
    const { list, rows, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('cb', 'after-b')))
    list.refresh()
    list.loadMore()
    await answer(ok(listing('zy', 'after-y')))
    await answer(ok(listing('a')))
    expect(rows()).toBe('zy')
    expect(list.hasMore.value).toBe(true)
  })

  it('ignores a page that failed after the list restarted', async () => {
    const { list, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('cb', 'after-b')))
    list.refresh()
    list.loadMore()
    await answer(ok(listing('zy', 'after-y')))
    list.loadMore()
    await answer(err(GONE))
    expect(list.tailFailure.value).toBeUndefined()
    expect(list.phase.value).toBe('loading-more')
  })

  it('keeps the rows when the cursor is gone, and starts from the newest when asked to', async () => {
    const { list, rows, asked, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('cb', 'after-b')))
    list.loadMore()
    await answer(err(GONE))
    expect(rows()).toBe('cb')
    expect(list.tailFailure.value?.code).toBe('invalid-cursor')
    list.startOver()
    expect(asked.at(-1)).toEqual({ fresh: true })
    expect(rows()).toBe('cb')
    await answer(ok(listing('dcb', 'after-b2')))
    expect(rows()).toBe('dcb')
    expect(list.tailFailure.value).toBeUndefined()
  })

  it('loads the next page once the relay allows it', async () => {
    const { list, asked, rows, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('cb', 'after-b')))
    list.loadMore()
    await answer(err({ ...LIMITED, retryAfter: 3 }))
    await pass(3_500)
    expect(asked.at(-1)).toEqual({ cursor: 'after-b' })
    await answer(ok(listing('a')))
    expect(rows()).toBe('cba')
  })
})

describe('what goes wrong', () => {
  it('never takes rows away', async () => {
    const { list, rows, pass, answer } = setUp(listing('ba'))
    await pass(0)
    await answer(err(localFailure('relay-unreachable')))
    expect(rows()).toBe('ba')
    expect(list.error.value?.code).toBe('relay-unreachable')
    await pass(60_000)
    await answer(ok(listing('cba')))
    expect(list.error.value).toBeUndefined()
  })

  it('waits as long as the relay asks, reports until when, and retries', async () => {
    const { list, asked, pass, answer } = setUp()
    await pass(0)
    await answer(err(LIMITED))
    expect(list.phase.value).toBe('failed')
    expect(list.retryAt.value).toBe(Date.now() + 42_500)
    await pass(42_000)
    expect(asked).toHaveLength(1)
    await pass(500)
    expect(asked).toHaveLength(2)
    await answer(ok(listing('a')))
    expect(list.retryAt.value).toBeUndefined()
  })

  it('stops polling when signed out', async () => {
    const { asked, pass, answer } = setUp()
    await pass(0)
    await answer(err(REVOKED))
    await pass(600_000)
    expect(asked).toHaveLength(1)
  })

  it('reports offline at once, pauses, and continues when the connection is back', async () => {
    const { list, asked, online, pass, answer } = setUp()
    await pass(0)
    await answer(ok(listing('a')))
    online.value = false
    expect(list.error.value?.code).toBe('offline')
    await pass(120_000)
    expect(asked).toHaveLength(1)
    online.value = true
    await pass(0)
    expect(asked).toHaveLength(2)
    expect(list.error.value).toBeUndefined()
  })
})
