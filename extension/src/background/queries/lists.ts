/** Lists for the surfaces: concurrent requests share one, and the newest rows are cached. */
import { LIMIT } from '@inquiry-lens/shared/contract/lists.ts'
import { topicOfLists } from '@inquiry-lens/shared/contract/live.ts'
import type { Session, Source } from '@inquiry-lens/shared/domain/model.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type {
  Account,
  ActivityView,
  ListFilter,
  Listing,
  ListName,
  ListRows,
  Payload,
} from '../../messages/messages.ts'
import {
  type ActivityQuery,
  accountKey,
  type CachedList,
  type CachedView,
  cachedActivity,
  cachedList,
  listKey,
  MAX_CACHED_ROWS,
  seenSessions,
} from '../../stored.ts'
import type { Live } from '../live/live.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { QueryCache } from './query-cache.ts'

/** Called with the newest rows once they are cached. `abort` aborts when the account signs out. */
type OnNewest<TName extends ListName> = (
  rows: readonly ListRows[TName][],
  source: Source,
  account: Account,
  abort: AbortSignal,
) => void

export function createListReader<TName extends ListName>(
  name: TName,
  {
    account: keeper,
    relay,
    cache,
    live,
  }: {
    account: Pick<AccountKeeper, 'use'>
    relay: Pick<RelayClient, 'lists'>
    cache: Pick<QueryCache, 'begin' | 'read' | 'write'>
    live: Pick<Live, 'follow' | 'changes'>
  },
  onNewest?: OnNewest<TName>,
) {
  const { coalesce } = createSingleFlight<Result<Listing<ListRows[TName]>>>()

  async function read(
    credentials: Credentials,
    account: Account,
    filter: ListFilter<TName>,
    paging: { cursor?: string | undefined; limit: number; fresh?: boolean | undefined },
  ): Promise<Result<Listing<ListRows[TName]>>> {
    const isNewest = paging.cursor === undefined
    const item = cachedList(name, filter)
    const begun = cache.begin()
    const cached = isNewest ? await cache.read(item, account) : undefined
    const etag = cached?.limit === paging.limit ? (cached.etag ?? undefined) : undefined
    const result = await relay.lists[name](credentials, { ...filter, ...paging, etag })
    if (!result.ok) return result

    const { source, asOf, completeSince } = result.value
    const freshness = { source, asOf, ...(completeSince && { completeSince }) }
    const page = result.value.unchanged ? cached : result.value.value
    if (!page)
      return err(localFailure('relay-unreadable', 'It said “not modified” to a request without an ETag.'))
    const { items, next } = page
    if (isNewest) {
      live.follow(credentials, account, topicOfLists(source.provider), `lists ${filter.provider ?? ''}`)
      const newest = {
        items,
        next,
        ...freshness,
        etag: result.value.unchanged ? (etag ?? null) : result.value.etag,
        limit: paging.limit,
      }
      await cache.write(
        item,
        account,
        (before, stamp) => ({ ...foldNewest(before, newest), ...stamp }),
        credentials.abort,
        begun,
      )
      onNewest?.(items, source, account, credentials.abort)
    }
    return ok({ items, next, ...freshness })
  }

  return (payload: Payload<TName>): Promise<Result<Listing<ListRows[TName]>>> =>
    keeper.use((credentials, account) => {
      const { cursor, limit = LIMIT.default, fresh, ...filter } = payload
      const asked = [listKey(name, filter), cursor, limit, fresh === true]
      const key = JSON.stringify([accountKey(account), ...asked, live.changes()])
      return coalesce(key, () => read(credentials, account, filter, { cursor, limit, fresh })).result
    })
}

export type NewestRows<TRow> = Omit<CachedList<TRow>, keyof CachedView>

/**
 * The rows to cache. A short page (of events) must not shorten what a longer one (for the cases) left: where the two
 * meet, the new rows go on top of the old ones. Where they do not, or the list has ended, the new page replaces them;
 * an incomplete one takes nothing away.
 */
