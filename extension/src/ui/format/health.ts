/** How the relay stands with a provider, in a line. */
import type { ProviderHealth } from '@inquiry-lens/shared/api.ts'
import { describeReason, nameEnvironment, nameProvider } from './source.ts'
import { formatWait } from './time.ts'

/** Below this share of its requests the relay asks sparingly. */
const LOW_SHARE = 0.3

export interface HealthWords {
  /** Of which provider and environment. */
  who: string
  said: string
  isTroubled: boolean
}

export function tellHealth({
  provider,
  environment,
  state,
  reason,
  quota,
  pausedFor,
}: ProviderHealth): HealthWords {
  const name = nameProvider(provider)
  const isFailing = state === 'failing' || pausedFor !== undefined
  const standing = isFailing
    ? describeReason(reason ?? '', provider).slice(name.length + 1)
    : state === 'untried'
      ? 'not asked yet'
      : 'answering'
  const paused = pausedFor === undefined ? [] : [`tried again in ${formatWait(pausedFor * 1000)}`]
  const rest = quota
    ? [
        `${quota.left} of ${quota.limit} requests left`,
        ...(quota.left === 0 ? [`more in ${formatWait(quota.moreInSeconds * 1000)}`] : []),
      ]
    : []
  return {
    who: `${name} ${nameEnvironment(environment)}`,
    said: [standing, ...paused, ...rest].join(' · '),
    isTroubled: isFailing || (quota !== undefined && quota.left < quota.limit * LOW_SHARE),
  }
}
