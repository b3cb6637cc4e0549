/** Asks for objects by their IDs, each of them once however many ask: in a batch, alone, or in two batches at a time. */

import { createSingleFlight, type SharedRun } from '@inquiry-lens/shared/lib/single-flight.ts'
import { type Fetched, mapFetched } from '../../providers/provider.ts'
import type { Row } from '../cache/row.ts'
import type { RowCache } from '../cache/row-cache.ts'
import { LOOKUP_DEADLINE_MS, type UpstreamContext } from '../upstream/priority.ts'
import type { Told, Upstream } from '../upstream/upstream.ts'
import { type FetchResult, fetchResultOf } from './plan.ts'

export type SharedFetch = SharedRun<FetchResult<Row | null>>

export interface ObjectFetch {
  one(kind: 'session' | 'event', id: string, asking: UpstreamContext): SharedFetch
  /** One call for all those that nobody is asking for at the moment. */
  inquiries(ids: readonly string[], asking: UpstreamContext): Map<string, SharedFetch>
}

const isNothing = (found: unknown): boolean => found === null

export function createObjectFetch({
  memory,
  upstream,
}: {
  memory: RowCache
  upstream: Upstream
}): ObjectFetch {
  const flights = createSingleFlight<FetchResult<Row | null>>()

  const land = (id: string, told: Told<Row | null>): FetchResult<Row | null> =>
    fetchResultOf(
      told,
      { isVisible: memory.object(id)?.content != null, unreadable: upstream.unreadable },
      (row) => memory.keepObject(id, row),
    )

  const upstreamRequestOf = (asking: UpstreamContext) => ({ ...asking, deadlineMs: LOOKUP_DEADLINE_MS })

  const requestOne = (
    kind: 'session' | 'event',
    id: string,
    asking: UpstreamContext,
  ): Promise<Told<Row | null>> =>
    upstream.request(
      upstreamRequestOf(asking),
      async (provider, line): Promise<Fetched<Row | null>> =>
        kind === 'session'
          ? mapFetched(await provider.findSession(id, line), (item) => item && { kind, item })
          : mapFetched(await provider.findEvent(id, line), (item) => item && { kind, item }),
      isNothing,
    )

  return {
    one: (kind, id, asking) => flights.coalesce(id, async () => land(id, await requestOne(kind, id, asking))),

    inquiries(ids, asking) {
      const departing = ids.filter((id) => !flights.isRunning(id))
      const batch =
        departing.length > 0
          ? upstream.request(
              upstreamRequestOf(asking),
              (provider, line) => provider.findInquiries(departing, line),
              ({ items, unknown }) => items.length === 0 && unknown.size === 0,
            )
          : undefined
      const depart = async (id: string): Promise<FetchResult<Row | null>> => {
        const told = await batch
        if (!told?.ok) return told ?? { ok: false, problem: upstream.missing(), forwarded: undefined }
        const item = told.value.items.find((inquiry) => inquiry.id === id)
        if (told.value.unknown.has(id)) return { ...told, ok: false, problem: upstream.unreadable() }
        return land(id, { ...told, value: item ? { kind: 'inquiry', item } : null })
      }
      return new Map(ids.map((id) => [id, flights.coalesce(id, () => depart(id))]))
    },
  }
}
