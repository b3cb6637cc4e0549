/** Which of the providers a list is asked of: all that have it, and know every filter that is set. */
import { type ListName, PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Origin } from '../../../platform/stored.ts'

const hasList = (provider: ProviderId, list: ListName, filters: readonly string[]): boolean => {
  const known: readonly string[] | undefined = PROVIDERS[provider].lists[list]?.filters
  return known !== undefined && filters.every((filter) => known.includes(filter))
}

/** `origins`: `undefined` while nobody has said which there are, empty where nobody will. */
export function selectProviders(
  origins: readonly Origin[] | undefined,
  only: ProviderId | undefined,
  list: ListName,
  filters: readonly string[] = [],
): (ProviderId | undefined)[] {
  if (origins === undefined) return []
  if (origins.length === 0) return [undefined]
  return origins
    .map(({ provider }) => provider)
    .filter((provider) => (only === undefined || provider === only) && hasList(provider, list, filters))
}
