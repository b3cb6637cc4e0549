/**
 * What the side panel shows: which list, filtered by what, and one case, over the lists or beside them. A new question is
 * a new list; the old one ends.
 */

import { stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Origin, PanelFocus } from '../../../platform/stored.ts'
import type { Case, MakeCase } from '../case/case.ts'
import { type CaseChange, followChange } from '../case/case-change.ts'
import { type CustomerCases, type FetchCustomer, findCustomer, soleMatch } from '../case/customer-cases.ts'
import type { ListMakers } from '../lists/lists.ts'
import { originsOf } from '../lists/origins.ts'
import { selectProviders } from '../lists/select-providers.ts'
import { NO_FILTERS, type SessionFilters } from '../lists/session-filters.ts'
import { followUnread, type Unread } from '../lists/unread.ts'
import type { ResourceInfo } from '../resource/answer.ts'
import { derivedResource } from '../resource/derived-resource.ts'
import type { Feed } from '../resource/feed.ts'

export type PanelTab = 'sessions' | 'events'

/** What another surface wants to be seen here. */
export type Focus = PanelFocus

export interface Panel {
  tab: Signal<PanelTab>
  /** `undefined`: nobody has said yet; empty: nobody will. */
  providers: ReadonlySignal<readonly Origin[] | undefined>
  /** The only one to show; `undefined`: all there are. */
  provider: Signal<ProviderId | undefined>
  /** Filters events alone. */
  eventNames: Signal<readonly string[]>
  sessionFilters: Signal<SessionFilters>
  sessions: ReadonlySignal<Feed<Session>>
  events: ReadonlySignal<Feed<ProviderEvent>>
  /** What is new in each list since the agent last looked. */
  unreadSessions: ReadonlySignal<Unread>
  unreadEvents: ReadonlySignal<Unread>
  /** The case that is open. The lists keep their places; where they lie behind it, they rest. */
  opened: ReadonlySignal<Case | undefined>
  /** What changed in it since the agent last saw it. */
  change: ReadonlySignal<CaseChange | undefined>
  openCase(id: string): void
  /** Of the same person as the one that is open: to that one, it is back from there. */
  openOther(id: string): void
  /** How many cases there are to go back to before the lists. */
  depth: ReadonlySignal<number>
  /** The case that was left for the one before it. */
  cameFrom: ReadonlySignal<string | undefined>
  /** One of the company's own numbers that was asked for; with several cases, or none, it is what is shown. */
  customer: ReadonlySignal<CustomerCases | undefined>
  closeCase(): void
  /** What is looked at. */
  current: ReadonlySignal<Pick<ResourceInfo, 'asOf' | 'isFetching' | 'refresh'>>
  /** The same, each provider's by itself. */
  answers: ReadonlySignal<readonly ResourceInfo[]>
  /** Whose facts they are. */
  origins: ReadonlySignal<readonly Origin[]>
  focus(on: Focus): void
  /** The rows that belong to what is open, or to another row: all of them, and in sight. */
  narrow(to: SessionFilters): void
  clearFilters(): void
  /** Back to the lists as they were, from however deep. */
  closeAll(): void
}

export interface PanelParts extends ListMakers {
  makeCase: MakeCase
  fetchReference: FetchCustomer
  providers: Panel['providers']
  visible: ReadonlySignal<boolean>
  /** There is room for the lists beside a case. */
  isWide: ReadonlySignal<boolean>
  /** What is wanted to be seen from the start. */
  first: Focus
  abort: AbortSignal
}

