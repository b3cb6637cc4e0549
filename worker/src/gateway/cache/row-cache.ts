/**
 * The gate's memory: pages of lists, single objects, case files, events row by row. Whatever brings a row (a page, a
 * case, a look-up) brings it for all that ask for that object by its ID.
 */
import {
  type CaseFile,
  CaseFileSchema,
  InquirySchema,
  ProviderEventSchema,
  SessionSchema,
} from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { Changes } from '../events/changes.ts'
import type { EventCache } from '../events/event-cache.ts'
import { type Cache, type CacheEntry, createCache } from './cache.ts'
import type { DiskCache } from './disk-cache.ts'
import { FRESHNESS, lifeOf } from './freshness.ts'
import { freshnessOfRow, type Row, rowOfCase } from './row.ts'

/** Of 100 rows a page, about 20 MB at the most. The rows of the other two are mostly these very ones. */
const MOST = { pages: 400, objects: 5_000, cases: 400 } as const

const RowSchema = v.variant('kind', [
  v.object({ kind: v.literal('inquiry'), item: InquirySchema }),
  v.object({ kind: v.literal('session'), item: SessionSchema }),
  v.object({ kind: v.literal('event'), item: ProviderEventSchema }),
])

export interface PageContent {
  rows: readonly Row[]
  /** The provider's cursor behind the last row that it sent, shown or not. */
  next: string | null
  /** How many rows the provider was asked for: it may have had fewer that can be shown. */
  wanted?: number | undefined
  /** Of rows that were found among held ones: when the last that was looked at happened. */
  completeSince?: string | null
  /** The provider ignored a cursor: for how long it is believed, see `freshness.ts`. */
  isDoubtful?: boolean | undefined
}

const PageSchema = v.object({
  rows: v.array(RowSchema),
  next: v.nullable(v.string()),
  wanted: v.optional(v.number()),
  isDoubtful: v.optional(v.boolean()),
})

export interface RowCache {
  /** `life`: in seconds, see `freshness.ts`. */
  keepPage(list: string, after: string | null, page: PageContent, life: number): CacheEntry<PageContent>
  page(list: string, after: string | null): CacheEntry<PageContent> | undefined
  /** Those of one list, newest stored first: a cursor may stand inside any of them. */
  pagesOf(list: string): CacheEntry<PageContent>[]
  /** `null`: there is none that may be shown. */
  keepObject(id: string, row: Row | null): CacheEntry<Row | null>
  object(id: string): CacheEntry<Row | null> | undefined
  /** By the ID of what it is about. */
  keepCase(id: string, file: CaseFile | null): CacheEntry<CaseFile | null>
  case(id: string): CacheEntry<CaseFile | null> | undefined
  keepRows(rows: readonly Row[]): void
}

export interface RowCacheParts {
  diskCache: DiskCache
  events: EventCache
  unread: Changes
  /** A list's name holds what was asked for, a customer's reference at times: storage sees its hash. */
  hash: (list: string) => string
  now: () => number
}

export function createRowCache({ diskCache, events, unread, hash, now }: RowCacheParts): RowCache {
  const pages: Cache<PageContent> = createCache({
    name: 'page',
    most: MOST.pages,
    diskCache,
    schema: PageSchema,
    now,
  })
  const objects: Cache<Row | null> = createCache({
    name: 'object',
    most: MOST.objects,
    diskCache,
    schema: v.nullable(RowSchema),
    now,
  })
  const cases: Cache<CaseFile | null> = createCache({
    name: 'case',
    most: MOST.cases,
    diskCache,
    schema: v.nullable(CaseFileSchema),
    now,
  })
  /** Those that came along with others: known as long as the object lives, and not written one by one. */
  const companions = new Map<string, CacheEntry<Row>>()

  function keepRows(rows: readonly Row[]) {
    unread.hear(rows)
    for (const row of rows) {
      companions.delete(row.item.id)
      companions.set(row.item.id, { storedAt: now(), content: row })
    }
    for (const oldest of companions.keys()) {
      if (companions.size <= MOST.objects) break
      companions.delete(oldest)
    }
  }

  function keepObject(id: string, row: Row | null): CacheEntry<Row | null> {
    companions.delete(id)
    if (row) unread.hear([row])
    else unread.hearGone(id)
    return objects.set(id, row, lifeOf(FRESHNESS[freshnessOfRow(row)]))
  }

  /** What is known to be redacted or gone is not shown again as it was, not even while the provider fails. */
  const unlessWithdrawn = <TContent>(
    entry: CacheEntry<TContent> | undefined,
    rowsOf: (content: TContent) => readonly Row[],
  ): CacheEntry<TContent> | undefined =>
    entry && rowsOf(entry.content).some((row) => unread.isWithdrawn(row, entry.storedAt)) ? undefined : entry

  function findObject(id: string): CacheEntry<Row | null> | undefined {
    const asked = unlessWithdrawn(objects.get(id), (row) => (row ? [row] : []))
    const companion = unlessWithdrawn(companions.get(id), (row) => [row])
    if (companion && companion.storedAt <= now() && companion.storedAt >= (asked?.storedAt ?? 0)) {
      return companion
    }
    if (asked) return asked
    const event = events.event(id)
    return event && { storedAt: event.storedAt, content: { kind: 'event', item: event.content } }
  }

  return {
    keepPage(list, after, page, life) {
      keepRows(page.rows)
      return pages.set(keyOfPage(hash(list), after), page, life)
    },
    page: (list, after) => unlessWithdrawn(pages.get(keyOfPage(hash(list), after)), rowsOfPage),
    pagesOf: (list) =>
      pages.startingWith(`${hash(list)} `).filter((page) => unlessWithdrawn(page, rowsOfPage)),

    keepObject,
    object: findObject,

    keepCase(id, file) {
      if (file === null) keepObject(id, null)
      else keepRows(rowsOfCase(file))
      return cases.set(id, file, lifeOf(FRESHNESS[freshnessOfRow(file && rowOfCase(file))]))
    },
    case: (id) => unlessWithdrawn(cases.get(id), (file) => (file ? rowsOfCase(file) : [])),

    keepRows,
  }
}

/** No hash holds a space, so none begins another's pages. */
const keyOfPage = (list: string, after: string | null): string => `${list} ${after ?? ''}`

const rowsOfPage = ({ rows }: PageContent) => rows

function rowsOfCase(file: CaseFile): Row[] {
  const sessions = file.about === 'inquiry' ? file.sessions : file.related
  const events = file.about === 'inquiry' ? file.events : []
  return [
    rowOfCase(file),
    ...sessions.map((item): Row => ({ kind: 'session', item })),
    ...events.map((item): Row => ({ kind: 'event', item })),
  ]
}
