/**
 * Events in contiguous ranges: between two neighbours of a range the provider has no other event that may be shown. A range
 * answers every cursor and limit inside it, and two ranges that share a position are one. Pure; times in milliseconds.
 */
import { type ProviderEvent, ProviderEventSchema } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'

const PositionSchema = v.object({
  /** A cursor. Among rows that share an ID, only the last has it. */
  id: v.string(),
  /** `null`: a cursor without a row that may be shown. */
  row: v.nullable(ProviderEventSchema),
  at: v.number(),
})
export type RangePosition = v.InferOutput<typeof PositionSchema>

export const RangeSchema = v.object({
  positions: v.array(PositionSchema),
  reachesEnd: v.boolean(),
  /** When the provider had nothing newer; `null`: the range does not begin with the newest event. */
  newestAt: v.nullable(v.number()),
  /** The newest event then, whether it may be shown or not. */
  newestId: v.optional(v.nullable(v.string()), null),
  usedAt: v.number(),
})
export type Range = v.InferOutput<typeof RangeSchema>

export type Ranges = readonly Range[]

/** Merges the range with each that it touches. The added range is the later report: it decides what it covers. */
export function addRange(ranges: Ranges, added: Range): Ranges {
  const isNewest = added.newestAt !== null
  const addedIds = new Set(added.positions.map(({ id }) => id))
  let whole = added
  const apart: Range[] = []
  for (const range of ranges) {
    const merged = mergeRanges(range, whole, addedIds)
    if (merged) whole = merged
    // Only one range begins with the newest event: any other has something newer before it.
    else if (!isNewest) apart.push(range)
    else if (range.positions.length > 0) apart.push({ ...range, newestAt: null, newestId: null })
  }
  return [whole, ...apart]
}

/** `undefined`: they share no position. `addedIds`: positions whose order is the provider's latest report. */
function mergeRanges(known: Range, later: Range, addedIds: ReadonlySet<string>): Range | undefined {
  const covered = new Set(later.positions.map(({ id }) => id))
  const first = known.positions.findIndex(({ id }) => covered.has(id))
  if (first === -1) return undefined
  const last = known.positions.findLastIndex(({ id }) => covered.has(id))
  const rows = new Map(
    known.positions
      .slice(first, last + 1)
      .flatMap((position) => (position.row ? [[position.id, position] as const] : [])),
  )
  const isNewest = later.newestAt !== null
  const newer = isNewest ? [] : known.positions.slice(0, first)
  const older = known.positions.slice(last + 1)
  const ids = new Set(known.positions.map(({ id }) => id))
  const front = later.positions.findIndex(({ id }) => ids.has(id))
  const back = later.positions.findLastIndex(({ id }) => ids.has(id)) + 1
  const laterBehind = later.positions.slice(back)
  // Where the other range reaches further, a cursor at the end of one has no position of its own.
  const before = hasRows(newer) || !hasRows(later.positions.slice(0, front)) ? newer : []
  const behind = hasRows(older) || !hasRows(laterBehind) ? older : []
  const covering = hasRows(older) && !hasRows(laterBehind) ? later.positions.slice(0, back) : later.positions
  return {
    positions: [...before, ...fillRows(covering, rows, addedIds), ...behind],
    // The later report can also revoke the end of the list.
    reachesEnd: later.reachesEnd || (behind.length > 0 && known.reachesEnd),
    newestAt: later.newestAt ?? known.newestAt,
    newestId: isNewest ? later.newestId : known.newestId,
    usedAt: later.usedAt,
  }
}

/**
 * Replaces cursors by the other range's rows. The order of neighbouring cursors is unknown: those before one that becomes a
 * row are dropped, since they may belong behind it.
 */
function fillRows(
  positions: readonly RangePosition[],
  rows: ReadonlyMap<string, RangePosition>,
  addedIds: ReadonlySet<string>,
): RangePosition[] {
  const filled: RangePosition[] = []
  for (const position of positions) {
    const known = position.row ? undefined : rows.get(position.id)
    if (known) {
      const lastCertain = filled.findLastIndex(({ id, row }) => row || addedIds.has(id))
      filled.splice(lastCertain + 1)
    }
    filled.push(known ?? position)
  }
  return filled
}

