/**
 * Events as rows in contiguous ranges: between two neighbours of a range the provider has nothing that may be shown.
 * So every cursor and limit inside a range is answered from it, and two ranges that share a place are one. Pure.
 */
import { type ProviderEvent, ProviderEventSchema } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'

const PlaceSchema = v.object({
  /** A cursor. Of rows that share an ID, only the last has it. */
  id: v.string(),
  /** `null`: a cursor, and nothing that may be shown. */
  row: v.nullable(ProviderEventSchema),
  /** When the provider last listed it, in milliseconds since the epoch. */
  at: v.number(),
})
export type RangePosition = v.InferOutput<typeof PlaceSchema>

export const RangeSchema = v.object({
  /** Newest first. */
  places: v.array(PlaceSchema),
  /** The provider has nothing older. */
  ended: v.boolean(),
  /** When the provider had nothing newer; `null` for a range that does not begin with the newest. */
  checkpointAt: v.nullable(v.number()),
  /** Of a range that begins with the newest: the newest row there was, whether it may be shown or not. */
  newest: v.optional(v.nullable(v.string()), null),
  usedAt: v.number(),
})
export type Range = v.InferOutput<typeof RangeSchema>

export type Ranges = readonly Range[]

/** Joins it with each range that it touches. It is the later account: what it covers is as it says. */
export function addRange(ranges: Ranges, added: Range): Ranges {
  const isHead = added.checkpointAt !== null
  const asAdded = new Set(added.places.map(({ id }) => id))
  let whole = added
  const apart: Range[] = []
  for (const range of ranges) {
    const joined = joinRanges(range, whole, asAdded)
    if (joined) whole = joined
    // Only one begins with the newest: what is not joined to it has something newer in front.
    else if (!isHead) apart.push(range)
    else if (range.places.length > 0) apart.push({ ...range, checkpointAt: null, newest: null })
  }
  return [whole, ...apart]
}

/** `undefined`: they share no place. `asAdded`: the places whose order is the provider's latest word. */
function joinRanges(known: Range, later: Range, asAdded: ReadonlySet<string>): Range | undefined {
  const covered = new Set(later.places.map(({ id }) => id))
  const first = known.places.findIndex(({ id }) => covered.has(id))
  if (first === -1) return undefined
  const last = known.places.findLastIndex(({ id }) => covered.has(id))
  const rows = new Map(
    known.places.slice(first, last + 1).flatMap((place) => (place.row ? [[place.id, place] as const] : [])),
  )
  const isHead = later.checkpointAt !== null
  // Nothing is newer than the newest.
  const newer = isHead ? [] : known.places.slice(0, first)
  const older = known.places.slice(last + 1)
  const ids = new Set(known.places.map(({ id }) => id))
  const front = later.places.findIndex(({ id }) => ids.has(id))
  const back = later.places.findLastIndex(({ id }) => ids.has(id)) + 1
  // Where the other account reaches further, a cursor at the end of one has no place of its own.
  const before = hasRows(newer) || !hasRows(later.places.slice(0, front)) ? newer : []
  const behind = hasRows(older) || !hasRows(later.places.slice(back)) ? older : []
  const covering =
    hasRows(older) && !hasRows(later.places.slice(back)) ? later.places.slice(0, back) : later.places
  return {
    places: [...before, ...fillRows(covering, rows, asAdded), ...behind],
    // The later account may also take back that the list has come to its end.
    ended: later.ended || (behind.length > 0 && known.ended),
    checkpointAt: later.checkpointAt ?? known.checkpointAt,
    newest: isHead ? later.newest : known.newest,
    usedAt: later.usedAt,
  }
}

/**
 * Cursors turn into the rows that the other account has for them. Which of several cursors in a row stands first can't be
 * known: those in front of one that turns out to be a row go, since they may belong behind it.
 */
function fillRows(
  places: readonly RangePosition[],
  rows: ReadonlyMap<string, RangePosition>,
  asAdded: ReadonlySet<string>,
): RangePosition[] {
  const filled: RangePosition[] = []
  for (const place of places) {
    const known = place.row ? undefined : rows.get(place.id)
    if (known) {
      const lastSure = filled.findLastIndex(({ id, row }) => row || asAdded.has(id))
      filled.splice(lastSure + 1)
    }
    filled.push(known ?? place)
  }
  return filled
}

