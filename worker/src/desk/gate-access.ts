/** A gate as the desk sees it, and nothing of how it is reached. */
import type { ProviderHealth } from '@inquiry-lens/shared/api.ts'
import type { GateState } from '@inquiry-lens/shared/gate-api.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { GateAnswer } from '../gate/answer.ts'
import type { Gate } from '../gate/gate.ts'
import type { Use } from '../gate/tally.ts'
import type { Question } from '../question.ts'
import type { RevealAnswer, RevealQuestion } from '../reveal-question.ts'

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
