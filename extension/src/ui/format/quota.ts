/** How much may still be asked of a provider. */
import type { Quota } from '@inquiry-lens/shared/contract/config.ts'
import { locale } from './locale.ts'
import { formatWait } from './time.ts'

/** `9,812 of 10,000 left today`. */
export function describeQuota({ limit, left, windowSeconds }: Quota): string {
  // A refusal of the provider's own, which need not be of this window.
  if (left === 0) return 'no requests left'
  const rest = `${left.toLocaleString(locale)} of ${limit.toLocaleString(locale)} left`
  return windowSeconds === undefined ? rest : `${rest} ${describeWindow(windowSeconds)}`
}

function describeWindow(seconds: number): string {
  if (seconds === 86_400) return 'today'
  return seconds === 60 ? 'this minute' : `within ${formatWait(seconds * 1000)}`
}