/** Without ends that the provider said before `since`: it is asked again whether anything is older. */
export const forgetOldEnds = (ranges: Ranges, since: number): Ranges =>
  ranges.map((range) =>
    range.ended && (range.places.at(-1)?.at ?? since) < since ? { ...range, ended: false } : range,
  )

export const hasRows = (places: readonly RangePosition[]) => places.some(({ row }) => row)

/** One answer of the provider's. */
export interface ReportedEvents {
  /** Of rows behind a place, that place; of the newest rows, the newest there is, which may be none of them. */
  above: string | null
  rows: readonly ProviderEvent[]
  /** Where the provider goes on behind the last row. */
  below: string | null
  ended: boolean
  isHead: boolean
}

export function rangeOf({ above, rows, below, ended, isHead }: ReportedEvents, at: number): Range {
  const told = new Set(rows.map(({ id }) => id))
  const cursorsOf = (id: string | null): RangePosition[] =>
    id === null || told.has(id) ? [] : [{ id, row: null, at }]
  return {
    places: [
      ...(isHead ? [] : cursorsOf(above)),
      ...namePlaces(rows).map(({ id, row }) => ({ id, row, at })),
      ...(above === below && !isHead ? [] : cursorsOf(below)),
    ],
    ended,
    checkpointAt: isHead ? at : null,
    newest: isHead ? above : null,
    usedAt: at,
  }
}

/** An ID is a cursor behind the last row that has it; the others get one of the relay's own. */
function namePlaces(rows: readonly ProviderEvent[]): { id: string; row: ProviderEvent }[] {
  const count = new Map<string, number>()
  return rows
    .toReversed()
    .map((row) => {
      const twins = count.get(row.id) ?? 0
      count.set(row.id, twins + 1)
      return { id: twins === 0 ? row.id : `${row.id}#${twins}`, row }
    })
    .toReversed()
}

/**
 * Of rows behind a place of a range: without those that stand in front of it, as from a list that goes round. Where the
 * next cursor stands in front of it, the list has come to its end.
 */
export function dropRepeats(ranges: Ranges, told: ReportedEvents): ReportedEvents {
  const range = told.isHead || told.above === null ? undefined : findRange(ranges, told.above)
  if (!range) return told
  const newer = new Set(
    range.places.slice(0, range.places.findIndex(({ id }) => id === told.above) + 1).map(({ id }) => id),
  )
  const turns = told.below !== null && newer.has(told.below)
  return {
    ...told,
    rows: told.rows.filter(({ id }) => !newer.has(id)),
    below: turns ? null : told.below,
    ended: told.ended || turns,
  }
}

export interface EventsPage {
  rows: ProviderEvent[]
  /** Where to go on; `null`: there is no more. */
  next: string | null
  /** As many as were asked for, or all there are. */
  isComplete: boolean
  /** When the oldest of it was said: of the newest page, when it was last known to be that. */
  storedAt: number
  /** When the last row that was looked at happened: nothing older was. */
  completeSince: string | null
  /** The provider ignored a cursor: the end may be none. */
  isDoubtful?: boolean
}

/** `after`: `null` for the newest. `undefined`: no range knows that place, or has anything behind it. */
export function readPage(
  ranges: Ranges,
  after: string | null,
  limit: number,
  fits: (event: ProviderEvent) => boolean,
): EventsPage | undefined {
  const range = findRange(ranges, after)
  if (!range) return undefined
  const start = after === null ? 0 : range.places.findIndex(({ id }) => id === after) + 1
  const behind = range.places.slice(start)
  if (behind.length === 0 && !range.ended) return undefined
  const rows: ProviderEvent[] = []
  let storedAt = after === null ? (range.checkpointAt ?? 0) : Number.POSITIVE_INFINITY
  let completeSince: string | null = null
  let hasMore = false
  let end: string | null = null
  for (const { id, row, at } of behind) {
    if (!row) continue
    if (rows.length === limit) {
      if (!fits(row)) continue
      hasMore = true
      break
    }
    completeSince = row.createdAt ?? completeSince
    if (after !== null) storedAt = Math.min(storedAt, at)
    if (!fits(row)) continue
    rows.push(row)
    end = id
  }
  const isFull = rows.length === limit
  if (!isFull) end = range.places.at(-1)?.id ?? null
  return {
    rows,
    next: range.ended && !hasMore ? null : end,
    isComplete: isFull || range.ended,
    storedAt: Number.isFinite(storedAt) ? storedAt : (range.places.at(-1)?.at ?? 0),
    completeSince,
  }
}

