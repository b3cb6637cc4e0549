/** The search form. Submitted only by hand: each search adds an audit entry. */
import { AUDIT_ACTIONS } from '@inquiry-lens/shared/audit/chain.ts'
import { useId, useState } from 'preact/hooks'
import { auditWords } from '../../../../locales/admin.ts'
import { type AuditFilter, WHOLE_LOG } from '../location.ts'

interface RecordFiltersProps {
  filter: AuditFilter
  onSearch(filter: AuditFilter): void
}

export function AuditFilters({ filter, onSearch }: RecordFiltersProps) {
  const { search: words, actions } = auditWords
  const [draft, setDraft] = useState(filter)
  const change = (part: Partial<AuditFilter>) => setDraft((before) => ({ ...before, ...part }))
  return (
    <form
      class="audit-filters"
      aria-label={words.label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(tidy(draft))
      }}
    >
      <Field
        label={words.agent}
        type="text"
        placeholder="ada@example.com"
        value={draft.agent}
        onInput={(agent) => change({ agent })}
      />
      <Field
        label={words.id}
        type="text"
        placeholder="inq_…"
        value={draft.id}
        onInput={(id) => change({ id })}
      />
      <Field
        label={words.from}
        type="datetime-local"
        value={draft.from}
        onInput={(from) => change({ from })}
      />
      <Field label={words.to} type="datetime-local" value={draft.to} onInput={(to) => change({ to })} />
      <fieldset class="audit-actions">
        <legend>{words.actions}</legend>
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
            {actions[action]}
          </label>
        ))}
        <label class="action-choice" title={words.viewedHint}>
          <input
            type="checkbox"
            checked={draft.viewed}
            onChange={(event) => change({ viewed: event.currentTarget.checked })}
          />
          {words.viewed}
        </label>
        <label class="action-choice">
          <input
            type="checkbox"
            checked={draft.order === 'oldest'}
            onChange={(event) => change({ order: event.currentTarget.checked ? 'oldest' : 'newest' })}
          />
          {words.oldestFirst}
        </label>
      </fieldset>
      <div class="audit-search">
        <button type="submit" class="button button-main">
          {words.search}
        </button>
        <button type="button" class="button" onClick={() => onSearch(WHOLE_LOG)}>
          {words.clear}
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
