import { signal } from '@preact/signals'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, type Failure, ok, type Result } from '../../../messages/failure.ts'
import type { LiveState } from '../../../stored.ts'
import { createPoll, type Pace, pollDelay, retryDelay } from './poll.ts'

function setUp({ random = 0.5, pace = 'unchanged' }: { random?: number; pace?: Pace } = {}) {
  const active = signal(true)
  const online = signal(true)
  const ended = new AbortController()
  const askedAt: number[] = []
  let reply: Result<string> = ok('same')
  const begin = Date.now()
  const live = signal<LiveState | undefined>(undefined)
  const poll = createPoll<string>({
    live,
    liveKey: 'lists persona',
    now: Date.now,
    random: () => random,
    active,
    online,
    abort: ended.signal,
    async fetch() {
      askedAt.push((Date.now() - begin) / 1000)
      return reply
    },
    take: () => pace,
  })
  return {
    poll,
    live,
    active,
    online,
    ended,
    /** In seconds from the beginning. */
    askedAt,
    answer: (next: Result<string>) => (reply = next),
    pass: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000),
  }
}

const failure = (code: Failure['code'], retryAfter?: number): Result<never> =>
  err({ code, title: '', detail: '', nextStep: '', ...(retryAfter !== undefined && { retryAfter }) })

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
afterEach(() => void vi.useRealTimers())

describe('a poll', () => {
  it('polls at once, then every 15 s while answers change', async () => {
    const { askedAt, pass } = setUp({ pace: 'changed' })
    await pass(46)
    expect(askedAt).toEqual([0, 15, 30, 45])
  })

  it('polls less often while nothing changes, at least once a minute', async () => {
    const { askedAt, pass } = setUp()
    await pass(300)
    expect(askedAt).toEqual([0, 30, 90, 150, 210, 270])
  })

  it.each([
    [0, 12],
    [0.999_999, 18],
  ])('is spread by a fifth: %d', async (random, seconds) => {
    const { askedAt, pass } = setUp({ random, pace: 'changed' })
    await pass(seconds + 0.5)
    expect(askedAt.map(Math.round)).toEqual([0, seconds])
  })

  it('pauses while hidden, and polls at once when it is due and visible', async () => {
    const { active, askedAt, pass } = setUp({ pace: 'changed' })
    await pass(1)
    active.value = false
    await pass(600)
    expect(askedAt).toEqual([0])
    active.value = true
    await pass(0)
    expect(askedAt).toEqual([0, 601])
  })

  it('does not poll early when it is hidden and shown again', async () => {
    const { active, askedAt, pass } = setUp({ pace: 'changed' })
    for (let second = 0; second < 10; second++) {
      await pass(1)
      active.value = !active.peek()
    }
    expect(askedAt).toEqual([0])
  })

  it('ends with the sign-in or the lock: what made it aborts its signal', async () => {
    const { ended, askedAt, pass, poll } = setUp({ pace: 'changed' })
    await pass(1)
    ended.abort()
    await pass(600)
    poll.refresh()
    await pass(600)
    expect(askedAt).toEqual([0])
  })

  it('waits at least as long as the relay asks', async () => {
    const { answer, askedAt, pass, poll } = setUp()
    answer(failure('provider-rate-limited', 42))
    await pass(0)
    expect(poll.retryAt.value).toBe(1_800_000_042_500)
    await pass(42)
    expect(askedAt).toEqual([0])
    await pass(1)
    expect(askedAt).toEqual([0, 42.5])
  })

  it('polls again within a minute after a rejected origin', async () => {
    const { answer, askedAt, pass } = setUp()
    answer(failure('origin-refused'))
    for (let minute = 0; minute < 10; minute++) await pass(70)
    expect(askedAt.length).toBeGreaterThan(9)
  })

  it.each(['signed-out', 'client-too-old'] as const)('stops polling after “%s”', async (code) => {
    const { answer, askedAt, pass } = setUp()
    answer(failure(code))
    await pass(3_600)
    expect(askedAt).toEqual([0])
  })

  it('goes on when the connection is back', async () => {
    const { online, askedAt, pass, poll } = setUp()
    await pass(1)
    online.value = false
    expect(poll.error.value?.code).toBe('offline')
    await pass(300)
    online.value = true
    await pass(0)
    expect(askedAt).toEqual([0, 301])
  })
})

