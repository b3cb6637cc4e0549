/** Names of providers and environments, the reason of stale rows, and short IDs. */

import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { type Environment, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

const ENVIRONMENT_WORDS: Readonly<Record<Environment, string>> = {
  production: 'Production',
  sandbox: 'Sandbox',
  unknown: 'Unknown',
}

export const nameEnvironment = (environment: Environment): string => ENVIRONMENT_WORDS[environment]
export const nameProvider = (provider: ProviderId): string => PROVIDERS[provider].name

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
  const said = isKnown(reason) ? REASONS[reason] : undefined
  return `${nameProvider(provider)} ${said ?? 'can’t be asked just now'}`
}

/** Behind a colon, a sentence that begins with an article or a pronoun begins small. */
export const continueSentence = (sentence: string): string =>
  sentence.replace(/^(A|The|That|There|This|You|Your)\b/, (word) => word.toLowerCase())

/** As the provider says it, both halves where both say something: `PENDING · STARTED`. */
export const formatProviderStatus = ({ status, flow }: Pick<Session, 'status' | 'flow'>): string =>
  flow?.progress && flow.progress !== status ? `${status} · ${flow.progress}` : status

/** IDs for narrow columns: the prefix says what it is, the end tells two of them apart. */
const KEPT = 6

export function shortenId(id: string): string {
  const prefix = /^[a-z]+_/.exec(id)?.[0] ?? ''
  return id.length <= prefix.length + KEPT + 2 ? id : `${prefix}…${id.slice(-KEPT)}`
}
