/** The timeline as shown: its visible entries, and the gaps between them that matter. */
import type { Timeline, TimelineEntry } from './timeline.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Shorter gaps are normal within a visit. */
const MIN_GAP_MS = 10 * MINUTE

const OVER = /^inquiry\.(approved|declined|decided|failed|expired|redacted)$/

export interface Gap {
  ms: number
  size: 'short' | 'long' | 'longest'
  /** The provider has no event in it, although the case was open. */
  isEmpty: boolean
}

export interface Line {
  entry: TimelineEntry
  gap: Gap | undefined
  /** The missing history ends here. */
  isAfterMissing: boolean
}

export function layoutTimeline(
  { entries, missingHistory, completeFrom }: Timeline,
  isEverything: boolean,
): Line[] {
  const shown = entries.filter(({ isMinor }) => isEverything || !isMinor)
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
  // The expiry is a scheduled time, so a gap before it is no wait.
  if (before.at === undefined || after.at === undefined || after.kind === 'end') return undefined
  const ms = after.at - before.at
  if (ms < MIN_GAP_MS) return undefined
  return { ms, size: ms < 6 * HOUR ? 'short' : ms < 2 * DAY ? 'long' : 'longest' }
}
