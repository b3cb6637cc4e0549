/** The relay, as the rest of the background asks it. */
import { type AccessClient, createAccessClient } from './relay-access.ts'
import { createRelayExchange, type RelayExchangeParts } from './relay-exchange.ts'
import { createReadingClient, type ReadingClient } from './relay-reading.ts'

export type { Credentials } from './relay-exchange.ts'
export type { LookupsAnswer } from './relay-reading.ts'

export interface RelayClient extends AccessClient, ReadingClient {}

export function createRelayClient(parts: RelayExchangeParts): RelayClient {
  const exchange = createRelayExchange(parts)
  return { ...createAccessClient(exchange), ...createReadingClient(exchange) }
}
