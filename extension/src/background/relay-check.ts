/** Is there a relay at the address that somebody typed, and does it speak our version? */
import { fail, type Result, succeed } from '../failure.ts'
import { misfit } from './api-fit.ts'
import { normaliseRelayAddress } from './relay-address.ts'
import type { RelayClient } from './relay-client.ts'

export async function checkRelay(
  relay: Pick<RelayClient, 'health'>,
  typed: string,
): Promise<Result<{ address: string; build: string }>> {
  const address = normaliseRelayAddress(typed)
  if (!address.ok) return address
  const health = await relay.health(address.value)
  if (!health.ok) return health
  const failure = misfit(health.value)
  return failure ? fail(failure) : succeed({ address: address.value, build: health.value.build })
}
