/** The two lists, of each provider that has them, bound to their messages and to whom they are shown. */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ListFilter, Listing, ListName, ListRows, Person } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import { createFeed, type Feed } from '../resource/feed.ts'
import { createList, type ListParts, type PageRequest } from './list.ts'

export interface ListSources extends Pick<ListParts<never>, 'now' | 'random' | 'online'> {
  request: SendRequest
  readRemembered<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Person,
  ): Promise<Listing<ListRows[TName]> | undefined>
}

/** What differs from list to list: who sees it, and for how long it is wanted. */
export type Frame = Pick<ListParts<never>, 'active' | 'abort'>

/** Whom to ask, `undefined` for the only one there is; and for what. */
export interface ListScope<TName extends ListName> {
  providers: readonly (ProviderId | undefined)[]
  filter: ListFilter<TName>
}

export interface ListMakers {
  makeSessions(question: ListScope<'app:sessions.list'>, frame: Frame): Feed<Session>
  makeEvents(question: ListScope<'app:events.list'>, frame: Frame): Feed<ProviderEvent>
}

export function bindLists({ request, readRemembered, ...parts }: ListSources, account: Person): ListMakers {
  const streamOf = <TRow extends { id: string }>(
    provider: ProviderId | undefined,
    frame: Frame,
    sources: Pick<ListParts<TRow>, 'fetchPage' | 'readRemembered'>,
  ) => ({ provider, list: createList<TRow>({ ...parts, ...frame, ...sources }) })

  return {
    makeSessions: ({ providers, filter }, frame) =>
      createFeed(
        providers.map((provider) => {
          const own = provider ? { ...filter, provider } : filter
          return streamOf<Session>(provider, frame, {
            fetchPage: (page: PageRequest, signal) =>
              request('app:sessions.list', { ...own, ...page }, signal),
            readRemembered: () => readRemembered('app:sessions.list', own, account),
          })
        }),
        frame.abort,
      ),
    makeEvents: ({ providers, filter }, frame) =>
      createFeed(
        providers.map((provider) => {
          const own = provider ? { ...filter, provider } : filter
          return streamOf<ProviderEvent>(provider, frame, {
            fetchPage: (page: PageRequest, signal) => request('app:events.list', { ...own, ...page }, signal),
            readRemembered: () => readRemembered('app:events.list', own, account),
          })
        }),
        frame.abort,
      ),
  }
}
