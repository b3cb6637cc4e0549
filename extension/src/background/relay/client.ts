/** The relay, as the rest of the background asks it. */
import { type AccessClient, createAccessClient } from './access.ts'
import { type AgentsClient, createAgentsClient } from './agents.ts'
import { createRecordClient, type RecordClient } from './audit.ts'
import { createDisclosureClient, type DisclosureClient } from './disclosures.ts'
import { createGateClient, type GateClient } from './gateway.ts'
import { createRelayExchange, type RelayExchangeParts } from './http.ts'
import { createReadingClient, type ReadingClient } from './reads.ts'

export type { Credentials } from './http.ts'
export type { CaseAnswer, LookupsAnswer } from './reads.ts'

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
