/** What the browser reports about a surface's page: visibility, network, time. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { effectUntil } from '../resource/resource.ts'

export interface PageLifecycle {
  visible: ReadonlySignal<boolean>
  online: ReadonlySignal<boolean>
}

export function watchPageLifecycle(view: Window, abort: AbortSignal): PageLifecycle {
  const { document } = view
  const visible = signal(!document.hidden)
  // Only the events count: `navigator.onLine` is false on a machine whose one network is its own loopback.
  const online = signal(true)
  const listen = { signal: abort }
  document.addEventListener('visibilitychange', () => (visible.value = !document.hidden), listen)
  view.addEventListener('offline', () => (online.value = false), listen)
  view.addEventListener('online', () => (online.value = true), listen)
  return { visible, online }
}

const TICK_MS = 1000

export interface ClockParts {
  now(): number
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

/** The clock that all ages and countdowns on a surface read. Stops while the surface is hidden. */
export function createClock({ now, visible, abort }: ClockParts): ReadonlySignal<number> {
  const time = signal(now())
  effectUntil(abort, () => {
    if (!visible.value) return
    const tick = () => {
      time.value = now()
    }
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  })
  return time
}
