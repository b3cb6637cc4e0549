/** What the browser says of itself and every surface needs to know: can anyone see it, and is there a network. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface PageLifecycle {
  visible: ReadonlySignal<boolean>
  online: ReadonlySignal<boolean>
}

export function watchPageLifecycle(view: Window, ended: AbortSignal): PageLifecycle {
  const { document } = view
  const visible = signal(!document.hidden)
  // Only the events count: `navigator.onLine` is false on a machine whose one network is its own loopback.
  const online = signal(true)
  const listen = { signal: ended }
  document.addEventListener('visibilitychange', () => (visible.value = !document.hidden), listen)
  view.addEventListener('offline', () => (online.value = false), listen)
  view.addEventListener('online', () => (online.value = true), listen)
  return { visible, online }
}
