/**
 * The event ranges as the gate uses them: bounded in number and time, and written down as they grow. Rows that are too
 * old to be stored are shown all the same, and stay in memory for a day after the provider listed them.
 */
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import {
  addRange,
  countPositions,
  countRows,
  dropRepeats,
  type EventsPage,
  findEvent,
  findRange,
  forgetOldEnds,
  hasRows,
  latestStamp,
  noteUse,
  type Range,
  type RangeBounds,
  type Ranges,
  type ReportedEvents,
  rangeOf,
  readPage,
  restamp,
  trimRanges,
} from './event-ranges.ts'
import type { EventStore } from './event-store.ts'

export type ReadEvents = (
  after: string | null,
  limit: number,
  fits: (event: ProviderEvent) => boolean,
) => EventsPage | undefined

export interface EventCache {
  page: ReadEvents
  event(id: string): { storedAt: number; content: ProviderEvent } | undefined
  /** The newest row there is, shown or not, and when it was the newest. */
  head(): { id: string; at: number } | undefined
  /** When the row of this place happened, or the nearest newer one that is held; `undefined`: unknown. */
  timeAt(id: string): string | undefined
  /** As if nothing stood behind this place. */
  readToEnd(after: string): ReadEvents
  /** Where the range that holds this place ends: from there the provider is to be asked. */
  endBehind(after: string): string
  /** Gives back how to read what is held with all that was told, before anything of it has to go. */
  keep(told: ReportedEvents): ReadEvents
  count(): number
  /** Deletes what has ended. */
  sweep(): void
}

export interface EventCacheParts {
  log: EventStore
  now: () => number
  /** How long after it happened an event is kept. */
  keptDays: number
}

/** About five megabytes. */
const MAX_POSITIONS = 20_000
/** So many parts are quickly put together. */
const MAX_EVENT_PARTS = 200
/** So long the relay takes the provider's word that a list has come to its end. */
const END_HOLDS_MS = 10 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

export function createEventCache({ log, now, keptDays }: EventCacheParts): EventCache {
  let known: Ranges | undefined
  let latest = 0
  let parts = 0
  let sweptFor: number | undefined

  function read(): Ranges {
    if (!known) {
      known = log.read()
      latest = latestStamp(known)
      parts = log.count()
    }
    if (latest > now()) {
      known = restamp(known, now())
      latest = now()
    }
    known = forgetOldEnds(known, now() - END_HOLDS_MS)
    return known
  }

  const today = () => Math.floor(now() / DAY_MS) * DAY_MS

  /** Whole days, so that what has ended is written once a day. */
  const bounds = (): RangeBounds => ({
    most: MAX_POSITIONS,
    oldest: today() - (keptDays - 1) * DAY_MS,
    listedSince: today() - DAY_MS,
  })
  const storable = (ranges: Ranges) =>
    trimRanges(ranges, { ...bounds(), listedSince: Number.POSITIVE_INFINITY })

  function rewrite(ranges: Ranges) {
    log.rewrite(storable(ranges))
    parts = 0
  }

  function append(range: Range) {
    for (const part of storable([range])) log.append(part)
    parts++
  }

  /** Rows that are newer than the newest known: their list ends at the head as it is held. */
  function anchor(before: Ranges, told: ReportedEvents): ReportedEvents {
    const head = findRange(before, null)
    if (!told.isHead || told.below === null || !head || told.below !== cursorOf(head)) return told
    const top = head.places[0]
    return { ...told, below: top?.id ?? null, ended: told.ended || (!top && head.ended) }
  }

  const cursorOf = ({ newest, places }: Range): string | null =>
    newest ?? places[0]?.row?.id ?? places[0]?.id ?? null

  /** Where the list ends, as far as the provider has said so. */
  const endOf = (ranges: Ranges) => ranges.find(({ ended }) => ended)?.places.at(-1)?.id

  /** That nothing is newer is worth no write: after an eviction the relay asks again anyhow. */
  function hasUnread(before: Ranges, added: Ranges, range: Range): boolean {
    if (countRows(added) !== countRows(before)) return true
    if (endOf(added) !== endOf(before)) return true
    if (!hasRows(range.places)) return false
    const rows = new Set(before.flatMap(({ places }) => places.flatMap(({ id, row }) => (row ? id : []))))
    return range.places.some(({ id, row }) => row && !rows.has(id))
  }

  return {
    page(after, limit, fits) {
      known = noteUse(read(), findRange(read(), after), now())
      return readPage(known, after, limit, fits)
    },

    event(id) {
      const place = findEvent(read(), id)
      return place?.row ? { storedAt: place.at, content: place.row } : undefined
    },

    head() {
      const range = findRange(read(), null)
      const id = range && cursorOf(range)
      return id ? { id, at: range.checkpointAt ?? 0 } : undefined
    },

    timeAt(id) {
      const places = findRange(read(), id)?.places ?? []
      const place = places.findIndex((one) => one.id === id)
      return places.slice(0, place + 1).findLast(({ row }) => row?.createdAt)?.row?.createdAt ?? undefined
    },

    readToEnd(above) {
      const end = rangeOf({ above, rows: [], below: null, ended: true, isHead: false }, now())
      const ended = addRange(read(), end)
      return (after, limit, fits) => readPage(ended, after, limit, fits)
    },

    endBehind: (after) => findRange(read(), after)?.places.at(-1)?.id ?? after,

    keep(told) {
      const before = read()
      const range = rangeOf(dropRepeats(before, anchor(before, told)), now())
      const added = addRange(before, range)
      known = trimRanges(added, bounds())
      latest = Math.max(latest, now())
      if (countPositions(known) < countPositions(added)) rewrite(known)
      else if (hasUnread(before, added, range)) {
        if (parts >= MAX_EVENT_PARTS) rewrite(known)
        else append(range)
      }
      return (after, limit, fits) => readPage(added, after, limit, fits)
    },

    count: () => countPositions(read()),

    sweep() {
      const before = read()
      known = trimRanges(before, bounds())
      const isNewDay = sweptFor !== today()
      sweptFor = today()
      const hasEnded = countPositions(known) < countPositions(before)
      if (hasEnded || (isNewDay && countPositions(storable(known)) < countPositions(known))) rewrite(known)
    },
  }
}
