/** The one clock that all ages and countdowns on a surface read. It rests while nobody looks. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'

const TICK_MS = 1000

export interface ClockParts {
  now(): number
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

export function createClock(parts: ClockParts): ReadonlySignal<number> {
  const time = signal(parts.now())
  const stop = effect(() => {
    if (!parts.visible.value) return
    const tick = () => {
      time.value = parts.now()
    }
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  })
  parts.abort.addEventListener('abort', stop, { once: true })
  return time
}
