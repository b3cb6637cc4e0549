/** A provider's state and quota in one line, and why it did not answer. */
import type { ProviderHealth, Quota } from '@inquiry-lens/shared/contract/config.ts'
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { locale } from './locale.ts'
import { nameProvider } from './source.ts'
import { formatWait } from './spans.ts'

/** Below this share of its requests the relay asks sparingly. */
const LOW_SHARE = 0.3

export interface HealthMessage {
  /** Of which environment, stands at the head of the surface. */
  who: string
  words: string
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
    words: [standing, ...(isSaid ? [describeQuota(quota)] : []), ...ahead].join(' · '),
    isTroubled: isFailing || (quota !== undefined && quota.left < quota.limit * LOW_SHARE),
  }
}

/** How much may still be asked of a provider. */

/** `9,812 of 10,000 left today`. */
export function describeQuota({ limit, left, windowSeconds }: Quota): string {
  // A refusal of the provider's own, which need not be of this window.
  if (left === 0) return 'no requests left'
  const rest = `${left.toLocaleString(locale())} of ${limit.toLocaleString(locale())} left`
  return windowSeconds === undefined ? rest : `${rest} ${describeWindow(windowSeconds)}`
}

function describeWindow(seconds: number): string {
  if (seconds === 86_400) return 'today'
  return seconds === 60 ? 'this minute' : `within ${formatWait(seconds * 1000)}`
}

/** A failure's title with the provider's name in it: `Persona is not answering`. */
export function nameProviderIn(title: string, provider: ProviderId | undefined): string {
  if (provider === undefined) return title
  return title.replace(/the provider/i, nameProvider(provider))
}

/** Reasons that fit in one line; the whole table of problems would cost every page 3 kB. */
const REASONS: Partial<Record<ProblemCode, string>> = {
  'provider-unavailable': 'is not answering',
  'provider-timeout': 'took too long to answer',
  'provider-unreadable': 'gave an answer that could not be read',
  'provider-rate-limited': 'allows no more requests now',
  'provider-limit-near': 'is near its request limit',
  'agent-share-used': 'answers you less: you used your share of requests',
  'provider-key-refused': 'refused the relay’s key',
}

const isKnown = (reason: string): reason is ProblemCode => Object.hasOwn(REASONS, reason)

/** Why rows are not newer. A newer relay may give a reason that has no words here. */
export function describeReason(reason: string, provider: ProviderId): string {
  const words = isKnown(reason) ? REASONS[reason] : undefined
  return `${nameProvider(provider)} ${words ?? 'can’t be asked just now'}`
}

/** Behind a colon, a sentence that begins with an article or a pronoun begins small. */
export const continueSentence = (sentence: string): string =>
  sentence.replace(/^(A|The|That|There|This|You|Your)\b/, (word) => word.toLowerCase())
