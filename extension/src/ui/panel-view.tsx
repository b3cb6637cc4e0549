/** The side panel: both lists, their filters, everything known of a row, and a case in their place. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks'
import { CasePage } from './components/case-page.tsx'
import { EventDetails } from './components/event-details.tsx'
import { EventFilter } from './components/event-filter.tsx'
import { EventRow } from './components/event-row.tsx'
import { ExactTip } from './components/exact-tip.tsx'
import { HealthLine } from './components/health-line.tsx'
import { DashedRingIcon } from './components/icons.tsx'
import { InquiryActions } from './components/inquiry-actions.tsx'
import { InquiryBox } from './components/inquiry-box.tsx'
import { ListView } from './components/list-view.tsx'
import { NarrowingFilter } from './components/narrowing-filter.tsx'
import { Notice } from './components/notice.tsx'
import { ProviderFilter } from './components/provider-filter.tsx'
import { ReferencePage } from './components/reference-page.tsx'
import type { RevealDesk } from './components/reveal-box.tsx'
import { SessionDetails } from './components/session-details.tsx'
import { SessionRow } from './components/session-row.tsx'
import { SourceBar } from './components/source-bar.tsx'
import { Tabs, tabId, tabPanelId } from './components/tabs.tsx'
import { caseOf, inquiryOf } from './format/event-object.ts'
import type { OwnReplies } from './format/reply.ts'
import { nameProvider } from './format/source.ts'
import type { Health } from './state/health.ts'
import { isWide } from './state/narrowing.ts'
import type { Panel, Tab } from './state/panel.ts'

const TABS = [
  { name: 'sessions', label: 'Sessions' },
  { name: 'events', label: 'Events' },
] as const satisfies readonly { name: Tab; label: string }[]

const CHECK_ID = 'Check the ID, and whether it is of this environment.'
const CHECK_FILTER = 'Check what the sessions are filtered by.'
const NONE_OF_THESE = 'None of the chosen kinds has happened yet.'

interface PanelViewProps {
  panel: Panel
  config: ReadonlySignal<Config | undefined>
  replies: ReadonlySignal<OwnReplies>
  health: Health
  reveals: RevealDesk
}

export function PanelView({ panel, config, replies, reveals, health }: PanelViewProps) {
  const current = panel.current.value
  const opened = panel.opened.value
  const finding = panel.finding.value
  const isAway = opened !== undefined || finding !== undefined
  const back = useCallback(panel.closeCase, [panel])
  useFocusBack(isAway)
  return (
    <>
      <SourceBar origins={panel.origins.value} freshness={current} />
      <main class="panel">
        {opened && (
          <CasePage
            key={opened}
            opened={opened}
            reference={finding?.reference}
            config={config.value}
            own={replies.value}
            reveals={reveals}
            onBack={back}
          />
        )}
        {finding && !opened && (
          <ReferencePage key={finding} finding={finding} onOpenCase={panel.openCase} onBack={back} />
        )}
        <div class="panel-lists" hidden={isAway}>
          <Lists panel={panel} config={config.value} />
        </div>
        <ExactTip />
      </main>
      <footer>
        <HealthLine health={health} />
      </footer>
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
  const { tab, inquiry, eventNames, provider, narrowing } = panel
  const providers = (panel.providers.value ?? []).map((one) => one.provider)
  const sessions = panel.sessions.value
  const events = panel.events.value
  // Where only such sessions are shown: one that stands for itself is found by other things than an inquiry.
  const only = provider.value ?? (providers.length === 1 ? providers[0] : undefined)
  const isOfSessions = only !== undefined && PROVIDERS[only].casesAbout === 'session'
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
      {providers.length > 1 && <ProviderFilter providers={providers} chosen={provider} />}
      <div class="filters">
        <InquiryBox
          inquiry={inquiry}
          onOpenCase={panel.openCase}
          onOpenReference={panel.openReference}
          patterns={config?.idPatterns}
          takesInquiry={!isOfSessions}
        />
        {tab.value === 'events' && !isOfSessions && (
          <EventFilter names={eventNames} families={config?.eventFamilies} />
        )}
        {tab.value === 'sessions' && isOfSessions && <NarrowingFilter narrowing={narrowing} />}
      </div>
      <TabPanel name="sessions" selected={tab.value}>
        <ListView
          key={sessions}
          list={sessions}
          noun="sessions"
          emptyHint={(inquiry.value && CHECK_ID) ?? (isWide(narrowing.value) ? undefined : CHECK_FILTER)}
          onClearFilters={panel.clearFilters}
          summary={(session) => <SessionRow session={session} isMixed={sessions.streams.length > 1} />}
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
            emptyHint={
              (inquiry.value && CHECK_ID) ?? (eventNames.value.length > 0 ? NONE_OF_THESE : undefined)
            }
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
        )}
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
