/** Who may sign in: found, added, given a code, revoked. */
import { useState } from 'preact/hooks'
import { continueSentence } from '../../../format/source.ts'
import { DashedRingIcon } from '../../../primitives/icons.tsx'
import { Notice } from '../../../primitives/notice.tsx'
import { Skeleton } from '../../../primitives/skeleton.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import type { Admin } from '../admin.ts'
import { AddAgent } from './add-agent.tsx'
import { AgentRow } from './agent-row.tsx'
import { type Agent, findAgents } from './agents.ts'
import { PairingCode } from './pairing-code.tsx'
import { RevokeAll } from './revoke-all.tsx'

/** In the document at once; whoever looks for somebody types a part of the address. */
const ROWS_AT_ONCE = 100

export function AgentsSection({ admin }: { admin: Admin }) {
  const { agents: state, address, mayManage, account } = admin
  const { agents, error: failure, failures: undone, message: said, pending, code } = state
  const all = agents.value
  const place = address.location.value
  return (
    <>
      {mayManage && (
        <section class="admin-part" aria-labelledby="add-agent">
          <h2 id="add-agent">Add an agent</h2>
          <AddAgent agents={state} self={account.email} />
          {code.value && <PairingCode added={code.value} relay={account.relay} onDone={state.dismissCode} />}
        </section>
      )}
      <p class="admin-said" role="status">
        {said.value}
      </p>
      <div role="status">
        {undone.value.map(({ about, failure: why }) => (
          <FailureNotice
            key={about}
            size="line"
            failure={{ ...why, title: `${about}: ${continueSentence(why.title)}` }}
          />
        ))}
      </div>
      {failure.value && <FailureNotice size="line" failure={failure.value} retry={state.load} />}
      {all === undefined ? (
        !failure.value && <Loading />
      ) : (
        <section class="admin-part" aria-labelledby="all-agents" aria-busy={pending.value.size > 0}>
          <div class="admin-bar">
            <h2 id="all-agents">{countAgents(all)}</h2>
            <input
              type="search"
              class="admin-find"
              aria-label="Find an agent by address or role"
              placeholder="Find by address or role"
              value={place.find}
              onInput={(event) => address.refine({ ...place, find: event.currentTarget.value })}
            />
            <button type="button" class="button" onClick={state.load}>
              Refresh
            </button>
          </div>
          <AgentList key={place.find} admin={admin} found={findAgents(all, place.find)} total={all.length} />
        </section>
      )}
      {mayManage && all && all.length > 0 && <RevokeAll agents={state} />}
    </>
  )
}

function AgentList({ admin, found, total }: { admin: Admin; found: readonly Agent[]; total: number }) {
  const [most, setMost] = useState(ROWS_AT_ONCE)
  if (total === 0) {
    return (
      <Notice icon={DashedRingIcon} tone="calm" title="No agents yet">
        <p>Whoever is added gets a pairing code, and signs in with it in the extension’s options.</p>
      </Notice>
    )
  }
  if (found.length === 0) {
    return (
      <Notice icon={DashedRingIcon} tone="calm" title="Nobody is called that">
        <p>It is looked for in addresses; a role is found by its whole name.</p>
      </Notice>
    )
  }
  const rest = found.length - most
  return (
    <>
      <ul class="agents">
        {found.slice(0, most).map((agent) => (
          <AgentRow key={agent.email} agent={agent} admin={admin} />
        ))}
      </ul>
      {rest > 0 && (
        <div class="tail">
          <button type="button" class="button" onClick={() => setMost(most + ROWS_AT_ONCE)}>
            Show {Math.min(rest, ROWS_AT_ONCE)} more of {rest}
          </button>
        </div>
      )}
    </>
  )
}

function Loading() {
  return (
    <div aria-busy="true">
      <p class="unseen" role="status">
        Loading agents…
      </p>
      <Skeleton rows={6} />
    </div>
  )
}

function countAgents(agents: readonly Agent[]): string {
  const revoked = agents.filter(({ revokedAt }) => revokedAt !== null).length
  const active = agents.length - revoked
  return `${active} ${active === 1 ? 'agent' : 'agents'}${revoked > 0 ? `, ${revoked} revoked` : ''}`
}
