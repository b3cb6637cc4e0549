/** Requests that the relay alone answers and permits, each time; nothing of them is cached. */
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { err, type Result } from '../../messages/failure.ts'
import type { Policy } from '../../platform/policy.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { Handlers } from '../router.ts'
import type { AccountKeeper } from './account.ts'

type Use = Pick<AccountKeeper, 'use'>

/** The admin page's requests. */
export const createAdminHandlers = (
  account: Use,
  relay: RelayClient,
): Pick<Handlers, Extract<keyof Handlers, `app:${'agents' | 'audit' | 'gateway'}.${string}`>> => ({
  'app:agents.list': () => account.use(relay.listAgents),
  'app:agents.add': (agent) => account.use((credentials) => relay.addAgent(credentials, agent)),
  'app:agents.revoke': ({ email }) => account.use((credentials) => relay.revokeAgent(credentials, email)),
  'app:agents.revoke-all': () => account.use(relay.revokeAll),
  'app:audit.search': (search) => account.use((credentials) => relay.searchRecord(credentials, search)),
  'app:audit.status': () => account.use(relay.auditStatus),
  'app:gateway.snapshot': () => account.use(relay.readGatewaySnapshot),
})

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
