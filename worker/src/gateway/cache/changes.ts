/**
 * What is newer than a cached answer: redactions, later events, and objects that are gone. Redactions survive an eviction
 * for as long as an older answer could be shown.
 */
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import type { KeyValueStore } from './cache.ts'
import type { Row } from './row-cache.ts'

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
  const latest = new LruMap<string, { reportedAt: number; createdAt: string }>(MAX_INQUIRIES)
  const gone = new LruMap<string, number>(MAX_INQUIRIES)
  const changed = new LruMap<string, number>(MAX_INQUIRIES)

  function noteEvent(inquiryId: string, createdAt: string | null) {
    if (createdAt === null || createdAt <= (latest.get(inquiryId)?.createdAt ?? '')) return
    latest.set(inquiryId, { reportedAt: now(), createdAt })
  }

  return {
    note(rows: readonly Row[]): void {
      let isNew = false
      for (const row of rows) {
        gone.delete(row.item.id)
        if (row.kind === 'event' && row.item.object?.type === 'inquiry') {
          noteEvent(row.item.object.id, row.item.createdAt)
        }
        const redacted = redactedInquiry(row)
        if (redacted === undefined || redactions.has(redacted)) continue
        redactions.set(redacted, now())
        isNew = true
      }
      if (!isNew) return
      for (const [id, reportedAt] of redactions) if (now() - reportedAt > KEPT_MS) redactions.delete(id)
      keyValueStore.write(KEY, [...redactions])
    },

    noteGone: (id: string) => void gone.set(id, now()),

    /** The provider says that this case has changed, and not how. */
    noteChanged: (caseId: string) => void changed.set(caseId, now()),
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
     * forgotten: `isOpen`, it may have had one.
     */
    isOutdated(inquiryId: string, storedAt: number, isOpen: boolean): boolean {
      const event = latest.get(inquiryId)
      if (!event) return isOpen && storedAt < startedAt
      if (event.reportedAt <= storedAt) return false
      // What was long over by then, the provider's answer had.
      return Date.parse(event.createdAt) > storedAt - MAX_LAG_MS
    },

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
