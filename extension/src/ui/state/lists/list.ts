/**
 * A list with paging: remembered rows first, then fresh ones, kept fresh while visible. A failure never removes rows.
 *
 * It is an unbroken range of a list, from the newest row down, each row once. The list grows at its head while pages load at its
 * tail, so rows are joined only where they provably meet. Pure, so that tests cover every interleaving.
 */
import type { Page, Source } from '@inquiry-lens/shared/domain/model.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'
import type { Listing } from '../../../messages/messages.ts'
import type { LiveKey } from '../../../stored.ts'
import { createPoll, type Pace, type PollFrame, retryDelay } from '../resource/poll.ts'
import { isSame, type ProviderResource, runAfter } from '../resource/resource.ts'

interface Row {
  id: string
}

export interface RowWindow<TRow> {
  rows: readonly TRow[]
  /** The cursor after the last row; `null`: none. */
  next: string | null
  /** ISO 8601: the rows end where the provider could not be asked further, which may not be the list's end. */
  completeSince?: string | undefined
}

interface RowWindowPage<TRow> extends Page<TRow> {
  completeSince?: string | undefined
}

/** Joins the new head with the known rows; `undefined` if rows may be missing between the two. */
export function joinHead<TRow extends Row>(
  known: RowWindow<TRow>,
  head: RowWindowPage<TRow>,
): RowWindow<TRow> | undefined {
  const fresh = uniqueRows(head.items)
  const knownEnd = known.rows.at(-1)
  const whole: RowWindow<TRow> = { rows: fresh, next: head.next, completeSince: head.completeSince }
  if (knownEnd === undefined) return whole
  const coversKnown = fresh.some(({ id }) => id === knownEnd.id)
  const tail = rowsAfter(known, fresh)
  if (head.completeSince !== undefined) {
    // An incomplete head does not end the known rows after it.
    if (tail) return { ...known, rows: [...fresh, ...tail] }
    return coversKnown ? { ...whole, next: head.next ?? known.next } : undefined
  }
  // A head without a cursor is the whole list.
  if (fresh.length === 0 || head.next === null || coversKnown) return whole
  if (!tail) return undefined
  // After an incomplete end, the head's cursor leads on, through known rows, which are joined once.
  const next = known.completeSince === undefined ? known.next : (known.next ?? head.next)
  return { rows: [...fresh, ...tail], next }
}

/** The known rows after the last of `fresh`; `undefined` if that row is not known. */
function rowsAfter<TRow extends Row>(
  known: RowWindow<TRow>,
  fresh: readonly TRow[],
): readonly TRow[] | undefined {
  const last = fresh.at(-1)
  const meeting = last ? known.rows.findIndex(({ id }) => id === last.id) : -1
  if (meeting === -1) return undefined
  const inHead = new Set(fresh.map(({ id }) => id))
  return known.rows.slice(meeting + 1).filter(({ id }) => !inHead.has(id))
}

/** Joins the page of `cursor` at the tail; returns `known` itself if it no longer ends there. */
export function joinPage<TRow extends Row>(
  known: RowWindow<TRow>,
  cursor: string,
  page: RowWindowPage<TRow>,
): RowWindow<TRow> {
  if (known.next !== cursor) return known
  const knownIds = new Set(known.rows.map((row) => row.id))
  const added = uniqueRows(page.items).filter((row) => !knownIds.has(row.id))
  // A cursor that leads to itself would never end.
  const next = page.next === cursor ? null : page.next
  return { rows: [...known.rows, ...added], next, completeSince: page.completeSince }
}

/** Rows that are as they were stay the same objects, and all of them the same list: what follows from it is not worked out again. */
function keepSame<TRow extends Row>(before: readonly TRow[] = [], rows: readonly TRow[]): readonly TRow[] {
  const known = new Map(before.map((row) => [row.id, row]))
  const kept = rows.map((row) => {
    const one = known.get(row.id)
    return one && (one === row || isSame(one, row)) ? one : row
  })
  return kept.length === before.length && kept.every((row, nth) => row === before[nth]) ? before : kept
}

function uniqueRows<TRow extends Row>(rows: readonly TRow[]): TRow[] {
  const seen = new Set<string>()
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id))
}

/** `remembered`: rows from earlier are shown while fresh ones are fetched. `failed`: no rows, and `error` says why. */
export type Phase = 'loading' | 'failed' | 'remembered' | 'ready' | 'refreshing' | 'loading-more'

