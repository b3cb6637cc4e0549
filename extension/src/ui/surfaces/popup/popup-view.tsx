/** The popup: search, the IDs of this page, the newest rows of both lists. */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Origin } from '../../../stored.ts'
import { caseOf } from '../../format/events.ts'
import { EventRow, SessionRow } from '../../lists/rows.tsx'
import { isTroubled, Problems, SourceBar } from '../../lists/source-bar.tsx'
import { PanelIcon } from '../../primitives/icons.tsx'
import { FailureNotice, lazy, Skeleton, Tip } from '../../primitives/lazy.tsx'
import type { SearchBoxState } from '../../state/case/search-box.ts'
import type { Feed } from '../../state/lists/feed.ts'
import { type Asked, originsOf } from '../../state/lists/lists.ts'
import type { PageIds } from '../../state/page/page-ids.ts'
import type { Focus } from '../../state/page/panel.ts'
import type { Late } from '../../state/resource/resource.ts'
import type { Health } from '../../state/session/health.ts'
import { SearchBox } from '../shared/search-box.tsx'
import type { PopupParts } from './popup-app.tsx'

const HealthLine = lazy(() => import('../shared/health-line.tsx').then((module) => module.HealthLine))
const PageSection = lazy(() => import('./page-section.tsx').then((module) => module.PageSection))

/** In both lists together: a popup is at most 600 px high. */
const ROWS = 7
const MIN_ROWS = 2
/** The height of an ID's line, in rows. */
const LINE = 0.75

function countRows(page: PageIds | undefined): number {
  if (!page) return ROWS
  const { ids, numbers, look } = page
  // Customer numbers have their own heading.
  const lines = ids.value.length + 2 * numbers.value.length + (look.value?.site === 'grantable' ? 1 : 0)
  return Math.max(MIN_ROWS, ROWS - Math.round(lines * LINE))
}

interface PopupViewProps extends Pick<PopupParts, 'loadCopying'> {
  search: SearchBoxState
  page: Late<PageIds>
  providers: ReadonlySignal<readonly Origin[] | undefined>
  sessions: ReadonlySignal<Feed<Session>>
  events: ReadonlySignal<Feed<ProviderEvent>>
  health: Late<Health>
  /** Call it first in the click: the browser opens a panel only then. */
  onOpen(focus: Focus | undefined): void
}

export function PopupView({ search, providers, health, ...props }: PopupViewProps) {
  const { onOpen } = props
  const page = props.page.value.value
  // After the first paint.
  useEffect(() => {
    void props.page.load()
    void health.load()
    void props.loadCopying()
  }, [props.page, health])
  const sessions = props.sessions.value
  const events = props.events.value
  const rows = countRows(page)
  const openCase = (id: string) => onOpen({ case: id })
  const openReference = (reference: string) => onOpen({ reference })
  const refresh = () => {
    sessions.refresh()
    page?.lookups.refresh()
    events.refresh()
  }
  // One notice per provider: mostly both lists have the same problem.
  const troubled = new Map(
    [...events.streams, ...sessions.streams]
      .filter(({ list }) => isTroubled(list))
      .map((stream) => [stream.provider, stream]),
  )
  const [leading] = troubled.values()
  const failure = leading?.list.error.value
  const isNothingKnown = sessions.data.value === undefined && events.data.value === undefined
  return (
    <>
      <SourceBar
        origins={originsOf([...sessions.streams, ...events.streams].filter(isFirst), providers.value ?? [])}
        freshness={{ asOf: sessions.asOf, isFetching: sessions.isFetching, refresh }}
      />
      <main class="popup">
        <SearchBox autofocus search={search} onOpen={onOpen} />
        <PageSection
          page={page}
          isExplained={failure !== undefined}
          onOpenCase={openCase}
          onOpenReference={openReference}
        />
        {isNothingKnown && leading && failure ? (
          <FailureNotice
            failure={failure}
            retryAt={leading.list.retryAt.value}
            isBusy={leading.list.isFetching.value}
            retry={refresh}
          />
        ) : (
          <>
            {leading && <Problems streams={[...troubled.values()]} refresh={refresh} />}
            <Newest
              title="Sessions"
              list={sessions}
              most={Math.ceil(rows / 2)}
              onOpen={(session) => openCase(session.inquiryId ?? session.id)}
              summary={(session) => <SessionRow session={session} isMixed={sessions.streams.length > 1} />}
            />
            {events.streams.length > 0 && (
              <Newest
                title="Events"
                list={events}
                most={Math.floor(rows / 2)}
                onOpen={(event) => {
                  const id = caseOf(event)
                  onOpen(id === undefined ? { list: 'events' } : { case: id })
                }}
                summary={(event) => <EventRow event={event} />}
              />
            )}
          </>
        )}
        <Tip />
      </main>
      <footer class="popup-foot">
        <HealthLine health={health.value.value} />
        <button type="button" class="button button-main" onClick={() => onOpen(undefined)}>
          <PanelIcon /> Open side panel
        </button>
      </footer>
    </>
  )
}

const isFirst = <TStream extends Asked>(stream: TStream, index: number, all: readonly TStream[]): boolean =>
  all.findIndex(({ provider }) => provider === stream.provider) === index

interface NewestProps<TRow extends { id: string }> {
  title: string
  list: Feed<TRow>
  most: number
  onOpen(row: TRow): void
  summary(row: TRow): ComponentChildren
}

function Newest<TRow extends { id: string }>({ title, list, most, onOpen, summary }: NewestProps<TRow>) {
  const rows = list.data.value?.flatMap(({ row }) => row ?? [])
  const noun = title.toLowerCase()
  return (
    <section class="newest" aria-label={`Newest ${noun}`} aria-busy={rows === undefined}>
      <h2>{title}</h2>
      {rows === undefined && !list.error.value && <Skeleton rows={most} />}
      {rows === undefined && list.error.value && <p class="newest-none">Not loaded yet</p>}
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
