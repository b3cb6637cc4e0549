/** Asks for objects by their IDs, each of them once however many ask: in a batch, alone, or in two batches at a time. */
import { type Fetched, mapFetched } from '../providers/provider.ts'
import { createFlights, type Flight } from './flight.ts'
import { type Lane, LOOKUP_DEADLINE_MS } from './lane.ts'
import type { Memory } from './memory.ts'
import type { Landing } from './plan.ts'
import type { Row } from './row.ts'
import type { Told, Upstream } from './upstream.ts'

export type ObjectFlight = Flight<Landing<Row | null>>

export interface ObjectFetch {
  one(kind: 'session' | 'event', id: string, lane: Lane): ObjectFlight
  /** One call for all those that nobody is asking for at the moment. */
  inquiries(ids: readonly string[], lane: Lane): Map<string, ObjectFlight>
}

export function createObjectFetch({ memory, upstream }: { memory: Memory; upstream: Upstream }): ObjectFetch {
  const flights = createFlights<Landing<Row | null>>()

  const land = (id: string, told: Told<Row | null>): Landing<Row | null> =>
    told.ok ? { ...told, entry: memory.keepObject(id, told.value) } : told

  const errandOf = (lane: Lane) => ({ lane, deadlineMs: LOOKUP_DEADLINE_MS })

  const askOne = (kind: 'session' | 'event', id: string, lane: Lane): Promise<Told<Row | null>> =>
    upstream.ask(
      errandOf(lane),
      async (provider, line): Promise<Fetched<Row | null>> =>
        kind === 'session'
          ? mapFetched(await provider.findSession(id, line), (item) => item && { kind, item })
          : mapFetched(await provider.findEvent(id, line), (item) => item && { kind, item }),
    )

  return {
    one: (kind, id, lane) => flights.join(id, async () => land(id, await askOne(kind, id, lane))),

    inquiries(ids, lane) {
      const departing = ids.filter((id) => !flights.isUnderWay(id))
      const batch =
        departing.length > 0
          ? upstream.ask(errandOf(lane), (provider, line) => provider.findInquiries(departing, line))
          : undefined
      const depart = async (id: string): Promise<Landing<Row | null>> => {
        const told = await batch
        if (!told?.ok) return told ?? { ok: false, problem: upstream.missing(), forwarded: undefined }
        const item = told.value.find((inquiry) => inquiry.id === id)
        return land(id, { ...told, value: item ? { kind: 'inquiry', item } : null })
      }
      return new Map(ids.map((id) => [id, flights.join(id, () => depart(id))]))
    },
  }
}
