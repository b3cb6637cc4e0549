/** A gate as the desk sees it, and nothing of how it is reached. */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import type { GatewayState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { CacheUse } from '../gateway/metrics.ts'
import type { ProviderGateway } from '../gateway/provider-gateway.ts'
import type { GatewayAnswer } from '../gateway/queries/answer.ts'
import type { Query, RevealAnswer, RevealQuery } from '../gateway/query.ts'

/** Whatever it is asked only reads, so that it may be asked twice. */
export interface GatewayClient {
  answer(question: Query, forced: boolean, sender: string): Promise<GatewayAnswer>
  countShared(provider: ProviderId, use: CacheUse, count: number): Promise<void>
  reveal(question: RevealQuery, sender: string): Promise<RevealAnswer>
  health(provider: ProviderId): Promise<ProviderHealth>
  snapshot(provider: ProviderId): Promise<GatewayState>
}

export const createGatewayClient = (stub: DurableObjectStub<ProviderGateway>): GatewayClient => ({
  answer: async (question, forced, sender) => stub.answer(question, forced, sender),
  countShared: async (provider, use, count) => stub.countShared(provider, use, count),
  reveal: async (question, sender) => stub.reveal(question, sender),
  health: async (provider) => stub.health(provider),
  snapshot: async (provider) => stub.snapshot(provider),
})
