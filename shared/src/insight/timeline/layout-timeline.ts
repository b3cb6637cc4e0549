/** The line as it is read: which moments are in sight, and what lies between them where that says something. */
import type { Timeline, TimelineEntry } from './timeline.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Shorter ones are the pace of somebody who is busy with it. */
const MIN_GAP_MS = 10 * MINUTE

const OVER = /^inquiry\.(approved|declined|decided|failed|expired|redacted)$/

export interface Gap {
  ms: number
  /** The longer the gap, the more room it has. */
  size: 'short' | 'long' | 'longest'
  /** Nothing at all happened in it, as far as the provider knows, and something could have. */
  isEmpty: boolean
}

export interface Line {
  entry: TimelineEntry
  /** Before it. */
  gap: Gap | undefined
  /** The hole in what is known ends here. */
  isAfterMissing: boolean
}

export function layoutTimeline(
  { entries, missingHistory, completeFrom }: Timeline,
  isEverything: boolean,
): Line[] {
  const shown = entries.filter(({ isMinor }) => isEverything || !isMinor)
  // Behind it, nobody waits for anything.
  const overAt = entries.find((entry) => entry.kind === 'event' && OVER.test(entry.name))?.at
  const emptyUntil = overAt ?? Number.POSITIVE_INFINITY
  const afterMissing =
    missingHistory?.until === undefined ? undefined : shown.find(({ at }) => isFrom(at, missingHistory.until))
  return shown.map((entry, index) => {
    const before = shown[index - 1]
    const gap = before && gapBetween(before, entry)
    const isSkipped = gap && entries.indexOf(entry) - entries.indexOf(before) > 1
    const isEmpty = !isSkipped && isFrom(before?.at, completeFrom) && !isFrom(before?.at, emptyUntil)
    return {
      entry,
      gap: gap && { ...gap, isEmpty: gap.ms >= DAY && isEmpty },
      isAfterMissing: entry === afterMissing,
    }
  })
}

const isFrom = (at: number | undefined, from: number | undefined): boolean =>
  at !== undefined && from !== undefined && at >= from

function gapBetween(before: TimelineEntry, after: TimelineEntry): Omit<Gap, 'isEmpty'> | undefined {
  // What ends the link is a time that somebody set: nothing is waited for until then.
  if (before.at === undefined || after.at === undefined || after.kind === 'end') return undefined
  const ms = after.at - before.at
  if (ms < MIN_GAP_MS) return undefined
  return { ms, size: ms < 6 * HOUR ? 'short' : ms < 2 * DAY ? 'long' : 'longest' }
}
