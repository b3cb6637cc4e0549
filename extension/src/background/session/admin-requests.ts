/** What the admin page may ask. Whether the one who is signed in may know is for the relay to say, each time. */

import type { RelayClient } from '../relay/client.ts'
import type { Handlers } from '../router.ts'
import type { AccountKeeper } from './account.ts'
import type { Lock } from './lock.ts'

type AdminHandlers = Pick<Handlers, Extract<keyof Handlers, `app:${'agents' | 'record' | 'gate'}.${string}`>>

export interface AdminRequestParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<
    RelayClient,
    'listAgents' | 'addAgent' | 'revokeAgent' | 'revokeAll' | 'searchRecord' | 'recordStanding' | 'reportGate'
  >
  /** What it shows is of people too. */
  guard: Lock['guard']
}

export const createAdminHandlers = ({ account, relay, guard }: AdminRequestParts): AdminHandlers => ({
  'app:agents.list': guard(() => account.use(relay.listAgents)),
  'app:agents.add': guard((agent) => account.use((credentials) => relay.addAgent(credentials, agent))),
  'app:agents.revoke': guard(({ email }) =>
    account.use((credentials) => relay.revokeAgent(credentials, email)),
  ),
  'app:agents.revoke-all': guard(() => account.use(relay.revokeAll)),
  'app:record.search': guard((search) =>
    account.use((credentials) => relay.searchRecord(credentials, search)),
  ),
  'app:record.standing': guard(() => account.use(relay.recordStanding)),
  'app:gate.report': guard(() => account.use(relay.reportGate)),
})
