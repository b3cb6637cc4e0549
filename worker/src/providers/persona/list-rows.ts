/**
 * Rows of Persona's lists, whatever a list does: a row that is too large is skipped, a row that comes twice comes once,
 * and a cursor is followed once.
 */
import * as v from 'valibot'
import { countDropped, isHidden, isUnreadableList, type Projection } from '../projection.ts'
import type { Allowance, Fetched, ListRequest, UpstreamPage } from '../provider.ts'
import { type JsonBody, OversizeRow, readJsonList } from '../read-json.ts'
import { cursorOf, idOf } from './read-answer.ts'
import { LinksSchema } from './wire.ts'

/** Persona's most. Its usual 10 would cost ten times the requests. */
export const PAGE_SIZE = 100
export const PAGE_SIZES = [PAGE_SIZE, 25, 5, 1] as const
/** What Persona sends where it gets no size, or ignores it. */
export const DEFAULT_PAGE_SIZE = 10
/** Where the size is ignored, or nothing on a page may be shown, this many requests make one answer at most. */
const MAX_REQUESTS = 10

interface Row<TItem> extends Projection<TItem> {
  /** `null`: it can't be read. */
  id: string | null
  isReadable: boolean
}

export interface ListPage<TItem> {
  rows: readonly Row<TItem>[]
  /** Behind the last row; `null`: there is nothing behind it. */
  next: string | null
  /** Newer rows may follow: Persona's own examples say so on any page. */
  hasPrevious: boolean
  /** The answer was longer than the relay reads. */
  isCut: boolean
}

/** `size`: how many rows were asked for. */
export type SizedPage<TItem> = ListPage<TItem> & { size: number }

export interface ListedRows<TItem> extends UpstreamPage<TItem> {
  /** IDs of rows that could not be read; `null` for one that says none. */
  unreadable: readonly (string | null)[]
}

/** `kind`: for the count of what was dropped. */
export async function readList<TItem>(
  response: Response,
  kind: string,
  project: (raw: unknown) => Projection<TItem>,
): Promise<JsonBody<ListPage<TItem>>> {
  const body = await readJsonList(response, 'data', (raw): Row<TItem> => {
    if (raw instanceof OversizeRow) {
      const dropped = [`${kind} row: too large`]
      return { id: idOf(raw), item: null, isReadable: false, dropped }
    }
    const id = idOf(raw)
    return { ...project(raw), id, isReadable: id !== null }
  })
  if (body.kind !== 'read') return body
  const { rows, rest, isCut } = body.value
  if (!rows || isUnreadableList(rows)) return { kind: 'no-json' }
  const lastRow = rows.findLast(({ id }) => id !== null)?.id ?? null
  const links = v.safeParse(LinksSchema, rest)
  const link = links.success ? links.output.links.next : undefined
  const goesOn = isCut || (!links.success && rows.length >= PAGE_SIZE)
  const linked = link ? cursorOf(link) : null
  // A row's ID is a cursor. A link that names another row than the last one would lead back, or leave rows out.
  const isNoRow = linked !== null && lastRow !== null && kindOf(linked) !== kindOf(lastRow)
  const behind = isNoRow ? linked : (lastRow ?? linked)
  const next = link || goesOn ? behind : null
  return {
    kind: 'read',
    value: { rows, next, hasPrevious: links.success && links.output.links.prev != null, isCut },
  }
}

/** IDs begin with it: `evt_`. */
const kindOf = (id: string): string => id.split('_', 1)[0] ?? ''

export async function listRows<TItem>(
  { after, wanted }: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
  fetchPage: (after: string | null) => Promise<Fetched<ListPage<TItem>>>,
): Promise<Fetched<ListedRows<TItem>>> {
  const items: TItem[] = []
  const unreadable: (string | null)[] = []
  const dropped = countDropped()
  const known = new Set<string>()
  const followed = new Set<string>()
  let newest: string | null = null
  let next = after
  let seen = 0
  let isDoubtful = false
  let allowance: Allowance | undefined
  for (let request = 0; request < MAX_REQUESTS; request++) {
    if (next !== null) followed.add(next)
    const fetched: Fetched<ListPage<TItem>> = await fetchPage(next)
    allowance = fetched.allowance ?? allowance
    // What has come is not given up for what has not.
    if (!fetched.ok && items.length > 0) break
    if (!fetched.ok) return { ...fetched, allowance }
    const page: ListPage<TItem> = fetched.value
    const rows = rowsBehind(page.rows, next).filter(({ id }) => id === null || !known.has(id))
    for (const row of dropTwins(rows)) {
      dropped.add(row.dropped)
      if (row.item !== null) items.push(row.item)
      if (!row.isReadable) unreadable.push(row.id)
      if (row.id !== null) known.add(row.id)
    }
    newest ??= page.rows.find(({ id }) => id !== null)?.id ?? null
    // Else a short page with more behind it would tell how many rows of it are hidden.
    seen += page.rows.filter((row) => !row.dropped.some(isHidden)).length
    const goesRound = page.next !== null && followed.has(page.next)
    isDoubtful ||= goesRound || (next !== null && page.rows.some(({ id }) => id === next))
    next = goesRound ? null : page.next
    // Short for another reason, a page costs no second request; an empty one with more behind it helps nothing.
    const suffices = items.length >= wanted || (items.length > 0 && seen >= PAGE_SIZE)
    if (next === null || suffices) break
  }
  return { ok: true, allowance, value: { items, newest, next, unreadable, isDoubtful }, dropped: dropped.all }
}

/** All but the rows down to the cursor's own, which a list that ignores cursors sends again. */
function rowsBehind<TItem>(rows: readonly Row<TItem>[], cursor: string | null): readonly Row<TItem>[] {
  return cursor === null ? rows : rows.slice(rows.findLastIndex(({ id }) => id === cursor) + 1)
}

/** Two rows of one page may share an ID (both examples of Persona's own page do), but not everything. */
function dropTwins<TItem>(rows: readonly Row<TItem>[]): readonly Row<TItem>[] {
  const seen = new Set<string>()
  return rows.filter(({ id, item }) => {
    const text = JSON.stringify([id, item])
    if (item === null || !seen.has(text)) {
      seen.add(text)
      return true
    }
    return false
  })
}

/** Of a page that was asked for with `page[before]`: the rows that are newer, and whether these are all there are. */
export function takeNewer<TItem>(
  { rows, hasPrevious, isCut, size }: SizedPage<TItem>,
  { before, fullPage }: { before: string; fullPage: number | undefined },
): { rows: readonly Row<TItem>[]; isWhole: boolean } {
  const known = rows.findIndex(({ id }) => id === before)
  const newer = dropTwins(known === -1 ? rows : rows.slice(0, known))
  // Older rows behind the known one: the newest page, which Persona sends where it ignores the cursor.
  if (known !== -1 && known < rows.length - 1) return { rows: newer, isWhole: true }
  const full = Math.min(size, hasPrevious ? (fullPage ?? DEFAULT_PAGE_SIZE) : size)
  return { rows: newer, isWhole: !isCut && rows.length < full }
}