/** `data`: newest first. */
export interface List<TRow> extends ProviderResource<readonly TRow[]> {
  phase: ReadonlySignal<Phase>
  /** Why the next page is missing. */
  tailFailure: ReadonlySignal<Failure | undefined>
  /** ISO 8601: the list is complete back to here only, since the provider could not be asked; absent if it is complete. */
  completeSince: ReadonlySignal<string | undefined>
  hasMore: ReadonlySignal<boolean>
  /** The newest rows can't be joined with the shown ones, which stay until `startOver`. */
  isBehind: ReadonlySignal<boolean>
  /** Set by the view while the agent reads further down, where rows must not be replaced. */
  isBeingRead: Signal<boolean>
  loadMore(): void
  /** Continues from the newest rows. */
  startOver(): void
}

export interface PageRequest {
  cursor?: string
  fresh?: boolean
  limit?: number | undefined
}

export interface ListParts<TRow> extends PollFrame {
  liveKey?: LiveKey
  fetchPage(request: PageRequest, abort: AbortSignal): Promise<Result<Listing<TRow>>>
  readRemembered(): Promise<Listing<TRow> | undefined>
}

export function createList<TRow extends { id: string }>(parts: ListParts<TRow>): List<TRow> {
  const { random, abort } = parts

  const shown = signal<RowWindow<TRow> | undefined>(undefined)
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
    fetch: (fresh, ended) => parts.fetchPage(fresh ? { fresh } : {}, ended),
    take: takeHead,
  })
  const phase = computed((): Phase => {
    if (shown.value === undefined) return poll.error.value ? 'failed' : 'loading'
    if (isLoadingMore.value) return 'loading-more'
    if (poll.isFetching.value) return isConfirmed.value ? 'refreshing' : 'remembered'
    return 'ready'
  })

  function takeHead(head: Listing<TRow>): Pace {
    const before = shown.peek()
    const joined = before === undefined || mustRestart ? toWindow(head) : joinHead(before, head)
    mustRestart = false
    // Joined past a gap, the list would have a hole.
    if (!joined && (head.completeSince !== undefined || isBeingRead.peek())) keep(head)
    else replace(joined ?? toWindow(head), head)
    return before?.rows === shown.peek()?.rows ? 'unchanged' : 'changed'
  }

  function replace(rows: RowWindow<TRow>, head: Listing<TRow>): void {
    if (shown.peek()?.next !== rows.next) dropTail()
    shown.value = { ...rows, rows: keepSame(shown.peek()?.rows, rows.rows) }
    about.value = { source: head.source, asOf: head.completeSince === undefined ? head.asOf : oldest(head) }
    ahead.value = undefined
    isConfirmed.value = true
  }

  /** Removes nothing: the rows stay, with their age and how the provider answers now. */
  function keep(head: Listing<TRow>): void {
    about.value = { source: head.source, asOf: oldest(head) }
    ahead.value = head.items.length > 0 ? head : undefined
  }

  const oldest = ({ asOf }: Listing<TRow>): number => Math.min(asOf, about.peek()?.asOf ?? asOf)

  /** The list ends elsewhere now: cancels the page that was to follow. */
  function dropTail(): void {
    tail.abort()
    tail = new AbortController()
    isLoadingMore.value = false
    tailFailure.value = undefined
  }

  async function loadMore(): Promise<void> {
    const cursor = shown.peek()?.next ?? undefined
    if (cursor === undefined || isLoadingMore.peek() || abort.aborted) return
    dropTail()
    isLoadingMore.value = true
    const mine = AbortSignal.any([tail.signal, abort])
    const result = await parts.fetchPage({ cursor }, mine)
    if (mine.aborted) return
    batch(() => {
      isLoadingMore.value = false
      const now = shown.peek()
      if (!now) return
      if (result.ok) shown.value = joinPage(now, cursor, result.value)
      else tailFailure.value = result.error
    })
    if (result.ok || result.error.retryAfter === undefined) return
    runAfter(retryDelay(result.error.retryAfter, random()), () => void loadMore(), mine)
  }

  function startOver(): void {
    const head = ahead.peek()
    if (head) {
      batch(() => replace(toWindow(head), head))
      return
    }
    // The rows stay until others replace them.
    mustRestart = true
    poll.refresh()
  }

  void parts.readRemembered().then((remembered) => {
    if (!remembered || shown.peek() || abort.aborted) return
    batch(() => {
      shown.value = toWindow(remembered)
      about.value = { source: remembered.source, asOf: remembered.asOf }
    })
  })

  return {
    ...poll,
    data: computed(() => shown.value?.rows),
    phase,
    tailFailure,
    source: computed(() => about.value?.source),
    asOf: computed(() => about.value?.asOf),
    completeSince: computed(() => shown.value?.completeSince),
    hasMore: computed(() => (shown.value?.next ?? null) !== null),
    isBehind: computed(() => ahead.value !== undefined),
    isBeingRead,
    loadMore: () => void loadMore(),
    startOver,
  }
}

const toWindow = <TRow>({ items, next, completeSince }: Listing<TRow>): RowWindow<TRow> => ({
  rows: items,
  next,
  completeSince,
})
