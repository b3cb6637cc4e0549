/** Whether a case has room beside the lists; `styles/beside.css` lays them out at the same width. */
import { type ReadonlySignal, signal } from '@preact/signals'

const WIDE = '(width >= 800px)'

export function watchWideLayout(
  view: Pick<Window, 'matchMedia'>,
  ended: AbortSignal,
): ReadonlySignal<boolean> {
  const query = view.matchMedia(WIDE)
  const isWide = signal(query.matches)
  query.addEventListener('change', () => (isWide.value = query.matches), { signal: ended })
  return isWide
}
