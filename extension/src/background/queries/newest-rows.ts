/** The newest rows of a list as they are remembered, from one look at it to the next. */
import { type CachedList, type CachedView, MAX_CACHED_ROWS } from '../../platform/stored.ts'

type Looked<TRow> = Omit<CachedList<TRow>, keyof CachedView>

/**
 * A short look at a list (the popup's) must not shorten what a longer one (the panel's) left to paint: where the two
 * meet, the new rows go on top of the old ones. Where they do not, or the list has ended, the new look is all there is:
 * unless nobody could look any further, which takes nothing away.
 */
export function foldNewest<TRow extends { id: string }>(
  held: Looked<TRow> | undefined,
  looked: Looked<TRow>,
): Looked<TRow> {
  const isCut = looked.completeSince !== undefined
  if (!held || (!isCut && (looked.limit >= held.limit || looked.next === null))) return atMost(looked)
  const rest = rowsBehind(held.items, looked.items.at(-1))
  if (rest.length === 0) return isCut && !holdsAll(looked.items, held.items) ? held : atMost(looked)
  const fresh = new Set(looked.items.map(({ id }) => id))
  const { completeSince: _, ...whole } = looked
  return atMost({
    ...whole,
    ...(held.completeSince !== undefined && { completeSince: held.completeSince }),
    items: [...looked.items, ...rest.filter(({ id }) => !fresh.has(id))],
    next: held.next,
    limit: held.limit,
    // Part of it is as old as the older look, and no ETag stands for the sum.
    asOf: Math.min(held.asOf, looked.asOf),
    etag: null,
  })
}

const holdsAll = <TRow extends { id: string }>(rows: readonly TRow[], others: readonly TRow[]): boolean => {
  const ids = new Set(rows.map(({ id }) => id))
  return others.every(({ id }) => ids.has(id))
}

function rowsBehind<TRow extends { id: string }>(rows: readonly TRow[], row: TRow | undefined): TRow[] {
  const at = row ? rows.findIndex(({ id }) => id === row.id) : -1
  return at < 0 ? [] : rows.slice(at + 1)
}

/** Cut short, the rows are no whole answer any more, and where they go on is not known. */
function atMost<TRow>(look: Looked<TRow>): Looked<TRow> {
  if (look.items.length <= MAX_CACHED_ROWS) return look
  return { ...look, items: look.items.slice(0, MAX_CACHED_ROWS), next: null, etag: null }
}
