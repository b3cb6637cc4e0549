/**
 * What the side panel shows: which list, filtered by what, or one case in place of the lists. A new question is a new
 * list; the old one ends.
 */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Answer } from './answer.ts'
import type { Case, MakeCase } from './case.ts'
import type { List } from './list.ts'
import type { ListMakers } from './lists.ts'
import { makeFor } from './make-for.ts'

export type Tab = 'sessions' | 'events'

/** What another surface wants to be seen here. */
export type Focus = { list: Tab; inquiry?: string | undefined } | { case: string }

export interface Panel {
  tab: Signal<Tab>
  /** Filters both lists. */
  inquiry: Signal<string | undefined>
  /** Filters events alone. */
  eventNames: Signal<readonly string[]>
  sessions: ReadonlySignal<List<Session>>
  events: ReadonlySignal<List<ProviderEvent>>
  /** The case that is open. The lists behind it rest, and keep their places. */
  opened: ReadonlySignal<Case | undefined>
  openCase(id: string): void
  closeCase(): void
  /** What is looked at. */
  current: ReadonlySignal<Answer>
  focus(on: Focus): void
  clearFilters(): void
}

export interface PanelParts extends ListMakers {
  makeCase: MakeCase
  visible: ReadonlySignal<boolean>
  /** What is wanted to be seen from the start. */
  first: Focus
  signal: AbortSignal
}

export function createPanel(parts: PanelParts): Panel {
  const { visible, first, signal: ended } = parts
  const tab = signal<Tab>('sessions')
  const inquiry = signal<string | undefined>(undefined)
  const eventNames = signal<readonly string[]>([])
  const caseId = signal<string | undefined>(undefined)

  function focus(on: Focus): void {
    batch(() => {
      caseId.value = 'case' in on ? on.case : undefined
      if ('case' in on) return
      tab.value = on.list
      inquiry.value = on.inquiry
      eventNames.value = []
    })
  }
  focus(first)

  const opened = makeFor(
    () => caseId.value,
    (id, signal) => (id === undefined ? undefined : parts.makeCase(id, { active: visible, signal })),
    ended,
  )
  const isShown = (name: Tab): ReadonlySignal<boolean> =>
    computed(() => visible.value && tab.value === name && caseId.value === undefined)
  const sessions = makeFor(
    () => (inquiry.value ? { inquiry: inquiry.value } : {}),
    (filter, signal) => parts.makeSessions(filter, { active: isShown('sessions'), signal }),
    ended,
  )
  const events = makeFor(
    () => ({
      ...(inquiry.value && { objects: [inquiry.value] }),
      ...(eventNames.value.length > 0 && { names: [...eventNames.value] }),
    }),
    (filter, signal) => parts.makeEvents(filter, { active: isShown('events'), signal }),
    ended,
  )

  return {
    tab,
    inquiry,
    eventNames,
    sessions,
    events,
    opened,
    openCase: (id) => focus({ case: id }),
    closeCase: () => {
      caseId.value = undefined
    },
    current: computed(() => opened.value ?? (tab.value === 'sessions' ? sessions.value : events.value)),
    focus,
    clearFilters: () =>
      batch(() => {
        inquiry.value = undefined
        eventNames.value = []
      }),
  }
}
