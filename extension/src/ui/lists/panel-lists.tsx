/** The panel's tabs, filters and lists. A row leads to its case; its details open in place. */

import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { caseOf, inquiryOf } from '@inquiry-lens/shared/domain/case-group.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { listWords } from '../../locales/lists.ts'
import { DashboardLink } from '../case/dashboard-link.tsx'
import { nameProvider } from '../format/source.ts'
import { DashedRingIcon } from '../primitives/icons.tsx'
import { lazy, Notice } from '../primitives/lazy.tsx'
import type { Recents } from '../state/case/recents.ts'
import type { SearchBoxState } from '../state/case/search-box.ts'
import type { CaseFilter } from '../state/case/search-finds.ts'
import type { Watching } from '../state/case/watching.ts'
import type { ActivityStrip } from '../state/lists/activity.ts'
import type { CaseGroups } from '../state/lists/case-groups.ts'
import type { CaseRow as CaseEntry } from '../state/lists/cases.ts'
import type { CaseFinder } from '../state/lists/facets.ts'
import { hasNoFilters } from '../state/lists/lists.ts'
import type { InquiryStates } from '../state/lists/lookups.ts'
import type { Panel, PanelTab } from '../state/page/panel.ts'
import type { SavedViews } from '../state/page/saved-views.ts'
import type { Late } from '../state/resource/resource.ts'
import { SearchBox } from '../surfaces/shared/search-box.tsx'
import { describeGroupEnd, GroupFilter, ProviderFilter, type StripToggle } from './filters/filter-bar.tsx'
import { ListView } from './list-view.tsx'
import type { RecentListProps } from './lookup-list.tsx'
import {
  CASE_ROW_HEIGHT,
  CaseRowView,
  EventRow,
  InquiryStatesContext,
  OwnState,
  SessionRow,
} from './rows.tsx'
import type { TroubleLineProps } from './trouble-line.tsx'

const EventDetails = lazy(() => import('../case/case-facts.tsx').then((module) => module.EventDetails))
const SessionDetails = lazy(() => import('../case/case-facts.tsx').then((module) => module.SessionDetails))
const TroubleLine = lazy(() => import('./trouble-line.tsx').then((module) => module.TroubleLine))
const FilterChips = lazy(() => import('./filters/filter-chips.tsx').then((module) => module.FilterChips))
const ViewsMenu = lazy(() => import('./views-menu.tsx').then((module) => module.ViewsMenu))
const FacetChips = lazy(() => import('./filters/filter-chips.tsx').then((module) => module.FacetChips))
const FacetFilter = lazy(() => import('./filters/filter-chips.tsx').then((module) => module.FacetFilter))
const EventFilter = lazy(() => import('./filters/filter-popovers.tsx').then((module) => module.EventFilter))
const SessionFilter = lazy(() =>
  import('./filters/filter-popovers.tsx').then((module) => module.SessionFilter),
)

export const RecentList = lazy<RecentListProps>(() =>
  import('./lookup-list.tsx').then((module) => module.RecentList),
)
const StripView = lazy(() => import('./activity-strip.tsx').then((module) => module.StripView))

const TABS = ['cases', 'sessions', 'events'] as const satisfies readonly PanelTab[]

const caseOfSession = ({ inquiryId, id }: Session): string => inquiryId ?? id

export interface PanelListsProps {
  panel: Panel
  search: SearchBoxState
  recents: Recents
  /** Of the rows in sight, by list. */
  states: Readonly<Record<'cases' | 'sessions', InquiryStates>>
  groups: ReadonlySignal<CaseGroups>
  strip: Late<ActivityStrip> & StripToggle
  finder: Late<CaseFinder>
  views: Late<SavedViews>
  config: Config | undefined
  /** For what is asked beside the lists. */
  requesting: Omit<TroubleLineProps, 'panel'>
  watching: Late<Pick<Watching, 'toggle'>>
}

