/** Buttons with a form each: which events, or which of a provider's sessions, to show. */
/** Converts between the form of the session filter and the relay's query. */

import { familyOf, OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { type Signal, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { eventWords } from '../../../locales/lists.ts'
import { findingWords } from '../../../locales/panel.ts'
import { commonWords } from '../../../locales/surface.ts'
import { describeEvent } from '../../format/sentences.ts'
import { Popover } from '../../primitives/dialog.tsx'
import { ChevronIcon } from '../../primitives/icons.tsx'
import type { SessionFilters } from '../../state/lists/lists.ts'

interface EventGroup {
  title: string
  names: { name: string; sentence: string }[]
}

/** The names worth suggesting, by the families that the relay has open, in the order a case runs. */
export function listKnownEvents(families: readonly string[]): EventGroup[] {
  const titles: Readonly<Record<string, string>> = eventWords.titles
  return Object.entries(eventWords.sentences)
    .filter(([family]) => families.includes(family))
    .map(([family, sentences]) => ({
      title: titles[family] ?? family,
      names: Object.entries(sentences).map(([verb, sentence]) => ({ name: `${family}.${verb}`, sentence })),
    }))
}

type Choice = 'all' | 'key-owner' | 'externalId' | 'workflow'

export interface SessionFilterForm {
  choice: Choice
  /** Of the choices that want one. */
  text: string
  /** Days as a date field has them, `2026-11-21`, of this computer's own zone; both included. */
  from: string
  to: string
}

type ReadForm = { ok: true; sessionFilters: SessionFilters } | { ok: false; problem: string }

export function readForm({ choice, text, from, to }: SessionFilterForm): ReadForm {
  const typed = text.trim()
  const wantsText = choice === 'externalId' || choice === 'workflow'
  if (wantsText && typed === '') return refuse(findingWords.sessionFilter.problems.missing)
  if (typed.length > 255) return refuse(findingWords.sessionFilter.problems.long)
  if (choice === 'workflow' && !/^[\w-]{1,80}$/.test(typed))
    return refuse(findingWords.sessionFilter.problems.workflow)
  if (![from, to].every(isDay)) return refuse(findingWords.sessionFilter.problems.dates)
  if (from !== '' && to !== '' && to < from) return refuse(findingWords.sessionFilter.problems.order)
  return {
    ok: true,
    sessionFilters: {
      ...(choice === 'externalId' && { externalId: typed }),
      ...(choice === 'workflow' && { workflow: typed }),
      ...(choice === 'key-owner' && { scope: 'key-owner' }),
      ...(from !== '' && { from: new Date(`${from}T00:00:00`).toISOString() }),
      ...(to !== '' && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
    },
  }
}

const isDay = (text: string): boolean => text === '' || /^[1-9]\d{3}-\d\d-\d\d$/.test(text)

const refuse = (problem: string): ReadForm => ({ ok: false, problem })

export function writeForm({ externalId, workflow, scope, from, to }: SessionFilters): SessionFilterForm {
  return {
    choice:
      externalId !== undefined
        ? 'externalId'
        : workflow !== undefined
          ? 'workflow'
          : scope === 'key-owner'
            ? 'key-owner'
            : 'all',
    text: externalId ?? workflow ?? '',
    from: dayOf(from),
    to: dayOf(to),
  }
}

/** The day that it is here. Swedish writes one as a date field does. */
const dayOf = (iso: string | undefined): string =>
  iso === undefined ? '' : new Date(iso).toLocaleDateString('sv')

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
            title: findingWords.events.byName,
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
    <Popover
      id={id}
      label={findingWords.events.title}
      button={
        <button type="button" class="button" popovertarget={id} data-on={names.value.length > 0}>
          {countLabel(names.value)} <ChevronIcon />
        </button>
      }
    >
      <div class="choices-head">
        <input
          type="text"
          aria-label={findingWords.events.find}
          placeholder={findingWords.events.findHere}
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
          {commonWords.clear}
        </button>
      </div>
      <div class="choices" tabIndex={-1}>
        {isName && !isClosed && (
          <button type="button" class="choice-add" onClick={addTyped}>
            {findingWords.events.show.before}
            <code>{wanted}</code>
            {findingWords.events.show.after}
          </button>
        )}
        {isClosed && (
          <p class="choices-note">
            {findingWords.events.hidden.before}
            <code>{familyOf(wanted)}.*</code>
            {findingWords.events.hidden.after}
          </p>
        )}
        {shown.length === 0 && !isName && (
          <p class="choices-note">
            {findingWords.events.none.before}
            <code>inquiry.expired</code>
            {findingWords.events.none.after}
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
    </Popover>
  )
}

function countLabel(names: readonly string[]): string {
  return names.length === 0 ? findingWords.events.all : findingWords.events.count(names.length)
}

const CHOICES = ['all', 'key-owner', 'externalId', 'workflow'] as const satisfies readonly Choice[]

const findPlaceholder = (choice: Choice): string | undefined =>
  choice === 'externalId' || choice === 'workflow'
    ? findingWords.sessionFilter.placeholders[choice]
    : undefined

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
    <Popover
      id={id}
      label={findingWords.sessionFilter.label}
      onBeforeToggle={() => change(writeForm(sessionFilters.peek()))}
      button={
        <button type="button" class="button" popovertarget={id}>
          {findingWords.sessionFilter.filter} <ChevronIcon />
        </button>
      }
    >
      <form class="narrowing" noValidate onSubmit={apply}>
        <fieldset>
          <legend class="visually-hidden">{findingWords.sessionFilter.which}</legend>
          {CHOICES.map((choice) => (
            <div key={choice}>
              <label class="choice">
                <input
                  type="radio"
                  name="choice"
                  checked={form.value.choice === choice}
                  onChange={() => change({ choice })}
                />
                <span>{findingWords.sessionFilter.choices[choice]}</span>
              </label>
              {findPlaceholder(choice) && form.value.choice === choice && (
                <input
                  type="text"
                  class="choice-text"
                  aria-label={findingWords.sessionFilter.choices[choice]}
                  aria-invalid={problem.value !== undefined}
                  placeholder={findPlaceholder(choice)}
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
          <legend>{findingWords.sessionFilter.made}</legend>
          <label>
            {findingWords.sessionFilter.from}{' '}
            <input
              type="date"
              value={form.value.from}
              onInput={({ currentTarget }) => change({ from: currentTarget.value })}
            />
          </label>
          <label>
            {findingWords.sessionFilter.to}{' '}
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
            {findingWords.sessionFilter.show}
          </button>
        </div>
      </form>
    </Popover>
  )
}
