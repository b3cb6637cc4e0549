import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClock } from './clock.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('ticks while it is seen, rests while it is not, and is right again at once', () => {
  const visible = signal(true)
  const ended = new AbortController()
  const time = createClock({ now: Date.now, visible, abort: ended.signal })
  vi.advanceTimersByTime(3_000)
  expect(time.value).toBe(3_000)
  visible.value = false
  vi.advanceTimersByTime(60_000)
  expect(time.value).toBe(3_000)
  expect(vi.getTimerCount()).toBe(0)
  visible.value = true
  expect(time.value).toBe(63_000)
  ended.abort()
  expect(vi.getTimerCount()).toBe(0)
})
