import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTimer } from './lifetime.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('rings once, when it was set to last', () => {
  const ring = vi.fn()
  const timer = createTimer(ring, new AbortController().signal)
  timer.set(100)
  vi.advanceTimersByTime(90)
  timer.set(100)
  vi.advanceTimersByTime(99)
  expect(ring).not.toHaveBeenCalled()
  expect(timer.isSet()).toBe(true)
  vi.advanceTimersByTime(1)
  expect(ring).toHaveBeenCalledOnce()
  expect(timer.isSet()).toBe(false)
})

it('can be taken back, and be set again while it rings', () => {
  const ring = vi.fn(() => {
    if (ring.mock.calls.length < 3) timer.set(10)
  })
  const timer = createTimer(ring, new AbortController().signal)
  timer.set(10)
  timer.clear()
  vi.advanceTimersByTime(100)
  expect(ring).not.toHaveBeenCalled()
  timer.set(10)
  vi.advanceTimersByTime(100)
  expect(ring).toHaveBeenCalledTimes(3)
})

it('ends with its signal', () => {
  const ring = vi.fn()
  const end = new AbortController()
  const timer = createTimer(ring, end.signal)
  timer.set(10)
  end.abort()
  timer.set(10)
  expect(vi.getTimerCount()).toBe(0)
})
