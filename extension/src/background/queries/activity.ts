/** Counts of cases for the surfaces: concurrent requests share one, and those up to now are cached with their tag. */
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, ActivityView } from '../../messages/messages.ts'
import { type ActivityQuery, accountKey, cachedActivity } from '../../stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { QueryCache } from './query-cache.ts'

export function createActivityReader({
  account: keeper,
  relay,
  cache,
}: {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'activity'>
  cache: Pick<QueryCache, 'read' | 'write'>
}) {
  const { coalesce } = createSingleFlight<Result<ActivityView>>()

  async function read(
    credentials: Credentials,
    account: Account,
    query: ActivityQuery,
  ): Promise<Result<ActivityView>> {
    const isUpToNow = query.from === undefined && query.to === undefined
    const item = isUpToNow ? cachedActivity(query) : undefined
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
      await cache.write(item, account, (_, stamp) => ({ ...stamp, activity, etag }), credentials.abort)
    return ok(activity)
  }

  return (query: ActivityQuery): Promise<Result<ActivityView>> =>
    keeper.use((credentials, account) => {
      const key = JSON.stringify([accountKey(account), query.provider, query.bucket, query.from, query.to])
      return coalesce(key, () => read(credentials, account, query)).result
    })
}
