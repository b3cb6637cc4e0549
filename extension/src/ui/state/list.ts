/**
 * A list as a surface sees it: the last known rows at once, then the fresh ones, kept fresh while somebody looks, and
 * read on from the tail for as long as there is more. What goes wrong never takes rows away.
 */
import type { Source } from '@inquiry-lens/shared/model.ts'
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Failure, localFailure, type Result } from '../../failure.ts'
import type { Listing } from '../../messages.ts'
import { pollDelay, retryDelay } from './poll-delay.ts'
import { joinHead, joinPage, type Stretch } from './stretch.ts'
import { runAfter } from './timer.ts'

/**
 * - `loading`: nothing is known yet. `failed`: nothing is known, and `failure` says why.
 * - `remembered`: rows from earlier are shown while the fresh ones are fetched.
 * - `ready`, or `refreshing` its head, or `loading-more` at its tail.
 */
export type Phase = 'loading' | 'failed' | 'remembered' | 'ready' | 'refreshing' | 'loading-more'

export interface List<TRow> {
  /** Newest first. `undefined`: nothing is known yet, which is not "none". */
  rows: ReadonlySignal<readonly TRow[] | undefined>
  phase: ReadonlySignal<Phase>
  isRefreshing: ReadonlySignal<boolean>
  /** Why the rows are not newer. */
  failure: ReadonlySignal<Failure | undefined>
  /** Why there are no further rows behind the last. */
  tailFailure: ReadonlySignal<Failure | undefined>
  /** Milliseconds since the epoch: when it is tried again by itself, where the relay named a time. */
  retryAt: ReadonlySignal<number | undefined>
  source: ReadonlySignal<Source | undefined>
  /** Milliseconds since the epoch: when the provider said so. */
  asOf: ReadonlySignal<number | undefined>
  hasMore: ReadonlySignal<boolean>
  /** So much is new that it cannot be joined with the rows shown, which stay until `startOver`. */
  isBehind: ReadonlySignal<boolean>
  /** Set by the view while somebody reads further down, where rows must not be exchanged. */
  isBeingRead: Signal<boolean>
  /** Asks the provider anew, as far as the relay allows. */
  refresh(): void
  loadMore(): void
  /** Goes on from the newest rows, whatever was held. */
  startOver(): void
}

export interface PageRequest {
  cursor?: string
  fresh?: boolean
}

export interface ListParts<TRow> {
  fetchPage(request: PageRequest, signal: AbortSignal): Promise<Result<Listing<TRow>>>
  readRemembered(): Promise<Listing<TRow> | undefined>
  now(): number
  random(): number
  /** Whether anybody can see this list. */
  active: ReadonlySignal<boolean>
  online: ReadonlySignal<boolean>
  signal: AbortSignal
}

/** Where only an agent can help, asking again and again would not. */
const FINAL: ReadonlySet<Failure['code']> = new Set(['signed-out', 'client-too-old', 'origin-refused'])

