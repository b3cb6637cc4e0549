/** What the browser reports about a surface's page: visibility, network, width, time. */
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

/** As in `styles/beside.css`. */
const WIDE = '(width >= 800px)'

/** Whether a case has room beside the lists. */
export function watchWideLayout(
  view: Pick<Window, 'matchMedia'>,
  abort: AbortSignal,
): ReadonlySignal<boolean> {
  const query = view.matchMedia(WIDE)
  const isWide = signal(query.matches)
  query.addEventListener('change', () => (isWide.value = query.matches), { signal: abort })
  return isWide
}

interface GuardedView extends Pick<EventTarget, 'addEventListener'> {
  document: Pick<EventTarget, 'addEventListener'> & { readonly hidden: boolean }
}

/**
 * Calls back as soon as the agent may have turned away. `watchTabs`: a side panel stays visible when its window shows
 * another tab.
 */
export const createPageHideGuard =
  (view: GuardedView, watchTabs: (onChange: () => void, abort: AbortSignal) => void) =>
  (onLeave: () => void, abort: AbortSignal): void => {
    const listen = { signal: abort }
    view.addEventListener('blur', onLeave, listen)
    view.addEventListener('pagehide', onLeave, listen)
    view.document.addEventListener('visibilitychange', () => view.document.hidden && onLeave(), listen)
    watchTabs(onLeave, abort)
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
