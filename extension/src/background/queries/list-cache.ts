/** The newest rows of each list, as they were shown last. */
import type { Account, ListFilter, ListName, ListRows } from '../../messages/messages.ts'
import { type CachedList, type CachedView, cachedList } from '../../platform/stored.ts'
import { foldNewest } from './newest-rows.ts'
import type { ViewCache } from './view-cache.ts'

export type Look<TRow> = Omit<CachedList<TRow>, keyof CachedView>

export interface ListCache {
  recall<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Account,
  ): Promise<CachedList<ListRows[TName]> | undefined>
  remember<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Account,
    look: Look<ListRows[TName]>,
    abort: AbortSignal,
  ): Promise<void>
}

export function createListCache(shown: Pick<ViewCache, 'recall' | 'remember'>): ListCache {
  return {
    recall: (name, filter, account) => shown.recall(cachedList(name, filter), account),
    remember: (name, filter, account, look, abort) =>
      shown.remember(
        cachedList(name, filter),
        account,
        (held, stamp) => ({ ...foldNewest(held, look), ...stamp }),
        abort,
      ),
  }
}