export function PanelLists({ panel, search, recents, states, groups, ...props }: PanelListsProps) {
  const { finder, views, strip, config, requesting, watching } = props
  const named = views.value.value
  const isNarrowed = panel.words.value !== '' || Object.keys(panel.facets.value).length > 0
  const { tab, eventNames, provider, sessionFilters } = panel
  const providers = (panel.providers.value ?? []).map((one) => one.provider)
  const cases = panel.cases.value
  const ofCases = groups.value
  const found = finder.value.value
  // After the first rows.
  const hasRows = cases.data.value !== undefined
  useEffect(() => {
    if (!hasRows) return
    void finder.load()
    void views.load()
  }, [hasRows, finder, views])
  const isFiltered = ofCases.isFiltered.value
  const sessions = panel.sessions.value
  const events = panel.events.value
  // Sessions without inquiries have filters of their own.
  const only = provider.value ?? (providers.length === 1 ? providers[0] : undefined)
  const isOfSessions = only !== undefined && PROVIDERS[only].casesAbout === 'session'
  const opened = panel.opened.value
  const view = opened?.data.value
  const openIds = [opened?.id, view && subjectOf(view)]
  const narrow = async (filter: CaseFilter) => {
    if ('words' in filter) return panel.findWords(filter.words)
    const { show } = await views.load()
    show(filter)
  }
  /** The action of a row, whether its case is open, and what its watch key does. */
  const leadTo = <TRow,>(findCase: (row: TRow) => string | undefined) => ({
    open: (row: TRow) => {
      const id = findCase(row)
      return id === undefined ? undefined : () => panel.openCase(id)
    },
    isCurrent: (row: TRow) => {
      const id = findCase(row)
      return id !== undefined && openIds.includes(id)
    },
    watch: (row: TRow) => {
      const id = findCase(row)
      if (id !== undefined) watching.value.peek()?.toggle(id)
    },
  })
  return (
    <>
      <SearchBox search={search} onOpen={panel.focus} onFilter={narrow} />
      <RecentFold recents={recents} onOpenCase={panel.openCase} />
      <div class="tab-row">
        <Tabs selected={tab} />
        <div class="tab-tools">
          {tab.value === 'cases' && found && (
            <FacetFilter panel={panel} groups={ofCases} finder={found} search={search} />
          )}
          {named && <ViewsMenu views={named} />}
        </div>
      </div>
      <div class="filters">
        {providers.length > 1 && <ProviderFilter providers={providers} chosen={provider} />}
        {tab.value === 'cases' && isNarrowed && <FacetChips panel={panel} />}
        {tab.value === 'events' && !isOfSessions && (
          <EventFilter names={eventNames} families={config?.eventFamilies} />
        )}
        {tab.value === 'sessions' && isOfSessions && <SessionFilter sessionFilters={sessionFilters} />}
        {tab.value !== 'cases' && (
          <FilterChips
            filters={sessionFilters.value}
            onChange={(filters) => (sessionFilters.value = filters)}
            tab={tab.value}
          />
        )}
      </div>
      <TabPanel name="cases" selected={tab.value}>
        <GroupFilter groups={ofCases} strip={strip} />
        {strip.isShown.value && (
          <div class="activity" id="activity">
            {(cases.data.value ?? cases.error.value) && (
              <StripView strip={strip} group={ofCases.chosen.value} isNarrowed={isNarrowed} />
            )}
          </div>
        )}
        <TroubleLine panel={panel} {...requesting} />
        <InquiryStatesContext.Provider value={states.cases}>
          <ListView
            key={cases}
            list={ofCases.shown}
            noun="cases"
            rowHeight={CASE_ROW_HEIGHT}
            unread={panel.unreadCases.value}
            isFiltered={isFiltered}
            onClearFilters={panel.clearCases}
            goOn={ofCases.goOn.value}
            end={isFiltered && !ofCases.shown.hasMore.value ? describeGroupEnd(ofCases) : undefined}
            {...leadTo(({ id }: CaseEntry) => id)}
            summary={(row) => (
              <CaseRowView
                row={row}
                isMixed={providers.length > 1}
                describeProgress={found?.describeProgress}
              />
            )}
            details={({ provider: whose, session, events: [event], inquiryId }) => (
              <>
                {session ? <SessionDetails session={session} /> : event && <EventDetails event={event} />}
                <div class="actions">
                  <DashboardLink provider={whose} id={inquiryId ?? undefined} config={config} />
                </div>
              </>
            )}
          />
        </InquiryStatesContext.Provider>
      </TabPanel>
      <TabPanel name="sessions" selected={tab.value}>
        <InquiryStatesContext.Provider value={states.sessions}>
          <ListView
            key={sessions}
            list={sessions}
            noun="sessions"
            unread={panel.unreadSessions.value}
            isFiltered={!hasNoFilters(sessionFilters.value)}
            onClearFilters={panel.clearFilters}
            {...leadTo(caseOfSession)}
            summary={(session) => (
              <SessionRow session={session} isMixed={sessions.streams.length > 1}>
                <OwnState session={session} />
              </SessionRow>
            )}
            details={(session) => (
              <>
                <SessionDetails session={session} />
                <div class="actions">
                  <DashboardLink
                    provider={session.provider}
                    id={session.inquiryId ?? undefined}
                    config={config}
                  />
                </div>
              </>
            )}
          />
        </InquiryStatesContext.Provider>
      </TabPanel>
      <TabPanel name="events" selected={tab.value}>
        {only !== undefined && PROVIDERS[only].lists.events === null && (
          <Notice
            icon={DashedRingIcon}
            tone="calm"
            title={listWords.noEvents.title(nameProvider(only))}
            action={{ label: listWords.noEvents.showSessions, run: () => (tab.value = 'sessions') }}
          >
            <p>{listWords.noEvents.about}</p>
          </Notice>
        )}
        {events.streams.length > 0 && (
          <ListView
            key={events}
            list={events}
            noun="events"
            unread={panel.unreadEvents.value}
            isFiltered={sessionFilters.value.inquiry !== undefined || eventNames.value.length > 0}
            onClearFilters={panel.clearFilters}
            {...leadTo(caseOf)}
            summary={(event) => <EventRow event={event} />}
            details={(event) => (
              <>
                <EventDetails event={event} />
                <div class="actions">
                  <DashboardLink provider={event.provider} id={inquiryOf(event)} config={config} />
                </div>
              </>
            )}
          />
        )}
      </TabPanel>
    </>
  )
}

