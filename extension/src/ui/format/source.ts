/** Names of providers and environments, and short IDs. */

import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { type Environment, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { commonWords } from '../../locales/surface.ts'

export const nameEnvironment = (environment: Environment): string => commonWords.environments[environment]
export const nameProvider = (provider: ProviderId): string => PROVIDERS[provider].name

/** As the provider says it, both halves where both say something: `PENDING · STARTED`. */
export const formatProviderStatus = ({ status, flow }: Pick<Session, 'status' | 'flow'>): string =>
  flow?.progress && flow.progress !== status ? `${status} · ${flow.progress}` : status

/** IDs for narrow columns: the prefix says what it is, the end tells two of them apart. */
const KEPT = 6

export function shortenId(id: string): string {
  const prefix = /^[a-z]+_/.exec(id)?.[0] ?? ''
  return id.length <= prefix.length + KEPT + 2 ? id : `${prefix}…${id.slice(-KEPT)}`
}
