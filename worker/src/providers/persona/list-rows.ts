/**
 * Persona's lists, made reliable: skips rows that are too large, removes repeated rows, follows each cursor once. And many IDs in one
 * call: Persona refuses a call because of one ID; the batch is halved until that ID
 * is alone.
 */
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import { addCounts, found } from '../json-api.ts'
import { countDropped, isHidden, isUnreadableList, type Projection } from '../projection.ts'
import type { Allowance, Dropped, Fetched, FoundInquiries, ListRequest, UpstreamPage } from '../provider.ts'
import { type JsonBody, OversizeRow, readJsonList } from '../read-json.ts'
import { idOf, LinksSchema } from './wire.ts'

export const PAGE_SIZE = 100
export const PAGE_SIZES = [PAGE_SIZE, 25, 5, 1] as const
export const DEFAULT_PAGE_SIZE = 10
/** For one answer, where the size is ignored or rows are hidden. */
const MAX_REQUESTS = 10

interface Row<TItem> extends Projection<TItem> {
  id: string | null
  isReadable: boolean
}

export interface ListPage<TItem> {
  rows: readonly Row<TItem>[]
  /** Behind the last row; `null`: the list ends. */
  next: string | null
  hasPrevious: boolean
  isCut: boolean
}

export type SizedPage<TItem> = ListPage<TItem> & { size: number }

export interface ListedRows<TItem> extends UpstreamPage<TItem> {
  /** IDs of unreadable rows; `null` for a row without an ID. */
  unreadable: readonly (string | null)[]
}

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
  const hasMore = isCut || (!links.success && rows.length >= PAGE_SIZE)
  const linked = link ? cursorOf(link) : null
  // A link to another row than the last one would repeat rows or leave some out, so the last row's ID is preferred.
  const isForeign = linked !== null && lastRow !== null && kindOf(linked) !== kindOf(lastRow)
  const behind = isForeign ? linked : (lastRow ?? linked)
  const next = link || hasMore ? behind : null
  return {
    kind: 'read',
    value: { rows, next, hasPrevious: links.success && links.output.links.prev != null, isCut },
  }
}

function cursorOf(link: string): string | null {
  if (!URL.canParse(link, 'https://cursor.invalid')) return null
  const cursor = new URL(link, 'https://cursor.invalid').searchParams.get('page[after]')
  return cursor !== null && /^[A-Za-z0-9_]{1,80}$/.test(cursor) ? cursor : null
}

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
    if (!fetched.ok && items.length > 0) break
    if (!fetched.ok) return { ...fetched, allowance }
    const page: ListPage<TItem> = fetched.value
    const rows = rowsBehind(page.rows, next).filter(({ id }) => id === null || !known.has(id))
    for (const row of dropRepeats(rows)) {
      dropped.add(row.dropped)
      if (row.item !== null) items.push(row.item)
      if (!row.isReadable) unreadable.push(row.id)
      if (row.id !== null) known.add(row.id)
    }
    newest ??= page.rows.find(({ id }) => id !== null)?.id ?? null
    // Hidden rows don't count, or a short page would disclose how many there are.
    seen += page.rows.filter((row) => !row.dropped.some(isHidden)).length
    const isLoop = page.next !== null && followed.has(page.next)
    isDoubtful ||= isLoop || (next !== null && page.rows.some(({ id }) => id === next))
    next = isLoop ? null : page.next
    const isEnough = items.length >= wanted || (items.length > 0 && seen >= PAGE_SIZE)
    if (next === null || isEnough) break
  }
  return { ok: true, allowance, value: { items, newest, next, unreadable, isDoubtful }, dropped: dropped.all }
}

function rowsBehind<TItem>(rows: readonly Row<TItem>[], cursor: string | null): readonly Row<TItem>[] {
  return cursor === null ? rows : rows.slice(rows.findLastIndex(({ id }) => id === cursor) + 1)
}

/** Rows of one page may share an ID (Persona's own examples do), so only equal rows are repeats. */
function dropRepeats<TItem>(rows: readonly Row<TItem>[]): readonly Row<TItem>[] {
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

/** The newer rows of a page that was asked for with `page[before]`, and whether these are all. */
export function takeNewer<TItem>(
  { rows, hasPrevious, isCut, size }: SizedPage<TItem>,
  { before, fullPage }: { before: string; fullPage: number | undefined },
): { rows: readonly Row<TItem>[]; isWhole: boolean } {
  const known = rows.findIndex(({ id }) => id === before)
  const newer = dropRepeats(known === -1 ? rows : rows.slice(0, known))
  if (known !== -1 && known < rows.length - 1) return { rows: newer, isWhole: true }
  const full = Math.min(size, hasPrevious ? (fullPage ?? DEFAULT_PAGE_SIZE) : size)
  return { rows: newer, isWhole: !isCut && rows.length < full }
}

type FindAll = (ids: readonly string[], mayBeSize: boolean) => Promise<Fetched<FoundInquiries>>

/** 1 + 2·log₂ 100: enough for one refused ID among a hundred. */
const MAX_CALLS = 15
/** Where every part of a batch is refused, the IDs are not the reason. */
const PAUSE_MS = 10 * 60_000
const MAX_REMEMBERED = 1_000

export function createBatchFinder(now: () => number) {
  const refused = new LruMap<string, true>(MAX_REMEMBERED)
  let pausedAt = Number.NEGATIVE_INFINITY

  return async (ids: readonly string[], findAll: FindAll): Promise<Fetched<FoundInquiries>> => {
    const sent = ids.filter((id) => !refused.has(id))
    if (sent.length === 0) return found({ items: [], unknown: new Set<string>() })
    const isPaused = Math.abs(now() - pausedAt) < PAUSE_MS
    const whole = await findAll(sent, !isPaused)
    const isRefused = !whole.ok && whole.problem.code === 'invalid-parameter'
    if (!isRefused || isPaused || sent.length === 1) return whole

    const items: FoundInquiries['items'][number][] = []
    const unknown = new Set<string>()
    const dropped: Dropped[] = []
    const alone: string[] = []
    let accepted = 0
    let calls = 1
    let groups = [sent]
    while (groups.length > 0) {
      const halves = groups.flatMap(halve)
      const requested = halves.slice(0, MAX_CALLS - calls)
      for (const id of halves.slice(requested.length).flat()) unknown.add(id)
      calls += requested.length
      const answers = await Promise.all(
        requested.map(async (group) => ({ group, fetched: await findAll(group, false) })),
      )
      groups = []
      for (const { group, fetched } of answers) {
        if (fetched.ok) {
          accepted++
          items.push(...fetched.value.items)
          for (const id of fetched.value.unknown) unknown.add(id)
          dropped.push(fetched.dropped)
        } else if (fetched.problem.code !== 'invalid-parameter') {
          for (const id of group) unknown.add(id)
        } else if (group.length === 1) {
          alone.push(...group)
        } else {
          groups.push(group)
        }
      }
    }
    if (accepted === 0) {
      pausedAt = now()
      return whole
    }
    for (const id of alone) refused.set(id, true)
    return { ok: true, allowance: undefined, value: { items, unknown }, dropped: addCounts(dropped) }
  }
}

function halve(group: readonly string[]): string[][] {
  const middle = Math.ceil(group.length / 2)
  return [group.slice(0, middle), group.slice(middle)]
}
