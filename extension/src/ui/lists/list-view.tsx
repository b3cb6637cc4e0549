/** A list with its states: rows, gaps and unread marks; or loading, empty, failed. */

import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { listWords } from '../../locales/lists.ts'
import { noticeWords } from '../../locales/surface.ts'
import { nameProvider } from '../format/source.ts'
import { formatExact, formatInstant } from '../format/time.ts'
import { DashedRingIcon } from '../primitives/icons.tsx'
import { FailureNotice, lazy, Notice, Skeleton } from '../primitives/lazy.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Feed, FeedStream } from '../state/lists/feed.ts'
import type { Unread, UnreadMarker } from '../state/lists/unread.ts'
import type { PanelTab } from '../state/page/panel.ts'
import { isTroubled, Problems } from './source-bar.tsx'
import { UpIcon, WindowedList } from './windowed-list.tsx'

/** Of its rows. */
export type Noun = PanelTab

interface ListViewProps<TRow extends { id: string }> {
  list: Feed<TRow, unknown>
  noun: Noun
  /** In CSS pixels. */
  rowHeight?: number
  unread: Unread
  isFiltered: boolean
  onClearFilters(): void
  /** Instead of the usual end of the list: what may be missing. */
  end?: string | undefined
  /** Loads more in spite of that end. */
  goOn?: (() => void) | undefined
  /** The action of a row; without one, its details open in place. */
  open(row: TRow): (() => void) | undefined
  /** Whether the row's case is open beside the list. */
  isCurrent(row: TRow): boolean
  /** Begins or ends the watch of its case. */
  watch(row: TRow): void
  summary(row: TRow): ComponentChildren
  details(row: TRow): ComponentChildren
}

const ROW_HEIGHT = 56

const GapRow = lazy(() => import('./staleness.tsx').then((module) => module.GapRow))
const GapDetails = lazy(() => import('./staleness.tsx').then((module) => module.GapDetails))

export function ListView<TRow extends { id: string }>(props: ListViewProps<TRow>) {
  const { list, noun, rowHeight = ROW_HEIGHT, unread, isFiltered, onClearFilters, end, goOn } = props
  const { open, isCurrent, watch, summary, details } = props
  const entries = list.data.value
  const failure = list.error.value
  const hasMore = list.hasMore.value
  const clearFilters = isFiltered ? onClearFilters : undefined

  if (entries === undefined) {
    if (!failure || list.streams.some((one) => one.list.phase.value === 'loading'))
      return <Loading noun={noun} />
    return (
      <FailureNotice
        failure={failure}
        retryAt={list.retryAt.value}
        isBusy={list.isFetching.value}
        retry={list.refresh}
        startOver={list.startOver}
        clearFilters={clearFilters}
      />
    )
  }
  const cut = findCut(list)
  const troubled = list.streams.filter((one) => isTroubled(one.list))
  const named = onePerProvider(troubled)
  return (
    <div class="list" aria-busy={list.isFetching.value}>
      {named.length > 0 && (
        <Problems
          streams={named}
          clearFilters={clearFilters}
          {...(named.length < troubled.length && { refresh: list.refresh })}
        />
      )}
      {cut && entries.length > 0 && (
        <p class="reach">
          <Coverage of={cut} />
        </p>
      )}
      {list.isBehind.value && (
        <button type="button" class="new-rows" onClick={list.startOver}>
          <UpIcon /> {listWords.nouns[noun].showNew}
        </button>
      )}
      {entries.length === 0 && !hasMore ? (
        <Empty noun={noun} why={end ?? (cut && <Coverage of={cut} />)} {...{ clearFilters, goOn }} />
      ) : (
        <WindowedList
          label={listWords.nouns[noun].title}
          rows={entries}
          rowHeight={rowHeight}
          isComplete={!hasMore}
          open={(entry) => (entry.gap ? undefined : open(entry.row))}
          isCurrent={(entry) => !entry.gap && isCurrent(entry.row)}
          onSee={({ id }) => unread.see(id)}
          onKeep={({ id }) => unread.toggle(id)}
          onWatch={(entry) => entry.gap || watch(entry.row)}
          summary={(entry) =>
            entry.gap ? (
              <GapRow list={list} {...entry.gap} noun={noun} />
            ) : (
              <>
                <UnreadMark mark={unread.marks.value.get(entry.id)} />
                {summary(entry.row)}
              </>
            )
          }
          details={(entry) => (entry.gap ? <GapDetails list={list} {...entry.gap} /> : details(entry.row))}
          footer={
            end === undefined ? (
              <Tail list={list} noun={noun} />
            ) : (
              <div class="tail">
                <p class="quiet">{end}</p>
                {goOn && (
                  <button type="button" class="button" onClick={goOn}>
                    {listWords.loadMore}
                  </button>
                )}
                <button type="button" class="button" onClick={onClearFilters}>
                  {listWords.nouns[noun].showAll}
                </button>
              </div>
            )
          }
          onNearEnd={() => {
            if (hasMore && !list.tailFailure.peek()) list.loadMore()
          }}
          onReading={(isReading) => {
            list.isBeingRead.value = isReading
          }}
        />
      )}
      <UnreadLine unread={unread} />
      <LoadedStatus count={entries.length} isLoadingMore={list.phase.value === 'loading-more'} noun={noun} />
    </div>
  )
}