export function createList<TRow extends { id: string }>(parts: ListParts<TRow>): List<TRow> {
  const { now, random, active, online, signal: ended } = parts

  const held = signal<Stretch<TRow> | undefined>(undefined)
  const about = signal<{ source: Source; asOf: number } | undefined>(undefined)
  const ahead = signal<Listing<TRow> | undefined>(undefined)
  const headFailure = signal<Failure | undefined>(undefined)
  const tailFailure = signal<Failure | undefined>(undefined)
  const retryAt = signal<number | undefined>(undefined)
  const isConfirmed = signal(false)
  const isRefreshing = signal(false)
  const isLoadingMore = signal(false)
  const isBeingRead = signal(false)

  let quietRounds = 0
  let mustRestart = false
  /** When to look again; `undefined` when it would not help. */
  let dueAt: number | undefined = now()
  let poll = new AbortController()
  let tail = new AbortController()

  const failure = computed(() => (online.value ? headFailure.value : localFailure('offline')))
  const phase = computed((): Phase => {
    if (held.value === undefined) return failure.value ? 'failed' : 'loading'
    if (isLoadingMore.value) return 'loading-more'
    if (isRefreshing.value) return isConfirmed.value ? 'refreshing' : 'remembered'
    return 'ready'
  })

  function schedule(): void {
    poll.abort()
    if (ended.aborted || dueAt === undefined || isRefreshing.peek() || !active.peek() || !online.peek())
      return
    poll = new AbortController()
    runAfter(Math.max(0, dueAt - now()), () => void fetchHead({}), AbortSignal.any([poll.signal, ended]))
  }

  function lookAgainIn(ms: number | undefined): void {
    dueAt = ms === undefined ? undefined : now() + ms
    schedule()
  }

  async function fetchHead(request: PageRequest): Promise<void> {
    if (isRefreshing.peek() || ended.aborted) return
    poll.abort()
    isRefreshing.value = true
    const result = await parts.fetchPage(request, ended)
    if (ended.aborted) return
    batch(() => {
      isRefreshing.value = false
      if (result.ok) takeHead(result.value)
      else takeFailure(result.error)
    })
  }

  function takeHead(head: Listing<TRow>): void {
    const before = held.peek()
    const joined = before === undefined || mustRestart ? start(head) : joinHead(before, head)
    mustRestart = false
    headFailure.value = undefined
    retryAt.value = undefined
    if (joined === undefined && isBeingRead.peek()) ahead.value = head
    else {
      // Rows that were held past a gap could only be shown with a hole above them.
      replace(joined ?? start(head), head)
    }
    quietRounds = isSame(before?.rows, held.peek()?.rows) ? quietRounds + 1 : 0
    lookAgainIn(pollDelay(quietRounds, random()))
  }

  function replace(stretch: Stretch<TRow>, head: Listing<TRow>): void {
    if (held.peek()?.next !== stretch.next) dropTail()
    held.value = stretch
    about.value = { source: head.source, asOf: head.asOf }
    ahead.value = undefined
    isConfirmed.value = true
  }

  function takeFailure(error: Failure): void {
    headFailure.value = error
    quietRounds += 1
    const { retryAfter } = error
    const wait =
      retryAfter === undefined ? pollDelay(quietRounds, random()) : retryDelay(retryAfter, random())
    retryAt.value = retryAfter === undefined ? undefined : now() + wait
    lookAgainIn(FINAL.has(error.code) ? undefined : wait)
  }

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
    void fetchHead({ fresh: true })
  }

  const stopPolling = effect(() => {
    if (active.value && online.value) schedule()
    else poll.abort()
  })
  let wasOnline = online.peek()
  const stopListening = effect(() => {
    // Whatever was waited for, a connection that came back is the better moment.
    if (online.value && !wasOnline && dueAt !== undefined && retryAt.peek() === undefined) lookAgainIn(0)
    wasOnline = online.value
  })
  ended.addEventListener(
    'abort',
    () => {
      stopPolling()
      stopListening()
      tail.abort()
    },
    { once: true },
  )

  void parts.readRemembered().then((remembered) => {
    if (!remembered || held.peek() || ended.aborted) return
    batch(() => {
      held.value = start(remembered)
      about.value = { source: remembered.source, asOf: remembered.asOf }
    })
  })

  return {
    rows: computed(() => held.value?.rows),
    phase,
    isRefreshing,
    failure,
    tailFailure,
    retryAt,
    source: computed(() => about.value?.source),
    asOf: computed(() => about.value?.asOf),
    hasMore: computed(() => (held.value?.next ?? null) !== null),
    isBehind: computed(() => ahead.value !== undefined),
    isBeingRead,
    refresh: () => void fetchHead({ fresh: true }),
    loadMore: () => void fetchTail(),
    startOver,
  }
}

const start = <TRow>({ items, next }: Listing<TRow>): Stretch<TRow> => ({ rows: items, next })

/** Rows are plain facts, so their text tells whether anything changed. */
const isSame = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after)
