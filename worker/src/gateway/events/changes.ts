/**
 * What is newer than a cached answer: that its inquiry was redacted or has a later event, or that an object of it does not
 * exist, or is hidden, by now. Redactions outlive an eviction, for as long as an answer from before could be shown.
 */
import * as v from 'valibot'
import type { KeyValueStore } from '../cache/key-value-store.ts'
import type { Row } from '../cache/row.ts'

export interface Changes {
  hear(rows: readonly Row[]): void
  /** There is no such inquiry or session any more, or none that may be shown. */
  hearGone(id: string): void
  /** The row shows an inquiry or a session that is gone, or as it was before a redaction that is known. */
  isWithdrawn(row: Row, storedAt: number): boolean
  /** When the inquiry's latest event was heard of first, and when it happened (ISO 8601). */
  latestEvent(inquiryId: string): { reportedAt: number; createdAt: string } | undefined
}

/** Longer than anything but events can be shown. */
const KEPT_MS = 2 * 60 * 60_000
const MAX_INQUIRIES = 5_000
const NOTE = 'redactions'

const NoteSchema = v.fallback(v.array(v.tuple([v.string(), v.number()])), [])

export function createChanges(keyValueStore: KeyValueStore, now: () => number): Changes {
  /** By inquiry: when its redaction was heard of first. */
  const redactions = new Map(v.parse(NoteSchema, keyValueStore.read(NOTE) ?? []))
  const latest = new Map<string, { reportedAt: number; createdAt: string }>()
  /** By inquiry or session: when it was heard of last. */
  const gone = new Map<string, number>()

  function dropOldest(from: Map<string, unknown>) {
    for (const oldest of from.keys()) {
      if (from.size <= MAX_INQUIRIES) break
      from.delete(oldest)
    }
  }

  function noteEvent(inquiryId: string, createdAt: string | null) {
    if (createdAt === null || createdAt <= (latest.get(inquiryId)?.createdAt ?? '')) return
    latest.delete(inquiryId)
    latest.set(inquiryId, { reportedAt: now(), createdAt })
    dropOldest(latest)
  }

  return {
    hear(rows) {
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
      dropOldest(redactions)
      keyValueStore.write(NOTE, [...redactions])
    },

    hearGone(id) {
      gone.delete(id)
      gone.set(id, now())
      dropOldest(gone)
    },

    isWithdrawn(row, storedAt) {
      const inquiryId = inquiryOf(row)
      const goneAt = row.kind === 'event' ? undefined : (gone.get(row.item.id) ?? gone.get(inquiryId ?? ''))
      if (goneAt !== undefined && storedAt <= goneAt) return true
      const reportedAt = inquiryId === null ? undefined : redactions.get(inquiryId)
      return reportedAt !== undefined && storedAt < reportedAt && redactedInquiry(row) === undefined
    },

    latestEvent: (inquiryId) => latest.get(inquiryId),
  }
}

function redactedInquiry({ kind, item }: Row): string | undefined {
  if (kind === 'inquiry') return item.redactedAt === null ? undefined : item.id
  const isRedaction = kind === 'event' && item.name === 'inquiry.redacted' && item.object?.type === 'inquiry'
  return isRedaction ? item.object?.id : undefined
}

/** Events say nothing that a redaction takes back. */
function inquiryOf({ kind, item }: Row): string | null {
  if (kind === 'event') return null
  return kind === 'inquiry' ? item.id : item.inquiryId
}
