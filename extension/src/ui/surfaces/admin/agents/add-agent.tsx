/** The form for a new agent, or for a new role and code of an existing one; and the pairing code. */
import type { AddedAgent } from '@inquiry-lens/shared/contract/admin.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { useEffect, useId, useRef } from 'preact/hooks'
import { formatWait } from '../../../format/spans.ts'
import { parseInstant } from '../../../format/time.ts'
import { Confirm } from '../../../primitives/button.tsx'
import { CopyButton } from '../../../primitives/copy-button.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import type { Agent, AgentConfirmation, AgentsState } from './agents.ts'

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  agent: 'Reads cases, sessions and events.',
  investigator: 'Reads, and reveals sensitive fields with a reason.',
  auditor: 'Reads the audit log and provider status.',
  admin: 'Manages agents. Reads cases, audit log and provider status.',
}

const isRole = (text: string): text is Role => Object.hasOwn(ROLE_WORDS, text)
const ROLES = Object.keys(ROLE_WORDS).filter(isRole)

export function AddAgent({ agents, self }: { agents: AgentsState; self: string }) {
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
        <label for={`${id}-email`}>Email address</label>
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
        <label for={`${id}-role`}>Role</label>
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
              {one}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="button button-main" aria-disabled={isBusy}>
        {isBusy ? 'Creating a code…' : nameAct(there)}
      </button>
      <p id={`${id}-role-hint`} class="field-hint">
        {ROLE_WORDS[role.value]}
      </p>
      <p id={`${id}-message`} role="status" class={emailProblem.value ? 'field-problem' : 'field-note'}>
        {emailProblem.value ?? (there && describeKnown(there, role.value))}
      </p>
      {agents.question.value && <RoleQuestion question={agents.question.value} agents={agents} self={self} />}
    </form>
  )
}

const nameAct = (there: Agent | undefined): string =>
  !there
    ? 'Add and create a code'
    : there.revokedAt === null
      ? 'Create another code'
      : 'Reinstate and create a code'

/** What the form does to an existing agent. */
function describeKnown({ email, role, revokedAt }: Agent, wanted: Role): string {
  const change =
    role === wanted ? '' : ` Their role changes from ${role} to ${wanted}, from their next request.`
  if (revokedAt !== null) return `${email} was revoked. This reinstates them as ${wanted}.${change}`
  return change === ''
    ? `${email} already exists as ${role}. Their sign-ins stay valid.`
    : `${email} already exists.${change}`
}

interface RoleQuestionProps {
  question: AgentConfirmation
  agents: AgentsState
  self: string
}

function RoleQuestion({ question: { email, role, before }, agents, self }: RoleQuestionProps) {
  const isSelf = email === self
  return (
    <Confirm
      about={`Change the role of ${email}?`}
      question={
        isSelf
          ? `Change your own role from ${before} to ${role}? You can’t undo this yourself.`
          : `Change ${email} from ${before} to ${role}?`
      }
      action="Change role"
      busyAct="Changing…"
      keep={`Keep ${before}`}
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
  const { now } = useSurface()
  const { agent, code, expiresAt } = added
  const heading = useRef<HTMLHeadingElement>(null)
  // The row that created it may be far down the list.
  useEffect(() => heading.current?.focus(), [code])
  // This clock is up to a second late.
  const left = (parseInstant(expiresAt) ?? 0) - now.value - 1000
  const invitation = [
    `You can sign in to Inquiry Lens as ${agent.email}.`,
    'In the extension’s options, enter',
    `Relay address: ${relay}`,
    `Pairing code: ${code}`,
    'The code works once, for ten minutes.',
  ].join('\n')
  return (
    <div class="pairing-code">
      <h3 ref={heading} tabIndex={-1}>
        Pairing code for {agent.email}, as {agent.role}
      </h3>
      <p>
        <code>{code}</code>
      </p>
      <p class="field-hint">
        Works once, for another {formatWait(left)}. It is not shown again; send it where only they can read
        it.
      </p>
      <div class="form-actions">
        <CopyButton text={code} label="Copy code" isWorded />
        <CopyButton text={invitation} label="Copy invitation" isWorded />
        <button type="button" class="button" onClick={onDone}>
          Done
        </button>
      </div>
    </div>
  )
}
