/** The event ranges as the gate uses them: bounded in number and time, and written down as they grow. */
import type { ProviderEvent } from '@inquiry-lens/shared/model.ts'
import type { EventLog } from './event-log.ts'
import {
  addRange,
  countPlaces,
  type EventsPage,
  findEvent,
  findRange,
  noteUse,
  type Range,
  type Ranges,
  rangeOf,
  readPage,
  type Told,
  trimRanges,
} from './event-ranges.ts'

export interface EventMemory {
  page(after: string | null, limit: number, fits: (event: ProviderEvent) => boolean): EventsPage | undefined
  event(id: string): { storedAt: number; content: ProviderEvent } | undefined
  /** The newest place there is, and when it was the newest. */
  head(): { id: string | undefined; at: number } | undefined
  /** Where the range that holds this place ends: from there the provider is to be asked. */
  endBehind(after: string): string
  keep(told: Told): void
  count(): number
  /** What has ended goes, and many small parts become few. */
  sweep(): void
}

export interface EventMemoryParts {
  log: EventLog
  now: () => number
  /** How long after it happened an event is kept. */
  keptDays: number
}

/** About five megabytes. */
const MOST_PLACES = 20_000
/** So many parts are quickly put together. */
const MOST_PARTS = 200
const DAY_MS = 24 * 60 * 60 * 1000

export function createEventMemory({ log, now, keptDays }: EventMemoryParts): EventMemory {
  let known: Ranges | undefined
  const read = () => (known ??= log.read())
  const bounds = () => ({ most: MOST_PLACES, oldest: new Date(now() - keptDays * DAY_MS).toISOString() })

  function write(range: Range) {
    const before = read()
    const added = addRange(before, range)
    known = trimRanges(added, bounds())
    const isTrimmed = countPlaces(known) < countPlaces(added)
    if (isTrimmed || log.count() >= MOST_PARTS) log.rewrite(known)
    // That nothing is newer is worth no write: after an eviction it has to be asked anew anyhow.
    else if (countPlaces(known) > countPlaces(before)) log.append(range)
  }

  return {
    page(after, limit, fits) {
      known = noteUse(read(), findRange(read(), after), now())
      const page = readPage(known, after, limit, fits)
      // From the future: a clock was set back, and how old this is nobody knows.
      return page && page.storedAt <= now() ? page : undefined
    },

    event(id) {
      const place = findEvent(read(), id)
      return place?.row ? { storedAt: place.at, content: place.row } : undefined
    },

    head() {
      const range = findRange(read(), null)
      return range && { id: range.places[0]?.id, at: range.headAt ?? 0 }
    },

    endBehind: (after) => findRange(read(), after)?.places.at(-1)?.id ?? after,

    keep: (told) => write(rangeOf(told, now())),

    count: () => countPlaces(read()),

    sweep() {
      const before = read()
      known = trimRanges(before, bounds())
      if (log.count() > 1 || countPlaces(known) < countPlaces(before)) log.rewrite(known)
    },
  }
}
