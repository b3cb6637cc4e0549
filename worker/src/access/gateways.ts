/** Calls the provider gateways: identical queries share one call, and a call whose gateway ended is repeated once. */

import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import type { ProviderHealth } from '@inquiry-lens/shared/contract/config.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import type { ProviderGateway } from '../gateway/provider-gateway.ts'
import { type GatewayAnswer, shareAnswer } from '../gateway/queries/answer.ts'
import type { Query, RevealAnswer, RevealQuery } from '../gateway/query.ts'
import { lossOf } from '../http/lost-object.ts'
import { type Err, err } from '../result.ts'

/** Of those who share an answer, each goes on a turn after the one before: what a thousand hold at once costs more. */
const GROUP = 64

type Provider = Pick<ProviderConfiguration, 'id' | 'environment'>

/** Only reads, so that every call may be repeated. */
export type GatewayClient = Pick<ProviderGateway, 'answer' | 'countShared' | 'reveal' | 'health' | 'snapshot'>

export type Gateways = ReturnType<typeof createGateways>

export function createGateways({
  gatewayOf,
  keyOf,
  waitUntil,
  nextTurn,
}: {
  /** Called for each call: the stub of an object that has ended stays broken. */
  gatewayOf: (provider: Provider) => GatewayClient
  /** An opaque key of the agent, for a fair share of the provider's quota. */
  keyOf: (agent: string) => string
  waitUntil: (promise: Promise<unknown>) => void
  nextTurn: () => Promise<unknown>
}) {
  const singleFlight = createSingleFlight<GatewayAnswer>()
  const shared = new Map<string, { count: number; turns: Promise<unknown>[] }>()

  async function call<TAnswer>(
    provider: Provider,
    request: (gateway: GatewayClient) => Promise<TAnswer>,
  ): Promise<TAnswer | Err> {
    try {
      return await request(gatewayOf(provider))
    } catch (error) {
      if (lossOf(error) !== 'ended') return refuseLoss(error)
    }
    return request(gatewayOf(provider)).catch(refuseLoss)
  }

  function countSharers(provider: Provider, answer: GatewayAnswer, count: number): void {
    const answered = shareAnswer(answer)
    const counted = gatewayOf(provider).countShared(
      provider.id,
      answered.ok ? answered.use : 'refused',
      count,
    )
    // A lost count must not fail the answer.
    waitUntil(counted.catch(() => undefined))
  }

  return {
    /** An agent who joins a call is not charged for it. */
    async answer(provider: Provider, query: Query, isForced: boolean, agent: string): Promise<GatewayAnswer> {
      const key = JSON.stringify([provider.environment, query, isForced])
      const { result, isShared } = singleFlight.coalesce(key, async () => {
        try {
          const answer = await call(provider, (gateway) => gateway.answer(query, isForced, keyOf(agent)))
          const sharers = shared.get(key)
          if (sharers) countSharers(provider, answer, sharers.count)
          return answer
        } finally {
          shared.delete(key)
        }
      })
      if (!isShared) return result
      const sharers = shared.get(key) ?? { count: 0, turns: [] }
      shared.set(key, sharers)
      const group = Math.floor(++sharers.count / GROUP)
      const answer = await result
      if (group > 0) sharers.turns[group] ??= Promise.resolve(sharers.turns[group - 1]).then(nextTurn)
      await sharers.turns[group]
      return shareAnswer(answer)
    },
    reveal: (provider: Provider, query: RevealQuery, agent: string): Promise<RevealAnswer | Err> =>
      call(provider, (gateway) => gateway.reveal(query, keyOf(agent))),
    /** `agent`: whose share pays for asking again what the key may not read. */
    health: (provider: Provider, agent?: string): Promise<ProviderHealth | Err> =>
      call(provider, (gateway) => gateway.health(provider.id, agent && keyOf(agent))),
    snapshot: (provider: Provider): Promise<GatewayState | Err> =>
      call(provider, (gateway) => gateway.snapshot(provider.id)),
  }
}

function refuseLoss(error: unknown): Err {
  if (lossOf(error) === undefined) throw error
  const detail = 'The provider gateway was interrupted.'
  return err({ code: 'relay-interrupted', detail, retryAfter: 1 })
}
