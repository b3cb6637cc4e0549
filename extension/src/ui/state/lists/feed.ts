/** One list of several providers' lists, newest first. A provider that fails leaves a gap, and the others’ rows stay. */
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { computed, signal } from '@preact/signals'
import { effectUntil } from '../resource/resource.ts'
import type { List, Phase } from './list.ts'

interface Row {
  id: string
  /** ISO 8601. */
  createdAt: string | null
}

export interface FeedStream<TRow> {
  /** `undefined`: the only one that the relay has. */
  provider: ProviderId | undefined
  list: List<TRow>
}

/** `TStreamRow`: a row of the lists, where the feed shows others. */
export interface Feed<TRow, TStreamRow = TRow> extends List<ListEntry<TRow>> {
  streams: readonly FeedStream<TStreamRow>[]
}

/** The phase of the whole is the first of these that a stream is in. */
const PHASES: readonly Phase[] = ['loading-more', 'refreshing', 'remembered', 'ready', 'failed', 'loading']

export function createFeed<TRow extends Row>(
  streams: readonly FeedStream<TRow>[],
  abort: AbortSignal,
): Feed<TRow> {
  const lists = streams.map(({ list }) => list)
  const isBeingRead = signal(false)

  const isDown = (list: List<TRow>): boolean =>
    list.tailFailure.value !== undefined || (list.data.value === undefined && list.error.value !== undefined)
  let shownTo = Number.POSITIVE_INFINITY
  const merged = computed((): Merged<TRow> => {
    const next = mergeStreams(
      lists.map((list) => ({
        rows: list.data.value,
        hasMore: list.data.value === undefined || list.hasMore.value,
        isDown: isDown(list),
      })),
      shownTo,
    )
    shownTo = next.shownTo
    return next
  })
  /** These have more rows that can't be loaded now. */
  const down = computed(() => lists.filter((list) => isDown(list) && list.data.value !== undefined))
  /** Of the first list that has any. */
  const first = <TName extends 'tailFailure' | 'error' | 'retryAt' | 'source' | 'completeSince'>(
    name: TName,
  ) =>
    computed(
      (): List<TRow>[TName]['value'] => lists.find((list) => list[name].value !== undefined)?.[name].value,
    )
  const tailFailure = first('tailFailure')
  const anyOf = (name: 'isBehind' | 'isFetching') => computed(() => lists.some((list) => list[name].value))

  effectUntil(abort, () => {
    for (const list of lists) list.isBeingRead.value = isBeingRead.value
  })
  // After a fresh head, a stream loads the page that failed before.
  for (const list of lists) {
    let asOf = list.asOf.peek()
    effectUntil(abort, () => {
      const isFresh = list.asOf.value !== asOf && list.error.value === undefined
      asOf = list.asOf.value
      if (isFresh && list.tailFailure.peek()) list.loadMore()
    })
  }

  return {
    streams,
    data: computed(() => merged.value.entries),
    phase: computed(
      () => PHASES.find((phase) => lists.some((list) => list.phase.value === phase)) ?? 'loading',
    ),
    // While another stream can go on, a gap shows the failure.
    tailFailure: computed(() => (merged.value.limit === undefined ? tailFailure.value : undefined)),
    hasMore: computed(() => merged.value.limit !== undefined || down.value.length > 0),
    isBehind: anyOf('isBehind'),
    isBeingRead,
    isFetching: anyOf('isFetching'),
    error: first('error'),
    retryAt: first('retryAt'),
    source: first('source'),
    // The oldest counts.
    asOf: computed(() => {
      const known = lists.flatMap((list) => list.asOf.value ?? [])
      return known.length > 0 ? Math.min(...known) : undefined
    }),
    completeSince: first('completeSince'),
    refresh() {
      for (const list of lists) list.refresh()
    },
    loadMore() {
      const { limit } = merged.peek()
      if (limit !== undefined) lists[limit]?.loadMore()
      else for (const list of down.peek()) list.loadMore()
    },
    startOver() {
      const behind = lists.filter((list) => list.isBehind.peek())
      for (const list of behind.length > 0 ? behind : lists) list.startOver()
    },
  }
}

