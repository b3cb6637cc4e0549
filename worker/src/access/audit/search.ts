/** How a long record is searched: a stretch at a time, so that no search holds up the desk. Pure. */

/** Some 30 ms of SQLite where nothing is found. */
export const BATCH_ENTRIES = 50_000

export interface SearchBounds {
  first: number
  last: number
}

/** Of a page: where the next begins, and where all of them end. */
export interface SearchPosition {
  start: number
  end: number
}

export type SearchOrder = 'newest' | 'oldest'

export const formatPosition = ({ start, end }: SearchPosition): string => `${start}-${end}`

/** Of what `formatPlace` wrote, as the query's schema makes sure. */
export function parsePosition(text: string): SearchPosition {
  const [start = 0, end = 0] = text.split('-').map(Number)
  return { start, end }
}

/** The whole way of a search through these lines. */
export const wholeRange = (order: SearchOrder, { first, last }: SearchBounds): SearchPosition =>
  order === 'newest' ? { start: last, end: first } : { start: first, end: last }

/** The next stretch of the way; `undefined` behind its end, or where a made-up cursor leads nowhere. */
export function nextBatch(
  order: SearchOrder,
  place: SearchPosition,
  { first, last }: SearchBounds,
): SearchBounds | undefined {
  const [from, to] =
    order === 'newest'
      ? [Math.max(place.end, first, place.start - BATCH_ENTRIES + 1), Math.min(place.start, last)]
      : [Math.max(place.start, first), Math.min(place.end, last, place.start + BATCH_ENTRIES - 1)]
  return from <= to ? { first: from, last: to } : undefined
}

/** Where it goes on behind `last`, the last line that was looked at; `null` where it was the end. */
export function continueSearch(
  order: SearchOrder,
  { end }: SearchPosition,
  last: number,
): SearchPosition | null {
  if (order === 'newest') return last > end ? { start: last - 1, end } : null
  return last < end ? { start: last + 1, end } : null
}

/** The first line that is not before `time`, of those whose times only grow; `last + 1` where all are before it. */
export function findSeqAt(
  { first, last }: SearchBounds,
  timeAt: (seq: number) => number,
  time: number,
): number {
  let [low, high] = [first, last + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (timeAt(middle) < time) low = middle + 1
    else high = middle
  }
  return low
}
