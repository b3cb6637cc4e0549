/** The line as it is read: which moments are in sight, and what lies between them where that says something. */
import type { Moment, Timeline } from './timeline.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Shorter ones are the pace of somebody who is busy with it. */
const LEAST_GAP = 10 * MINUTE

const OVER = /^inquiry\.(approved|declined|decided|failed|expired|redacted)$/

export interface Gap {
  ms: number
  /** The longer the gap, the more room it has. */
  size: 'short' | 'long' | 'longest'
  /** Nothing at all happened in it, as far as the provider knows, and something could have. */
  isEmpty: boolean
}

export interface Line {
  moment: Moment
  /** Before it. */
  gap: Gap | undefined
  /** The hole in what is known ends here. */
  isBehindHole: boolean
}

export function layLine({ moments, hole, completeFrom }: Timeline, isEverything: boolean): Line[] {
  const shown = moments.filter(({ isAside }) => isEverything || !isAside)
  // Behind it, nobody waits for anything.
  const overAt = moments.find((moment) => moment.kind === 'told' && OVER.test(moment.name))?.at
  const emptyUntil = overAt ?? Number.POSITIVE_INFINITY
  const behindHole = hole?.until === undefined ? undefined : shown.find(({ at }) => isFrom(at, hole.until))
  return shown.map((moment, index) => {
    const before = shown[index - 1]
    const gap = before && gapBetween(before, moment)
    const isSkipped = gap && moments.indexOf(moment) - moments.indexOf(before) > 1
    const isEmpty = !isSkipped && isFrom(before?.at, completeFrom) && !isFrom(before?.at, emptyUntil)
    return {
      moment,
      gap: gap && { ...gap, isEmpty: gap.ms >= DAY && isEmpty },
      isBehindHole: moment === behindHole,
    }
  })
}

const isFrom = (at: number | undefined, from: number | undefined): boolean =>
  at !== undefined && from !== undefined && at >= from

function gapBetween(before: Moment, after: Moment): Omit<Gap, 'isEmpty'> | undefined {
  // What ends the link is a time that somebody set: nothing is waited for until then.
  if (before.at === undefined || after.at === undefined || after.kind === 'end') return undefined
  const ms = after.at - before.at
  if (ms < LEAST_GAP) return undefined
  return { ms, size: ms < 6 * HOUR ? 'short' : ms < 2 * DAY ? 'long' : 'longest' }
}