/** Drops ends that the provider reported before `since`, so that it is asked again for older events. */
export const forgetOldEnds = (ranges: Ranges, since: number): Ranges =>
  ranges.map((range) =>
    range.reachesEnd && (range.positions.at(-1)?.at ?? since) < since
      ? { ...range, reachesEnd: false }
      : range,
  )

export const hasRows = (positions: readonly RangePosition[]) => positions.some(({ row }) => row)

export interface ReportedEvents {
  /** The cursor before the rows; for the newest page, the newest event, which may be none of the rows. */
  above: string | null
  rows: readonly ProviderEvent[]
  below: string | null
  reachesEnd: boolean
  isNewest: boolean
}

export function rangeOf({ above, rows, below, reachesEnd, isNewest }: ReportedEvents, at: number): Range {
  const rowIds = new Set(rows.map(({ id }) => id))
  const cursorsOf = (id: string | null): RangePosition[] =>
    id === null || rowIds.has(id) ? [] : [{ id, row: null, at }]
  return {
    positions: [
      ...(isNewest ? [] : cursorsOf(above)),
      ...namePositions(rows).map(({ id, row }) => ({ id, row, at })),
      ...(above === below && !isNewest ? [] : cursorsOf(below)),
    ],
    reachesEnd,
    newestAt: isNewest ? at : null,
    newestId: isNewest ? above : null,
    usedAt: at,
  }
}

/** An ID is a cursor behind the last row that has it; the others get one of the relay's own. */
function namePositions(rows: readonly ProviderEvent[]): { id: string; row: ProviderEvent }[] {
  const count = new Map<string, number>()
  return rows
    .toReversed()
    .map((row) => {
      const copies = count.get(row.id) ?? 0
      count.set(row.id, copies + 1)
      return { id: copies === 0 ? row.id : `${row.id}#${copies}`, row }
    })
    .toReversed()
}

/** Drops rows that came before the cursor, as from a list that starts again. A next cursor before it ends the list. */
export function dropRepeats(ranges: Ranges, report: ReportedEvents): ReportedEvents {
  const range = report.isNewest || report.above === null ? undefined : findRange(ranges, report.above)
  if (!range) return report
  const end = range.positions.findIndex(({ id }) => id === report.above) + 1
  const newer = new Set(range.positions.slice(0, end).map(({ id }) => id))
  const isRepeating = report.below !== null && newer.has(report.below)
  return {
    ...report,
    rows: report.rows.filter(({ id }) => !newer.has(id)),
    below: isRepeating ? null : report.below,
    reachesEnd: report.reachesEnd || isRepeating,
  }
}

export interface EventsPage {
  rows: ProviderEvent[]
  /** `null`: there is no more. */
  next: string | null
  isComplete: boolean
  /** When the oldest row was listed; for the newest page, when it was last known to be the newest. */
  storedAt: number
  completeSince: string | null
  /** The provider ignored a cursor: the end may be none. */
  isDoubtful?: boolean
}

/** `after`: `null` for the newest. `undefined`: no range has that position, or anything behind it. */
export function readPage(
  ranges: Ranges,
  after: string | null,
  limit: number,
  isWanted: (event: ProviderEvent) => boolean,
): EventsPage | undefined {
  const range = findRange(ranges, after)
  if (!range) return undefined
  const start = after === null ? 0 : range.positions.findIndex(({ id }) => id === after) + 1
  const behind = range.positions.slice(start)
  if (behind.length === 0 && !range.reachesEnd) return undefined
  const rows: ProviderEvent[] = []
  let storedAt = after === null ? (range.newestAt ?? 0) : Number.POSITIVE_INFINITY
  let completeSince: string | null = null
  let hasMore = false
  let end: string | null = null
  for (const { id, row, at } of behind) {
    if (!row) continue
    if (rows.length === limit) {
      if (!isWanted(row)) continue
      hasMore = true
      break
    }
    completeSince = row.createdAt ?? completeSince
    if (after !== null) storedAt = Math.min(storedAt, at)
    if (!isWanted(row)) continue
    rows.push(row)
    end = id
  }
  const isFull = rows.length === limit
  if (!isFull) end = range.positions.at(-1)?.id ?? null
  return {
    rows,
    next: range.reachesEnd && !hasMore ? null : end,
    isComplete: isFull || range.reachesEnd,
    storedAt: Number.isFinite(storedAt) ? storedAt : (range.positions.at(-1)?.at ?? 0),
    completeSince,
  }
}

