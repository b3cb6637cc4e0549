/**
 * Messages in passing: announced to screen readers, or shown for a moment. The live region repeats what is on screen, so it
 * is in a closed shadow root, where find-in-page does not find it twice.
 */

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { commonWords } from '../../locales/surface.ts'
import { runAfter } from '../state/resource/resource.ts'
import type { SurfaceKit } from '../surfaces/surface.tsx'
import { useSurface } from './surface-context.ts'

/** Messages within this time are one announcement. */
const GATHER_MS = 100

export function createAnnouncer({ document }: Pick<Window, 'document'>, abort: AbortSignal) {
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
      abort,
    )
  }
}

/** Announces a text when it appears or changes, but not when only its times change. */
export function useAnnounce(about: string, text: () => string): void {
  const { announce } = useSurface()
  useEffect(() => announce(text()), [commonWords.withoutAge(about).replace(/\d+/g, '')])
}

/** Long enough to be read once. */
const SHOWN_MS = 5000

export function createToast({ areKeysOn }: Pick<SurfaceKit, 'areKeysOn'>) {
  const text = signal('')
  let timer = 0
  function say(message: string): void {
    text.value = message
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      text.value = ''
    }, SHOWN_MS)
  }
  return {
    say,
    /** After a copy key that found nothing: the clipboard still holds the text before. */
    sayNothing(): void {
      if (areKeysOn.peek()) say(commonWords.nothingToCopy)
    },
    toast: (
      <p class="toast" role="status">
        {text}
      </p>
    ),
  }
}
