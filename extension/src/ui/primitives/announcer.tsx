/**
 * Says once, politely, to those who cannot see it, what has appeared on the surface. It doubles what is on screen, so it
 * stands in a closed shadow root, where find-in-page does not find it twice.
 */

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { runAfter } from '../state/resource/resource.ts'
import type { SurfaceKit } from '../surfaces/surface.tsx'
import { useSurface } from './surface-context.ts'

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

/** Announces something when it appears and when it changes, though not because time passes in it. */
export function useAnnounce(about: string, text: () => string): void {
  const { announce } = useSurface()
  useEffect(() => announce(text()), [about.replace(/^As of [^:]*:|\d+/g, '')])
}

/** Long enough to be read once. */
const SHOWN_MS = 5000

export function createToast({ areKeysOn }: Pick<SurfaceKit, 'areKeysOn'>) {
  const text = signal('')
  let timer = 0
  function say(said: string): void {
    text.value = said
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      text.value = ''
    }, SHOWN_MS)
  }
  return {
    say,
    /** After a key that copies: what is pasted next is not what the agent thinks. */
    sayNothing(): void {
      if (areKeysOn.peek()) say('Nothing copied: nothing to copy here yet')
    },
    toast: (
      <p class="toast" role="status">
        {text}
      </p>
    ),
  }
}
