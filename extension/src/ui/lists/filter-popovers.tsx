/** Buttons with a form each: which events, or which of a provider's sessions, to show. */

import { familyOf, OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { describeEvent, listKnownEvents } from '../format/events.ts'
import { type Choice, readForm, type SessionFilterForm, writeForm } from '../format/session-filter-form.ts'
import { closeOnLeave } from '../primitives/focus.ts'
import { ChevronIcon } from '../primitives/icons.tsx'
import type { SessionFilters } from '../state/lists/lists.ts'

/** A hint only; `EventNameSchema` decides. */
const EVENT_NAME = /^[a-z][\w/-]*\.[a-z][\w-]*$/

interface EventFilterProps {
  names: Signal<readonly string[]>
  /** `undefined`: loading. */
  families: readonly string[] | undefined
}

export function EventFilter({ names, families = OPEN_FAMILIES }: EventFilterProps) {
  const typed = useSignal('')
  const id = useId()
  const wanted = typed.value.trim().toLowerCase()
  const groups = listKnownEvents(families)
  const known = new Set(groups.flatMap((group) => group.names.map(({ name }) => name)))
  const others = names.value.filter((name) => !known.has(name))
  const shown = [
    ...(others.length > 0
      ? [
          {
            title: 'By name',
            names: others.map((name) => ({ name, sentence: describeEvent(name).sentence })),
          },
        ]
      : []),
    ...groups,
  ].flatMap(({ title, names: all }) => {
    const matching = all.filter(({ name, sentence }) => `${name} ${sentence}`.toLowerCase().includes(wanted))
    return matching.length > 0 ? [{ title, names: matching }] : []
  })
  const isNew = wanted !== '' && !known.has(wanted) && !others.includes(wanted)
  const isName = isNew && EVENT_NAME.test(wanted)
  const isClosed = isName && !families.includes(familyOf(wanted))

  const toggle = (name: string) => {
    names.value = names.value.includes(name)
      ? names.value.filter((other) => other !== name)
      : [...names.value, name]
  }
  const addTyped = () => {
    if (!isName || isClosed) return
    toggle(wanted)
    typed.value = ''
  }

  return (
    <div class="event-filter" onFocusOut={closeOnLeave}>
      <button type="button" class="button" popovertarget={id} data-on={names.value.length > 0}>
        {countLabel(names.value)} <ChevronIcon />
      </button>
      <div id={id} popover="auto" class="event-choices" role="dialog" aria-label="Which events to show">
        <div class="choices-head">
          <input
            type="text"
            aria-label="Find an event, or enter its name"
            placeholder="Find, or enter a name"
            autocomplete="off"
            spellcheck={false}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') addTyped()
            }}
          />
          <button
            type="button"
            class="button"
            aria-disabled={names.value.length === 0}
            onClick={() => {
              names.value = []
              typed.value = ''
            }}
          >
            Clear
          </button>
        </div>
        <div class="choices" tabIndex={-1}>
          {isName && !isClosed && (
            <button type="button" class="choice-add" onClick={addTyped}>
              Show <code>{wanted}</code>
            </button>
          )}
          {isClosed && (
            <p class="choices-note">
              Your relay hides <code>{familyOf(wanted)}.*</code> events.
            </p>
          )}
          {shown.length === 0 && !isName && (
            <p class="choices-note">
              No known event matches. A name looks like <code>inquiry.expired</code>.
            </p>
          )}
          {shown.map(({ title, names: entries }) => (
            <fieldset key={title}>
              <legend>{title}</legend>
              {entries.map(({ name, sentence }) => (
                <label key={name} class="choice">
                  <input type="checkbox" checked={names.value.includes(name)} onChange={() => toggle(name)} />
                  <span>
                    {sentence} <span class="verbatim">{name}</span>
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      </div>
    </div>
  )
}

function countLabel(names: readonly string[]): string {
  if (names.length === 0) return 'All events'
  return names.length === 1 ? '1 event' : `${names.length} events`
}

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
