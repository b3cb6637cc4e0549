/** The agents: search, add, pairing codes, revoke. */

import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { adminWords } from '../../../../locales/admin.ts'
import { noticeWords } from '../../../../locales/surface.ts'
import { continueSentence } from '../../../format/health.ts'
import { Ago } from '../../../primitives/badge.tsx'
import { Confirm } from '../../../primitives/button.tsx'
import { DashedRingIcon } from '../../../primitives/icons.tsx'
import { Skeleton } from '../../../primitives/lazy.tsx'
import { FailureNotice, Notice } from '../../../primitives/notice.tsx'
import type { Admin } from '../admin.ts'
import { linkToAudit } from '../location.ts'
import { AddAgent, PairingCode } from './add-agent.tsx'
import { type Agent, type AgentsState, ALL_AGENTS, findAgents } from './agents.ts'

const ROWS_AT_ONCE = 100

export function AgentsSection({ admin }: { admin: Admin }) {
  const { agents: words } = adminWords
  const { agents: state, address, mayManage, account } = admin
  const { agents, error: failure, failures: undone, message, pending, code } = state
  const all = agents.value
  const place = address.location.value
  return (
    <>
      {mayManage && (
        <section class="admin-part" aria-labelledby="add-agent">
          <h2 id="add-agent">{adminWords.addAgent.heading}</h2>
          <AddAgent agents={state} self={account.email} />
          {code.value && <PairingCode added={code.value} relay={account.relay} onDone={state.dismissCode} />}
        </section>
      )}
      <p class="admin-message" role="status">
        {message.value}
      </p>
      <div role="status">
        {undone.value.map(({ about, failure: why }) => (
          <FailureNotice
            key={about}
            size="line"
            failure={{ ...why, title: words.failed(about, continueSentence(why.title)) }}
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
              aria-label={words.find}
              placeholder={words.findBriefly}
              value={place.find}
              onInput={(event) => address.refine({ ...place, find: event.currentTarget.value })}
            />
            <button type="button" class="button" onClick={state.load}>
              {adminWords.refresh}
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
  const { agents: words } = adminWords
  const [most, setMost] = useState(ROWS_AT_ONCE)
  if (total === 0) {
    return (
      <Notice icon={DashedRingIcon} tone="calm" title={words.none}>
        <p>{words.noneHint}</p>
      </Notice>
    )
  }
  if (found.length === 0) {
    return (
      <Notice icon={DashedRingIcon} tone="calm" title={words.noMatch}>
        <p>{words.noMatchHint}</p>
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
            {words.showMore(Math.min(rest, ROWS_AT_ONCE), rest)}
          </button>
        </div>
      )}
    </>
  )
}

function Loading() {
  return (
    <div aria-busy="true">
      <p class="visually-hidden" role="status">
        {adminWords.agents.loading}
      </p>
      <Skeleton rows={6} />
    </div>
  )
}

function countAgents(agents: readonly Agent[]): string {
  const revoked = agents.filter(({ revokedAt }) => revokedAt !== null).length
  return adminWords.agents.count(agents.length - revoked, revoked)
}

export function AgentRow({ agent, admin }: { agent: Agent; admin: Admin }) {
  const { agents: words, addAgent, revoke } = adminWords
  const { roles } = noticeWords
  const { email, role, lastSeenAt, signIns, revokedAt } = agent
  const { mayManage, account, agents } = admin
  const isSelf = email === account.email
  const isRevoked = revokedAt !== null
  const whenRevoked = words.revoked(roles[role])
  const [isAsking, setAsking] = useState(false)
  const [isRevoking, setRevoking] = useState(false)
  const isPending = agents.pending.value.has(email)
  const begin = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)
  useEffect(() => {
    if (wasAsking.current && !isAsking) begin.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])
  return (
    <li class="agent" data-revoked={isRevoked}>
      <div class="agent-who">
        <a class="agent-name" href={linkToAudit({ agent: email })} title={words.auditEntries}>
          {email}
        </a>
        <span class="chip" data-tone={isRevoked ? 'bad' : 'idle'}>
          {isRevoked ? words.isRevoked : roles[role]}
        </span>
        {isSelf && <span class="quiet">{words.isSelf}</span>}
      </div>
      {!isAsking && (
        <p class="agent-seen">
          {isRevoked ? (
            <>
              {whenRevoked.before}
              <Ago iso={revokedAt} />
              {whenRevoked.after}
            </>
          ) : lastSeenAt === null ? (
            words.neverSignedIn
          ) : (
            <>
              {words.lastActive.before}
              <Ago iso={lastSeenAt} />
              {words.lastActive.after}
            </>
          )}
          {!isRevoked && signIns > 0 && ` · ${words.signIns(signIns)}`}
        </p>
      )}
      {mayManage && !isAsking && (
        <div class="agent-acts">
          <button
            type="button"
            class="button"
            aria-label={isRevoked ? words.reinstateWhom(email) : words.newCodeFor(email)}
            aria-disabled={isPending}
            onClick={() => agents.giveCode(agent)}
          >
            {isPending ? addAgent.creating : isRevoked ? words.reinstate : words.newCode}
          </button>
          {!isRevoked && (
            <button
              ref={begin}
              type="button"
              class="button"
              aria-label={revoke.whom(email)}
              onClick={() => setAsking(true)}
            >
              {revoke.revoke}
            </button>
          )}
        </div>
      )}
      {isAsking && (
        <Confirm
          about={revoke.about(email)}
          question={isSelf ? revoke.self : revoke.another}
          action={revoke.revoke}
          busyAct={revoke.revoking}
          keep={revoke.cancel}
          isBusy={isRevoking}
          onAct={() => {
            setRevoking(true)
            void agents.revoke(email).then((isDone) => {
              setRevoking(false)
              if (isDone) setAsking(false)
            })
          }}
          onKeep={() => setAsking(false)}
        />
      )}
    </li>
  )
}

export function RevokeAll({ agents }: { agents: AgentsState }) {
  const { revokeAll: words } = adminWords
  const [typed, setTyped] = useState('')
  const id = useId()
  const isBusy = agents.pending.value.has(ALL_AGENTS)
  const isTyped = typed.trim().toLowerCase() === words.typed
  return (
    <section class="admin-part grave" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.heading}</h2>
      <p class="lead">{words.lead}</p>
      <form
        class="grave-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isTyped || isBusy) return
          // Keeps the text until the relay has done it.
          void agents.revokeAll().then((isDone) => isDone && setTyped(''))
        }}
      >
        <label for={id}>
          {words.type.before}
          <b>{words.typed}</b>
          {words.type.after}
        </label>
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button button-grave" aria-disabled={!isTyped || isBusy}>
          {isBusy ? words.revoking : words.revoke}
        </button>
      </form>
    </section>
  )
}
