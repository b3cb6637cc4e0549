/** The popup: a box for any ID, the IDs of this page, the newest of both lists, and the way into the side panel. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { EventRow } from './components/event-row.tsx'
import { ExactTip } from './components/exact-tip.tsx'
import { FailureNotice } from './components/failure-notice.tsx'
import { FindBox } from './components/find-box.tsx'
import { PanelIcon } from './components/icons.tsx'
import { PageSection } from './components/page-section.tsx'
import { SessionRow } from './components/session-row.tsx'
import { Skeleton } from './components/skeleton.tsx'
import { SourceBar } from './components/source-bar.tsx'
import { Staleness } from './components/staleness.tsx'
import { inquiryOf } from './format/event-object.ts'
import type { Finder } from './state/finder.ts'
import type { List } from './state/list.ts'
import type { PageIds } from './state/page-ids.ts'
import type { Focus } from './state/panel.ts'

/** Of each list, so that all of it fits into the 600 px that a popup may be high. */
const ROWS = 4
const ROWS_BESIDE_FEW_IDS = 3
const ROWS_BESIDE_IDS = 2
const FEW_IDS = 3

function countRows({ ids }: PageIds): number {
  if (ids.value.length === 0) return ROWS
  return ids.value.length <= FEW_IDS ? ROWS_BESIDE_FEW_IDS : ROWS_BESIDE_IDS
}

interface PopupViewProps {
  finder: Finder
  page: PageIds
  sessions: List<Session>
  events: List<ProviderEvent>
  config: ReadonlySignal<Config | undefined>
  /** Called first thing in the click: the browser opens a panel for nothing else. */
  onOpen(focus: Focus | undefined): void
}

export function PopupView({ finder, page, sessions, events, config, onOpen }: PopupViewProps) {
  const rows = countRows(page)
  const openCase = (id: string) => onOpen({ case: id })
  const refresh = () => {
    sessions.refresh()
    page.lookups.refresh()
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
        <FindBox finder={finder} onOpenCase={openCase} />
        <PageSection page={page} isExplained={failure !== undefined} onOpenCase={openCase} />
        {isNothingKnown && failure ? (
          <FailureNotice
            failure={failure}
            retryAt={leading.retryAt.value}
            isBusy={leading.isRefreshing.value}
            retry={refresh}
          />
        ) : (
          <>
            <Staleness answer={{ ...leading, refresh }} />
            <Newest
              title="Sessions"
              list={sessions}
              most={rows}
              onOpen={(session) => onOpen({ list: 'sessions', inquiry: session.inquiryId ?? undefined })}
              summary={(session) => <SessionRow session={session} />}
            />
            <Newest
              title="Events"
              list={events}
              most={rows}
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
  most: number
  onOpen(row: TRow): void
  summary(row: TRow): ComponentChildren
}

function Newest<TRow extends { id: string }>({ title, list, most, onOpen, summary }: NewestProps<TRow>) {
  const rows = list.rows.value
  const noun = title.toLowerCase()
  return (
    <section class="newest" aria-label={`Newest ${noun}`} aria-busy={rows === undefined}>
      <h2>{title}</h2>
      {rows === undefined && !list.failure.value && <Skeleton rows={most} />}
      {rows === undefined && list.failure.value && <p class="newest-none">Not known yet</p>}
      {rows?.length === 0 && <p class="newest-none">No {noun} yet</p>}
      {rows && rows.length > 0 && (
        <ul>
          {rows.slice(0, most).map((row) => (
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
