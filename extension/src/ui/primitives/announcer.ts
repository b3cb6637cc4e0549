/**
 * Says once, politely, to those who cannot see it, what has appeared on the surface. It doubles what is on screen, so it
 * stands in a closed shadow root, where find-in-page does not find it twice.
 */
import { runAfter } from '../state/resource/resource.ts'

/** What appears together is one announcement. */
const GATHER_MS = 100

export function createAnnouncer({ document }: Pick<Window, 'document'>, ended: AbortSignal) {
  const host = document.createElement('div')
  host.style.cssText =
    'position:fixed;inset:0 auto auto 0;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)'
  const region = document.createElement('p')
  region.setAttribute('role', 'status')
  host.attachShadow({ mode: 'closed' }).append(region)
  document.body.append(host)
  let waiting: string[] = []

  return function announce(text: string): void {
    if (waiting.push(text) > 1) return
    runAfter(
      GATHER_MS,
      () => {
        region.textContent = [...new Set(waiting)].join(' ')
        waiting = []
      },
      ended,
    )
  }
}
