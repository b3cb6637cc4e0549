/** The admin page's state, by address and role. Each section loads when it is first shown. */
import { can } from '@inquiry-lens/shared/contract/permissions.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Account, AuditStatus } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import type { PollFrame } from '../../state/resource/poll.ts'
import { derivedResource, isSame, type Resource } from '../../state/resource/resource.ts'
import { followAuditStatus } from '../../state/session/audit.ts'
import { type AgentsState, createAgents } from './agents/agents.ts'
import { type AuditResults, searchAudit } from './audit/audit-search.ts'
import { followGateway, type GatewayView } from './gateway/gateway.ts'
import type { Address, AuditFilter } from './location.ts'

export interface Admin {
  account: Account
  address: Address
  mayManage: boolean
  agents: AgentsState
  /** `undefined` until the audit log is first shown. */
  audit: ReadonlySignal<AuditResults | undefined>
  status: Resource<AuditStatus>
  gateway: GatewayView
}

export interface AdminParts extends Omit<PollFrame, 'active'> {
  request: SendRequest
  account: Account
  address: Address
  visible: ReadonlySignal<boolean>
}

/** For roles that read the audit log. */
export function createAdmin({ request, account, address, visible, ...frame }: AdminParts): Admin {
  const { now, abort: ended } = frame
  const { location: place } = address
  const agents = createAgents({ request, now, abort: ended })
  const status = followAuditStatus({ request, visible, abort: ended })
  const filter = signal<AuditFilter | undefined>(undefined)
  let hasAgents = false

  const stop = effect(() => {
    const { section, audit: record } = place.value
    if (section === 'agents' && !hasAgents) {
      hasAgents = true
      agents.load()
    }
    if (section === 'audit' && !isSame(filter.peek(), record)) filter.value = record
  })
  ended.addEventListener('abort', stop, { once: true })

  return {
    account,
    address,
    mayManage: can(account.role, 'agents:manage'),
    agents,
    audit: derivedResource(
      () => filter.value,
      (wanted, abort) => (wanted ? searchAudit({ request, filter: wanted, abort }) : undefined),
      ended,
    ),
    status,
    gateway: followGateway(request, {
      ...frame,
      active: computed(() => visible.value && place.value.section === 'gateway'),
    }),
  }
}
