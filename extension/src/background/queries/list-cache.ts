/** The newest rows of each list, as they were shown last. */
import type { Account, ListFilter, ListName, ListRows } from '../../messages/messages.ts'
import { type Remembered, type RememberedList, rememberedList } from '../../platform/stored.ts'
import { foldNewest } from './newest-rows.ts'
import type { ShownMemory } from './view-cache.ts'

export type Look<TRow> = Omit<RememberedList<TRow>, keyof Remembered>

export interface ListMemory {
  recall<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Account,
  ): Promise<RememberedList<ListRows[TName]> | undefined>
  remember<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Account,
    look: Look<ListRows[TName]>,
    signal: AbortSignal,
  ): Promise<void>
}

export function createListMemory(shown: Pick<ShownMemory, 'recall' | 'remember'>): ListMemory {
  return {
    recall: (name, filter, account) => shown.recall(rememberedList(name, filter), account),
    remember: (name, filter, account, look, signal) =>
      shown.remember(
        rememberedList(name, filter),
        account,
        (held, stamp) => ({ ...foldNewest(held, look), ...stamp }),
        signal,
      ),
  }
}
