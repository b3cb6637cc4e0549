/** The side panel: the lists with their filters, and one case over them or beside them. New filters make a new list. */
import type { CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import { stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { PageView, PanelFocus } from '../../../messages/messages.ts'
import type { Origin } from '../../../stored.ts'
import type { SendRequest } from '../../request.ts'
import { type Case, type CaseChange, followChange, type MakeCase } from '../case/case.ts'
import { type CustomerCases, type FetchCustomer, findCustomer, soleMatch } from '../case/customer.ts'
import type { CaseSelection, TimeSpan } from '../lists/case-groups.ts'
import { type CaseFeed, createCaseFeed, EVENTS_FOR_CASES, newsOfCases } from '../lists/cases.ts'
import type { FacetFilters } from '../lists/facets.ts'
import type { Feed } from '../lists/feed.ts'
import {
  type Asked,
  type ListMakers,
  NO_FILTERS,
  originsOf,
  type SessionFilters,
  selectProviders,
} from '../lists/lists.ts'
import { followUnread, type Unread } from '../lists/unread.ts'
import { derivedResource, effectUntil, type ResourceInfo, runAfter } from '../resource/resource.ts'

export type PanelTab = 'cases' | 'sessions' | 'events'

/** What another surface opens here. */
export type Focus = PanelFocus

export interface Panel {
  tab: Signal<PanelTab>
  /** `undefined`: loading. Empty: unknown. */
  providers: ReadonlySignal<readonly Origin[] | undefined>
  /** The only one shown; `undefined`: all. */
  provider: Signal<ProviderId | undefined>
  /** The only cases shown; `undefined`: all. */
  caseGroup: Signal<CaseGroup | undefined>
  /** When the only cases shown were last active; `undefined`: at any time. */
  span: Signal<TimeSpan | undefined>
  /** The only cases shown, one by one; `undefined`: all. */
  only: Signal<CaseSelection | undefined>
  /** What is known of the only cases shown. */
  facets: Signal<FacetFilters>
  /** Typed: what else is known of them. */
  words: Signal<string>
  /** Filters the events. */
  eventNames: Signal<readonly string[]>
  sessionFilters: Signal<SessionFilters>
  cases: ReadonlySignal<CaseFeed>
  sessions: ReadonlySignal<Feed<Session>>
  events: ReadonlySignal<Feed<ProviderEvent>>
  unreadCases: ReadonlySignal<Unread>
  unreadSessions: ReadonlySignal<Unread>
  unreadEvents: ReadonlySignal<Unread>
  /** Whether the list can be seen. */
  isShown(name: PanelTab): ReadonlySignal<boolean>
  /** The open case. The lists keep their position, and stop polling while it covers them. */
  opened: ReadonlySignal<Case | undefined>
  change: ReadonlySignal<CaseChange | undefined>
  openCase(id: string): void
  /** Opens another case of the same person; going back leads to the one before. */
  openOther(id: string): void
  /** How many cases lie between this one and the lists. */
  depth: ReadonlySignal<number>
  /** The case that was left by going back. */
  cameFrom: ReadonlySignal<string | undefined>
  /** The cases of a customer number; shown unless there is exactly one. */
  customer: ReadonlySignal<CustomerCases | undefined>
  closeCase(): void
  /** What is shown. */
  current: ReadonlySignal<Pick<ResourceInfo, 'asOf' | 'isFetching' | 'refresh'>>
  /** The same, by provider. */
  answers: ReadonlySignal<readonly ResourceInfo[]>
  origins: ReadonlySignal<readonly Origin[]>
  focus(on: Focus): void
  /** Filters the lists, and shows them. */
  narrow(to: SessionFilters): void
  clearFilters(): void
  /** Shows the cases with these words, whatever else was filtered. */
  findWords(words: string): void
  /** Shows all cases. */
  clearCases(): void
  /** Back to the lists. */
  closeAll(): void
}

interface PanelParts extends ListMakers {
  makeCase: MakeCase
  fetchReference: FetchCustomer
  providers: Panel['providers']
  visible: ReadonlySignal<boolean>
  /** The lists have room beside a case. */
  isWide: ReadonlySignal<boolean>
  first: Focus
  abort: AbortSignal
}

export function createPanel(parts: PanelParts): Panel {
  const { visible, isWide, providers, first, abort } = parts
  const tab = signal<PanelTab>('cases')
  const caseGroup = signal<CaseGroup | undefined>(undefined)
  const span = signal<TimeSpan | undefined>(undefined)
  const only = signal<CaseSelection | undefined>(undefined)
  const facets = signal<FacetFilters>({})
  const words = signal('')
  const eventNames = signal<readonly string[]>([])
  const provider = signal<ProviderId | undefined>(undefined)
  const sessionFilters = signal<SessionFilters>(NO_FILTERS)
  /** As opened by the agent; the only case of a customer number opens without it. */
  const caseId = signal<string | undefined>(undefined)
  const reference = signal<string | undefined>(undefined)
  /** The cases to go back to; `undefined`: the one that the customer number led to. */
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
      clearCases()
      caseGroup.value = on.group
      filter(NO_FILTERS)
    })
  }
  const clearCases = () =>
    batch(() => {
      caseGroup.value = span.value = only.value = undefined
      facets.value = {}
      words.value = ''
    })
  const findWords = (typed: string) =>
    batch(() => {
      focus({ list: 'cases' })
      words.value = typed
    })
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
      // From one of a customer's cases, back to the choice.
      if (caseId.peek() === undefined) reference.value = undefined
      caseId.value = undefined
    })

  const customer = derivedResource(
    () => reference.value,
    (wanted, ended) => (wanted === undefined ? undefined : findCustomer(wanted, parts.fetchReference, ended)),
    abort,
  )
  const sole = computed(() => soleMatch(customer.value?.data.value))
  const opened = derivedResource(
    () => caseId.value ?? sole.value,
    (id, ended) => (id === undefined ? undefined : parts.makeCase(id, { active: visible, abort: ended })),
    abort,
  )
  const isCovered = computed(() => !isWide.value && (opened.value ?? customer.value) !== undefined)
  const isShown = (name: PanelTab): ReadonlySignal<boolean> =>
    computed(() => visible.value && tab.value === name && !isCovered.value)
  const cases = derivedResource(
    () => ({
      sessions: selectProviders(providers.value, provider.value, 'sessions'),
      events: selectProviders(providers.value, provider.value, 'events'),
    }),
    (asked, ended) => {
      const frame = { active: isShown('cases'), abort: ended }
      return createCaseFeed(
        parts.makeSessions({ providers: asked.sessions, filter: NO_FILTERS }, frame),
        parts.makeEvents({ providers: asked.events, filter: {}, limit: EVENTS_FOR_CASES }, frame),
        ended,
      )
    },
    abort,
  )
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
    (scope, ended) => parts.makeSessions(scope, { active: isShown('sessions'), abort: ended }),
    abort,
  )
  const events = derivedResource(
    () => ({
      providers: selectProviders(providers.value, provider.value, 'events'),
      filter: {
        ...(sessionFilters.value.inquiry && { objects: [sessionFilters.value.inquiry] }),
        ...(eventNames.value.length > 0 && { names: [...eventNames.value] }),
      },
    }),
    (scope, ended) => parts.makeEvents(scope, { active: isShown('events'), abort: ended }),
    abort,
  )
  const unreadCases = derivedResource(
    () => cases.value,
    (feed, ended) => followUnread({ ...newsOfCases(feed), visible, abort: ended }),
    abort,
  )
  const unreadSessions = derivedResource(
    () => sessions.value,
    ({ streams }, ended) =>
      followUnread({
        lists: streams.map(({ list }) => list),
        stateOf: (session) => `${stateOfSession(session)} ${session.status}`,
        visible,
        abort: ended,
      }),
    abort,
  )
  const unreadEvents = derivedResource(
    () => events.value,
    // Events do not change.
    ({ streams }, ended) =>
      followUnread({ lists: streams.map(({ list }) => list), stateOf: () => '', visible, abort: ended }),
    abort,
  )
  const change = derivedResource(
    () => opened.value,
    (one, ended) => one && followChange(one, ended),
    abort,
  )
  const shown = computed((): Feed<unknown> => ({ cases, sessions, events })[tab.value].value)

  return {
    tab,
    providers,
    provider,
    caseGroup,
    span,
    only,
    facets,
    words,
    clearCases,
    findWords,
    eventNames,
    sessionFilters,
    cases,
    sessions,
    events,
    unreadCases,
    unreadSessions,
    unreadEvents,
    isShown,
    opened,
    change,
    openCase: (id) => {
      if (
        customer
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
      // To the case they came from: goes back.
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
    customer,
    closeCase,
    current: computed(() => {
      const lists = shown.value
      const one = opened.value ?? customer.value
      if (!one || isCovered.value) return one ?? lists
      const refresh = () => {
        one.refresh()
        lists.refresh()
      }
      return { asOf: one.asOf, isFetching: one.isFetching, refresh }
    }),
    answers: computed(() => [
      ...(opened.value ? [opened.value] : []),
      ...(isCovered.value || (customer.value && !opened.value)
        ? []
        : shown.value.streams.map(({ list }) => list)),
    ]),
    origins: computed(() => {
      // Beside a case, the list shows its own providers.
      if (!isCovered.value) return originsOf(shown.value.streams.filter(isFirst), providers.value ?? [])
      const source = opened.value?.source.value
      if (!source && customer.value) return customer.value.data.value?.asked ?? []
      return source ? [source] : originsOf([], providers.value ?? [])
    }),
    focus,
    narrow: (to) =>
      batch(() => {
        // Cases have no filter.
        const list = to.inquiry !== undefined && tab.peek() === 'events' ? 'events' : 'sessions'
        tab.value = list
        provider.value = undefined
        // The case covers the lists.
        if (!isWide.peek()) focus({ list })
        filter(to)
      }),
    clearFilters: () => filter(NO_FILTERS),
    closeAll,
  }
}

const isFirst = ({ provider }: Asked, index: number, all: readonly Asked[]): boolean =>
  all.findIndex((one) => one.provider === provider) === index

/** The page in front of the panel's window: whether the open case is on it, and which IDs are. */
export interface FrontPageParts {
  request: SendRequest
  /** Reports the tab in front of this window now, and after each change of the tab or its page. */
  watchFrontTab(onTab: (tabId: number) => void, abort: AbortSignal): void
  caseId: ReadonlySignal<string | undefined>
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

/** A help desk changes tickets within one page. */
const LOOK_EVERY_MS = 2_000

type FrontPage = PageView & { tabId: number }

/** `undefined`: unknown, as on a page that may not be read. */
export function followFrontPage(parts: FrontPageParts): ReadonlySignal<FrontPage | undefined> {
  const { request, watchFrontTab, caseId, visible, abort } = parts
  const page = signal<FrontPage | undefined>(undefined)
  const tabId = signal<number | undefined>(undefined)
  const looks = signal(0)

  watchFrontTab((id) => {
    if (tabId.peek() !== id) page.value = undefined
    tabId.value = id
    looks.value++
  }, abort)

  effectUntil(abort, () => {
    const id = tabId.value
    void looks.value
    if (id === undefined || caseId.value === undefined || !visible.value) return
    const current = new AbortController()
    const mine = AbortSignal.any([current.signal, abort])
    void request('app:page.look', { tabId: id }, mine).then((reply) => {
      if (mine.aborted) return
      runAfter(LOOK_EVERY_MS, () => looks.value++, mine)
      page.value = reply.ok && reply.value.site === 'granted' ? { ...reply.value, tabId: id } : undefined
    })
    return () => current.abort()
  })
  return page
}
