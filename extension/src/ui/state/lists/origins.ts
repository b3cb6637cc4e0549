/** Whose rows a list shows, and of which environment: as each of them said itself, or as the relay is set up. */
import { recognise } from '@inquiry-lens/shared/domain/object-id.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Origin } from '../../../platform/stored.ts'
import type { ResourceInfo } from '../resource/answer.ts'

export interface Asked {
  provider: ProviderId | undefined
  list: Pick<ResourceInfo, 'source'>
}

export function originsOf(streams: readonly Asked[], known: readonly Origin[]): Origin[] {
  if (streams.length === 0) return [...known]
  return streams.flatMap(({ provider, list }) => {
    const source = list.source.value
    if (source) return [{ provider: source.provider, environment: source.environment }]
    return known.filter((one) => provider === undefined || one.provider === provider)
  })
}

/** Who would know of this ID, as the relay is set up. */
export function originOfId(id: string, known: readonly Origin[] | undefined): Origin | undefined {
  const provider = recognise(id).ids[0]?.provider
  return known?.find((one) => one.provider === provider) ?? known?.[0]
}
