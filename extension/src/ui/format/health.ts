/** A provider's state and quota in one line, and why it did not answer. */

import type { ProviderHealth, Quota } from '@inquiry-lens/shared/contract/config.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { noticeWords } from '../../locales/surface.ts'
import type { LiveState } from '../../stored.ts'
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
    ? describeReasonAlone(reason ?? '')
    : state === 'untried'
      ? noticeWords.health.untried
      : noticeWords.health.answering
  const pause = pausedFor > 0 ? pausedFor * 1000 - agoMs : 0
  const more = quota?.left === 0 ? quota.moreInSeconds * 1000 - agoMs : 0
  // Only what the next request waits for: how many are left is nothing to one that is left alone.
  const ahead =
    pause > 0
      ? [noticeWords.health.retriedIn(formatWait(pause))]
      : more > 0
        ? [noticeWords.health.moreIn(formatWait(more))]
        : []
  const isSaid = quota !== undefined && pausedFor === 0 && (quota.left > 0 || (more > 0 && !isFailing))
  return {
    who: name,
    words: [standing, ...(isSaid ? [describeQuota(quota)] : []), ...ahead].join(' · '),
    isTroubled: isFailing || (quota !== undefined && quota.left < quota.limit * LOW_SHARE),
  }
}

/** Empty: changes of this provider’s lists are asked for, not told. */
export function describeLive(
  { changed, downSince }: LiveState = { changed: {} },
  provider: ProviderId,
  now: number,
): string[] {
  if ((changed[`lists ${provider}`] ?? changed['lists ']) === undefined) return []
  const { live, behind } = noticeWords.health
  return [downSince === undefined ? live : behind(formatWait(now - downSince))]
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
