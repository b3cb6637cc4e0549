/**
 * Several providers' rows as one list, newest first.
 *
 * Each provider's rows are known from the newest down to some row, and what lies behind that one is not known yet. So
 * rows are shown down to where the first of the providers ends, the watermark: behind it, a row could still come in
 * between. A provider that does not go on for now holds nobody up; where its rows end stands a gap that says so. Pure,
 * so that every interleaving can be tested.
 */

interface Row {
  id: string
  /** ISO 8601. */
  createdAt: string | null
}

/** As much of one provider's list as is known. */
export interface Stream<TRow> {
  /** Newest first, without a hole. `undefined`: nothing is known yet. */
  rows: readonly TRow[] | undefined
  /** There are older ones behind the last. */
  hasMore: boolean
  /** Nothing further comes of it for now. */
  isDown: boolean
}

export interface RowEntry<TRow> {
  id: string
  row: TRow
  gap?: undefined
}

/** From here on, rows of this stream may be missing. */
export interface GapEntry {
  id: string
  row?: undefined
  gap: {
    /** Which of the streams. */
    stream: number
    /** Milliseconds since the epoch: of its last known row, if there is one. */
    since: number | undefined
  }
}

export type ListEntry<TRow> = RowEntry<TRow> | GapEntry

export interface Merged<TRow> {
  /** `undefined`: nothing is known of any stream. */
  entries: readonly ListEntry<TRow>[] | undefined
  /** The stream that has to go on before more can be shown; `undefined`: all that there is, is shown. */
  limit: number | undefined
}

interface Placed<TRow> {
  entry: ListEntry<TRow>
  /** Milliseconds since the epoch. */
  at: number
  stream: number
}

export function mergeStreams<TRow extends Row>(streams: readonly Stream<TRow>[]): Merged<TRow> {
  const placed = streams.map(place)
  const [limit] = placed
    .flatMap((own, stream) => (mayGoOn(streams[stream]) ? [endOf(own, stream)] : []))
    .sort(byPlace)
  const shown = placed
    .flatMap((own, stream) => [...own, ...gapBehind(own, stream, streams)])
    .filter((one) => limit === undefined || byPlace(one, limit) <= 0)
    .sort(byPlace)
  const isKnown = streams.some(({ rows }) => rows !== undefined)
  return { entries: isKnown ? shown.map(({ entry }) => entry) : undefined, limit: limit?.stream }
}

/** Newest first; of the same moment, stream by stream. The sort is stable, so that each stream keeps its own order. */
const byPlace = (a: Pick<Placed<unknown>, 'at' | 'stream'>, b: typeof a): number =>
  a.at === b.at ? a.stream - b.stream : b.at > a.at ? 1 : -1

/**
 * Each row where its stream has it: a provider whose rows are not quite in order, or without a time, is not put in order
 * here, since what it says next may be as far off.
 */
function place<TRow extends Row>({ rows = [] }: Stream<TRow>, stream: number): Placed<TRow>[] {
  let at = Number.POSITIVE_INFINITY
  return rows.map((row) => {
    const instant = row.createdAt === null ? Number.NaN : Date.parse(row.createdAt)
    if (instant < at) at = instant
    return { entry: { id: row.id, row }, at, stream }
  })
}

const mayGoOn = (stream: Stream<unknown> | undefined): boolean =>
  stream?.rows !== undefined && stream.hasMore && !stream.isDown

const endOf = (own: readonly Placed<unknown>[], stream: number) => ({
  at: own.at(-1)?.at ?? Number.POSITIVE_INFINITY,
  stream,
})

function gapBehind<TRow>(
  own: readonly Placed<TRow>[],
  stream: number,
  streams: readonly Stream<TRow>[],
): Placed<TRow>[] {
  const { rows, hasMore, isDown } = streams[stream] ?? { rows: [], hasMore: false, isDown: false }
  // Alone, the list's own end says it.
  if (streams.length < 2 || !isDown || (rows !== undefined && !hasMore)) return []
  const { at } = endOf(own, stream)
  const since = Number.isFinite(at) ? at : undefined
  return [{ entry: { id: `gap ${stream}`, gap: { stream, since } }, at, stream }]
}