const tabId = (name: string): string => `tab-${name}`
const tabPanelId = (name: string): string => `tab-panel-${name}`

/** Arrows move between them (WAI-ARIA APG, tabs). */
function Tabs({ selected }: { selected: Signal<PanelTab> }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = TABS.indexOf(selected.value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    const next = to === undefined ? undefined : TABS.at(to % TABS.length)
    if (!next) return
    event.preventDefault()
    selected.value = next
    document.getElementById(tabId(next))?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={listWords.tabs} onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(name)}
          class="tab"
          aria-selected={selected.value === name}
          aria-controls={tabPanelId(name)}
          tabIndex={selected.value === name ? 0 : -1}
          onClick={() => (selected.value = name)}
        >
          {listWords.nouns[name].title}
        </button>
      ))}
    </div>
  )
}

/** Stays in the document once shown, so that its list keeps its scroll position. */
function TabPanel(props: { name: PanelTab; selected: PanelTab; children: ComponentChildren }) {
  const { name, selected, children } = props
  const wasShown = useRef(false)
  wasShown.current ||= name === selected
  return (
    <div
      role="tabpanel"
      class="tab-panel"
      id={tabPanelId(name)}
      aria-labelledby={tabId(name)}
      hidden={name !== selected}
    >
      {wasShown.current && children}
    </div>
  )
}

function RecentFold(props: RecentListProps) {
  const { length } = props.recents.cases.value
  if (length === 0) return null
  return (
    <details class="recents">
      <summary>{listWords.recents.count(length)}</summary>
      <RecentList {...props} />
    </details>
  )
}
