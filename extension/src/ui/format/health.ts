/** A provider's state and quota in one line. */
import type { ProviderHealth, Quota } from '@inquiry-lens/shared/contract/config.ts'
import { locale } from './locale.ts'
import { describeReason, nameProvider } from './source.ts'
import { formatWait } from './time.ts'

/** Below this share of its requests the relay asks sparingly. */
const LOW_SHARE = 0.3

export interface HealthMessage {
  /** Of which environment, stands at the head of the surface. */
  who: string
  said: string
  isTroubled: boolean
}

/** `agoMs`: the report's age, subtracted from the waits in it. */
export function describeHealth(
  { provider, state, reason, quota, pausedFor = 0 }: ProviderHealth,
  agoMs: number,
): HealthMessage {
  const name = nameProvider(provider)
  const isFailing = state === 'failing' || pausedFor > 0
  const standing = isFailing
    ? describeReason(reason ?? '', provider).slice(name.length + 1)
    : state === 'untried'
      ? 'not asked yet'
      : 'answering'
  const pause = pausedFor > 0 ? pausedFor * 1000 - agoMs : 0
  const more = quota?.left === 0 ? quota.moreInSeconds * 1000 - agoMs : 0
  // Only what the next request waits for: how many are left is nothing to one that is left alone.
  const ahead =
    pause > 0 ? [`tried again in ${formatWait(pause)}`] : more > 0 ? [`more in ${formatWait(more)}`] : []
  const isSaid = quota !== undefined && pausedFor === 0 && (quota.left > 0 || (more > 0 && !isFailing))
  return {
    who: name,
    said: [standing, ...(isSaid ? [describeQuota(quota)] : []), ...ahead].join(' · '),
    isTroubled: isFailing || (quota !== undefined && quota.left < quota.limit * LOW_SHARE),
  }
}

/** How much may still be asked of a provider. */

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