export function createPanel(parts: PanelParts): Panel {
  const { visible, isWide, providers, first, abort: ended } = parts
  const tab = signal<PanelTab>('sessions')
  const eventNames = signal<readonly string[]>([])
  const provider = signal<ProviderId | undefined>(undefined)
  const sessionFilters = signal<SessionFilters>(NO_FILTERS)
  /** The one that was chosen. */
  const caseId = signal<string | undefined>(undefined)
  const reference = signal<string | undefined>(undefined)
  /** Those that were left for others of the same person; of one that a number led to alone, that it was. */
  const trail = signal<readonly (string | undefined)[]>([])
  const cameFrom = signal<string | undefined>(undefined)

  const closeAll = () =>
    batch(() => {
      trail.value = []
      cameFrom.value = caseId.value = reference.value = undefined
    })
  function focus(on: Focus): void {
    batch(() => {
      closeAll()
      if ('case' in on) caseId.value = on.case
      if ('reference' in on) reference.value = on.reference
      if (!('list' in on)) return
      tab.value = on.list
      provider.value = undefined
      filter(NO_FILTERS)
    })
  }
  const filter = (by: SessionFilters) =>
    batch(() => {
      sessionFilters.value = by
      eventNames.value = []
    })
  focus(first)

  const closeCase = () =>
    batch(() => {
      if (trail.peek().length > 0) {
        cameFrom.value = caseId.peek()
        caseId.value = trail.peek().at(-1)
        trail.value = trail.peek().slice(0, -1)
        return
      }
      cameFrom.value = undefined
      // From one of several, back to the choice.
      if (caseId.peek() === undefined) reference.value = undefined
      caseId.value = undefined
    })

  const finding = derivedResource(
    () => reference.value,
    (wanted, abort) => (wanted === undefined ? undefined : findCustomer(wanted, parts.fetchReference, abort)),
    ended,
  )
  const sole = computed(() => soleMatch(finding.value?.data.value))
  const opened = derivedResource(
    () => caseId.value ?? sole.value,
    (id, abort) => (id === undefined ? undefined : parts.makeCase(id, { active: visible, abort })),
    ended,
  )
  const isCovered = computed(() => !isWide.value && (opened.value ?? finding.value) !== undefined)
  const isShown = (name: PanelTab): ReadonlySignal<boolean> =>
    computed(() => visible.value && tab.value === name && !isCovered.value)
  const sessions = derivedResource(
    () => ({
      providers: selectProviders(
        providers.value,
        provider.value,
        'sessions',
        Object.keys(sessionFilters.value),
      ),
      filter: sessionFilters.value,
    }),
    (question, abort) => parts.makeSessions(question, { active: isShown('sessions'), abort }),
    ended,
  )
  const events = derivedResource(
    () => ({
      providers: selectProviders(providers.value, provider.value, 'events'),
      filter: {
        ...(sessionFilters.value.inquiry && { objects: [sessionFilters.value.inquiry] }),
        ...(eventNames.value.length > 0 && { names: [...eventNames.value] }),
      },
    }),
    (question, abort) => parts.makeEvents(question, { active: isShown('events'), abort }),
    ended,
  )
  const unreadSessions = derivedResource(
    () => sessions.value,
    ({ streams }, abort) =>
      followUnread({
        lists: streams.map(({ list }) => list),
        stateOf: (session) => `${stateOfSession(session)} ${session.status}`,
        visible,
        abort,
      }),
    ended,
  )
  const unreadEvents = derivedResource(
    () => events.value,
    // What happened does not change.
    ({ streams }, abort) =>
      followUnread({ lists: streams.map(({ list }) => list), stateOf: () => '', visible, abort }),
    ended,
  )
  const change = derivedResource(
    () => opened.value,
    (one, abort) => one && followChange(one, abort),
    ended,
  )
  const shown = computed(() => (tab.value === 'sessions' ? sessions.value : events.value))

  return {
    tab,
    providers,
    provider,
    eventNames,
    sessionFilters,
    sessions,
    events,
    unreadSessions,
    unreadEvents,
    opened,
    change,
    openCase: (id) => {
      if (
        finding
          .peek()
          ?.data.peek()
          ?.matches.some(({ lookup }) => lookup.id === id)
      )
        batch(() => {
          trail.value = []
          caseId.value = id
        })
      else focus({ case: id })
    },
    openOther: (id) => {
      // Whoever goes on to where they came from goes back.
      if (trail.peek().at(-1) === id) closeCase()
      else
        batch(() => {
          trail.value = [...trail.peek(), caseId.peek()]
          cameFrom.value = undefined
          caseId.value = id
        })
    },
    depth: computed(() => trail.value.length),
    cameFrom,
    customer: finding,
    closeCase,
    current: computed(() => {
      const lists = shown.value
      const one = opened.value ?? finding.value
      if (!one || isCovered.value) return one ?? lists
      const refresh = () => {
        one.refresh()
        lists.refresh()
      }
      return { asOf: one.asOf, isFetching: one.isFetching, refresh }
    }),
    answers: computed(() => [
      ...(opened.value ? [opened.value] : []),
      ...(isCovered.value || (finding.value && !opened.value)
        ? []
        : shown.value.streams.map(({ list }) => list)),
    ]),
    origins: computed(() => {
      // Beside a case stand the rows of whoever has any.
      if (!isCovered.value) return originsOf(shown.value.streams, providers.value ?? [])
      const source = opened.value?.source.value
      if (!source && finding.value) return finding.value.data.value?.asked ?? []
      return source ? [source] : originsOf([], providers.value ?? [])
    }),
    focus,
    narrow: (to) =>
      batch(() => {
        const list = to.inquiry === undefined ? 'sessions' : tab.peek()
        tab.value = list
        provider.value = undefined
        // Where the case lies over them.
        if (!isWide.peek()) focus({ list })
        filter(to)
      }),
    clearFilters: () => filter(NO_FILTERS),
    closeAll,
  }
}
