/** The two lists: which providers they ask, what they are filtered by, and whose rows they show. */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import {
  type ListName as ListKind,
  PROVIDERS,
  type ProviderId,
} from '@inquiry-lens/shared/providers/registry.ts'
import type { Result } from '../../../messages/failure.ts'
import type { ListFilter, Listing, ListName, ListRows, Person } from '../../../messages/messages.ts'
import type { Origin } from '../../../stored.ts'
import type { SendRequest } from '../../request.ts'
import type { ResourceInfo } from '../resource/resource.ts'
import { createFeed, type Feed } from './feed.ts'
import { createList, type ListParts, type PageRequest } from './list.ts'

export interface ListSources extends Pick<ListParts<never>, 'now' | 'random' | 'online' | 'live'> {
  request: SendRequest
  readRemembered<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Person,
  ): Promise<Listing<ListRows[TName]> | undefined>
}

export type Frame = Pick<ListParts<never>, 'active' | 'abort'>

/** `undefined` in `providers`: the only one that the relay has. */
export interface ListScope<TName extends ListName> {
  providers: readonly (ProviderId | undefined)[]
  filter: ListFilter<TName>
  /** Rows a page. */
  limit?: number
}

export interface ListMakers {
  makeSessions(scope: ListScope<'app:sessions.list'>, frame: Frame): Feed<Session>
  makeEvents(scope: ListScope<'app:events.list'>, frame: Frame): Feed<ProviderEvent>
}

export function bindLists({ request, readRemembered, ...parts }: ListSources, account: Person): ListMakers {
  const makeFeed = <TName extends ListName>(
    name: TName,
    { providers, filter, limit }: ListScope<TName>,
    frame: Frame,
    fetchPage: (
      filter: ListFilter<TName>,
      page: PageRequest,
      abort: AbortSignal,
    ) => Promise<Result<Listing<ListRows[TName]>>>,
  ) =>
    createFeed(
      providers.map((provider) => {
        const own: ListFilter<TName> = provider ? { ...filter, provider } : filter
        const list = createList<ListRows[TName]>({
          ...parts,
          ...frame,
          liveKey: `lists ${provider ?? ''}`,
          fetchPage: (page, abort) => fetchPage(own, { ...page, limit }, abort),
          readRemembered: () => readRemembered(name, own, account),
        })
        return { provider, list }
      }),
      frame.abort,
    )
  return {
    makeSessions: (scope, frame) =>
      makeFeed('app:sessions.list', scope, frame, (filter, page, abort) =>
        request('app:sessions.list', { ...filter, ...page }, abort),
      ),
    makeEvents: (scope, frame) =>
      makeFeed('app:events.list', scope, frame, (filter, page, abort) =>
        request('app:events.list', { ...filter, ...page }, abort),
      ),
  }
}

/** `inquiry` filters both lists; the others filter sessions that belong to no inquiry. */
export type SessionFilters = Pick<
  ListFilter<'app:sessions.list'>,
  'inquiry' | 'externalId' | 'workflow' | 'scope' | 'from' | 'to'
>

export const NO_FILTERS: SessionFilters = {}

export const hasNoFilters = (filters: SessionFilters): boolean => Object.keys(filters).length === 0

const hasList = (provider: ProviderId, list: ListKind, filters: readonly string[]): boolean => {
  const known: readonly string[] | undefined = PROVIDERS[provider].lists[list]?.filters
  return known !== undefined && filters.every((filter) => known.includes(filter))
}

/** The providers that have the list and support every filter. `origins`: `undefined` while loading, empty if unknown. */
export function selectProviders(
  origins: readonly Origin[] | undefined,
  only: ProviderId | undefined,
  list: ListKind,
  filters: readonly string[] = [],
): (ProviderId | undefined)[] {
  if (origins === undefined) return []
  if (origins.length === 0) return [undefined]
  return origins
    .map(({ provider }) => provider)
    .filter((provider) => (only === undefined || provider === only) && hasList(provider, list, filters))
}

export interface Asked {
  provider: ProviderId | undefined
  list: Pick<ResourceInfo, 'source'>
}

/** The provider and environment of each stream: as answered, or else as configured. */
export function originsOf(streams: readonly Asked[], configured: readonly Origin[]): Origin[] {
  if (streams.length === 0) return [...configured]
  return streams.flatMap(({ provider, list }) => {
    const source = list.source.value
    if (source) return [{ provider: source.provider, environment: source.environment }]
    return configured.filter((one) => provider === undefined || one.provider === provider)
  })
}
