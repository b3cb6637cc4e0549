/**
 * A list as a surface sees it: the last known rows at once, then the fresh ones, kept fresh while somebody looks, and
 * read on from the tail for as long as there is more. What goes wrong never takes rows away.
 */
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'
import type { Listing } from '../../../messages/messages.ts'
import type { ResourceInfo } from '../resource/answer.ts'
import { createPoll, type Pace, type PollFrame } from '../resource/poll.ts'
import { retryDelay } from '../resource/poll-delay.ts'
import { isSame } from '../resource/same.ts'
import { runAfter } from '../resource/timer.ts'
import { joinHead, joinPage, type RowWindow } from './row-window.ts'

/**
 * - `loading`: nothing is known yet. `failed`: nothing is known, and `failure` says why.
 * - `remembered`: rows from earlier are shown while the fresh ones are fetched.
 * - `ready`, or `refreshing` its head, or `loading-more` at its tail.
 */
export type Phase = 'loading' | 'failed' | 'remembered' | 'ready' | 'refreshing' | 'loading-more'

export interface List<TRow> extends ResourceInfo {
  /** Newest first. `undefined`: nothing is known yet, which is not "none". */
  data: ReadonlySignal<readonly TRow[] | undefined>
  phase: ReadonlySignal<Phase>
  /** Why there are no further rows behind the last. */
  tailFailure: ReadonlySignal<Failure | undefined>
  /** ISO 8601: how far back it was looked while the provider could not be asked; absent where it was all. */
  completeSince: ReadonlySignal<string | undefined>
  hasMore: ReadonlySignal<boolean>
  /** So much is new that it cannot be joined with the rows shown, which stay until `startOver`. */
  isBehind: ReadonlySignal<boolean>
  /** Set by the view while somebody reads further down, where rows must not be exchanged. */
  isBeingRead: Signal<boolean>
  loadMore(): void
  /** Goes on from the newest rows, whatever was held. */
  startOver(): void
}

export interface PageRequest {
  cursor?: string
  fresh?: boolean
}

export interface ListParts<TRow> extends PollFrame {
  fetchPage(request: PageRequest, abort: AbortSignal): Promise<Result<Listing<TRow>>>
  readRemembered(): Promise<Listing<TRow> | undefined>
}

export function createList<TRow extends { id: string }>(parts: ListParts<TRow>): List<TRow> {
  const { random, abort: ended } = parts

  const held = signal<RowWindow<TRow> | undefined>(undefined)
  const about = signal<{ source: Source; asOf: number } | undefined>(undefined)
  const ahead = signal<Listing<TRow> | undefined>(undefined)
  const tailFailure = signal<Failure | undefined>(undefined)
  const isConfirmed = signal(false)
  const isLoadingMore = signal(false)
  const isBeingRead = signal(false)

  let mustRestart = false
  let tail = new AbortController()

  const poll = createPoll<Listing<TRow>>({
    ...parts,
    fetch: (fresh, abort) => parts.fetchPage(fresh ? { fresh } : {}, abort),
    take: takeHead,
  })
  const { error: failure, isFetching: isRefreshing } = poll
  const phase = computed((): Phase => {
    if (held.value === undefined) return failure.value ? 'failed' : 'loading'
    if (isLoadingMore.value) return 'loading-more'
    if (isRefreshing.value) return isConfirmed.value ? 'refreshing' : 'remembered'
    return 'ready'
  })

  function takeHead(head: Listing<TRow>): Pace {
    const before = held.peek()
    const joined = before === undefined || mustRestart ? start(head) : joinHead(before, head)
    mustRestart = false
    if (joined) replace(joined, head)
    else if (head.completeSince !== undefined) keep(head)
    else if (isBeingRead.peek()) ahead.value = head
    else {
      // Rows that were held past a gap could only be shown with a hole above them.
      replace(start(head), head)
    }
    return isSame(before?.rows, held.peek()?.rows) ? 'quiet' : 'lively'
  }

  function replace(stretch: RowWindow<TRow>, head: Listing<TRow>): void {
    if (held.peek()?.next !== stretch.next) dropTail()
    held.value = stretch
    about.value = { source: head.source, asOf: head.completeSince === undefined ? head.asOf : oldest(head) }
    ahead.value = undefined
    isConfirmed.value = true
  }

  /** What could not be looked at any further takes nothing away: the rows stay, with their age and its reason. */
  function keep(head: Listing<TRow>): void {
    about.value = { source: head.source, asOf: oldest(head) }
    ahead.value = head.items.length > 0 ? head : undefined
  }

  const oldest = ({ asOf }: Listing<TRow>): number => Math.min(asOf, about.peek()?.asOf ?? asOf)

  /** Forgets what the tail was about to do: its end is no longer where it was. */
  function dropTail(): void {
    tail.abort()
    tail = new AbortController()
    isLoadingMore.value = false
    tailFailure.value = undefined
  }

  async function fetchTail(): Promise<void> {
    const cursor = held.peek()?.next ?? undefined
    if (cursor === undefined || isLoadingMore.peek() || ended.aborted) return
    dropTail()
    isLoadingMore.value = true
    const flight = AbortSignal.any([tail.signal, ended])
    const result = await parts.fetchPage({ cursor }, flight)
    if (flight.aborted) return
    batch(() => {
      isLoadingMore.value = false
      const now = held.peek()
      if (!now) return
      if (result.ok) held.value = joinPage(now, cursor, result.value)
      else tailFailure.value = result.error
    })
    if (result.ok || result.error.retryAfter === undefined) return
    runAfter(retryDelay(result.error.retryAfter, random()), () => void fetchTail(), flight)
  }

  function startOver(): void {
    const head = ahead.peek()
    if (head) {
      batch(() => replace(start(head), head))
      return
    }
    // The rows stay until there are others to show instead.
    mustRestart = true
    poll.refresh()
  }

  ended.addEventListener('abort', () => tail.abort(), { once: true })

  void parts.readRemembered().then((remembered) => {
    if (!remembered || held.peek() || ended.aborted) return
    batch(() => {
      held.value = start(remembered)
      about.value = { source: remembered.source, asOf: remembered.asOf }
    })
  })

  return {
    ...poll,
    data: computed(() => held.value?.rows),
    phase,
    tailFailure,
    source: computed(() => about.value?.source),
    asOf: computed(() => about.value?.asOf),
    completeSince: computed(() => held.value?.completeSince),
    hasMore: computed(() => (held.value?.next ?? null) !== null),
    isBehind: computed(() => ahead.value !== undefined),
    isBeingRead,
    loadMore: () => void fetchTail(),
    startOver,
  }
}

const start = <TRow>({ items, next, completeSince }: Listing<TRow>): RowWindow<TRow> => ({
  rows: items,
  next,
  completeSince,
})
