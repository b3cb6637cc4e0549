/** What to look for in the record. Nothing is asked before the search is started: each is a line itself. */
import { RECORD_ACTIONS } from '@inquiry-lens/shared/record.ts'
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { type RecordFilter, WHOLE_RECORD } from './place.ts'
import { ACTION_WORDS } from './record-words.ts'

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
      <Field label="Agent">
        {(id) => (
          <input
            id={id}
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder="ada@example.com"
            value={draft.agent}
            onInput={(event) => change({ agent: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label="ID of a customer’s object">
        {(id) => (
          <input
            id={id}
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder="inq_…"
            value={draft.id}
            onInput={(event) => change({ id: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label="From (UTC)">
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            value={draft.from}
            onInput={(event) => change({ from: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label="To (UTC)">
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            value={draft.to}
            onInput={(event) => change({ to: event.currentTarget.value })}
          />
        )}
      </Field>
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
        <label
          class="action-choice"
          title="Opened, revealed or exported: somebody in particular was looked at"
        >
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

function Field({ label, children }: { label: string; children(id: string): ComponentChildren }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  )
}

const tidy = (filter: RecordFilter): RecordFilter => ({
  ...filter,
  agent: filter.agent.trim(),
  id: filter.id.trim(),
})
