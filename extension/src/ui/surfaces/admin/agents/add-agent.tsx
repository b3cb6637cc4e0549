/** The form for a new agent, or for a new role and code of an existing one; and the pairing code. */

import type { AddedAgent } from '@inquiry-lens/shared/contract/admin.ts'
import { ROLES, type Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { useEffect, useId, useRef } from 'preact/hooks'
import { adminWords } from '../../../../locales/admin.ts'
import { noticeWords } from '../../../../locales/surface.ts'
import { formatWait } from '../../../format/spans.ts'
import { parseInstant } from '../../../format/time.ts'
import { Confirm } from '../../../primitives/button.tsx'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import type { Agent, AgentConfirmation, AgentsState } from './agents.ts'

const isRole = (text: string): text is Role => ROLES.some((role) => role === text)

export function AddAgent({ agents, self }: { agents: AgentsState; self: string }) {
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

export function PairingCode({ added, relay, onDone }: PairingCodeProps) {
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
