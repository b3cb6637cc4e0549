/** How much may still be asked of a provider. */
import type { Quota } from '@inquiry-lens/shared/api.ts'
import { locale } from './locale.ts'
import { formatWait } from './time.ts'

const WINDOWS: ReadonlyMap<number, string> = new Map([
  [1, 'this second'],
  [60, 'this minute'],
  [3_600, 'this hour'],
  [86_400, 'today'],
])

const numbers = new Intl.NumberFormat(locale)

/** `9,812 of 10,000 requests left today`. */
export function tellQuota({ limit, left, windowSeconds }: Quota): string {
  // A refusal of the provider's own, which need not be of this window.
  if (left === 0) return 'no requests left'
  const rest = `${numbers.format(left)} of ${numbers.format(limit)} requests left`
  return windowSeconds === undefined ? rest : `${rest} ${tellWindow(windowSeconds)}`
}

const tellWindow = (seconds: number): string => WINDOWS.get(seconds) ?? `within ${formatWait(seconds * 1000)}`
