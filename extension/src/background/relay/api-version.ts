/** Whether this extension and a relay speak a common version of the contract. */
import { API_VERSION, type Health } from '@inquiry-lens/shared/contract/api.ts'
import type { Failure } from '../../messages/failure.ts'
import { localFailure } from './local-failure.ts'

export function findVersionMismatch(health: Health, ours: number = API_VERSION): Failure | undefined {
  if (health.api.includes(ours)) return undefined
  const theirs = health.api.length > 0 ? health.api.join(', ') : 'none'
  const detail = `It speaks version ${theirs} of the contract, this extension ${ours}.`
  return localFailure(Math.max(...health.api) < ours ? 'relay-too-old' : 'client-too-old', detail)
}
