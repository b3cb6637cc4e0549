/** Searches a long audit log in batches, so that no search blocks the Durable Object, and merges what shards found. */
import { AUDIT_ACTIONS, type AuditEntry, countsAsViewed } from '@inquiry-lens/shared/audit/chain.ts'
import { AUDIT_LIMIT, type AuditPage, type AuditQuery } from '@inquiry-lens/shared/contract/audit.ts'
import type { AuditStore } from './audit-store.ts'

/** About 30 ms of SQLite if nothing is found. */
export const BATCH_ENTRIES = 50_000

/** Sequence numbers, both included. */
export interface SeqRange {
  first: number
  last: number
}

export interface SearchPosition {
  start: number
  end: number
}

export type SearchOrder = AuditQuery['order']

/** `end`: the last number of the whole search. `until`: the time of the last entry that was looked at, if it goes on. */
export interface ShardPage extends AuditPage {
  end: number
  until: string | null
}

export function searchEntries(store: AuditStore, query: AuditQuery, newestSeq: number): ShardPage {
  const { agent, id, from, to, order, limit = AUDIT_LIMIT.default, cursor } = query
  const actions = query.viewed ? (query.action ?? AUDIT_ACTIONS).filter(countsAsViewed) : query.action
  const bounds = { first: store.readOldestSeq() ?? 1, last: newestSeq }
  const seqAt = (time: number) => findSeqAt(bounds, (seq) => store.readTimeAt(seq) ?? 0, time)
  const position =
    cursor === undefined
      ? wholeRange(order, {
          first: from === undefined ? bounds.first : seqAt(Date.parse(from)),
          last: to === undefined ? bounds.last : seqAt(Date.parse(to) + 1) - 1,
        })
      : parsePosition(cursor)
  const batch = nextBatch(order, position, bounds)
  if (!batch) return { items: [], next: null, end: position.end, until: null }
  const wanted = { ...batch, agent, actions, isShown: query.viewed !== undefined, id }
  const items = store.findEntries(wanted, order, limit)
  const full = items.length === limit ? items.at(-1)?.seq : undefined
  const searched = full ?? (order === 'newest' ? batch.first : batch.last)
  const next = continueSearch(order, position, searched)
  return {
    items,
    next: next && `${next.start}-${next.end}`,
    end: position.end,
    until: next && new Date(store.readTimeAt(searched) ?? 0).toISOString(),
  }
}

/** The cursor of a search that is over. */
const OVER = 'x'

/** The cursor of each shard; `undefined`: nothing more there. */
export const splitCursor = (cursor: string | undefined, shards: number): (string | undefined)[] =>
  Array.from({ length: shards }, (_, shard) => {
    const own = cursor?.split('.')[shard]
    return own === OVER ? undefined : own
  })

/**
 * In order of time, as far as every shard has been searched. `pages`: by shard; `undefined`: that search was over before.
 */
export function mergePages(
  order: SearchOrder,
  limit: number,
  pages: readonly (ShardPage | undefined)[],
): AuditPage {
  const sign = order === 'newest' ? -1 : 1
  const timeOf = (text: string) => sign * Date.parse(text)
  const horizon = Math.min(
    ...pages.map((page) => (page?.until ? timeOf(page.until) : Number.POSITIVE_INFINITY)),
  )
  const shown = pages
    .flatMap((page, shard) => (page?.items ?? []).map((entry) => ({ entry, shard })))
    .filter(({ entry }) => timeOf(entry.at) <= horizon)
    .sort((one, other) => timeOf(one.entry.at) - timeOf(other.entry.at))
    .slice(0, limit)
  const next = pages.map((page, shard) => {
    if (!page) return OVER
    const count = shown.filter((one) => one.shard === shard).length
    const rest: AuditEntry | undefined = page.items[count]
    return rest ? `${rest.seq}-${page.end}` : (page.next ?? OVER)
  })
  return {
    items: shown.map(({ entry, shard }) => ({ ...entry, shard })),
    next: next.every((one) => one === OVER) ? null : next.join('.'),
  }
}

function parsePosition(cursor: string): SearchPosition {
  const [start = 0, end = 0] = cursor.split('-').map(Number)
  return { start, end }
}

export const wholeRange = (order: SearchOrder, { first, last }: SeqRange): SearchPosition =>
  order === 'newest' ? { start: last, end: first } : { start: first, end: last }

/** `undefined` past the end, or if the cursor was made up. */
export function nextBatch(
  order: SearchOrder,
  { start, end }: SearchPosition,
  { first, last }: SeqRange,
): SeqRange | undefined {
  const [from, to] =
    order === 'newest'
      ? [Math.max(end, first, start - BATCH_ENTRIES + 1), Math.min(start, last)]
      : [Math.max(start, first), Math.min(end, last, start + BATCH_ENTRIES - 1)]
  return from <= to ? { first: from, last: to } : undefined
}

/** `searched`: the last entry that was looked at. `null`: the search is over. */
export function continueSearch(
  order: SearchOrder,
  { end }: SearchPosition,
  searched: number,
): SearchPosition | null {
  if (order === 'newest') return searched > end ? { start: searched - 1, end } : null
  return searched < end ? { start: searched + 1, end } : null
}

/** Binary search for the first entry at or after `time`; `last + 1` if all are before it. */
export function findSeqAt({ first, last }: SeqRange, timeAt: (seq: number) => number, time: number): number {
  let [low, high] = [first, last + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (timeAt(middle) < time) low = middle + 1
    else high = middle
  }
  return low
}
