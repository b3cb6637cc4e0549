/** A new agent, or another role and a further code for one there is. */
import type { Role } from '@inquiry-lens/shared/api.ts'
import { useId } from 'preact/hooks'
import type { AgentsState } from './agents.ts'

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  agent: 'Reads cases, sessions and events.',
  investigator: 'Reads, and reveals sensitive fields with a reason.',
  auditor: 'Reads the record and the gate, no cases; manages nobody.',
  admin: 'Reads cases, the record and the gate, and manages agents. Reveals nothing.',
}

const isRole = (text: string): text is Role => Object.hasOwn(ROLE_WORDS, text)
const ROLES = Object.keys(ROLE_WORDS).filter(isRole)

export function AddAgent({ agents }: { agents: AgentsState }) {
  const { email, role, emailProblem, known, isBusy } = agents
  const id = useId()
  const there = known.value
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
        <label for={`${id}-email`}>E-mail address</label>
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
          aria-describedby={`${id}-said`}
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
            if (isRole(chosen)) role.value = chosen
          }}
        >
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="button button-main" aria-disabled={isBusy.value}>
        {there ? 'Make a further code' : 'Add and make a code'}
      </button>
      <p id={`${id}-role-hint`} class="field-hint">
        {ROLE_WORDS[role.value]}
      </p>
      <p id={`${id}-said`} role="status" class={emailProblem.value ? 'field-problem' : 'field-note'}>
        {emailProblem.value ??
          (there && there.role !== role.value
            ? `${there.email} is ${there.role} now; this makes them ${role.value}, from their next request.`
            : there && `${there.email} is there already; what they are signed in to goes on.`)}
      </p>
    </form>
  )
}
