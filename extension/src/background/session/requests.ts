/** What the admin page may ask. Whether the one who is signed in may know is for the relay to say, each time. */

import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { err, type Result } from '../../messages/failure.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { Handlers } from '../router.ts'
import type { AccountKeeper } from './account.ts'
import type { SessionLock } from './lock.ts'

type AdminHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `app:${'agents' | 'audit' | 'gateway'}.${string}`>
>

export interface AdminRequestParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<
    RelayClient,
    | 'listAgents'
    | 'addAgent'
    | 'revokeAgent'
    | 'revokeAll'
    | 'searchRecord'
    | 'auditStatus'
    | 'readGatewaySnapshot'
  >
  /** What it shows is of people too. */
  guard: SessionLock['guard']
}

export const createAdminHandlers = ({ account, relay, guard }: AdminRequestParts): AdminHandlers => ({
  'app:agents.list': guard(() => account.use(relay.listAgents)),
  'app:agents.add': guard((agent) => account.use((credentials) => relay.addAgent(credentials, agent))),
  'app:agents.revoke': guard(({ email }) =>
    account.use((credentials) => relay.revokeAgent(credentials, email)),
  ),
  'app:agents.revoke-all': guard(() => account.use(relay.revokeAll)),
  'app:audit.search': guard((search) =>
    account.use((credentials) => relay.searchRecord(credentials, search)),
  ),
  'app:audit.status': guard(() => account.use(relay.auditStatus)),
  'app:gateway.snapshot': guard(() => account.use(relay.readGatewaySnapshot)),
})

/** Before facts about somebody are copied or saved, the relay writes it down: no line, no copy. */

export interface RecordCopyParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'recordCopy'>
}

export function createRecordCopy({ account, relay }: RecordCopyParts) {
  return ({ action, form, ids }: Copied): Promise<Result<null>> =>
    account.use((credentials) => relay.recordCopy(credentials, { action, form, ids }))
}

/** Sensitive fields on their way from the relay to the one page that asked for them. Nothing of them is kept here. */

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
