/**
 * Cached event ranges, bounded in number and age, and written to SQLite as they grow. Rows too old to be stored are shown
 * too, and stay in memory for a day after the provider listed them.
 */
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import {
  addRange,
  clampTimes,
  countPositions,
  countRows,
  dropRepeats,
  type EventsPage,
  findEvent,
  findRange,
  forgetOldEnds,
  hasRows,
  latestTime,
  noteUse,
  type Range,
  type RangeBounds,
  RangeSchema,
  type Ranges,
  type ReportedEvents,
  rangeOf,
  readPage,
  trimRanges,
} from './event-ranges.ts'

export type ReadEvents = (
  after: string | null,
  limit: number,
  isWanted: (event: ProviderEvent) => boolean,
) => EventsPage | undefined

export type EventCache = ReturnType<typeof createEventCache>

/** About five megabytes. */
const MAX_POSITIONS = 20_000
const MAX_PARTS = 200
const END_HOLDS_MS = 10 * 60 * 1000
/** They are asked for every 15 seconds where a list of them is open, and are fresh for 10. */
const READ_WITHIN_MS = 30_000
const DAY_MS = 24 * 60 * 60 * 1000

/** `keptDays`: how long after it happened an event is stored. */
export function createEventCache({
  store,
  now,
  keptDays,
}: {
  store: EventStore
  now: () => number
  keptDays: number
}) {
  let known: Ranges | undefined
  let latest = 0
  let parts = 0
  let sweptFor: number | undefined

  function load(): Ranges {
    if (!known) {
      known = store.read()
      latest = latestTime(known)
      parts = store.count()
    }
    if (latest > now()) {
      known = clampTimes(known, now())
      latest = now()
    }
    known = forgetOldEnds(known, now() - END_HOLDS_MS)
    return known
  }

  const today = () => Math.floor(now() / DAY_MS) * DAY_MS

  /** Whole days, so that expired rows are rewritten once a day. */
  const bounds = (): RangeBounds => ({
    maxPositions: MAX_POSITIONS,
    oldest: today() - (keptDays - 1) * DAY_MS,
    listedSince: today() - DAY_MS,
  })
  const storable = (ranges: Ranges) =>
    trimRanges(ranges, { ...bounds(), listedSince: Number.POSITIVE_INFINITY })

  function rewrite(ranges: Ranges) {
    store.rewrite(storable(ranges))
    parts = 0
  }

  function append(range: Range) {
    for (const part of storable([range])) store.append(part)
    parts++
  }

  const newestIdOf = ({ newestId, positions }: Range): string | null =>
    newestId ?? positions[0]?.row?.id ?? positions[0]?.id ?? null

  /** Attaches rows newer than the newest known event to the range that begins with it. */
  function attach(before: Ranges, report: ReportedEvents): ReportedEvents {
    const newest = findRange(before, null)
    if (!report.isNewest || report.below === null || !newest || report.below !== newestIdOf(newest))
      return report
    const top = newest.positions[0]
    return { ...report, below: top?.id ?? null, reachesEnd: report.reachesEnd || (!top && newest.reachesEnd) }
  }

  const endOfList = (ranges: Ranges) => ranges.find(({ reachesEnd }) => reachesEnd)?.positions.at(-1)?.id

  /** A report that nothing is newer is not worth a write: after an eviction the relay asks again. */
  function isWorthStoring(before: Ranges, added: Ranges, range: Range): boolean {
    if (countRows(added) !== countRows(before)) return true
    if (endOfList(added) !== endOfList(before)) return true
    if (!hasRows(range.positions)) return false
    const rows = new Set(
      before.flatMap(({ positions }) => positions.flatMap(({ id, row }) => (row ? id : []))),
    )
    return range.positions.some(({ id, row }) => row && !rows.has(id))
  }

  const read: ReadEvents = (after, limit, isWanted) => {
    known = noteUse(load(), findRange(load(), after), now())
    return readPage(known, after, limit, isWanted)
  }

  return {
    read,

    find(id: string): { storedAt: number; content: ProviderEvent } | undefined {
      const position = findEvent(load(), id)
      return position?.row ? { storedAt: position.at, content: position.row } : undefined
    },

    /** The newest event, shown or not, and when it was known to be the newest. */
    newest(): { id: string; at: number } | undefined {
      const range = findRange(load(), null)
      const id = range && newestIdOf(range)
      return id ? { id, at: range.newestAt ?? 0 } : undefined
    },

    /** A list of them is open, so that what they tell is soon known. */
    areRead: (): boolean => {
      const at = findRange(load(), null)?.newestAt ?? Number.NEGATIVE_INFINITY
      return now() >= at && now() - at < READ_WITHIN_MS
    },

    /** The range that begins with the newest event. Counts as no use. */
    peekNewest: (): Range | undefined => findRange(load(), null),

    /** All events since then are known, up to the newest (milliseconds since the epoch). */
    coveredSince(): number {
      const range = findRange(load(), null)
      if (!range) return Number.POSITIVE_INFINITY
      const oldest = range.positions.findLast(({ row }) => row?.createdAt)?.row?.createdAt
      if (range.reachesEnd) return Number.NEGATIVE_INFINITY
      return oldest ? Date.parse(oldest) : Number.POSITIVE_INFINITY
    },

    /** When the row at this position happened, or the nearest newer one. */
    timeAt(id: string): string | undefined {
      const positions = findRange(load(), id)?.positions ?? []
      const index = positions.findIndex((one) => one.id === id)
      return positions.slice(0, index + 1).findLast(({ row }) => row?.createdAt)?.row?.createdAt ?? undefined
    },

    readUntil(above: string): ReadEvents {
      const end = rangeOf({ above, rows: [], below: null, reachesEnd: true, isNewest: false }, now())
      const reachesEnd = addRange(load(), end)
      return (after, limit, isWanted) => readPage(reachesEnd, after, limit, isWanted)
    },

    /** The end of the range that has this position: the provider's cursor for what is missing. */
    endBehind: (after: string): string => findRange(load(), after)?.positions.at(-1)?.id ?? after,

    /** Returns how to read all that is known now, before bounds drop any of it. */
    add(report: ReportedEvents): ReadEvents {
      const before = load()
      const range = rangeOf(dropRepeats(before, attach(before, report)), now())
      const added = addRange(before, range)
      known = trimRanges(added, bounds())
      latest = Math.max(latest, now())
      if (countPositions(known) < countPositions(added)) rewrite(known)
      else if (isWorthStoring(before, added, range)) {
        if (parts >= MAX_PARTS) rewrite(known)
        else append(range)
      }
      return (after, limit, isWanted) => readPage(added, after, limit, isWanted)
    },

    count: (): number => countPositions(load()),

    sweep() {
      const before = load()
      known = trimRanges(before, bounds())
      const isNewDay = sweptFor !== today()
      sweptFor = today()
      const hasExpired = countPositions(known) < countPositions(before)
      if (hasExpired || (isNewDay && countPositions(storable(known)) < countPositions(known))) rewrite(known)
    },
  }
}

