/**
 * Events as rows in contiguous ranges: between two neighbours of a range the provider has nothing that may be shown.
 * So every cursor and limit inside a range is answered from it, and two ranges that share a place are one. Pure.
 */
import { type ProviderEvent, ProviderEventSchema } from '@inquiry-lens/shared/model.ts'
import * as v from 'valibot'

const PlaceSchema = v.object({
  id: v.string(),
  /** `null`: a cursor, and nothing that may be shown. Only the first place of a range may be a row nobody has seen. */
  row: v.nullable(ProviderEventSchema),
  /** When the provider said it, in milliseconds since the epoch. */
  at: v.number(),
})
export type Place = v.InferOutput<typeof PlaceSchema>

export const RangeSchema = v.object({
  /** Newest first. */
  places: v.array(PlaceSchema),
  /** The provider has nothing older. */
  ended: v.boolean(),
  /** When the provider had nothing newer; `null` for a range that does not begin with the newest. */
  headAt: v.nullable(v.number()),
  usedAt: v.number(),
})
export type Range = v.InferOutput<typeof RangeSchema>

export type Ranges = readonly Range[]

/** Puts it to the others, joined with each that it touches. */
export function addRange(ranges: Ranges, added: Range): Ranges {
  const isHead = added.headAt !== null
  let whole = added
  const apart: Range[] = []
  for (const range of ranges) {
    const joined = joinRanges(range, whole)
    if (joined) whole = joined
    // Only one begins with the newest: what is not joined to it has something newer in front.
    else apart.push(isHead ? { ...range, headAt: null } : range)
  }
  return [whole, ...apart]
}

/** `undefined`: they share no place. */
function joinRanges(one: Range, other: Range): Range | undefined {
  const places = joinPlaces(one.places, other.places)
  if (!places) return undefined
  const heads = [one.headAt, other.headAt].filter((at) => at !== null)
  return {
    places,
    ended: one.ended || other.ended,
    headAt: heads.length > 0 ? Math.max(...heads) : null,
    usedAt: Math.max(one.usedAt, other.usedAt),
  }
}

function joinPlaces(one: readonly Place[], other: readonly Place[]): Place[] | undefined {
  const indexOf = new Map(other.map(({ id }, index) => [id, index]))
  const joined: Place[] = []
  let [from, otherFrom] = [0, 0]
  for (const [index, place] of one.entries()) {
    const otherIndex = indexOf.get(place.id)
    if (otherIndex === undefined || otherIndex < otherFrom) continue
    const twin = other[otherIndex]
    joined.push(...mix(one.slice(from, index), other.slice(otherFrom, otherIndex), 'cursors-behind'))
    joined.push(place.row === null && twin?.row ? twin : place)
    from = index + 1
    otherFrom = otherIndex + 1
  }
  if (joined.length === 0) return undefined
  return [...joined, ...mix(one.slice(from), other.slice(otherFrom), 'cursors-first')]
}

/**
 * The two accounts of what lies in front of, between or behind shared places. Both have its rows, or one does not reach
 * that far: then its cursors stand next to the shared place. Should they differ, the later account holds.
 */
function mix(
  one: readonly Place[],
  later: readonly Place[],
  order: 'cursors-first' | 'cursors-behind',
): readonly Place[] {
  const hasRows = (places: readonly Place[]) => places.some(({ row }) => row)
  if (hasRows(one) && hasRows(later)) return later
  const [full, bare] = hasRows(one) ? [one, later] : [later, one]
  return order === 'cursors-first' ? [...bare, ...full] : [...full, ...bare]
}

/** What one answer of the provider's told. `above`, `below`: cursors at its ends. */
export interface Told {
  above: string | null
  rows: readonly ProviderEvent[]
  below: string | null
  ended: boolean
  isHead: boolean
}

export function rangeOf({ above, rows, below, ended, isHead }: Told, at: number): Range {
  const told = new Set(rows.map(({ id }) => id))
  const cursorsOf = (id: string | null): Place[] =>
    id === null || told.has(id) ? [] : [{ id, row: null, at }]
  const top = cursorsOf(above)
  const bottom = above === below ? [] : cursorsOf(below)
  return {
    places: [...top, ...rows.map((row) => ({ id: row.id, row, at })), ...bottom],
    ended,
    headAt: isHead ? at : null,
    usedAt: at,
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
  reach: string | null
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
  let storedAt = after === null ? (range.headAt ?? 0) : Number.POSITIVE_INFINITY
  let reach: string | null = null
  let hasMore = false
  for (const { row, at } of behind) {
    if (!row) continue
    if (rows.length === limit) {
      if (!fits(row)) continue
      hasMore = true
      break
    }
    reach = row.createdAt ?? reach
    if (after !== null) storedAt = Math.min(storedAt, at)
    if (fits(row)) rows.push(row)
  }
  const isFull = rows.length === limit
  const end = isFull ? rows.at(-1)?.id : range.places.at(-1)?.id
  return {
    rows,
    next: range.ended && !hasMore ? null : (end ?? null),
    isComplete: isFull || range.ended,
    storedAt: Number.isFinite(storedAt) ? storedAt : (range.places.at(-1)?.at ?? 0),
    reach,
  }
}

export const findRange = (ranges: Ranges, after: string | null): Range | undefined =>
  after === null
    ? ranges.find(({ headAt }) => headAt !== null)
    : ranges.find(({ places }) => places.some(({ id }) => id === after))

export const findEvent = (ranges: Ranges, id: string): Place | undefined =>
  ranges.flatMap(({ places }) => places.find((place) => place.id === id && place.row) ?? [])[0]

export const noteUse = (ranges: Ranges, used: Range | undefined, now: number): Ranges =>
  ranges.map((range) => (range === used ? { ...range, usedAt: now } : range))

export const countPlaces = (ranges: Ranges): number =>
  ranges.reduce((sum, { places }) => sum + places.length, 0)

/**
 * Keeps to the bounds: rows that happened before `oldest` (ISO 8601) go, and of more places than `most`, whole ranges,
 * the least recently used first, then the oldest rows of what is left.
 */
export function trimRanges(ranges: Ranges, { most, oldest }: { most: number; oldest: string }): Ranges {
  const lasting = ranges.flatMap((range) => cutRange(range, countLasting(range, oldest)))
  const isHead = ({ headAt }: Range) => headAt !== null
  const byUse = [...lasting].sort(
    (one, other) => Number(isHead(other)) - Number(isHead(one)) || other.usedAt - one.usedAt,
  )
  let room = most
  return byUse.flatMap((range) => {
    const kept = isHead(range) || range.places.length <= room ? cutRange(range, Math.max(0, room)) : []
    room -= kept.reduce((sum, { places }) => sum + places.length, 0)
    return kept
  })
}

/** How many places there are down to the last row that is to stay, and the cursors behind it. */
function countLasting({ places }: Range, oldest: string): number {
  const gone = places.findIndex(({ row }) => row?.createdAt != null && row.createdAt < oldest)
  return gone === -1 ? places.length : gone
}

function cutRange(range: Range, length: number): Range[] {
  if (length >= range.places.length) return [range]
  // A place alone answers nothing.
  return length < 2 ? [] : [{ ...range, places: range.places.slice(0, length), ended: false }]
}
