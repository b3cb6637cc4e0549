/** Before facts about somebody are copied or saved, the relay writes it down: no line, no copy. */
import type { Taken } from '@inquiry-lens/shared/contract/audit.ts'
import type { Result } from '../../messages/failure.ts'
import type { RelayClient } from '../relay/client.ts'
import type { AccountKeeper } from './account.ts'

export interface TakenNoterParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'noteTaken'>
}

export function createTakenNoter({ account, relay }: TakenNoterParts) {
  return ({ action, form, ids }: Taken): Promise<Result<null>> =>
    account.use((credentials) => relay.noteTaken(credentials, { action, form, ids }))
}
