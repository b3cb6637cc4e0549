/** The side panel: both lists, their filters, and everything known of a row. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { EventDetails } from './components/event-details.tsx'
import { EventFilter } from './components/event-filter.tsx'
import { EventRow } from './components/event-row.tsx'
import { ExactTip } from './components/exact-tip.tsx'
import { InquiryBox } from './components/inquiry-box.tsx'
import { ListView } from './components/list-view.tsx'
import { SessionDetails } from './components/session-details.tsx'
import { SessionRow } from './components/session-row.tsx'
import { SourceBar } from './components/source-bar.tsx'
import { Tabs, tabId, tabPanelId } from './components/tabs.tsx'
import type { Panel, Tab } from './state/panel.ts'

const TABS = [
  { name: 'sessions', label: 'Sessions' },
  { name: 'events', label: 'Events' },
] as const satisfies readonly { name: Tab; label: string }[]

const CHECK_ID = 'Check the ID, and whether it is of this environment.'
const NONE_OF_THESE = 'None of the chosen kinds has happened yet.'

interface PanelViewProps {
  panel: Panel
  config: ReadonlySignal<Config | undefined>
}

export function PanelView({ panel, config }: PanelViewProps) {
  const { tab, inquiry, eventNames } = panel
  const current = panel.current.value
  const onFilter =
    inquiry.value === undefined
      ? (wanted: string) => {
          inquiry.value = wanted
        }
      : undefined
  return (
    <>
      <SourceBar origin={current.source.value ?? config.value?.providers[0]} freshness={current} />
      <main class="panel">
        <Tabs label="What to show" tabs={TABS} selected={tab} />
        <div class="filters">
          <InquiryBox inquiry={inquiry} />
          {tab.value === 'events' && (
            <EventFilter names={eventNames} families={config.value?.eventFamilies} />
          )}
        </div>
        <TabPanel name="sessions" selected={tab.value}>
          <ListView
            key={panel.sessions.value}
            list={panel.sessions.value}
            noun="sessions"
            emptyHint={inquiry.value && CHECK_ID}
            onClearFilters={panel.clearFilters}
            summary={(session) => <SessionRow session={session} />}
            details={(session) => (
              <SessionDetails session={session} config={config.value} onFilter={onFilter} />
            )}
          />
        </TabPanel>
        <TabPanel name="events" selected={tab.value}>
          <ListView
            key={panel.events.value}
            list={panel.events.value}
            noun="events"
            emptyHint={
              (inquiry.value && CHECK_ID) ?? (eventNames.value.length > 0 ? NONE_OF_THESE : undefined)
            }
            onClearFilters={panel.clearFilters}
            summary={(event) => <EventRow event={event} />}
            details={(event) => <EventDetails event={event} config={config.value} onFilter={onFilter} />}
          />
        </TabPanel>
        <ExactTip />
      </main>
    </>
  )
}

/** Once shown it stays in the document while it is hidden, so that its list keeps its place; before, it costs nothing. */
function TabPanel(props: { name: Tab; selected: Tab; children: ComponentChildren }) {
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
