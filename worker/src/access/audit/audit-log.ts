/**
 * The record: a line for every disclosure, written before the answer leaves. Everything that keeps it whole is in here:
 * the chain, the days, what may be dropped, how full it is.
 */

import {
  countsAsViewed,
  RECORD_ACTIONS,
  type RecordEntry,
  type RecordLine,
} from '@inquiry-lens/shared/audit/chain.ts'
import type { RecordFill } from '@inquiry-lens/shared/contract/api.ts'
import {
  RECORD_LIMIT,
  type RecordCopied,
  type RecordCopy,
  type RecordDays,
  type RecordPage,
  type RecordQuery,
} from '@inquiry-lens/shared/contract/audit.ts'
import type { Act } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { SEEN_WITHIN_MS, type Sighting } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import type { RecordBook } from './audit-store.ts'
import { hasRoomFor, judgeFill, needsRoom } from './capacity.ts'
import type { HeadSigner } from './checkpoint-signer.ts'
import { CHAIN } from './hash-chain.ts'
import { findSeqAt, formatPlace, goOn, nextStretch, parsePlace, wholeWay } from './search.ts'
import { chooseDrop, closeDay, dayOf, endOfDay, findCopied, type Newest } from './segments.ts'

export type Entry = Omit<RecordEntry, 'at'>

export interface RecorderParts {
  book: RecordBook
  signer: HeadSigner
  capacityBytes: number
  keepDays: number
  now: () => number
  /** `tidy` is to be called then, even when nobody asks anything. */
  wakeAt: (at: number) => void
  /** Somebody is to hear that it fills up. */
  warn: (fill: RecordFill) => void
  /** So many bytes were written for this agent. */
  charge: (agent: string, bytes: number) => void
}

export type Recorder = ReturnType<typeof createRecorder>

export function createRecorder({
  book,
  signer,
  capacityBytes,
  keepDays,
  now,
  wakeAt,
  warn,
  charge,
}: RecorderParts) {
  const stored = book.readNewest()
  let newest: Newest = stored
    ? { seq: stored.seq, hash: stored.hash, at: Date.parse(stored.at) }
    : { ...CHAIN.genesis, at: 0 }
  let warnedOf: RecordFill = 'roomy'

  const fill = (): RecordFill => judgeFill(book.bytes(), capacityBytes)
  /** The last day that was closed. */
  let closed = book.readLastClosed()

  function append(entry: Entry): RecordLine {
    // A clock that is set back must not put a line before the one it follows, nor into a day that is closed.
    const at = Math.max(now(), newest.at, closed ? endOfDay(Date.parse(closed.day)) : 0)
    if (newest.seq === 0 || dayOf(at) !== dayOf(newest.at)) wakeAt(endOfDay(at))
    const line = CHAIN.extend(newest, { ...entry, at: new Date(at).toISOString() })
    charge(line.agent, book.writeLine(line))
    newest = { seq: line.seq, hash: line.hash, at }
    return line
  }

  function closeDays(): void {
    const over = closeDay(newest, closed ?? { last: 0, hash: CHAIN.genesis.hash }, now())
    if (!over) return
    book.addDay(over)
    closed = over
  }

  function dropDays(): void {
    const choose = () => chooseDrop(book.readDays(), { keepDays, needsRoom: needsRoom(fill()), now: now() })
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
    book.forgetViewers(now() - SEEN_WITHIN_MS)
    if (book.readDays().some(({ copiedAt, droppedAt }) => copiedAt !== null && droppedAt === null)) {
      wakeAt(endOfDay(now()))
    }
  }

  function write(entry: Entry): RecordLine {
    if (newest.seq > 0 && now() >= endOfDay(newest.at)) tidy()
    const line = append(entry)
    const filled = fill()
    if (filled !== warnedOf && filled !== 'roomy') warn(filled)
    warnedOf = filled
    return line
  }

  return {
    fill,
    hasRoomFor: (act: Act): boolean => hasRoomFor(act, book.bytes(), capacityBytes),

    /** `cases`: those that the agent opened by it, for recent viewers. Throws where there is no room at all. */
    write(entry: Entry, cases: readonly string[] = []): RecordLine {
      if (fill() === 'at-end') throw new Error('The record is at its end')
      const line = write(entry)
      if (cases.length > 0) book.noteViewer(entry.agent, cases, newest.at)
      return line
    },

    /** For what discloses nothing: left out where there is no room. */
    note(entry: Entry): void {
      if (fill() !== 'at-end') write(entry)
    },

    /** The newest line, signed, as the header says it; `undefined` before the first. */
    head: (): string | undefined => (newest.seq === 0 ? undefined : signer.format(newest)),

    /** Who besides this agent opened this case lately, newest first. */
    findSightings: (id: string, besides: string): Sighting[] =>
      book.findSightings(id, besides, now() - SEEN_WITHIN_MS),

    search(query: RecordQuery): RecordPage {
      const { agent, id, from, to, order, limit = RECORD_LIMIT.usual, cursor } = query
      const actions = query.viewed ? (query.action ?? RECORD_ACTIONS).filter(countsAsViewed) : query.action
      const bounds = { first: book.readOldestSeq() ?? 1, last: newest.seq }
      const seqAt = (time: number) => findSeqAt(bounds, (seq) => book.readTimeAt(seq) ?? 0, time)
      const whole = () =>
        wholeWay(order, {
          first: from === undefined ? bounds.first : seqAt(Date.parse(from)),
          last: to === undefined ? bounds.last : seqAt(Date.parse(to) + 1) - 1,
        })
      const place = cursor === undefined ? whole() : parsePlace(cursor)
      const stretch = nextStretch(order, place, bounds)
      if (!stretch) return { items: [], next: null }
      const items = book.findLines(
        { ...stretch, agent, actions, shown: query.viewed !== undefined, id },
        order,
        limit,
      )
      const reached = items.length === limit ? items.at(-1)?.seq : undefined
      const next = goOn(order, place, reached ?? (order === 'newest' ? stretch.first : stretch.last))
      return { items, next: next && formatPlace(next) }
    },

    describeDays(): RecordDays {
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
    noteCopy({ first, last }: RecordCopy): RecordCopied | ProblemReport {
      for (const [parameter, { seq, hash }] of Object.entries({ first, last })) {
        if (book.readLineAt(seq)?.hash !== hash) {
          const detail = `“${parameter}” is not line ${seq} of this record: the copy is of another, or was changed.`
          return { code: 'invalid-body', parameter, detail }
        }
      }
      closeDays()
      const copied = findCopied(book.readDays(), first.seq, last.seq)
      for (const day of copied) book.noteCopied(day, now())
      return { days: copied.length }
    },

    /** Closes the day that is over, and drops what may go. */
    tidy,
  }
}
