/** A gate as the desk sees it, and nothing of how it is reached. */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import type { GateState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Use } from '../gateway/metrics.ts'
import type { Gate } from '../gateway/provider-gateway.ts'
import type { GateAnswer } from '../gateway/queries/answer.ts'
import type { Question } from '../gateway/query.ts'
import type { RevealAnswer, RevealQuestion } from '../gateway/reveal-query.ts'

/** Whatever it is asked only reads, so that it may be asked twice. */
export interface GateAccess {
  answer(question: Question, forced: boolean, asker: string): Promise<GateAnswer>
  noteJoined(provider: ProviderId, use: Use, count: number): Promise<void>
  reveal(question: RevealQuestion, asker: string): Promise<RevealAnswer>
  health(provider: ProviderId): Promise<ProviderHealth>
  report(provider: ProviderId): Promise<GateState>
}

export const reachGate = (stub: DurableObjectStub<Gate>): GateAccess => ({
  answer: async (question, forced, asker) => stub.answer(question, forced, asker),
  noteJoined: async (provider, use, count) => stub.noteJoined(provider, use, count),
  reveal: async (question, asker) => stub.reveal(question, asker),
  health: async (provider) => stub.health(provider),
  report: async (provider) => stub.report(provider),
})
