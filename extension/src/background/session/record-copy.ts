/** Before facts about somebody are copied or saved, the relay writes it down: no line, no copy. */
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import type { Result } from '../../messages/failure.ts'
import type { RelayClient } from '../relay/client.ts'
import type { AccountKeeper } from './account.ts'

export interface RecordCopyParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'recordCopy'>
}

export function createRecordCopy({ account, relay }: RecordCopyParts) {
  return ({ action, form, ids }: Copied): Promise<Result<null>> =>
    account.use((credentials) => relay.recordCopy(credentials, { action, form, ids }))
}
