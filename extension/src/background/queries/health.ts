/**
 * How the relay stands with its providers, and which role the agent has there now: one question however many surfaces
 * ask it at about the same time.
 */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import { ok, type Result } from '../../messages/failure.ts'
import { accountKey } from '../../platform/stored.ts'
import type { RelayClient } from '../relay/client.ts'
import type { AccountKeeper } from '../session/account.ts'

export interface HealthParts {
  account: Pick<AccountKeeper, 'use' | 'keepRole'>
  relay: Pick<RelayClient, 'me'>
}

export function createHealthReader({ account: keeper, relay }: HealthParts) {
  const flights = new Map<string, Promise<Result<ProviderHealth[]>>>()
  return (): Promise<Result<ProviderHealth[]>> =>
    keeper.use((credentials, account) => {
      const key = accountKey(account)
      const inFlight = flights.get(key)
      if (inFlight) return inFlight
      const flight = relay
        .me(credentials)
        .then(async (me): Promise<Result<ProviderHealth[]>> => {
          if (!me.ok) return me
          if (!credentials.abort.aborted) await keeper.keepRole(account, me.value.agent.role)
          return ok(me.value.providers)
        })
        .finally(() => {
          if (flights.get(key) === flight) flights.delete(key)
        })
      flights.set(key, flight)
      return flight
    })
}