/** `after`: `null` for the range that begins with the newest event. */
export const findRange = (ranges: Ranges, after: string | null): Range | undefined =>
  after === null
    ? ranges.find(({ newestAt }) => newestAt !== null)
    : ranges.find(({ positions }) => positions.some(({ id }) => id === after))

export const findEvent = (ranges: Ranges, id: string): RangePosition | undefined =>
  ranges.flatMap(({ positions }) => positions.find((one) => one.id === id && one.row) ?? [])[0]

export const noteUse = (ranges: Ranges, used: Range | undefined, now: number): Ranges =>
  ranges.map((range) => (range === used ? { ...range, usedAt: now } : range))

export const countRows = (ranges: Ranges): number =>
  ranges.reduce((sum, { positions }) => sum + positions.filter(({ row }) => row).length, 0)

export const countPositions = (ranges: Ranges): number =>
  ranges.reduce((sum, { positions }) => sum + positions.length, 0)

export interface RangeBounds {
  maxPositions: number
  /** Older rows are dropped, unless the provider listed them since `listedSince`. */
  oldest: number
  listedSince: number
}

/** Makes room for more than one answer, so that not every answer has to. */
const KEPT_SHARE = 0.9

/** Drops old rows, then whole ranges (least recently used first), then the oldest rows of the last range. */
export function trimRanges(ranges: Ranges, { maxPositions, ...age }: RangeBounds): Ranges {
  const remaining = ranges.flatMap((range) => cutRange(range, countLasting(range, age)))
  if (countPositions(remaining) <= maxPositions) return remaining
  const isNewest = ({ newestAt }: Range) => newestAt !== null
  const byUse = [...remaining].sort(
    (one, other) => Number(isNewest(other)) - Number(isNewest(one)) || other.usedAt - one.usedAt,
  )
  let room = Math.max(1, Math.floor(maxPositions * KEPT_SHARE))
  return byUse.flatMap((range) => {
    const kept = isNewest(range) || range.positions.length <= room ? cutRange(range, Math.max(0, room)) : []
    room -= countPositions(kept)
    return kept
  })
}

/** The positions down to the last row that stays, and the cursors behind it. */
function countLasting(
  { positions }: Range,
  { oldest, listedSince }: Omit<RangeBounds, 'maxPositions'>,
): number {
  const isOld = ({ row, at }: RangePosition) =>
    row !== null && (row.createdAt === null ? at : Date.parse(row.createdAt)) < oldest && at < listedSince
  const lastKept = positions.findLastIndex((one) => one.row !== null && !isOld(one))
  const firstOld = positions.findIndex((one, index) => index > lastKept && isOld(one))
  return firstOld === -1 ? positions.length : firstOld
}

function cutRange(range: Range, length: number): Range[] {
  if (length >= range.positions.length) return [range]
  return length === 0 ? [] : [{ ...range, positions: range.positions.slice(0, length), reachesEnd: false }]
}

/** After a clock was set back: the age of a list from the future is unknown, but its rows are still right. */
export const clampTimes = (ranges: Ranges, now: number): Ranges =>
  ranges.map((range) => ({
    ...range,
    positions: range.positions.map((one) => (one.at > now ? { ...one, at: now } : one)),
    newestAt: range.newestAt !== null && range.newestAt > now ? 0 : range.newestAt,
    usedAt: Math.min(range.usedAt, now),
  }))

export const latestTime = (ranges: Ranges): number =>
  ranges.reduce(
    (latest, { positions, newestAt, usedAt }) =>
      positions.reduce((max, { at }) => Math.max(max, at), Math.max(latest, newestAt ?? 0, usedAt)),
    0,
  )
