import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHover } from './hover.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTime(ms)

/** Marks are 20 high and 100 apart; the card of one hangs 60 under it. */
function start() {
  let current: number | undefined
  const markAt = vi.fn((_: number, y: number) => (y % 100 < 20 ? Math.floor(y / 100) : undefined))
  const open = vi.fn((mark: number) => {
    current = mark
  })
  const close = vi.fn(() => {
    current = undefined
  })
  const onBack = vi.fn()
  const hover = createHover<number>({
    markAt,
    current: () => current,
    covers: (_, y) => current !== undefined && y >= current * 100 && y < current * 100 + 80,
    open,
    close,
    onBack,
    abort: new AbortController().signal,
  })
  return { hover, markAt, open, close, onBack }
}

describe('createHover', () => {
  it('opens where the pointer rests, with one hit test', () => {
    const { hover, markAt, open } = start()
    hover.move(5, 310, 0)
    pass(129)
    expect(open).not.toHaveBeenCalled()
    pass(1)
    expect(open).toHaveBeenCalledExactlyOnceWith(3, 5, 310)
    expect(markAt).toHaveBeenCalledOnce()
  })

  it('opens once at the end of a sweep', () => {
    const { hover, markAt, open } = start()
    for (let mark = 0; mark < 50; mark++) {
      hover.move(5, mark * 100 + 10, 0)
      pass(16)
    }
    pass(1000)
    expect(open).toHaveBeenCalledExactlyOnceWith(49, 5, 4910)
    expect(markAt).toHaveBeenCalledOnce()
  })

  it('tells that the pointer has left and come back before the card has closed', () => {
    const { hover, close, onBack } = start()
    hover.move(5, 310, 0)
    pass(130)
    hover.move(5, 325, 0)
    expect(onBack).not.toHaveBeenCalled()
    hover.leave()
    pass(150)
    hover.move(5, 310, 0)
    pass(1000)
    expect(onBack).toHaveBeenCalledOnce()
    expect(close).not.toHaveBeenCalled()
    hover.leave()
    pass(300)
    hover.move(5, 310, 0)
    expect(close).toHaveBeenCalledOnce()
    expect(onBack).toHaveBeenCalledOnce()
  })

  it('stays open on the way to the card and over it, and closes some time after', () => {
    const { hover, close } = start()
    hover.move(5, 310, 0)
    pass(130)
    for (const y of [325, 340, 370]) {
      hover.move(5, y, 0)
      pass(500)
    }
    expect(close).not.toHaveBeenCalled()
    hover.move(5, 390, 0)
    pass(150)
    hover.move(5, 391, 0)
    pass(49)
    expect(close).not.toHaveBeenCalled()
    pass(1)
    expect(close).toHaveBeenCalledOnce()
  })

  it('does not close when the pointer comes back in time', () => {
    const { hover, close } = start()
    hover.move(5, 310, 0)
    pass(130)
    hover.move(5, 395, 0)
    pass(150)
    hover.move(5, 330, 0)
    pass(1000)
    expect(close).not.toHaveBeenCalled()
  })

  it('goes over to another mark', () => {
    const { hover, open } = start()
    hover.move(5, 310, 0)
    pass(130)
    hover.move(5, 510, 0)
    pass(130)
    expect(open.mock.calls.map(([mark]) => mark)).toEqual([3, 5])
  })

  it('does not open while a button is down, nor after the pointer has left', () => {
    const { hover, open } = start()
    hover.move(5, 310, 1)
    pass(1000)
    hover.move(5, 311, 0)
    hover.leave()
    pass(1000)
    expect(open).not.toHaveBeenCalled()
  })

  it('stays closed once dismissed, however the pointer moves over the ID, until it has been elsewhere', () => {
    const { hover, open } = start()
    hover.move(5, 310, 0)
    pass(130)
    hover.move(5, 311, 0)
    hover.dismiss()
    pass(1000)
    hover.move(5, 312, 0)
    pass(1000)
    expect(open).toHaveBeenCalledOnce()
    hover.move(5, 390, 0)
    pass(130)
    hover.move(5, 310, 0)
    pass(130)
    expect(open).toHaveBeenCalledTimes(2)
  })

  it('opens another ID right after one was dismissed, and the first again after it', () => {
    const { hover, open } = start()
    for (const y of [310, 510, 310]) {
      hover.move(5, y, 0)
      pass(130)
      hover.dismiss()
    }
    expect(open.mock.calls.map(([mark]) => mark)).toEqual([3, 5, 3])
  })

  it('closes when the pointer has left the window', () => {
    const { hover, close } = start()
    hover.move(5, 310, 0)
    pass(130)
    hover.leave()
    pass(200)
    expect(close).toHaveBeenCalledOnce()
  })
})