/** Stores each report as it came, and merges them when they are read. */
export interface EventStore {
  read(): Ranges
  append(range: Range): void
  rewrite(ranges: Ranges): void
  count(): number
}

/** Positions in a stored row, far below the limit of two megabytes. */
const MAX_ROW_POSITIONS = 500

export const clearEventStore = (sql: SqlStorage): void => void sql.exec('DROP TABLE IF EXISTS event_ranges')

export function openEventStore(sql: SqlStorage): EventStore {
  sql.exec('CREATE TABLE IF NOT EXISTS event_ranges (seq INTEGER PRIMARY KEY, content TEXT NOT NULL)')
  const append = (range: Range) =>
    void sql.exec('INSERT INTO event_ranges (content) VALUES (?)', JSON.stringify(range))
  return {
    read: () =>
      sql
        .exec<{ content: string }>('SELECT content FROM event_ranges ORDER BY seq')
        .toArray()
        .flatMap(({ content }) => {
          const range = v.safeParse(RangeSchema, JSON.parse(content))
          return range.success ? [range.output] : []
        })
        .reduce<Ranges>((ranges, range) => addRange(ranges, range), []),

    append,

    rewrite(ranges) {
      sql.exec('DELETE FROM event_ranges')
      for (const range of [...ranges].reverse().flatMap(splitForStorage)) append(range)
    },

    count: () => sql.exec<{ rows: number }>('SELECT count(*) AS rows FROM event_ranges').one().rows,
  }
}

/** Each part begins with the last position of the one before, by which they are merged again. */
function splitForStorage(range: Range): Range[] {
  const parts: Range[] = []
  for (let from = 0; from === 0 || from < range.positions.length - 1; from += MAX_ROW_POSITIONS) {
    const positions = range.positions.slice(from, from + MAX_ROW_POSITIONS + 1)
    const isLast = from + MAX_ROW_POSITIONS + 1 >= range.positions.length
    parts.push({
      ...range,
      positions,
      reachesEnd: range.reachesEnd && isLast,
      newestAt: from === 0 ? range.newestAt : null,
    })
  }
  return parts
}
