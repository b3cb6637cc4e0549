/** The side panel: both lists, their filters, everything known of a row, and a case in their place. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks'
import { CasePage } from './components/case-page.tsx'
import { EventDetails } from './components/event-details.tsx'
import { EventFilter } from './components/event-filter.tsx'
import { EventRow } from './components/event-row.tsx'
import { ExactTip } from './components/exact-tip.tsx'
import { InquiryActions } from './components/inquiry-actions.tsx'
import { InquiryBox } from './components/inquiry-box.tsx'
import { ListView } from './components/list-view.tsx'
import type { RevealDesk } from './components/reveal-box.tsx'
import { SessionDetails } from './components/session-details.tsx'
import { SessionRow } from './components/session-row.tsx'
import { SourceBar } from './components/source-bar.tsx'
import { Tabs, tabId, tabPanelId } from './components/tabs.tsx'
import { caseOf, inquiryOf } from './format/event-object.ts'
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
  reveals: RevealDesk
}

export function PanelView({ panel, config, reveals }: PanelViewProps) {
  const current = panel.current.value
  const opened = panel.opened.value
  const back = useCallback(panel.closeCase, [panel])
  useFocusBack(opened !== undefined)
  return (
    <>
      <SourceBar origin={current.source.value ?? config.value?.providers[0]} freshness={current} />
      <main class="panel">
        {opened && (
          <CasePage key={opened} opened={opened} config={config.value} reveals={reveals} onBack={back} />
        )}
        <div class="panel-lists" hidden={opened !== undefined}>
          <Lists panel={panel} config={config.value} />
        </div>
        <ExactTip />
      </main>
    </>
  )
}

/** Whoever comes back from a case goes on where they left for it. */
function useFocusBack(isAway: boolean): void {
  const left = useRef<Element | null>(null)
  const wasAway = useRef(false)
  // Before the case takes the focus.
  if (isAway && !wasAway.current) left.current = document.activeElement
  useLayoutEffect(() => {
    if (!isAway && wasAway.current && left.current instanceof HTMLElement) left.current.focus()
    wasAway.current = isAway
  }, [isAway])
}

function Lists({ panel, config }: { panel: Panel; config: Config | undefined }) {
  const { tab, inquiry, eventNames } = panel
  const actions = {
    config,
    onOpenCase: panel.openCase,
    onFilter:
      inquiry.value === undefined
        ? (wanted: string) => {
            inquiry.value = wanted
          }
        : undefined,
  }
  return (
    <>
      <Tabs label="What to show" tabs={TABS} selected={tab} />
      <div class="filters">
        <InquiryBox inquiry={inquiry} />
        {tab.value === 'events' && <EventFilter names={eventNames} families={config?.eventFamilies} />}
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
            <>
              <SessionDetails session={session} />
              <InquiryActions
                {...actions}
                provider={session.provider}
                caseId={session.inquiryId ?? session.id}
                inquiry={session.inquiryId ?? undefined}
              />
            </>
          )}
        />
      </TabPanel>
      <TabPanel name="events" selected={tab.value}>
        <ListView
          key={panel.events.value}
          list={panel.events.value}
          noun="events"
          emptyHint={(inquiry.value && CHECK_ID) ?? (eventNames.value.length > 0 ? NONE_OF_THESE : undefined)}
          onClearFilters={panel.clearFilters}
          summary={(event) => <EventRow event={event} />}
          details={(event) => {
            const caseId = caseOf(event)
            return (
              <>
                <EventDetails event={event} />
                {caseId !== undefined && (
                  <InquiryActions
                    {...actions}
                    provider={event.provider}
                    caseId={caseId}
                    inquiry={inquiryOf(event)}
                  />
                )}
              </>
            )
          }}
        />
      </TabPanel>
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
