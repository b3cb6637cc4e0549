/** What the admin page shows, by what the address says and the role allows. Each part is asked for when it is first seen. */
import { mayRole } from '@inquiry-lens/shared/contract/permissions.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Account } from '../../../messages/messages.ts'
import type { Ask } from '../../request.ts'
import { makeFor } from '../../state/resource/derived-resource.ts'
import type { PollFrame } from '../../state/resource/poll.ts'
import { isSame } from '../../state/resource/same.ts'
import type { Address } from './address.ts'
import { type AgentsState, createAgents } from './agents/agents.ts'
import { type RecordResults, searchRecord } from './audit/audit-search.ts'
import { createStanding, type StandingState } from './audit/status.ts'
import { followGate, type GateView } from './gateway/gateway.ts'
import type { RecordFilter } from './location.ts'

export interface Admin {
  account: Account
  address: Address
  mayManage: boolean
  agents: AgentsState
  /** `undefined` until the record is first looked at. */
  record: ReadonlySignal<RecordResults | undefined>
  standing: StandingState
  gate: GateView
}

export interface AdminParts extends Omit<PollFrame, 'active'> {
  ask: Ask
  account: Account
  address: Address
  visible: ReadonlySignal<boolean>
}

/** Only for a role that may read the record; of others there is nothing to show. */
export function createAdmin({ ask, account, address, visible, ...frame }: AdminParts): Admin {
  const { now, signal: ended } = frame
  const { place } = address
  const agents = createAgents({ ask, now, signal: ended })
  const standing = createStanding(ask, ended)
  const filter = signal<RecordFilter | undefined>(undefined)
  let hasAgents = false

  const stop = effect(() => {
    const { section, record } = place.value
    if (section === 'agents' && !hasAgents) {
      hasAgents = true
      agents.load()
    }
    if (section === 'record' && !isSame(filter.peek(), record)) filter.value = record
  })
  ended.addEventListener('abort', stop, { once: true })
  standing.load()

  return {
    account,
    address,
    mayManage: mayRole(account.role, 'manage-agents'),
    agents,
    record: makeFor(
      () => filter.value,
      (wanted, signal) => (wanted ? searchRecord({ ask, filter: wanted, signal }) : undefined),
      ended,
    ),
    standing,
    gate: followGate(ask, {
      ...frame,
      active: computed(() => visible.value && place.value.section === 'gate'),
    }),
  }
}
