/** The gates as the desk asks them: the same question once at a time, and once more where a gate ended under it. */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import type { GatewayState } from '@inquiry-lens/shared/contract/gateway.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { type GatewayAnswer, shareAnswer } from '../gateway/queries/answer.ts'
import type { Query, RevealAnswer, RevealQuery } from '../gateway/query.ts'
import { lossOf } from '../http/lost-object.ts'
import type { GatewayClient } from './gateway-client.ts'
import { type Err, err } from './result.ts'

type Asked = Pick<ProviderConfiguration, 'id' | 'environment'>

export interface GatewaysParts<TProvider extends Asked> {
  /** Anew at each call: the way to an object that has ended leads nowhere for good. */
  gatewayOf: (provider: TProvider) => GatewayClient
  /** An opaque key of an agent, by which the gate gives each a fair share. */
  keyOf: (agent: string) => string
  /** Keeps the desk awake for what nobody waits for. */
  waitUntil: (promise: Promise<unknown>) => void
}

export interface Gateways<TProvider extends Asked = ProviderConfiguration> {
  /** `agent`: who asks. One who joins what is under way is not charged for it. */
  answer(provider: TProvider, question: Query, forced: boolean, agent: string): Promise<GatewayAnswer>
  reveal(provider: TProvider, question: RevealQuery, agent: string): Promise<RevealAnswer>
  health(provider: TProvider): Promise<ProviderHealth | Err>
  snapshot(provider: TProvider): Promise<GatewayState | Err>
}

export function createGateways<TProvider extends Asked>({
  gatewayOf,
  keyOf,
  waitUntil,
}: GatewaysParts<TProvider>): Gateways<TProvider> {
  const singleFlight = createSingleFlight<GatewayAnswer>()
  /** By query: how many callers share its run. */
  const shared = new Map<string, number>()

  async function call<TAnswer>(
    provider: TProvider,
    request: (gateway: GatewayClient) => Promise<TAnswer>,
  ): Promise<TAnswer | Err> {
    try {
      return await request(gatewayOf(provider))
    } catch (error) {
      if (lossOf(error) !== 'ended') return refuseLoss(error)
    }
    return request(gatewayOf(provider)).catch(refuseLoss)
  }

  async function request(
    provider: TProvider,
    key: string,
    question: Query,
    forced: boolean,
    agent: string,
  ): Promise<GatewayAnswer> {
    try {
      const answer = await call(provider, (gateway) => gateway.answer(question, forced, keyOf(agent)))
      const count = shared.get(key)
      if (count !== undefined) {
        const told = shareAnswer(answer)
        const noted = gatewayOf(provider).countShared(provider.id, told.ok ? told.use : 'refused', count)
        // A count that is lost with its gate is not worth an answer.
        waitUntil(noted.catch(() => undefined))
      }
      return answer
    } finally {
      shared.delete(key)
    }
  }

  return {
    async answer(provider, question, forced, agent) {
      const key = JSON.stringify([provider.environment, question, forced])
      const { result, isShared } = singleFlight.coalesce(key, () =>
        request(provider, key, question, forced, agent),
      )
      if (!isShared) return result
      shared.set(key, (shared.get(key) ?? 0) + 1)
      return shareAnswer(await result)
    },
    reveal: (provider, question, agent) =>
      call(provider, (gateway) => gateway.reveal(question, keyOf(agent))),
    health: (provider) => call(provider, (gateway) => gateway.health(provider.id)),
    snapshot: (provider) => call(provider, (gateway) => gateway.snapshot(provider.id)),
  }
}

function refuseLoss(error: unknown): Err {
  if (lossOf(error) === undefined) throw error
  const detail = 'The part of the relay that asks the provider ended meanwhile.'
  return err({ code: 'relay-interrupted', detail, retryAfter: 1 })
}
