/** What to look for in the record. Nothing is asked before the search is started: each is a line itself. */
import { RECORD_ACTIONS } from '@inquiry-lens/shared/audit/chain.ts'
import { useId, useState } from 'preact/hooks'
import { type RecordFilter, WHOLE_RECORD } from '../location.ts'
import { ACTION_WORDS } from './audit-messages.ts'

interface RecordFiltersProps {
  filter: RecordFilter
  onSearch(filter: RecordFilter): void
}

export function RecordFilters({ filter, onSearch }: RecordFiltersProps) {
  const [draft, setDraft] = useState(filter)
  const change = (part: Partial<RecordFilter>) => setDraft((before) => ({ ...before, ...part }))
  return (
    <form
      class="record-filters"
      aria-label="Search the record"
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
        label="ID of a customer’s object"
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
      <fieldset class="record-actions">
        <legend>Only</legend>
        {RECORD_ACTIONS.map((action) => (
          <label key={action} class="action-choice">
            <input
              type="checkbox"
              checked={draft.actions.includes(action)}
              onChange={(event) =>
                change({
                  actions: RECORD_ACTIONS.filter((one) =>
                    one === action ? event.currentTarget.checked : draft.actions.includes(one),
                  ),
                })
              }
            />
            {ACTION_WORDS[action]}
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
      <div class="record-search">
        <button type="submit" class="button button-main">
          Search
        </button>
        <button type="button" class="button" onClick={() => onSearch(WHOLE_RECORD)}>
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

const tidy = (filter: RecordFilter): RecordFilter => ({
  ...filter,
  agent: filter.agent.trim(),
  id: filter.id.trim(),
})
