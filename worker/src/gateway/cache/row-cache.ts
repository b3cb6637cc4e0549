/**
 * The gateway's cached rows: pages of lists, objects and case files. A row from any of them answers for its ID. And what is newer than
 * a cached answer: redactions, later events, objects that are gone.
 */

import { type CaseGroup, groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import { stateOfInquiry } from '@inquiry-lens/shared/domain/case-state.ts'
import { groupOfEvents } from '@inquiry-lens/shared/domain/event-group.ts'
import {
  type CaseFile,
  CaseFileSchema,
  type Inquiry,
  InquirySchema,
  type ProviderEvent,
  ProviderEventSchema,
  type Session,
  SessionSchema,
} from '@inquiry-lens/shared/domain/model.ts'
import { type Summary, summarizeInquiry, summarizeSession } from '@inquiry-lens/shared/domain/summary.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import type { EventCache } from '../events/event-cache.ts'
import type { KeyValueStore } from './cache.ts'
import { type CacheEntry, createCache, type DiskCache } from './cache.ts'
import { FRESHNESS, freshnessOfRow, lifeOf } from './freshness.ts'

export type Changes = ReturnType<typeof createChanges>

/** Longer than anything but events can be shown. */
const KEPT_MS = 2 * 60 * 60_000
const MAX_INQUIRIES = 5_000
/** How far a provider's answer may lag behind its events, and its clock behind ours. */
export const MAX_LAG_MS = 15_000
const KEY = 'redactions'

const StoredSchema = v.fallback(v.array(v.tuple([v.string(), v.number()])), [])

export function createChanges(keyValueStore: KeyValueStore, now: () => number) {
  const startedAt = now()
  /** By inquiry: when its redaction was first seen. */
  const redactions = new LruMap<string, number>(MAX_INQUIRIES)
  for (const [id, at] of v.parse(StoredSchema, keyValueStore.read(KEY) ?? [])) redactions.set(id, at)
  const latest = new LruMap<
    string,
    { reportedAt: number; createdAt: string; isTold: boolean; group: CaseGroup | undefined }
  >(MAX_INQUIRIES)
  const gone = new LruMap<string, number>(MAX_INQUIRIES)
  let lastWithdrawnAt = Math.max(Number.NEGATIVE_INFINITY, ...redactions.values())
  const changed = new LruMap<string, number>(MAX_INQUIRIES)
  const webhooks = new LruMap<string, number>(MAX_INQUIRIES)

  /** The newest event of any session: when it happened (ISO 8601), and when it was first seen. */
  let ofSessions = { createdAt: '', reportedAt: Number.NEGATIVE_INFINITY }

  /** Cases that an answer shows in another state than the one before, until the LiveHub knows. */
  const found = new Set<string>()

  function noteEvent(inquiryId: string, event: ProviderEvent) {
    const { createdAt } = event
    const before = latest.get(inquiryId)
    if (createdAt === null || createdAt <= (before?.createdAt ?? '')) return
    if (before) found.add(inquiryId)
    latest.set(inquiryId, {
      reportedAt: now(),
      createdAt,
      isTold: before !== undefined,
      group: groupOfEvents([event]),
    })
  }

  return {
    note(rows: readonly Row[]): void {
      let isNew = false
      for (const row of rows) {
        gone.delete(row.item.id)
        if (row.kind === 'event' && row.item.object?.type === 'inquiry') {
          noteEvent(row.item.object.id, row.item)
        }
        if (row.kind === 'event' && row.item.object?.type === 'inquiry-session') {
          const createdAt = row.item.createdAt ?? ''
          if (createdAt > ofSessions.createdAt) ofSessions = { createdAt, reportedAt: now() }
        }
        const redacted = redactedInquiry(row)
        if (redacted === undefined || redactions.has(redacted)) continue
        redactions.set(redacted, now())
        lastWithdrawnAt = Math.max(lastWithdrawnAt, now())
        isNew = true
      }
      if (!isNew) return
      for (const [id, reportedAt] of redactions) if (now() - reportedAt > KEPT_MS) redactions.delete(id)
      keyValueStore.write(KEY, [...redactions])
    },

    /** `before`: as it was cached. */
    noteStatus({ kind, item }: Row, before: CacheEntry<Row> | undefined): void {
      const known = before?.content
      if (kind === 'event' || !known || known.kind === 'event' || known.item.status === item.status) return
      const id = kind === 'inquiry' ? item.id : (item.inquiryId ?? item.id)
      const event = latest.peek(id)
      // An event has told of it.
      if (!(event?.isTold && event.reportedAt > before.storedAt)) found.add(id)
    },
    takeFound(): string[] {
      const taken = [...found]
      found.clear()
      return taken
    },

    noteGone(id: string): void {
      gone.set(id, now())
      lastWithdrawnAt = Math.max(lastWithdrawnAt, now())
    },

    /** Nothing that was stored later is withdrawn: no row of it has to be looked at. */
    lastWithdrawnAt: () => lastWithdrawnAt,

    noteWebhook: (caseId: string) => void webhooks.set(caseId, (webhooks.get(caseId) ?? 0) + 1),
    countWebhooks: (caseId: string): number => webhooks.get(caseId) ?? 0,

    /** The provider says that this case has changed, and not how. */
    noteChanged: (caseId: string) => void changed.set(caseId, now()),
    /** So it says to whom has it open, too. */
    noteMissed(id: string): void {
      changed.set(id, now())
      found.add(id)
    },
    hasChanged: (caseId: string, storedAt: number): boolean => storedAt <= (changed.get(caseId) ?? -1),

    /** The row shows an object that is gone, or as it was before a known redaction. */
    isWithdrawn(row: Row, storedAt: number): boolean {
      const inquiryId = inquiryOf(row)
      const goneAt = row.kind === 'event' ? undefined : (gone.get(row.item.id) ?? gone.get(inquiryId ?? ''))
      if (goneAt !== undefined && storedAt <= goneAt) return true
      const reportedAt = inquiryId === null ? undefined : redactions.get(inquiryId)
      return reportedAt !== undefined && storedAt < reportedAt && redactedInquiry(row) === undefined
    },

    /**
     * An event that was seen since says that the inquiry has changed, or may have. Events from before an eviction are
     * forgotten: `mayHave`, it may have had one.
     */
    isOutdated(inquiry: Inquiry, storedAt: number, mayHave: boolean): boolean {
      const event = latest.get(inquiry.id)
      if (!event) return mayHave && storedAt < startedAt
      const happenedAt = Date.parse(event.createdAt)
      // What was long over by then, the provider's answer had.
      if (happenedAt <= storedAt - MAX_LAG_MS) return false
      if (event.reportedAt > storedAt) return true
      // It was asked right after the event and answered with the state before it: once more, when it has caught up.
      const group = groupOfState(stateOfInquiry(inquiry.provider, inquiry))
      return event.group !== undefined && event.group !== group && now() > happenedAt + MAX_LAG_MS
    },

    sessionEventSeenAt: () => ofSessions.reportedAt,

    /** `reportedAt`: when it was first seen (milliseconds); `createdAt`: when it happened (ISO 8601). */
    latestEvent: (inquiryId: string) => latest.get(inquiryId),
  }
}

function redactedInquiry({ kind, item }: Row): string | undefined {
  if (kind === 'inquiry') return item.redactedAt === null ? undefined : item.id
  const isRedaction = kind === 'event' && item.name === 'inquiry.redacted' && item.object?.type === 'inquiry'
  return isRedaction ? item.object?.id : undefined
}

/** Events hold nothing that a redaction removes. */
function inquiryOf({ kind, item }: Row): string | null {
  if (kind === 'event') return null
  return kind === 'inquiry' ? item.id : item.inquiryId
}

export type Row =
  | { kind: 'inquiry'; item: Inquiry }
  | { kind: 'session'; item: Session }
  | { kind: 'event'; item: ProviderEvent }

/** The object that the case is about: its state is the state of the case. */
export const rowOfCase = (file: CaseFile): Row =>
  file.about === 'inquiry' ? { kind: 'inquiry', item: file.inquiry } : { kind: 'session', item: file.session }

export function summarizeRow({ kind, item }: Row): Summary {
  switch (kind) {
    case 'event': {
      const { provider, id, name, createdAt: at } = item
      const inquiryId = item.object?.type === 'inquiry' ? item.object.id : (item.inquiryId ?? null)
      return { provider, kind, id, inquiryId, status: null, name, at, redacted: false, flow: null }
    }
    case 'session':
      return summarizeSession(item)
    case 'inquiry':
      return summarizeInquiry(item)
  }
}

export interface PageContent {
  rows: readonly Row[]
  /** The provider's cursor behind the last row that it sent, shown or not. */
  next: string | null
  /** How many rows the provider was asked for; it may have fewer that can be shown. */
  wanted?: number | undefined
  /** For a list of cached rows that is incomplete: the time back to which it is complete. */
  completeSince?: string | null
  /** The provider ignored a cursor: see `doubtful` in `freshness.ts`. */
  isDoubtful?: boolean | undefined
}

const RowSchema = v.variant('kind', [
  v.object({ kind: v.literal('inquiry'), item: InquirySchema }),
  v.object({ kind: v.literal('session'), item: SessionSchema }),
  v.object({ kind: v.literal('event'), item: ProviderEventSchema }),
])
const PageSchema = v.object({
  rows: v.array(RowSchema),
  next: v.nullable(v.string()),
  wanted: v.optional(v.number()),
  isDoubtful: v.optional(v.boolean()),
})

export type RowCache = ReturnType<typeof createRowCache>

/** About 20 MB of pages at 100 rows each. Objects and cases are mostly the same rows. */
const MAX = { pages: 400, objects: 5_000, cases: 400 } as const

/** `hash`: a list's name can hold a customer's reference, so storage gets its hash. */
export function createRowCache({
  diskCache,
  events,
  changes,
  hash,
  now,
}: {
  diskCache: DiskCache
  events: EventCache
  changes: Changes
  hash: (list: string) => string
  now: () => number
}) {
  const open = <TContent>(name: string, max: number, schema: v.GenericSchema<unknown, TContent>) =>
    createCache({ name, max, diskCache, schema, now })
  const pages = open<PageContent>('page', MAX.pages, PageSchema)
  const objects = open('object', MAX.objects, v.nullable(RowSchema))
  const cases = open('case', MAX.cases, v.nullable(CaseFileSchema))
  /** Rows of pages and cases by ID, in memory alone. */
  const companions = new LruMap<string, CacheEntry<Row>>(MAX.objects)

  function noteRows(rows: readonly Row[]) {
    changes.note(rows)
    for (const row of rows) changes.noteStatus(row, peekObject(row.item.id))
    for (const row of rows) companions.set(row.item.id, { storedAt: now(), content: row })
  }

  /** `null`: the object does not exist, or may not be shown. */
  function setObject(id: string, row: Row | null): CacheEntry<Row | null> {
    if (row) changes.noteStatus(row, peekObject(id))
    companions.delete(id)
    if (row) changes.note([row])
    else changes.noteGone(id)
    return objects.set(id, row, lifeOf(FRESHNESS[freshnessOfRow(row)]))
  }

  /** A redacted or missing object is not shown again as it was, not even while the provider fails. */
  const rejectWithdrawn = <TContent>(
    entry: CacheEntry<TContent> | undefined,
    rowsOf: (content: TContent) => readonly Row[],
  ): CacheEntry<TContent> | undefined =>
    entry &&
    entry.storedAt <= changes.lastWithdrawnAt() &&
    rowsOf(entry.content).some((row) => changes.isWithdrawn(row, entry.storedAt))
      ? undefined
      : entry

  /** The newest that memory holds. Counts as no use. */
  function peekObject(id: string): CacheEntry<Row> | undefined {
    const companion = companions.peek(id)
    const { content, storedAt = 0 } = objects.peek(id) ?? {}
    const newest = content && storedAt > (companion?.storedAt ?? 0) ? { content, storedAt } : companion
    return rejectWithdrawn(newest, (row) => [row])
  }

  const getCase = (id: string) => rejectWithdrawn(cases.get(id), (file) => (file ? rowsOfCase(file) : []))

  return {
    setPage(
      list: string,
      after: string | null,
      page: PageContent,
      life: number,
      storedAt?: number,
    ): CacheEntry<PageContent> {
      noteRows(page.rows)
      return pages.set(pageKey(hash(list), after), page, life, storedAt)
    },
    getPage: (list: string, after: string | null) =>
      rejectWithdrawn(pages.get(pageKey(hash(list), after)), rowsOfPage),
    /** All cached pages of a list, newest first: a cursor may point into any of them. */
    listPages: (list: string) =>
      pages.startingWith(`${hash(list)} `).filter((page) => rejectWithdrawn(page, rowsOfPage)),
    /** By the provider's cursor, the newest page by `null`. Counts as no use. */
    peekPages: (list: string): ReadonlyMap<string | null, CacheEntry<PageContent>> =>
      new Map(
        [...pages.peekStartingWith(pageKey(hash(list), null))]
          .filter(([, page]) => rejectWithdrawn(page, rowsOfPage))
          .map(([after, page]) => [after || null, page]),
      ),

    setObject,
    getObject(id: string): CacheEntry<Row | null> | undefined {
      const object = rejectWithdrawn(objects.get(id), (row) => (row ? [row] : []))
      const companion = rejectWithdrawn(companions.get(id), (row) => [row])
      if (companion && companion.storedAt <= now() && companion.storedAt >= (object?.storedAt ?? 0)) {
        return companion
      }
      if (object) return object
      // After an eviction, a case alone may have it.
      const file = getCase(id)
      if (file?.content && rowOfCase(file.content).item.id === id)
        return { storedAt: file.storedAt, content: rowOfCase(file.content) }
      const event = events.find(id)
      return event && { storedAt: event.storedAt, content: { kind: 'event', item: event.content } }
    },

    peekObject,

    setCase(id: string, file: CaseFile | null): CacheEntry<CaseFile | null> {
      if (file === null) setObject(id, null)
      else {
        const row = rowOfCase(file)
        // After an eviction, only what is stored says how it was.
        const stored = peekObject(row.item.id) ? undefined : getCase(id)
        if (stored?.content) changes.noteStatus(row, { ...stored, content: rowOfCase(stored.content) })
        noteRows(rowsOfCase(file))
      }
      return cases.set(id, file, lifeOf(FRESHNESS[freshnessOfRow(file && rowOfCase(file))]))
    },
    getCase,

    /** Keeps its age: what `change` leaves as it is was stored then. Returns whether it was cached, and has changed. */
    changeCase(id: string, change: (file: CaseFile, storedAt: number) => CaseFile): boolean {
      const entry = getCase(id)
      const file = entry?.content && change(entry.content, entry.storedAt)
      if (!entry || !file || file === entry.content) return false
      cases.set(id, file, lifeOf(FRESHNESS[freshnessOfRow(rowOfCase(file))]), entry.storedAt)
      return true
    },

    noteRows,
  }
}

/** A hash holds no space, so no list's name is a prefix of another's. */
const pageKey = (list: string, after: string | null): string => `${list} ${after ?? ''}`

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
