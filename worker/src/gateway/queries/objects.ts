/** Sessions, events and inquiries by ID: each is fetched once for all callers, alone or in a batch. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { createSingleFlight, type SharedRun } from '@inquiry-lens/shared/lib/single-flight.ts'
import { type Fetched, mapFetched } from '../../providers/provider.ts'
import type { CacheEntry } from '../cache/cache.ts'
import { freshnessOfRow } from '../cache/freshness.ts'
import { type Row, summarizeRow } from '../cache/row-cache.ts'
import type { ObjectQuery } from '../query.ts'
import type { UpstreamContext } from '../upstream/priority-semaphore.ts'
import { LOOKUP_DEADLINE_MS, type UpstreamResult } from '../upstream/upstream.ts'
import { render } from './answer.ts'
import type { FetchResult, QueryPlan, QueryServices } from './queries.ts'

export type SharedFetch = SharedRun<FetchResult<Row | null>>

export type ObjectFetch = ReturnType<typeof createObjectFetch>

export function createObjectFetch({ rows, upstream }: QueryServices) {
  const singleFlight = createSingleFlight<FetchResult<Row | null>>()

  const store = (id: string, result: UpstreamResult<Row | null>): FetchResult<Row | null> =>
    storeResult(
      result,
      { isVisible: rows.getObject(id)?.content != null, unreadable: upstream.unreadable },
      (row) => rows.setObject(id, row),
    )

  const requestOne = (kind: 'session' | 'event', id: string, context: UpstreamContext) =>
    upstream.request(
      { ...context, deadlineMs: LOOKUP_DEADLINE_MS },
      async (provider, call): Promise<Fetched<Row | null>> =>
        kind === 'session'
          ? mapFetched(await provider.findSession(id, call), (item) => item && { kind, item })
          : mapFetched(await provider.findEvent(id, call), (item) => item && { kind, item }),
      (row) => row === null,
    )

  return {
    one: (kind: 'session' | 'event', id: string, context: UpstreamContext): SharedFetch =>
      singleFlight.coalesce(id, async () => store(id, await requestOne(kind, id, context))),

    /** One call for all IDs that no run is fetching. */
    inquiries(ids: readonly string[], context: UpstreamContext): Map<string, SharedFetch> {
      const batchIds = ids.filter((id) => !singleFlight.isRunning(id))
      const batch =
        batchIds.length > 0
          ? upstream.request(
              { ...context, deadlineMs: LOOKUP_DEADLINE_MS },
              (provider, call) => provider.findInquiries(batchIds, call),
              ({ items, unknown }) => items.length === 0 && unknown.size === 0,
            )
          : undefined
      const fetchOne = async (id: string): Promise<FetchResult<Row | null>> => {
        const result = await batch
        if (!result?.ok) return result ?? { ok: false, problem: upstream.missing(), forwarded: undefined }
        const item = result.value.items.find((inquiry) => inquiry.id === id)
        if (result.value.unknown.has(id)) return { ...result, ok: false, problem: upstream.unreadable() }
        return store(id, { ...result, value: item ? { kind: 'inquiry', item } : null })
      }
      return new Map(ids.map((id) => [id, singleFlight.coalesce(id, () => fetchOne(id))]))
    },
  }
}

/**
 * Omits the provider's status for a missing object: it could reveal a hidden one. An unreadable answer replaces no
 * visible object.
 */
export const storeResult = <TContent>(
  result: UpstreamResult<TContent | null>,
  known: { isVisible: boolean; unreadable: () => ProblemReport },
  store: (content: TContent | null) => CacheEntry<TContent | null>,
): FetchResult<TContent | null> => {
  if (!result.ok) return result
  const forwarded = result.value === null ? result.forwarded && { status: undefined } : result.forwarded
  return result.isUnreadable && known.isVisible
    ? { ok: false, problem: known.unreadable(), forwarded }
    : { ok: true, entry: store(result.value), forwarded }
}

export const planObject = (
  { kind, id }: ObjectQuery,
  { rows, changes, upstream }: QueryServices,
  fetchObjects: ObjectFetch,
): QueryPlan<Row | null> => ({
  priority: 'lookup',
  cached: rows.getObject(id),
  freshnessOf: ({ content, storedAt }) =>
    changes.hasChanged(id, storedAt) ? 'superseded' : freshnessOfRow(content),
  fetch: (context) => fetchObjects.one(kind, id, context),
  render: ({ content }) =>
    content === null
      ? upstream.missing()
      : render(content.item, { inquiry: summarizeRow(content).inquiryId }),
})
