/** The gates as the desk asks them: the same question once at a time, and once more where a gate ended under it. */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import type { GateState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { createFlights } from '../gateway/cache/single-flight.ts'
import { type GateAnswer, joinAnswer } from '../gateway/queries/answer.ts'
import type { Question } from '../gateway/query.ts'
import type { RevealAnswer, RevealQuestion } from '../gateway/reveal-query.ts'
import { lossOf } from '../http/lost-object.ts'
import type { GateAccess } from './gateway-client.ts'
import { type Refused, refuse } from './result.ts'

type Asked = Pick<ProviderConfiguration, 'id' | 'environment'>

export interface GatesParts<TProvider extends Asked> {
  /** Anew at each call: the way to an object that has ended leads nowhere for good. */
  gateOf: (provider: TProvider) => GateAccess
  /** An opaque key of an agent, by which the gate gives each a fair share. */
  keyOf: (agent: string) => string
  /** Keeps the desk awake for what nobody waits for. */
  waitUntil: (promise: Promise<unknown>) => void
}

export interface Gates<TProvider extends Asked = ProviderConfiguration> {
  /** `agent`: who asks. One who joins what is under way is not charged for it. */
  answer(provider: TProvider, question: Question, forced: boolean, agent: string): Promise<GateAnswer>
  reveal(provider: TProvider, question: RevealQuestion, agent: string): Promise<RevealAnswer>
  health(provider: TProvider): Promise<ProviderHealth | Refused>
  report(provider: TProvider): Promise<GateState | Refused>
}

export function createGates<TProvider extends Asked>({
  gateOf,
  keyOf,
  waitUntil,
}: GatesParts<TProvider>): Gates<TProvider> {
  const flights = createFlights<GateAnswer>()
  /** By question: how many asked it while it was under way. */
  const joined = new Map<string, number>()

  async function call<TAnswer>(
    provider: TProvider,
    ask: (gate: GateAccess) => Promise<TAnswer>,
  ): Promise<TAnswer | Refused> {
    try {
      return await ask(gateOf(provider))
    } catch (error) {
      if (lossOf(error) !== 'ended') return refuseLoss(error)
    }
    return ask(gateOf(provider)).catch(refuseLoss)
  }

  async function depart(
    provider: TProvider,
    key: string,
    question: Question,
    forced: boolean,
    agent: string,
  ): Promise<GateAnswer> {
    try {
      const answer = await call(provider, (gate) => gate.answer(question, forced, keyOf(agent)))
      const count = joined.get(key)
      if (count !== undefined) {
        const told = joinAnswer(answer)
        const noted = gateOf(provider).noteJoined(provider.id, told.ok ? told.use : 'refused', count)
        // A count that is lost with its gate is not worth an answer.
        waitUntil(noted.catch(() => undefined))
      }
      return answer
    } finally {
      joined.delete(key)
    }
  }

  return {
    async answer(provider, question, forced, agent) {
      const key = JSON.stringify([provider.environment, question, forced])
      const { landing, joined: isJoined } = flights.join(key, () =>
        depart(provider, key, question, forced, agent),
      )
      if (!isJoined) return landing
      joined.set(key, (joined.get(key) ?? 0) + 1)
      return joinAnswer(await landing)
    },
    reveal: (provider, question, agent) => call(provider, (gate) => gate.reveal(question, keyOf(agent))),
    health: (provider) => call(provider, (gate) => gate.health(provider.id)),
    report: (provider) => call(provider, (gate) => gate.report(provider.id)),
  }
}

function refuseLoss(error: unknown): Refused {
  if (lossOf(error) === undefined) throw error
  const detail = 'The part of the relay that asks the provider ended meanwhile.'
  return refuse({ code: 'relay-interrupted', detail, retryAfter: 1 })
}
