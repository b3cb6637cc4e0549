/** Asks for objects by their IDs, each of them once however many ask: in a batch, alone, or in two batches at a time. */
import { type Fetched, mapFetched } from '../providers/provider.ts'
import { createFlights, type Flight } from './flight.ts'
import type { Memory } from './memory.ts'
import type { Landing } from './plan.ts'
import type { Row } from './row.ts'
import { LOOKUP_DEADLINE_MS, type Told, type Upstream } from './upstream.ts'

export type ObjectFlight = Flight<Landing<Row | null>>

export interface ObjectFetch {
  one(kind: 'session' | 'event', id: string): ObjectFlight
  /** One call for all those that nobody is asking for at the moment. */
  inquiries(ids: readonly string[]): Map<string, ObjectFlight>
}

export function createObjectFetch({ memory, upstream }: { memory: Memory; upstream: Upstream }): ObjectFetch {
  const flights = createFlights<Landing<Row | null>>()

  const land = (id: string, told: Told<Row | null>): Landing<Row | null> =>
    told.ok ? { ok: true, entry: memory.keepObject(id, told.value) } : told

  const askOne = (kind: 'session' | 'event', id: string): Promise<Told<Row | null>> =>
    upstream.ask(
      LOOKUP_DEADLINE_MS,
      async (provider, signal): Promise<Fetched<Row | null>> =>
        kind === 'session'
          ? mapFetched(await provider.findSession(id, signal), (item) => item && { kind, item })
          : mapFetched(await provider.findEvent(id, signal), (item) => item && { kind, item }),
    )

  return {
    one: (kind, id) => flights.join(id, async () => land(id, await askOne(kind, id))),

    inquiries(ids) {
      const departing = ids.filter((id) => !flights.isUnderWay(id))
      const batch =
        departing.length > 0
          ? upstream.ask(LOOKUP_DEADLINE_MS, (provider, signal) => provider.findInquiries(departing, signal))
          : undefined
      const depart = async (id: string): Promise<Landing<Row | null>> => {
        const told = await batch
        if (!told?.ok) return told ?? { ok: false, problem: upstream.missing() }
        const item = told.value.find((inquiry) => inquiry.id === id)
        return land(id, { ok: true, value: item ? { kind: 'inquiry', item } : null })
      }
      return new Map(ids.map((id) => [id, flights.join(id, () => depart(id))]))
    },
  }
}
