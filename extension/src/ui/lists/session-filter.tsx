/** Which sessions of a provider to show where no inquiry stands above them. The provider obeys one of the choices. */
import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { type Choice, readForm, type SessionFilterForm, writeForm } from '../format/session-filter-form.ts'
import { closeOnLeave } from '../primitives/close-on-leave.ts'
import { ChevronIcon } from '../primitives/icons.tsx'
import type { SessionFilters } from '../state/lists/lists.ts'

const CHOICES = [
  { choice: 'all', label: 'All of the organisation' },
  { choice: 'key-owner', label: 'Only those made with the relay’s key' },
  { choice: 'externalId', label: 'One customer, by external ID', placeholder: 'Your own number for them' },
  { choice: 'workflow', label: 'One workflow, by its ID', placeholder: 'Workflow ID' },
] as const satisfies readonly { choice: Choice; label: string; placeholder?: string }[]

export function SessionFilter({ sessionFilters }: { sessionFilters: Signal<SessionFilters> }) {
  const id = useId()
  const form = useSignal<SessionFilterForm>(writeForm(sessionFilters.peek()))
  const problem = useSignal<string | undefined>(undefined)

  const change = (part: Partial<SessionFilterForm>) => {
    form.value = { ...form.value, ...part }
    problem.value = undefined
  }
  function apply(event: Event): void {
    event.preventDefault()
    const read = readForm(form.value)
    if (read.ok) sessionFilters.value = read.sessionFilters
    else problem.value = read.problem
    if (read.ok) document.getElementById(id)?.hidePopover()
  }

  return (
    <div class="event-filter" onFocusOut={closeOnLeave}>
      <button type="button" class="button" popovertarget={id}>
        Filter <ChevronIcon />
      </button>
      <div
        id={id}
        popover="auto"
        class="event-choices"
        role="dialog"
        aria-label="Which sessions to show"
        onBeforeToggle={() => change(writeForm(sessionFilters.peek()))}
      >
        <form class="narrowing" noValidate onSubmit={apply}>
          <fieldset>
            <legend class="visually-hidden">Which sessions</legend>
            {CHOICES.map((one) => (
              <div key={one.choice}>
                <label class="choice">
                  <input
                    type="radio"
                    name="choice"
                    checked={form.value.choice === one.choice}
                    onChange={() => change({ choice: one.choice })}
                  />
                  <span>{one.label}</span>
                </label>
                {'placeholder' in one && form.value.choice === one.choice && (
                  <input
                    type="text"
                    class="choice-text"
                    aria-label={one.label}
                    aria-invalid={problem.value !== undefined}
                    placeholder={one.placeholder}
                    autocomplete="off"
                    spellcheck={false}
                    value={form.value.text}
                    onInput={({ currentTarget }) => change({ text: currentTarget.value })}
                  />
                )}
              </div>
            ))}
          </fieldset>
          <fieldset class="period">
            <legend>Made</legend>
            <label>
              from{' '}
              <input
                type="date"
                value={form.value.from}
                onInput={({ currentTarget }) => change({ from: currentTarget.value })}
              />
            </label>
            <label>
              to{' '}
              <input
                type="date"
                value={form.value.to}
                onInput={({ currentTarget }) => change({ to: currentTarget.value })}
              />
            </label>
          </fieldset>
          <p class="field-problem" role="status">
            {problem.value}
          </p>
          <div class="choices-foot">
            <button type="submit" class="button button-main">
              Show
            </button>
          </div>
        </form>
      </div>
    </div>
  )
}