it('says how often it asks, or that the relay tells', async () => {
  const { poll, live, answer, askedAt, pass } = setUp()
  expect(poll.pace?.value).toBeUndefined()
  await pass(0)
  expect(poll.pace?.value).toBe(30_000)
  await pass(30)
  expect(poll.pace?.value).toBe(60_000)
  live.value = { changed: { 'lists persona': 1 } }
  await pass(0)
  expect([poll.pace?.value, askedAt]).toEqual(['told', [0, 30, 30]])
  live.value = { changed: { 'lists persona': 1 }, downSince: Date.now() }
  expect(poll.pace?.value).toBe('told')
  live.value = { changed: {}, downSince: Date.now() }
  await pass(0)
  expect([poll.pace?.value, askedAt.length]).toEqual([60_000, 4])
  live.value = { changed: {}, found: { 'lists persona': 2 } }
  await pass(0)
  expect([poll.pace?.value, askedAt.length]).toEqual([60_000, 5])
  answer(failure('provider-unavailable'))
  await pass(72)
  expect(poll.pace?.value).toBeUndefined()
})

it('in an hour of a case and two lists sends fewer requests where the relay tells', async () => {
  const countOf = async (isTold: boolean) => {
    const onScreen = [600, 60, 60].map((everySeconds) => {
      const ended = new AbortController()
      const live = signal<LiveState | undefined>(undefined)
      const begin = Date.now()
      const readVersion = () => Math.floor((Date.now() - begin) / 1000 / everySeconds)
      const tell = () => {
        const told = live.peek()?.changed['lists persona']
        if (isTold && told !== readVersion()) live.value = { changed: { 'lists persona': readVersion() } }
      }
      let known = 0
      let drawn = 0
      // Spread evenly over [0, 1).
      const random = () => (++drawn * 0.618_034) % 1
      const fetch = vi.fn(async () => ok(readVersion()))
      createPoll<number>({
        ...{ live, liveKey: 'lists persona', now: Date.now, random, abort: ended.signal, fetch },
        ...{ active: signal(true), online: signal(true) },
        take(version) {
          const isNew = version !== known
          known = version
          return isNew ? 'changed' : 'unchanged'
        },
      })
      return { tell, fetch, ended }
    })
    for (let second = 0; second < 3_600; second++) {
      for (const { tell } of onScreen) tell()
      await vi.advanceTimersByTimeAsync(1_000)
    }
    for (const { ended } of onScreen) ended.abort()
    return onScreen.reduce((sum, { fetch }) => sum + fetch.mock.calls.length, 0)
  }
  const [polled, told] = [await countOf(false), await countOf(true)]
  // Shown by `npm run bench -- live`.
  console.info(
    `requests in an hour of a case that changes every 10 minutes and two lists that change every minute: ${told} with notices, ${polled} by polling`,
  )
  expect(told).toBeLessThan(polled)
})

it('looks every 15 s, give or take a fifth, and every minute when nothing changes', () => {
  expect(pollDelay(0, 0)).toBe(12_000)
  expect(pollDelay(0, 0.5)).toBe(15_000)
  expect(pollDelay(1, 0.5)).toBe(30_000)
  expect(pollDelay(2, 0.5)).toBe(60_000)
})

it('never leaves its bounds', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (rounds, random) => {
      const delay = pollDelay(rounds, random)
      expect(delay).toBeGreaterThanOrEqual(12_000)
      expect(delay).toBeLessThanOrEqual(72_000)
    }),
  )
})

it('never retries earlier than the relay asks', () => {
  expect(retryDelay(42, 0)).toBe(42_000)
  expect(retryDelay(42, 0.99)).toBeGreaterThan(42_000)
})
