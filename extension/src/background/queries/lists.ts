/** Lists for the surfaces: one flight for one question however many ask, and the newest rows remembered. */
import { LIMIT } from '@inquiry-lens/shared/contract/api.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, ListFilter, Listing, ListName, ListRows, Payload } from '../../messages/messages.ts'
import { accountKey, listKey } from '../../platform/stored.ts'
import type { Credentials, RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/local-failure.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { ListCache } from './list-cache.ts'

export type ReadList<TName extends ListName> = (
  payload: Payload<TName>,
) => Promise<Result<Listing<ListRows[TName]>>>

export interface ListReaderParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'lists'>
  memory: Pick<ListCache, 'recall' | 'remember'>
}

/** Told of the newest rows once they are remembered. Nobody waits for it. */
export type NoteNewest<TName extends ListName> = (
  rows: readonly ListRows[TName][],
  source: Source,
  account: Account,
  /** Aborts when the account signs out. */
  abort: AbortSignal,
) => void

export function createListReader<TName extends ListName>(
  name: TName,
  { account: keeper, relay, memory }: ListReaderParts,
  note?: NoteNewest<TName>,
): ReadList<TName> {
  type Answer = Result<Listing<ListRows[TName]>>
  const flights = new Map<string, Promise<Answer>>()

  async function read(
    credentials: Credentials,
    account: Account,
    filter: ListFilter<TName>,
    paging: { cursor?: string | undefined; limit: number; fresh?: boolean | undefined },
  ): Promise<Answer> {
    const isNewest = paging.cursor === undefined
    const held = isNewest ? await memory.recall(name, filter, account) : undefined
    const etag = held?.limit === paging.limit ? (held.etag ?? undefined) : undefined
    const result = await relay.lists[name](credentials, { ...filter, ...paging, etag })
    if (!result.ok) return result

    const { source, asOf, completeSince } = result.value
    const freshness = { source, asOf, ...(completeSince && { completeSince }) }
    const page = result.value.unchanged ? held : result.value.value
    if (!page)
      return err(localFailure('relay-unreadable', 'It said “not modified” to a question without an ETag.'))
    const { items, next } = page
    if (isNewest) {
      const ofThisAnswer = result.value.unchanged ? (etag ?? null) : result.value.etag
      const look = { items, next, ...freshness, etag: ofThisAnswer, limit: paging.limit }
      await memory.remember(name, filter, account, look, credentials.abort)
      note?.(items, source, account, credentials.abort)
    }
    return ok({ items, next, ...freshness })
  }

  return (payload) =>
    keeper.use((credentials, account) => {
      const { cursor, limit = LIMIT.usual, fresh, ...filter } = payload
      const key = JSON.stringify([accountKey(account), listKey(name, filter), cursor, limit, fresh === true])
      const inFlight = flights.get(key)
      if (inFlight) return inFlight
      const flight = read(credentials, account, filter, { cursor, limit, fresh }).finally(() =>
        flights.delete(key),
      )
      flights.set(key, flight)
      return flight
    })
}
