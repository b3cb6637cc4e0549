/**
 * The record: a line for every disclosure, written before the answer leaves. Everything that keeps it whole is in here:
 * the chain, the days, what may be dropped, how full it is.
 */

import {
  AUDIT_ACTIONS,
  type AuditEntry,
  type AuditFacts,
  countsAsViewed,
} from '@inquiry-lens/shared/audit/chain.ts'
import type { AuditCapacity } from '@inquiry-lens/shared/contract/api.ts'
import {
  AUDIT_LIMIT,
  type AuditExport,
  type AuditPage,
  type AuditQuery,
  type AuditSegments,
  type ExportedSegments,
} from '@inquiry-lens/shared/contract/audit.ts'
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { RECENT_VIEW_MS, type RecentViewer } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import type { AuditStore } from './audit-store.ts'
import { capacityOf, hasRoomFor, needsRoom } from './capacity.ts'
import type { CheckpointSigner } from './checkpoint-signer.ts'
import { CHAIN } from './hash-chain.ts'
import { continueSearch, findSeqAt, formatPosition, nextBatch, parsePosition, wholeRange } from './search.ts'
import { choosePurge, closeSegment, dayOf, endOfDay, findExported, type Newest } from './segments.ts'

export type NewEntry = Omit<AuditFacts, 'at'>

export interface AuditLogParts {
  book: AuditStore
  signer: CheckpointSigner
  capacityBytes: number
  keepDays: number
  now: () => number
  /** `tidy` is to be called then, even when nobody asks anything. */
  wakeAt: (at: number) => void
  /** Somebody is to hear that it fills up. */
  warn: (fill: AuditCapacity) => void
  /** So many bytes were written for this agent. */
  charge: (agent: string, bytes: number) => void
}

export type AuditLog = ReturnType<typeof createAuditLog>

