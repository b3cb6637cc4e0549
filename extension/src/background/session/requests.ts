/** Copies and reveals, which the relay permits each time; nothing of them is cached. */
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { err, type Result } from '../../messages/failure.ts'
import type { Policy } from '../../platform/policy.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { AccountKeeper } from './account.ts'

type Use = Pick<AccountKeeper, 'use'>

/** Writes the audit entry of a copy or an export, before it is made. */
export const createRecordCopy =
  (account: Use, relay: Pick<RelayClient, 'recordCopy'>, readManaged: () => Promise<Pick<Policy, 'off'>>) =>
  async ({ action, form, ids }: Copied): Promise<Result<null>> =>
    (await readManaged()).off.includes(action)
      ? err(localFailure('switched-off'))
      : account.use((credentials) => relay.recordCopy(credentials, { action, form, ids }))

/** Reads sensitive fields for the one page that asks. */
export const createRevealer =
  (account: Use, relay: Pick<RelayClient, 'reveal'>) =>
  (request: RevealRequest): Promise<Result<Revealed>> =>
    account.use(async (credentials) => {
      const result = await relay.reveal(credentials, request)
      if (!result.ok) return result
      const { id, values } = result.value
      const isRequested = id === request.id && values.every(({ field }) => request.fields.includes(field))
      return isRequested
        ? result
        : err(localFailure('relay-unreadable', 'It revealed what was not requested.'))
    })