export const findRange = (ranges: Ranges, after: string | null): Range | undefined =>
  after === null
    ? ranges.find(({ checkpointAt }) => checkpointAt !== null)
    : ranges.find(({ places }) => places.some(({ id }) => id === after))

export const findEvent = (ranges: Ranges, id: string): RangePosition | undefined =>
  ranges.flatMap(({ places }) => places.find((place) => place.id === id && place.row) ?? [])[0]

export const noteUse = (ranges: Ranges, used: Range | undefined, now: number): Ranges =>
  ranges.map((range) => (range === used ? { ...range, usedAt: now } : range))

export const countRows = (ranges: Ranges): number =>
  ranges.reduce((sum, { places }) => sum + places.filter(({ row }) => row).length, 0)

export const countPositions = (ranges: Ranges): number =>
  ranges.reduce((sum, { places }) => sum + places.length, 0)

/** Times in milliseconds since the epoch. */
export interface RangeBounds {
  most: number
  /** Rows that happened before this go, unless the provider listed them since `listedSince`. */
  oldest: number
  listedSince: number
}

/** Room is made for more than one answer, so that not every answer has to. */
const KEPT_SHARE = 0.9

/**
 * Keeps to the bounds. Of more places than `most`, whole ranges go, the least recently used first, then the oldest rows
 * of what is left.
 */
export function trimRanges(ranges: Ranges, { most, ...age }: RangeBounds): Ranges {
  const lasting = ranges.flatMap((range) => cutRange(range, countLasting(range, age)))
  if (countPositions(lasting) <= most) return lasting
  const isHead = ({ checkpointAt }: Range) => checkpointAt !== null
  const byUse = [...lasting].sort(
    (one, other) => Number(isHead(other)) - Number(isHead(one)) || other.usedAt - one.usedAt,
  )
  let room = Math.max(1, Math.floor(most * KEPT_SHARE))
  return byUse.flatMap((range) => {
    const kept = isHead(range) || range.places.length <= room ? cutRange(range, Math.max(0, room)) : []
    room -= countPositions(kept)
    return kept
  })
}

/** How many places there are down to the last row that is to stay, and the cursors behind it. */
function countLasting({ places }: Range, { oldest, listedSince }: Omit<RangeBounds, 'most'>): number {
  const goes = ({ row, at }: RangePosition) =>
    row !== null && (row.createdAt === null ? at : Date.parse(row.createdAt)) < oldest && at < listedSince
  const stays = places.findLastIndex((place) => place.row !== null && !goes(place))
  const gone = places.findIndex((place, index) => index > stays && goes(place))
  return gone === -1 ? places.length : gone
}

function cutRange(range: Range, length: number): Range[] {
  if (length >= range.places.length) return [range]
  return length === 0 ? [] : [{ ...range, places: range.places.slice(0, length), ended: false }]
}

/** After a clock was set back: how old a list is that was read in the future is unknown, and its rows are as good. */
export const restamp = (ranges: Ranges, now: number): Ranges =>
  ranges.map((range) => ({
    ...range,
    places: range.places.map((place) => (place.at > now ? { ...place, at: now } : place)),
    checkpointAt: range.checkpointAt !== null && range.checkpointAt > now ? 0 : range.checkpointAt,
    usedAt: Math.min(range.usedAt, now),
  }))

export const latestStamp = (ranges: Ranges): number =>
  ranges.reduce(
    (latest, { places, checkpointAt, usedAt }) =>
      places.reduce((most, { at }) => Math.max(most, at), Math.max(latest, checkpointAt ?? 0, usedAt)),
    0,
  )
