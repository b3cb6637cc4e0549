/** The popup: the newest of both lists at a glance, and the way into the side panel. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { inquiryOf } from './components/event-details.tsx'
import { EventRow } from './components/event-row.tsx'
import { ExactTip } from './components/exact-tip.tsx'
import { FailureNotice } from './components/failure-notice.tsx'
import { PanelIcon } from './components/icons.tsx'
import { SessionRow } from './components/session-row.tsx'
import { Skeleton } from './components/skeleton.tsx'
import { SourceBar } from './components/source-bar.tsx'
import { Staleness } from './components/staleness.tsx'
import type { List } from './state/list.ts'
import type { Focus } from './state/panel.ts'

const ROWS = 5

interface PopupViewProps {
  sessions: List<Session>
  events: List<ProviderEvent>
  config: ReadonlySignal<Config | undefined>
  /** Called first thing in the click: the browser opens a panel for nothing else. */
  onOpen(focus: Focus | undefined): void
}

export function PopupView({ sessions, events, config, onOpen }: PopupViewProps) {
  const refresh = () => {
    sessions.refresh()
    events.refresh()
  }
  // Mostly the same thing ails both, and one notice is enough.
  const leading = isTroubled(sessions) || !isTroubled(events) ? sessions : events
  const isNothingKnown = sessions.rows.value === undefined && events.rows.value === undefined
  const failure = leading.failure.value
  return (
    <>
      <SourceBar
        origin={sessions.source.value ?? events.source.value ?? config.value?.providers[0]}
        freshness={{ asOf: leading.asOf, isRefreshing: leading.isRefreshing, refresh }}
      />
      <main class="popup">
        {isNothingKnown && failure ? (
          <FailureNotice
            failure={failure}
            retryAt={leading.retryAt.value}
            isBusy={leading.isRefreshing.value}
            retry={refresh}
          />
        ) : (
          <>
            <Staleness list={{ ...leading, refresh }} />
            <Newest
              title="Sessions"
              list={sessions}
              onOpen={(session) => onOpen({ list: 'sessions', inquiry: session.inquiryId ?? undefined })}
              summary={(session) => <SessionRow session={session} />}
            />
            <Newest
              title="Events"
              list={events}
              onOpen={(event) => onOpen({ list: 'events', inquiry: inquiryOf(event) })}
              summary={(event) => <EventRow event={event} />}
            />
          </>
        )}
        <ExactTip />
      </main>
      <footer class="popup-foot">
        <button type="button" class="button button-main" onClick={() => onOpen(undefined)}>
          <PanelIcon /> Open side panel
        </button>
      </footer>
    </>
  )
}

const isTroubled = (list: Pick<List<never>, 'failure' | 'source'>): boolean =>
  list.failure.value !== undefined || list.source.value?.reason !== undefined

interface NewestProps<TRow extends { id: string }> {
  title: string
  list: List<TRow>
  onOpen(row: TRow): void
  summary(row: TRow): ComponentChildren
}

function Newest<TRow extends { id: string }>({ title, list, onOpen, summary }: NewestProps<TRow>) {
  const rows = list.rows.value
  const noun = title.toLowerCase()
  return (
    <section class="newest" aria-label={`Newest ${noun}`} aria-busy={rows === undefined}>
      <h2>{title}</h2>
      {rows === undefined && !list.failure.value && <Skeleton rows={ROWS} />}
      {rows === undefined && list.failure.value && <p class="newest-none">Not known yet</p>}
      {rows?.length === 0 && <p class="newest-none">No {noun} yet</p>}
      {rows && rows.length > 0 && (
        <ul>
          {rows.slice(0, ROWS).map((row) => (
            <li key={row.id}>
              <button type="button" class="row" onClick={() => onOpen(row)}>
                {summary(row)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
