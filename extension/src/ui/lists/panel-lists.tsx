/** Both lists of the panel with their tabs and filters. A row leads to its case; what is known of it opens in place. */
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { DashboardLink } from '../case/dashboard-link.tsx'
import { caseOf, inquiryOf } from '../format/event-object.ts'
import { nameProvider } from '../format/source.ts'
import { DashedRingIcon } from '../primitives/icons.tsx'
import { Notice } from '../primitives/notice.tsx'
import { Tabs, tabId, tabPanelId } from '../primitives/tabs.tsx'
import type { Recents } from '../state/case/recents.ts'
import type { SearchBoxState } from '../state/case/search-box.ts'
import { hasNoFilters } from '../state/lists/lists.ts'
import type { Panel, PanelTab } from '../state/page/panel.ts'
import { SearchBox } from '../surfaces/shared/search-box.tsx'
import { EventDetails } from './event-details.tsx'
import { EventFilter } from './event-filter.tsx'
import { EventRow } from './event-row.tsx'
import { FilterChips } from './filter-chips.tsx'
import { ListView } from './list-view.tsx'
import { ProviderFilter } from './provider-filter.tsx'
import { RecentFold } from './recent-list.tsx'
import { SessionDetails } from './session-details.tsx'
import { SessionFilter } from './session-filter.tsx'
import { SessionRow } from './session-row.tsx'

const TABS = [
  { name: 'sessions', label: 'Sessions' },
  { name: 'events', label: 'Events' },
] as const satisfies readonly { name: PanelTab; label: string }[]

const caseOfSession = ({ inquiryId, id }: Session): string => inquiryId ?? id

interface PanelListsProps {
  panel: Panel
  finder: SearchBoxState
  recents: Recents
  config: Config | undefined
}

export function PanelLists({ panel, finder, recents, config }: PanelListsProps) {
  const { tab, eventNames, provider, sessionFilters } = panel
  const providers = (panel.providers.value ?? []).map((one) => one.provider)
  const sessions = panel.sessions.value
  const events = panel.events.value
  // Where only such sessions are shown: one that stands for itself is found by other things than an inquiry.
  const only = provider.value ?? (providers.length === 1 ? providers[0] : undefined)
  const isOfSessions = only !== undefined && PROVIDERS[only].casesAbout === 'session'
  const opened = panel.opened.value
  const view = opened?.data.value
  const openIds = [opened?.id, view && subjectOf(view)]
  /** What pressing a row does, and whether that has been done; of a row without a case neither. */
  const leadTo = <TRow,>(findCase: (row: TRow) => string | undefined) => ({
    open: (row: TRow) => {
      const id = findCase(row)
      return id === undefined ? undefined : () => panel.openCase(id)
    },
    isCurrent: (row: TRow) => {
      const id = findCase(row)
      return id !== undefined && openIds.includes(id)
    },
  })
  return (
    <>
      <SearchBox finder={finder} onOpen={panel.focus} />
      <RecentFold recents={recents} onOpenCase={panel.openCase} />
      <Tabs label="What to show" tabs={TABS} selected={tab} />
      <div class="filters">
        {providers.length > 1 && <ProviderFilter providers={providers} chosen={provider} />}
        {tab.value === 'events' && !isOfSessions && (
          <EventFilter names={eventNames} families={config?.eventFamilies} />
        )}
        {tab.value === 'sessions' && isOfSessions && <SessionFilter sessionFilters={sessionFilters} />}
        <FilterChips sessionFilters={sessionFilters} tab={tab.value} />
      </div>
      <TabPanel name="sessions" selected={tab.value}>
        <ListView
          key={sessions}
          list={sessions}
          noun="sessions"
          unread={panel.unreadSessions.value}
          isFiltered={!hasNoFilters(sessionFilters.value)}
          onClearFilters={panel.clearFilters}
          {...leadTo(caseOfSession)}
          summary={(session) => <SessionRow session={session} isMixed={sessions.streams.length > 1} />}
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
      </TabPanel>
      <TabPanel name="events" selected={tab.value}>
        {only !== undefined && PROVIDERS[only].lists.events === null && (
          <Notice
            icon={DashedRingIcon}
            tone="calm"
            title={`${nameProvider(only)} tells of no events`}
            action={{ label: 'Show its sessions', run: () => (tab.value = 'sessions') }}
          >
            <p>Each session says how far the customer came.</p>
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

/** Once shown it stays in the document while it is hidden, so that its list keeps its place; before, it costs nothing. */
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
