/**
 * One list of whatever providers there are: each asked by itself, shown together, newest first. What one of them cannot
 * say is said in its place, and keeps nobody else's rows away.
 */
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { computed, effect, signal } from '@preact/signals'
import type { List, Phase } from '../lists/list.ts'
import { type ListEntry, type Merged, mergeStreams } from '../lists/merge.ts'

/** A provider's own list within the feed. */
export interface FeedStream<TRow> {
  /** `undefined`: the only one that the relay has. */
  provider: ProviderId | undefined
  list: List<TRow>
}

export interface Feed<TRow> extends List<ListEntry<TRow>> {
  streams: readonly FeedStream<TRow>[]
}

interface FeedRow {
  id: string
  createdAt: string | null
}

/** What is said of the whole where the parts differ: the first of these that any of them is in. */
const PHASES: readonly Phase[] = ['loading-more', 'refreshing', 'remembered', 'ready', 'failed', 'loading']

export function createFeed<TRow extends FeedRow>(
  streams: readonly FeedStream<TRow>[],
  ended: AbortSignal,
): Feed<TRow> {
  const lists = streams.map(({ list }) => list)
  const isBeingRead = signal(false)

  const isDown = (list: List<TRow>): boolean =>
    list.tailFailure.value !== undefined || (list.data.value === undefined && list.error.value !== undefined)
  const merged = computed(
    (): Merged<TRow> =>
      mergeStreams(
        lists.map((list) => ({
          rows: list.data.value,
          hasMore: list.data.value === undefined || list.hasMore.value,
          isDown: isDown(list),
        })),
      ),
  )
  /** Those of which there is more, but not now. */
  const down = computed(() => lists.filter((list) => isDown(list) && list.data.value !== undefined))
  const first = <TValue>(read: (list: List<TRow>) => TValue | undefined): TValue | undefined => {
    for (const list of lists) {
      const value = read(list)
      if (value !== undefined) return value
    }
    return undefined
  }

  function loadMore(): void {
    const { limit } = merged.peek()
    if (limit !== undefined) lists[limit]?.loadMore()
    else for (const list of down.peek()) list.loadMore()
  }

  const stop = [
    // Told to each, since each may have to exchange rows.
    effect(() => {
      for (const list of lists) list.isBeingRead.value = isBeingRead.value
    }),
    // One that answers again at its head goes on where it was left.
    ...lists.map((list) => {
      let asOf = list.asOf.peek()
      return effect(() => {
        const isUnread = list.asOf.value !== asOf && list.error.value === undefined
        asOf = list.asOf.value
        if (isUnread && list.tailFailure.peek()) list.loadMore()
      })
    }),
  ]
  ended.addEventListener(
    'abort',
    () => {
      for (const end of stop) end()
    },
    { once: true },
  )

  return {
    streams,
    data: computed(() => merged.value.entries),
    phase: computed(
      () => PHASES.find((phase) => lists.some((list) => list.phase.value === phase)) ?? 'loading',
    ),
    // Where the others go on, a gap says it.
    tailFailure: computed(() =>
      merged.value.limit === undefined ? first((list) => list.tailFailure.value) : undefined,
    ),
    hasMore: computed(() => merged.value.limit !== undefined || down.value.length > 0),
    isBehind: computed(() => lists.some((list) => list.isBehind.value)),
    isBeingRead,
    isFetching: computed(() => lists.some((list) => list.isFetching.value)),
    error: computed(() => first((list) => list.error.value)),
    retryAt: computed(() => first((list) => list.retryAt.value)),
    source: computed(() => first((list) => list.source.value)),
    // As old as the oldest of them.
    asOf: computed(() => {
      const known = lists.flatMap((list) => list.asOf.value ?? [])
      return known.length > 0 ? Math.min(...known) : undefined
    }),
    completeSince: computed(() => first((list) => list.completeSince.value)),
    refresh() {
      for (const list of lists) list.refresh()
    },
    loadMore,
    startOver() {
      const behind = lists.filter((list) => list.isBehind.peek())
      for (const list of behind.length > 0 ? behind : lists) list.startOver()
    },
  }
}
