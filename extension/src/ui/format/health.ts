/** How fresh a provider’s rows are and why it did not answer, in few words: as long as all is well, two providers share a line. */

import type { ProviderHealth, Quota } from '@inquiry-lens/shared/contract/config.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { noticeWords } from '../../locales/surface.ts'
import type { LiveState } from '../../stored.ts'
import type { PollPace } from '../state/resource/resource.ts'
import { nameProvider } from './source.ts'
import { formatWait } from './spans.ts'
import { locale } from './time.ts'

/** Below this share of its requests the relay asks sparingly. */
const LOW_SHARE = 0.3

export interface HealthMessage {
  /** Of which environment, stands at the head of the surface. */
  who: string
  words: string
  isTroubled: boolean
}

/** `agoMs`: the report's age, subtracted from the waits in it. `fresh`: how changes reach the surface. */
export function describeHealth(
  { provider, state, reason, quota, pausedFor = 0 }: ProviderHealth,
  agoMs: number,
  fresh?: string,
): HealthMessage {
  const name = nameProvider(provider)
  const isFailing = state === 'failing' || pausedFor > 0
  const summary = isFailing
    ? describeReasonAlone(reason ?? '')
    : (fresh ?? (state === 'untried' ? noticeWords.health.untried : noticeWords.health.answering))
  const pause = pausedFor > 0 ? pausedFor * 1000 - agoMs : 0
  const more = quota?.left === 0 ? quota.moreInSeconds * 1000 - agoMs : 0
  // Only what the next request waits for: how many are left is nothing to one that is left alone.
  const ahead =
    pause > 0
      ? [noticeWords.health.retriedIn(formatWait(pause))]
      : more > 0
        ? [noticeWords.health.moreIn(formatWait(more))]
        : []
  const isLow = quota !== undefined && quota.left < quota.limit * LOW_SHARE
  // How many are left is the operator's business, until few are.
  const isQuotaShown = isLow && pausedFor === 0 && (quota.left > 0 || (more > 0 && !isFailing))
  return {
    who: name,
    words: [summary, ...(isQuotaShown ? [describeQuota(quota)] : []), ...ahead].join(' · '),
    isTroubled: isFailing || isLow,
  }
}

/** `undefined`: not known. */
export function describePace(
  pace: PollPace | undefined,
  { downSince }: Pick<LiveState, 'downSince'> = {},
  now: number,
): string | undefined {
  const { live, behind, polling } = noticeWords.health
  if (pace === undefined) return undefined
  if (pace !== 'told') return polling(formatWait(pace))
  return downSince === undefined ? live : behind(formatWait(now - downSince))
}

/** `9,812 of 10,000 left today`. */
export function describeQuota({ limit, left, windowSeconds }: Quota): string {
  // A refusal of the provider's own, which need not be of this window.
  if (left === 0) return noticeWords.health.noneLeft
  return noticeWords.health.left(
    left.toLocaleString(locale()),
    limit.toLocaleString(locale()),
    windowSeconds === undefined ? '' : describeWindow(windowSeconds),
  )
}

function describeWindow(seconds: number): string {
  if (seconds === 86_400) return noticeWords.health.today
  return seconds === 60
    ? noticeWords.health.thisMinute
    : noticeWords.health.within(formatWait(seconds * 1000))
}

/** A failure's title with the provider's name in it: `Persona is not answering`. */
export function nameProviderIn(title: string, provider: ProviderId | undefined): string {
  if (provider === undefined) return title
  return noticeWords.nameProvider(title, nameProvider(provider))
}

/** A newer relay may give a reason that has no words here. */
function describeReasonAlone(reason: string): string {
  const known: Readonly<Record<string, string>> = noticeWords.health.reasons
  return own(known, reason) ?? noticeWords.health.otherReason
}

/** Why rows are not newer. */
export const describeReason = (reason: string, provider: ProviderId): string =>
  noticeWords.health.ofProvider(nameProvider(provider), describeReasonAlone(reason))

/** Behind a colon, a sentence that begins with an article or a pronoun begins small. */
export const continueSentence = (sentence: string): string => noticeWords.afterColon(sentence)