/** The known part of one provider's list. */
export interface Stream<TRow> {
  /** Newest first, unbroken. `undefined`: not known yet. */
  rows: readonly TRow[] | undefined
  hasMore: boolean
  /** More rows can't be loaded now. */
  isDown: boolean
}

/** From here on, rows of a stream may be missing. */
export interface GapEntry {
  id: string
  row?: undefined
  gap: {
    /** An index into the streams. */
    stream: number
    /** Milliseconds since the epoch: when its last known row was created, if it has one. */
    since: number | undefined
  }
}

export type ListEntry<TRow> = { id: string; row: TRow; gap?: undefined } | GapEntry

export interface Merged<TRow> {
  /** `undefined`: nothing is known of any stream. */
  entries: readonly ListEntry<TRow>[] | undefined
  /** The stream that must load more before more can be shown. */
  limit: number | undefined
  /** Milliseconds since the epoch: the oldest row that is shown behind the end of a stream; infinity: there is none. */
  shownTo: number
}

interface Positioned<TRow> {
  entry: ListEntry<TRow>
  /** Milliseconds since the epoch. */
  at: number
  stream: number
}

/**
 * Shows rows down to where the first stream ends: below that, an unknown row could belong in between. A stream that is
 * down does not hold the others back; a gap stands where its rows end, also once it answers again, until it has come as far as
 * what is shown: that does not go away.
 */
export function mergeStreams<TRow extends Row>(
  streams: readonly Stream<TRow>[],
  shownTo = Number.POSITIVE_INFINITY,
): Merged<TRow> {
  const positioned = streams.map(position)
  const [limit] = positioned
    .flatMap((rows, stream) => (canGoOn(streams[stream]) ? [endOf(rows, stream)] : []))
    .sort(byPosition)
  const gaps = streams.flatMap(({ rows: known, hasMore, isDown }, stream): Positioned<TRow>[] => {
    const { at } = endOf(positioned[stream] ?? [], stream)
    const isShort = known ? hasMore && (isDown || at > shownTo) : isDown
    // The end of a single list shows its own failure.
    if (streams.length < 2 || !isShort) return []
    const since = Number.isFinite(at) ? at : undefined
    return [{ entry: { id: `gap ${stream}`, gap: { stream, since } }, at, stream }]
  })
  const rows = positioned
    .flat()
    .filter((one) => limit === undefined || byPosition(one, limit) <= 0 || one.at >= shownTo)
  const isKnown = streams.some((one) => one.rows)
  return {
    entries: isKnown ? [...rows, ...gaps].sort(byPosition).map(({ entry }) => entry) : undefined,
    limit: limit?.stream,
    shownTo: gaps.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...rows.map(({ at }) => at)),
  }
}

/** Newest first, then by stream. The sort is stable, so each stream keeps its own order. */
const byPosition = (a: Pick<Positioned<unknown>, 'at' | 'stream'>, b: typeof a): number =>
  a.at === b.at ? a.stream - b.stream : b.at > a.at ? 1 : -1

/** Keeps each provider's order, also where its rows are out of order or have no time. */
function position<TRow extends Row>({ rows = [] }: Stream<TRow>, stream: number): Positioned<TRow>[] {
  let at = Number.POSITIVE_INFINITY
  return rows.map((row) => {
    const instant = row.createdAt === null ? Number.NaN : Date.parse(row.createdAt)
    if (instant < at) at = instant
    return { entry: { id: row.id, row }, at, stream }
  })
}

const canGoOn = (stream: Stream<unknown> | undefined): boolean =>
  stream?.rows !== undefined && stream.hasMore && !stream.isDown

const endOf = (rows: readonly Positioned<unknown>[], stream: number) => ({
  at: rows.at(-1)?.at ?? Number.POSITIVE_INFINITY,
  stream,
})
