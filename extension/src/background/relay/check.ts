/** Is there a relay at the address that somebody typed, and does it speak our version? */
import { err, ok, type Result } from '../../messages/failure.ts'
import { normaliseRelayAddress } from './address.ts'
import { findVersionMismatch } from './api-version.ts'
import type { RelayClient } from './client.ts'

export async function checkRelay(
  relay: Pick<RelayClient, 'health'>,
  typed: string,
): Promise<Result<{ address: string; build: string }>> {
  const address = normaliseRelayAddress(typed)
  if (!address.ok) return address
  const health = await relay.health(address.value)
  if (!health.ok) return health
  const failure = findVersionMismatch(health.value)
  return failure ? err(failure) : ok({ address: address.value, build: health.value.build })
}
