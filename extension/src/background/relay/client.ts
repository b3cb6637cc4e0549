/** The relay, as the rest of the background asks it. */
import { type AccessClient, createAccessClient } from './access.ts'
import { type AgentsClient, createAgentsClient } from './agents.ts'
import { type AuditClient, createAuditClient } from './audit.ts'
import { createDisclosureClient, type DisclosureClient } from './disclosures.ts'
import { createGatewayClient, type GatewayClient } from './gateway.ts'
import { createRelayHttp, type RelayHttpParts } from './http.ts'
import { createReadsClient, type ReadsClient } from './reads.ts'

export type { Credentials } from './http.ts'
export type { CaseAnswer, LookupsAnswer } from './reads.ts'

export interface RelayClient
  extends AccessClient,
    ReadsClient,
    DisclosureClient,
    AgentsClient,
    AuditClient,
    GatewayClient {}

export function createRelayClient(parts: RelayHttpParts): RelayClient {
  const exchange = createRelayHttp(parts)
  return {
    ...createAccessClient(exchange),
    ...createReadsClient(exchange),
    ...createAgentsClient(exchange),
    ...createAuditClient(exchange),
    ...createGatewayClient(exchange),
    ...createDisclosureClient(exchange),
  }
}
