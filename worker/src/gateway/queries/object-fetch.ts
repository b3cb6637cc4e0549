/** Asks for objects by their IDs, each of them once however many ask: in a batch, alone, or in two batches at a time. */
import { type Fetched, mapFetched } from '../../providers/provider.ts'
import type { Row } from '../cache/row.ts'
import type { Memory } from '../cache/row-cache.ts'
import { createFlights, type Flight } from '../cache/single-flight.ts'
import { type Asking, LOOKUP_DEADLINE_MS } from '../upstream/priority.ts'
import type { Told, Upstream } from '../upstream/upstream.ts'
import { type Landing, landObject } from './plan.ts'

export type ObjectFlight = Flight<Landing<Row | null>>

export interface ObjectFetch {
  one(kind: 'session' | 'event', id: string, asking: Asking): ObjectFlight
  /** One call for all those that nobody is asking for at the moment. */
  inquiries(ids: readonly string[], asking: Asking): Map<string, ObjectFlight>
}

const isNothing = (found: unknown): boolean => found === null

export function createObjectFetch({ memory, upstream }: { memory: Memory; upstream: Upstream }): ObjectFetch {
  const flights = createFlights<Landing<Row | null>>()

  const land = (id: string, told: Told<Row | null>): Landing<Row | null> =>
    landObject(
      told,
      { isVisible: memory.object(id)?.content != null, unreadable: upstream.unreadable },
      (row) => memory.keepObject(id, row),
    )

  const errandOf = (asking: Asking) => ({ ...asking, deadlineMs: LOOKUP_DEADLINE_MS })

  const askOne = (kind: 'session' | 'event', id: string, asking: Asking): Promise<Told<Row | null>> =>
    upstream.ask(
      errandOf(asking),
      async (provider, line): Promise<Fetched<Row | null>> =>
        kind === 'session'
          ? mapFetched(await provider.findSession(id, line), (item) => item && { kind, item })
          : mapFetched(await provider.findEvent(id, line), (item) => item && { kind, item }),
      isNothing,
    )

  return {
    one: (kind, id, asking) => flights.join(id, async () => land(id, await askOne(kind, id, asking))),

    inquiries(ids, asking) {
      const departing = ids.filter((id) => !flights.isUnderWay(id))
      const batch =
        departing.length > 0
          ? upstream.ask(
              errandOf(asking),
              (provider, line) => provider.findInquiries(departing, line),
              ({ items, unknown }) => items.length === 0 && unknown.size === 0,
            )
          : undefined
      const depart = async (id: string): Promise<Landing<Row | null>> => {
        const told = await batch
        if (!told?.ok) return told ?? { ok: false, problem: upstream.missing(), forwarded: undefined }
        const item = told.value.items.find((inquiry) => inquiry.id === id)
        if (told.value.unknown.has(id)) return { ...told, ok: false, problem: upstream.unreadable() }
        return land(id, { ...told, value: item ? { kind: 'inquiry', item } : null })
      }
      return new Map(ids.map((id) => [id, flights.join(id, () => depart(id))]))
    },
  }
}
