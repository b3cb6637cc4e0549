/** Sensitive fields on their way from the relay to the one page that asked for them. Nothing of them is kept here. */
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { err, type Result } from '../../messages/failure.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/local-failure.ts'
import type { AccountKeeper } from '../session/account.ts'

export interface RevealerParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'reveal'>
}

export function createRevealer({ account, relay }: RevealerParts) {
  return (request: RevealRequest): Promise<Result<Revealed>> =>
    account.use(async (credentials) => {
      const result = await relay.reveal(credentials, request)
      if (!result.ok) return result
      const { id, values } = result.value
      // What stands beside an ID on the screen must be of that ID, and no more than was asked for.
      const isAsked = id === request.id && values.every(({ field }) => request.fields.includes(field))
      return isAsked ? result : err(localFailure('relay-unreadable', 'It revealed what nobody asked for.'))
    })
}
