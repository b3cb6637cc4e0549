/** What the side panel shows: which list, filtered by what. A new question is a new list; the old one ends. */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import { batch, computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import type { List } from './list.ts'
import type { Frame, ListMakers } from './lists.ts'

export type Tab = 'sessions' | 'events'

/** What another surface wants to be seen here. */
export interface Focus {
  list: Tab
  inquiry?: string | undefined
}

export interface Panel {
  tab: Signal<Tab>
  /** Filters both lists. */
  inquiry: Signal<string | undefined>
  /** Filters events alone. */
  eventNames: Signal<readonly string[]>
  sessions: ReadonlySignal<List<Session>>
  events: ReadonlySignal<List<ProviderEvent>>
  /** The list that is looked at. */
  current: ReadonlySignal<List<Session> | List<ProviderEvent>>
  focus(on: Focus): void
  clearFilters(): void
}

export interface PanelParts extends ListMakers {
  visible: ReadonlySignal<boolean>
  /** What is wanted to be seen from the start. */
  first: Focus
  signal: AbortSignal
}

export function createPanel(parts: PanelParts): Panel {
  const { visible, first, signal: ended } = parts
  const tab = signal<Tab>(first.list)
  const inquiry = signal<string | undefined>(first.inquiry)
  const eventNames = signal<readonly string[]>([])

  /** A list that is made anew whenever its filter is another one. */
  function follow<TFilter, TList>(
    shownOn: Tab,
    readFilter: () => TFilter,
    make: (filter: TFilter, frame: Frame) => TList,
  ): ReadonlySignal<TList> {
    const active = computed(() => visible.value && tab.value === shownOn)
    let current = new AbortController()
    const makeAnew = (filter: TFilter): TList => {
      current.abort()
      current = new AbortController()
      return untracked(() => make(filter, { active, signal: AbortSignal.any([current.signal, ended]) }))
    }
    const list = signal(makeAnew(untracked(readFilter)))
    let isFirst = true
    const stop = effect(() => {
      const filter = readFilter()
      if (!isFirst) list.value = makeAnew(filter)
      isFirst = false
    })
    ended.addEventListener('abort', stop, { once: true })
    return list
  }

  const sessions = follow(
    'sessions',
    () => (inquiry.value ? { inquiry: inquiry.value } : {}),
    parts.makeSessions,
  )
  const events = follow(
    'events',
    () => ({
      ...(inquiry.value && { objects: [inquiry.value] }),
      ...(eventNames.value.length > 0 && { names: [...eventNames.value] }),
    }),
    parts.makeEvents,
  )

  return {
    tab,
    inquiry,
    eventNames,
    sessions,
    events,
    current: computed(() => (tab.value === 'sessions' ? sessions.value : events.value)),
    focus: ({ list, inquiry: wanted }) =>
      batch(() => {
        tab.value = list
        inquiry.value = wanted
        eventNames.value = []
      }),
    clearFilters: () =>
      batch(() => {
        inquiry.value = undefined
        eventNames.value = []
      }),
  }
}
