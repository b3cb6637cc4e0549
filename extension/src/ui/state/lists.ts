/** The two lists, bound to their messages and to whom they are shown. */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import type { Account, ListFilter, Listing, ListName, ListRows } from '../../messages.ts'
import type { Ask } from '../../platform/ask.ts'
import { createList, type List, type ListParts } from './list.ts'

export interface ListSources extends Pick<ListParts<never>, 'now' | 'random' | 'online'> {
  ask: Ask
  readRemembered<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Account,
  ): Promise<Listing<ListRows[TName]> | undefined>
}

/** What differs from list to list: who sees it, and for how long it is wanted. */
export type Frame = Pick<ListParts<never>, 'active' | 'signal'>

export interface ListMakers {
  makeSessions(filter: ListFilter<'app:sessions.list'>, frame: Frame): List<Session>
  makeEvents(filter: ListFilter<'app:events.list'>, frame: Frame): List<ProviderEvent>
}

export function bindLists({ ask, readRemembered, ...parts }: ListSources, account: Account): ListMakers {
  return {
    makeSessions: (filter, frame) =>
      createList({
        ...parts,
        ...frame,
        fetchPage: (page, signal) => ask('app:sessions.list', { ...filter, ...page }, signal),
        readRemembered: () => readRemembered('app:sessions.list', filter, account),
      }),
    makeEvents: (filter, frame) =>
      createList({
        ...parts,
        ...frame,
        fetchPage: (page, signal) => ask('app:events.list', { ...filter, ...page }, signal),
        readRemembered: () => readRemembered('app:events.list', filter, account),
      }),
  }
}