export function createAuditLog({
  book,
  signer,
  capacityBytes,
  keepDays,
  now,
  wakeAt,
  warn,
  charge,
}: AuditLogParts) {
  const stored = book.readNewest()
  let newest: Newest = stored
    ? { seq: stored.seq, hash: stored.hash, at: Date.parse(stored.at) }
    : { ...CHAIN.genesis, at: 0 }
  let warnedOf: AuditCapacity = 'ok'

  const fill = (): AuditCapacity => capacityOf(book.bytes(), capacityBytes)
  /** The last day that was closed. */
  let closed = book.readLastClosed()

  function append(entry: NewEntry): AuditEntry {
    // A clock that is set back must not put a line before the one it follows, nor into a day that is closed.
    const at = Math.max(now(), newest.at, closed ? endOfDay(Date.parse(closed.day)) : 0)
    if (newest.seq === 0 || dayOf(at) !== dayOf(newest.at)) wakeAt(endOfDay(at))
    const line = CHAIN.extend(newest, { ...entry, at: new Date(at).toISOString() })
    charge(line.agent, book.writeLine(line))
    newest = { seq: line.seq, hash: line.hash, at }
    return line
  }

  function closeDays(): void {
    const over = closeSegment(newest, closed ?? { last: 0, hash: CHAIN.genesis.hash }, now())
    if (!over) return
    book.addDay(over)
    closed = over
  }

  function dropDays(): void {
    const choose = () => choosePurge(book.readDays(), { keepDays, needsRoom: needsRoom(fill()), now: now() })
    for (let day = choose(); day !== undefined; day = choose()) {
      book.dropDay(day, now())
      const { previous: _, copiedAt: __, droppedAt: ___, ...dropped } = day
      append({
        ...{ agent: 'relay', action: 'admin', requestId: 'none' },
        about: { what: 'drop-day', ...dropped },
      })
    }
  }

  function tidy(): void {
    closeDays()
    dropDays()
    book.forgetViewers(now() - RECENT_VIEW_MS)
    if (book.readDays().some(({ copiedAt, droppedAt }) => copiedAt !== null && droppedAt === null)) {
      wakeAt(endOfDay(now()))
    }
  }

  function write(entry: NewEntry): AuditEntry {
    if (newest.seq > 0 && now() >= endOfDay(newest.at)) tidy()
    const line = append(entry)
    const filled = fill()
    if (filled !== warnedOf && filled !== 'ok') warn(filled)
    warnedOf = filled
    return line
  }

  return {
    fill,
    hasRoomFor: (permission: Permission): boolean => hasRoomFor(permission, book.bytes(), capacityBytes),

    /** `cases`: those that the agent opened by it, for recent viewers. Throws where there is no room at all. */
    write(entry: NewEntry, cases: readonly string[] = []): AuditEntry {
      if (fill() === 'exhausted') throw new Error('The record is at its end')
      const line = write(entry)
      if (cases.length > 0) book.noteViewer(entry.agent, cases, newest.at)
      return line
    },

    /** For what discloses nothing: left out where there is no room. */
    note(entry: NewEntry): void {
      if (fill() !== 'exhausted') write(entry)
    },

    /** The newest line, signed, as the header says it; `undefined` before the first. */
    head: (): string | undefined => (newest.seq === 0 ? undefined : signer.format(newest)),

    /** Who besides this agent opened this case lately, newest first. */
    findRecentViewers: (id: string, besides: string): RecentViewer[] =>
      book.findRecentViewers(id, besides, now() - RECENT_VIEW_MS),

    search(query: AuditQuery): AuditPage {
      const { agent, id, from, to, order, limit = AUDIT_LIMIT.usual, cursor } = query
      const actions = query.viewed ? (query.action ?? AUDIT_ACTIONS).filter(countsAsViewed) : query.action
      const bounds = { first: book.readOldestSeq() ?? 1, last: newest.seq }
      const seqAt = (time: number) => findSeqAt(bounds, (seq) => book.readTimeAt(seq) ?? 0, time)
      const whole = () =>
        wholeRange(order, {
          first: from === undefined ? bounds.first : seqAt(Date.parse(from)),
          last: to === undefined ? bounds.last : seqAt(Date.parse(to) + 1) - 1,
        })
      const place = cursor === undefined ? whole() : parsePosition(cursor)
      const stretch = nextBatch(order, place, bounds)
      if (!stretch) return { items: [], next: null }
      const items = book.findLines(
        { ...stretch, agent, actions, shown: query.viewed !== undefined, id },
        order,
        limit,
      )
      const reached = items.length === limit ? items.at(-1)?.seq : undefined
      const next = continueSearch(
        order,
        place,
        reached ?? (order === 'newest' ? stretch.first : stretch.last),
      )
      return { items, next: next && formatPosition(next) }
    },

    describeDays(): AuditSegments {
      closeDays()
      const days = book.readDays()
      const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
      return {
        items: days.map(({ copiedAt, droppedAt, ...day }) => ({
          ...day,
          copiedAt: time(copiedAt),
          droppedAt: time(droppedAt),
        })),
        fill: fill(),
        used: book.bytes(),
        capacity: capacityBytes,
        keepDays,
        waiting: days.filter(({ copiedAt }) => copiedAt === null).length,
        key: signer.key,
      }
    },

    /** Lines that are safe elsewhere, by whoever says so; refused where they are not the ones in here. */
    noteCopy({ first, last }: AuditExport): ExportedSegments | ProblemReport {
      for (const [parameter, { seq, hash }] of Object.entries({ first, last })) {
        if (book.readLineAt(seq)?.hash !== hash) {
          const detail = `“${parameter}” is not line ${seq} of this record: the copy is of another, or was changed.`
          return { code: 'invalid-body', parameter, detail }
        }
      }
      closeDays()
      const copied = findExported(book.readDays(), first.seq, last.seq)
      for (const day of copied) book.noteCopied(day, now())
      return { days: copied.length }
    },

    /** Closes the day that is over, and drops what may go. */
    tidy,
  }
}
