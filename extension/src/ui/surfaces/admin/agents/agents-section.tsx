/** The agents: search, add, pairing codes, revoke. */

import type { AddedAgent } from '@inquiry-lens/shared/contract/admin.ts'
import { ROLES, type Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { adminWords } from '../../../../locales/admin.ts'
import { noticeWords } from '../../../../locales/surface.ts'
import { continueSentence } from '../../../format/health.ts'
import { formatWait } from '../../../format/spans.ts'
import { Ago } from '../../../primitives/badge.tsx'
import { Confirm, CopyButton } from '../../../primitives/button.tsx'
import { DashedRingIcon } from '../../../primitives/icons.tsx'
import { Skeleton } from '../../../primitives/lazy.tsx'
import { FailureNotice, Notice } from '../../../primitives/notice.tsx'
import { Section } from '../../../primitives/section.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import { type Admin, linkToAudit } from '../admin.ts'
import { type Agent, type AgentConfirmation, type AgentsState, ALL_AGENTS, findAgents } from './agents.ts'

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
        <Section id="add-agent" class="admin-part" title={adminWords.addAgent.heading}>
          <AddAgent agents={state} self={account.email} />
          {code.value && <PairingCode added={code.value} relay={account.relay} onDone={state.dismissCode} />}
        </Section>
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
      <Skeleton rows={6} label={adminWords.agents.loading} />
    </div>
  )
}

function countAgents(agents: readonly Agent[]): string {
  const revoked = agents.filter(({ revokedAt }) => revokedAt !== null).length
  return adminWords.agents.count(agents.length - revoked, revoked)
}

function AgentRow({ agent, admin }: { agent: Agent; admin: Admin }) {
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
            void agents
              .act({
                target: email,
                message: 'app:agents.revoke',
                payload: { email },
                failed: revoke.failed(email),
                done: () => revoke.done(email),
              })
              .then((isDone) => {
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

function RevokeAll({ agents }: { agents: AgentsState }) {
  const { revokeAll: words } = adminWords
  const [typed, setTyped] = useState('')
  const id = useId()
  const isBusy = agents.pending.value.has(ALL_AGENTS)
  const isTyped = typed.trim().toLowerCase() === words.typed
  return (
    <Section id={`${id}-title`} class="admin-part grave" title={words.heading}>
      <p class="lead">{words.lead}</p>
      <form
        class="grave-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isTyped || isBusy) return
          // Keeps the text until the relay has done it.
          void agents
            .act({
              target: ALL_AGENTS,
              message: 'app:agents.revoke-all',
              payload: null,
              failed: words.failed,
              done: ({ signIns }) => words.done(signIns),
            })
            .then((isDone) => isDone && setTyped(''))
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
    </Section>
  )
}

const isRole = (text: string): text is Role => ROLES.some((role) => role === text)

/** The form for a new agent, or for a new role and code of an existing one. */
function AddAgent({ agents, self }: { agents: AgentsState; self: string }) {
  const { addAgent } = adminWords
  const { roles } = noticeWords
  const { email, role, emailProblem, known, pending } = agents
  const id = useId()
  const there = known.value
  const isBusy = pending.value.has(email.value.trim().toLowerCase())
  return (
    <form
      class="add-agent"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        agents.add()
      }}
    >
      <div class="field">
        <label for={`${id}-email`}>{addAgent.email}</label>
        <input
          id={`${id}-email`}
          type="text"
          inputMode="email"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="ada@example.com"
          value={email.value}
          aria-invalid={emailProblem.value !== undefined}
          aria-describedby={`${id}-message`}
          onInput={(event) => {
            email.value = event.currentTarget.value
          }}
        />
      </div>
      <div class="field">
        <label for={`${id}-role`}>{addAgent.role}</label>
        <select
          id={`${id}-role`}
          aria-describedby={`${id}-role-hint`}
          value={role.value}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            if (isRole(chosen)) agents.chooseRole(chosen)
          }}
        >
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {roles[one]}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="button button-main" aria-disabled={isBusy}>
        {isBusy ? addAgent.creating : nameAct(there)}
      </button>
      <p id={`${id}-role-hint`} class="field-hint">
        {addAgent.roleHints[role.value]}
      </p>
      <p id={`${id}-message`} role="status" class={emailProblem.value ? 'field-problem' : 'field-note'}>
        {emailProblem.value ?? (there && describeKnown(there, role.value))}
      </p>
      {agents.question.value && <RoleQuestion question={agents.question.value} agents={agents} self={self} />}
    </form>
  )
}

function nameAct(there: Agent | undefined): string {
  const { addAgent } = adminWords
  if (!there) return addAgent.create
  return there.revokedAt === null ? addAgent.createAnother : addAgent.reinstate
}

/** What the form does to an existing agent. */
function describeKnown({ email, role, revokedAt }: Agent, wanted: Role): string {
  const { addAgent } = adminWords
  const { roles } = noticeWords
  if (role === wanted) {
    return revokedAt === null ? addAgent.known(email, roles[role]) : addAgent.revoked(email, roles[wanted])
  }
  const describe = revokedAt === null ? addAgent.knownInAnotherRole : addAgent.revokedInAnotherRole
  return describe(email, roles[role], roles[wanted])
}

interface RoleQuestionProps {
  question: AgentConfirmation
  agents: AgentsState
  self: string
}

function RoleQuestion({ question: { email, role, before }, agents, self }: RoleQuestionProps) {
  const { changeRole } = adminWords
  const { roles } = noticeWords
  const isSelf = email === self
  return (
    <Confirm
      about={changeRole.about(email)}
      question={
        isSelf
          ? changeRole.own(roles[before], roles[role])
          : changeRole.another(email, roles[before], roles[role])
      }
      action={changeRole.change}
      busyAct={changeRole.changing}
      keep={changeRole.keep(roles[before])}
      isBusy={false}
      onAct={() => agents.answer(true)}
      onKeep={() => {
        agents.chooseRole(before)
        agents.answer(false)
      }}
    />
  )
}

interface PairingCodeProps {
  added: AddedAgent
  relay: string
  onDone(): void
}

function PairingCode({ added, relay, onDone }: PairingCodeProps) {
  const { code: words } = adminWords
  const { roles } = noticeWords
  const { now } = useSurface()
  const { agent, code, expiresAt } = added
  const heading = useRef<HTMLHeadingElement>(null)
  // The row that created it may be far down the list.
  useEffect(() => heading.current?.focus(), [code])
  // This clock is up to a second late.
  const left = (parseInstant(expiresAt) ?? 0) - now.value - 1000
  const invitation = words.invitation(agent.email, relay, code).join('\n')
  return (
    <div class="pairing-code">
      <h3 ref={heading} tabIndex={-1}>
        {words.heading(agent.email, roles[agent.role])}
      </h3>
      <p>
        <code>{code}</code>
      </p>
      <p class="field-hint">{words.validity(formatWait(left))}</p>
      <div class="form-actions">
        <CopyButton text={code} label={words.copy} isWorded />
        <CopyButton text={invitation} label={words.copyInvitation} isWorded />
        <button type="button" class="button" onClick={onDone}>
          {words.done}
        </button>
      </div>
    </div>
  )
}
