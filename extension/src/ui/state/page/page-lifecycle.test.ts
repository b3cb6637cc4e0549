import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPageHideGuard } from '../case/reveal.ts'
import { createClock } from './page-lifecycle.ts'

function setUp() {
  const document = Object.assign(new EventTarget(), { hidden: false })
  const view = Object.assign(new EventTarget(), { document })
  let changeTab = () => {}
  const watchLeaving = createPageHideGuard(view, (onChange) => {
    changeTab = onChange
  })
  const onLeave = vi.fn()
  const ended = new AbortController()
  watchLeaving(onLeave, ended.signal)
  return { document, view, onLeave, ended, changeTab: () => changeTab() }
}

describe('turning away', () => {
  it.each(['blur', 'pagehide'])('is a %s of the window', (name) => {
    const { view, onLeave } = setUp()
    view.dispatchEvent(new Event(name))
    expect(onLeave).toHaveBeenCalledOnce()
  })

  it('calls back when the page is hidden, not when it is shown', () => {
    const { document, onLeave } = setUp()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(onLeave).not.toHaveBeenCalled()
    document.hidden = true
    document.dispatchEvent(new Event('visibilitychange'))
    expect(onLeave).toHaveBeenCalledOnce()
  })

  it('is another tab beside the panel', () => {
    const { onLeave, changeTab } = setUp()
    changeTab()
    expect(onLeave).toHaveBeenCalledOnce()
  })

  it('is of no interest once it is over', () => {
    const { view, ended, onLeave } = setUp()
    ended.abort()
    view.dispatchEvent(new Event('blur'))
    expect(onLeave).not.toHaveBeenCalled()
  })
})

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
