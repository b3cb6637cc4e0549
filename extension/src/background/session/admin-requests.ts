/** What the admin page may ask. Whether the one who is signed in may know is for the relay to say, each time. */

import type { RelayClient } from '../relay/client.ts'
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