/** A notice tells the failure of either list of a provider, an error before old age. */
const onePerProvider = (streams: readonly FeedStream<unknown>[]): FeedStream<unknown>[] => [
  ...new Map(
    streams
      .toSorted((a, b) => Number(a.list.error.value !== undefined) - Number(b.list.error.value !== undefined))
      .map((stream) => [stream.provider, stream]),
  ).values(),
]

function Loading({ noun }: { noun: Noun }) {
  return (
    <div class="list" aria-busy="true">
      <Skeleton rows={8} label={listWords.nouns[noun].loading} />
    </div>
  )
}

interface EmptyProps {
  noun: Noun
  /** Why there may be more than none. */
  why: ComponentChildren
  clearFilters: (() => void) | undefined
  goOn: (() => void) | undefined
}

function Empty({ noun, why, clearFilters, goOn }: EmptyProps) {
  return (
    <Notice
      icon={DashedRingIcon}
      tone="calm"
      title={clearFilters ? listWords.nouns[noun].noneMatch : listWords.nouns[noun].none}
      action={clearFilters && { label: noticeWords.clearFilters, run: clearFilters }}
      otherAction={goOn && { label: listWords.loadMore, run: goOn }}
    >
      {why ?? (clearFilters ? undefined : listWords.newAppear)}
    </Notice>
  )
}

/** Below the last row: load more, the end, or a failure. */
function Tail({ list, noun }: { list: Feed<unknown>; noun: Noun }) {
  const failure = list.tailFailure.value
  if (failure) {
    return <FailureNotice size="line" failure={failure} retry={list.loadMore} startOver={list.startOver} />
  }
  if (!list.hasMore.value) {
    const cut = findCut(list)
    return <p class="tail quiet">{cut ? <Coverage of={cut} /> : listWords.nouns[noun].noOlder}</p>
  }
  const isLoading = list.phase.value === 'loading-more'
  return (
    <div class="tail">
      <button type="button" class="button" aria-disabled={isLoading} onClick={list.loadMore}>
        {isLoading ? listWords.loading : listWords.loadMore}
      </button>
    </div>
  )
}

/** The stream whose coverage is incomplete. */
const findCut = ({ streams }: Feed<unknown>): FeedStream<unknown> | undefined =>
  streams.find(({ list }) => list.completeSince.value !== undefined)

function Coverage({ of: { provider, list } }: { of: FeedStream<unknown> }) {
  const { now } = useSurface()
  const completeSince = parseInstant(list.completeSince.value ?? null)
  const source = provider ?? list.source.value?.provider
  if (completeSince === undefined || source === undefined) return null
  const { before, after } = listWords.coverage(nameProvider(source))
  return (
    <>
      {before}
      <time data-exact={formatExact(completeSince)}>{formatInstant(completeSince, now.value)}</time>
      {after}
    </>
  )
}

/** Announces that more rows were loaded. */
function LoadedStatus(props: { count: number; isLoadingMore: boolean; noun: Noun }) {
  const { count, isLoadingMore, noun } = props
  const before = useRef(count)
  const wasLoading = useRef(false)
  const [text, setText] = useState('')
  useEffect(() => {
    if (isLoadingMore && !wasLoading.current) before.current = count
    if (!isLoadingMore && wasLoading.current) {
      setText(count > before.current ? listWords.nouns[noun].moreLoaded(count - before.current) : '')
    }
    wasLoading.current = isLoadingMore
  }, [count, isLoadingMore, noun])
  return (
    <p class="visually-hidden" role="status">
      {text}
    </p>
  )
}

export function UnreadMark({ mark }: { mark: UnreadMarker | undefined }) {
  return (
    mark && (
      <span class="unread-mark" data-mark={mark}>
        <span class="visually-hidden">{listWords.unread.marks[mark]}</span>
      </span>
    )
  )
}

/** Below the list, where it moves no row. Announced once, not for each row that follows. */
export function UnreadLine({ unread }: { unread: Unread }) {
  const announced = useRef('')
  const count = (mark: UnreadMarker) => [...unread.marks.value.values()].filter((one) => one === mark).length
  // What the agent kept is no news.
  const fresh = count('new')
  const changed = count('changed')
  const text = fresh + changed > 0 ? listWords.unread.since(fresh, changed) : ''
  if (text === '' || announced.current === '') announced.current = text
  return (
    <>
      <p class="visually-hidden" role="status">
        {announced.current}
      </p>
      {text && (
        <p class="unread-line">
          <span class="unread-mark" data-mark={fresh > 0 ? 'new' : 'changed'} />
          <span class="unread-text">{text}</span>
          <button type="button" class="button" onClick={unread.seeAll}>
            {listWords.unread.seeAll}
          </button>
        </p>
      )}
    </>
  )
}
