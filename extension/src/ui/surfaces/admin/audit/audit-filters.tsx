/** The search form. Submitted only by hand: each search adds an audit entry. */
import { AUDIT_ACTIONS } from '@inquiry-lens/shared/audit/chain.ts'
import { useId, useState } from 'preact/hooks'
import { type AuditFilter, WHOLE_LOG } from '../location.ts'
import { ACTION_MESSAGES } from './describe-entry.ts'

interface RecordFiltersProps {
  filter: AuditFilter
  onSearch(filter: AuditFilter): void
}

export function AuditFilters({ filter, onSearch }: RecordFiltersProps) {
  const [draft, setDraft] = useState(filter)
  const change = (part: Partial<AuditFilter>) => setDraft((before) => ({ ...before, ...part }))
  return (
    <form
      class="audit-filters"
      aria-label="Search the audit log"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(tidy(draft))
      }}
    >
      <Field
        label="Agent"
        type="text"
        placeholder="ada@example.com"
        value={draft.agent}
        onInput={(agent) => change({ agent })}
      />
      <Field
        label="Object ID"
        type="text"
        placeholder="inq_…"
        value={draft.id}
        onInput={(id) => change({ id })}
      />
      <Field
        label="From (UTC)"
        type="datetime-local"
        value={draft.from}
        onInput={(from) => change({ from })}
      />
      <Field label="To (UTC)" type="datetime-local" value={draft.to} onInput={(to) => change({ to })} />
      <fieldset class="audit-actions">
        <legend>Actions</legend>
        {AUDIT_ACTIONS.map((action) => (
          <label key={action} class="action-choice">
            <input
              type="checkbox"
              checked={draft.actions.includes(action)}
              onChange={(event) =>
                change({
                  actions: AUDIT_ACTIONS.filter((one) =>
                    one === action ? event.currentTarget.checked : draft.actions.includes(one),
                  ),
                })
              }
            />
            {ACTION_MESSAGES[action]}
          </label>
        ))}
        <label class="action-choice" title="Opened, revealed or exported">
          <input
            type="checkbox"
            checked={draft.viewed}
            onChange={(event) => change({ viewed: event.currentTarget.checked })}
          />
          Counts as viewed
        </label>
        <label class="action-choice">
          <input
            type="checkbox"
            checked={draft.order === 'oldest'}
            onChange={(event) => change({ order: event.currentTarget.checked ? 'oldest' : 'newest' })}
          />
          Oldest first
        </label>
      </fieldset>
      <div class="audit-search">
        <button type="submit" class="button button-main">
          Search
        </button>
        <button type="button" class="button" onClick={() => onSearch(WHOLE_LOG)}>
          Clear
        </button>
      </div>
    </form>
  )
}

type FieldProps = ({ type: 'text'; placeholder: string } | { type: 'datetime-local' }) & {
  label: string
  value: string
  onInput(value: string): void
}

function Field({ label, onInput, ...input }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  )
}

const tidy = (filter: AuditFilter): AuditFilter => ({
  ...filter,
  agent: filter.agent.trim(),
  id: filter.id.trim(),
})
