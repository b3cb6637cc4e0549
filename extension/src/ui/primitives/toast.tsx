/** What is said in passing: in sight for a moment, and announced. */
import { signal } from '@preact/signals'
import type { SurfaceKit } from '../surfaces/surface.tsx'

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
