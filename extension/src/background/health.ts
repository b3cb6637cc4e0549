/** How the relay stands with its providers: one question however many surfaces ask it at about the same time. */
import type { ProviderHealth } from '@inquiry-lens/shared/api.ts'
import { type Result, succeed } from '../failure.ts'
import { accountKey } from '../stored.ts'
import type { AccountKeeper } from './account.ts'
import type { RelayClient } from './relay-client.ts'

export interface HealthParts {
  account: Pick<AccountKeeper, 'use'>
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
        .then((me): Result<ProviderHealth[]> => (me.ok ? succeed(me.value.providers) : me))
        .finally(() => {
          if (flights.get(key) === flight) flights.delete(key)
        })
      flights.set(key, flight)
      return flight
    })
}
