/** Lists for the surfaces: one flight for one question however many ask, and the newest rows remembered. */
import { LIMIT } from '@inquiry-lens/shared/contract/api.ts'
import type { Session, Source } from '@inquiry-lens/shared/domain/model.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, ListFilter, Listing, ListName, ListRows, Payload } from '../../messages/messages.ts'
import {
  accountKey,
  type CachedList,
  type CachedView,
  cachedList,
  listKey,
  MAX_CACHED_ROWS,
  seenSessions,
} from '../../platform/stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { ViewCache } from './query-cache.ts'

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

/** The newest rows of each list, as they were shown last. */

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

/** The newest rows of a list as they are remembered, from one look at it to the next. */

type Looked<TRow> = Omit<CachedList<TRow>, keyof CachedView>

/**
 * A short look at a list (the popup's) must not shorten what a longer one (the panel's) left to paint: where the two
 * meet, the new rows go on top of the old ones. Where they do not, or the list has ended, the new look is all there is:
 * unless nobody could look any further, which takes nothing away.
 */
export function foldNewest<TRow extends { id: string }>(
  held: Looked<TRow> | undefined,
  looked: Looked<TRow>,
): Looked<TRow> {
  const isCut = looked.completeSince !== undefined
  if (!held || (!isCut && (looked.limit >= held.limit || looked.next === null))) return atMost(looked)
  const rest = rowsBehind(held.items, looked.items.at(-1))
  if (rest.length === 0) return isCut && !holdsAll(looked.items, held.items) ? held : atMost(looked)
  const fresh = new Set(looked.items.map(({ id }) => id))
  const { completeSince: _, ...whole } = looked
  return atMost({
    ...whole,
    ...(held.completeSince !== undefined && { completeSince: held.completeSince }),
    items: [...looked.items, ...rest.filter(({ id }) => !fresh.has(id))],
    next: held.next,
    limit: held.limit,
    // Part of it is as old as the older look, and no ETag stands for the sum.
    asOf: Math.min(held.asOf, looked.asOf),
    etag: null,
  })
}

const holdsAll = <TRow extends { id: string }>(rows: readonly TRow[], others: readonly TRow[]): boolean => {
  const ids = new Set(rows.map(({ id }) => id))
  return others.every(({ id }) => ids.has(id))
}

function rowsBehind<TRow extends { id: string }>(rows: readonly TRow[], row: TRow | undefined): TRow[] {
  const at = row ? rows.findIndex(({ id }) => id === row.id) : -1
  return at < 0 ? [] : rows.slice(at + 1)
}

/** Cut short, the rows are no whole answer any more, and where they go on is not known. */
function atMost<TRow>(look: Looked<TRow>): Looked<TRow> {
  if (look.items.length <= MAX_CACHED_ROWS) return look
  return { ...look, items: look.items.slice(0, MAX_CACHED_ROWS), next: null, etag: null }
}

/**
 * Tells pages that there are sessions which they were not told of: a UUID counts on a page where it is known. Once for a
 * list that was asked for, and only where it held any that this sign-in had not seen, in earlier lives of the background too.
 */

/** Several times what pages are told of, so that two lists which alternate are not news to each other. */
const MAX_SEEN = 1000

export interface NewSessionsParts {
  notifySites: () => Promise<void>
  memory: Pick<ViewCache, 'remember'>
}

export function createNewSessions({ notifySites, memory }: NewSessionsParts) {
  return async function note(
    rows: readonly Session[],
    { provider, environment }: Source,
    account: Account,
    abort: AbortSignal,
  ): Promise<void> {
    if (provider !== 'deepidv' || environment !== 'production') return
    const ids = rows.map(({ id }) => id)
    let hasNew = false
    await memory.remember(
      seenSessions,
      account,
      (held, stamp) => {
        const seen = new Set(held?.ids)
        hasNew = ids.some((id) => !seen.has(id))
        return { ...stamp, ids: [...new Set([...ids, ...seen])].slice(0, MAX_SEEN) }
      },
      abort,
    )
    if (hasNew && !abort.aborted) await notifySites()
  }
}