export function foldNewest<TRow extends { id: string }>(
  cached: NewestRows<TRow> | undefined,
  newest: NewestRows<TRow>,
): NewestRows<TRow> {
  const isCut = newest.completeSince !== undefined
  if (!cached || (!isCut && (newest.limit >= cached.limit || newest.next === null))) return cutToMax(newest)
  const rest = rowsAfter(cached.items, newest.items.at(-1))
  if (rest.length === 0) return isCut && !containsAll(newest.items, cached.items) ? cached : cutToMax(newest)
  const newIds = new Set(newest.items.map(({ id }) => id))
  const { completeSince: _, ...whole } = newest
  return cutToMax({
    ...whole,
    ...(cached.completeSince !== undefined && { completeSince: cached.completeSince }),
    items: [...newest.items, ...rest.filter(({ id }) => !newIds.has(id))],
    next: cached.next,
    limit: cached.limit,
    // Some rows are as old as the older page, and no ETag stands for the sum.
    asOf: Math.min(cached.asOf, newest.asOf),
    etag: null,
  })
}

const containsAll = <TRow extends { id: string }>(
  rows: readonly TRow[],
  others: readonly TRow[],
): boolean => {
  const ids = new Set(rows.map(({ id }) => id))
  return others.every(({ id }) => ids.has(id))
}

function rowsAfter<TRow extends { id: string }>(rows: readonly TRow[], row: TRow | undefined): TRow[] {
  const index = row ? rows.findIndex(({ id }) => id === row.id) : -1
  return index < 0 ? [] : rows.slice(index + 1)
}

/** Cut rows are no whole answer any more, and their next cursor is unknown. */
function cutToMax<TRow>(newest: NewestRows<TRow>): NewestRows<TRow> {
  if (newest.items.length <= MAX_CACHED_ROWS) return newest
  return { ...newest, items: newest.items.slice(0, MAX_CACHED_ROWS), next: null, etag: null }
}

/** Several times what pages are given, so that two lists that alternate are not new to each other. */
const MAX_SEEN = 1000

/** Notifies pages of deepidv sessions that this sign-in had not seen: there a UUID is marked only if it is known. */
export function createNewSessions({
  notifySites,
  cache,
}: {
  notifySites: () => Promise<void>
  cache: Pick<QueryCache, 'write'>
}) {
  return async function noteSessions(
    rows: readonly Session[],
    { provider, environment }: Source,
    account: Account,
    abort: AbortSignal,
  ): Promise<void> {
    if (provider !== 'deepidv' || environment !== 'production') return
    const ids = rows.map(({ id }) => id)
    let hasNew = false
    await cache.write(
      seenSessions,
      account,
      (cached, stamp) => {
        const seen = new Set(cached?.ids)
        hasNew = ids.some((id) => !seen.has(id))
        return { ...stamp, ids: [...new Set([...ids, ...seen])].slice(0, MAX_SEEN) }
      },
      abort,
    )
    if (hasNew && !abort.aborted) await notifySites()
  }
}

/** Counts of cases for the surfaces: concurrent requests share one, and those up to now are cached with their tag. */
export function createActivityReader({
  account: keeper,
  relay,
  cache,
  live,
}: {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'activity'>
  cache: Pick<QueryCache, 'begin' | 'read' | 'write'>
  live: Pick<Live, 'changes'>
}) {
  const { coalesce } = createSingleFlight<Result<ActivityView>>()

  async function read(
    credentials: Credentials,
    account: Account,
    query: ActivityQuery,
  ): Promise<Result<ActivityView>> {
    const isUpToNow = query.from === undefined && query.to === undefined
    const item = isUpToNow ? cachedActivity(query) : undefined
    const begun = cache.begin()
    const cached = item && (await cache.read(item, account))
    const result = await relay.activity(credentials, { ...query, etag: cached?.etag ?? undefined })
    if (!result.ok) return result
    const { source, asOf } = result.value
    const counts = result.value.unchanged ? cached?.activity : result.value.value
    if (!counts)
      return err(localFailure('relay-unreadable', 'It said “not modified” to a request without an ETag.'))
    const activity = { ...counts, source, asOf }
    const etag = result.value.unchanged ? (cached?.etag ?? null) : result.value.etag
    if (item)
      await cache.write(item, account, (_, stamp) => ({ ...stamp, activity, etag }), credentials.abort, begun)
    return ok(activity)
  }

  return (query: ActivityQuery): Promise<Result<ActivityView>> =>
    keeper.use((credentials, account) => {
      const { provider, bucket, from, to } = query
      const key = JSON.stringify([accountKey(account), provider, bucket, from, to, live.changes()])
      return coalesce(key, () => read(credentials, account, query)).result
    })
}
