/** The relay, as the rest of the background asks it. */
import { type AccessClient, createAccessClient } from './relay-access.ts'
import { type AgentsClient, createAgentsClient } from './relay-agents.ts'
import { createDisclosureClient, type DisclosureClient } from './relay-disclosures.ts'
import { createRelayExchange, type RelayExchangeParts } from './relay-exchange.ts'
import { createGateClient, type GateClient } from './relay-gate.ts'
import { createReadingClient, type ReadingClient } from './relay-reading.ts'
import { createRecordClient, type RecordClient } from './relay-record.ts'

export type { Credentials } from './relay-exchange.ts'
export type { CaseAnswer, LookupsAnswer } from './relay-reading.ts'

export interface RelayClient
  extends AccessClient,
    ReadingClient,
    DisclosureClient,
    AgentsClient,
    RecordClient,
    GateClient {}

export function createRelayClient(parts: RelayExchangeParts): RelayClient {
  const exchange = createRelayExchange(parts)
  return {
    ...createAccessClient(exchange),
    ...createReadingClient(exchange),
    ...createAgentsClient(exchange),
    ...createRecordClient(exchange),
    ...createGateClient(exchange),
    ...createDisclosureClient(exchange),
  }
}
