/** The newest rows of a list as they are remembered, from one look at it to the next. */
import { MOST_REMEMBERED_ROWS, type Remembered, type RememberedList } from '../stored.ts'

type Looked<TRow> = Omit<RememberedList<TRow>, keyof Remembered>

/**
 * A short look at a list (the popup's) must not shorten what a longer one (the panel's) left to paint: where the two
 * meet, the new rows go on top of the old ones. Where they do not, or the list has ended, the new look is all there is.
 */
export function foldNewest<TRow extends { id: string }>(
  held: Looked<TRow> | undefined,
  looked: Looked<TRow>,
): Looked<TRow> {
  if (!held || looked.limit >= held.limit || looked.next === null) return atMost(looked)
  const rest = rowsBehind(held.items, looked.items.at(-1))
  if (rest.length === 0) return atMost(looked)
  const fresh = new Set(looked.items.map(({ id }) => id))
  return atMost({
    ...looked,
    items: [...looked.items, ...rest.filter(({ id }) => !fresh.has(id))],
    next: held.next,
    limit: held.limit,
    // Part of it is as old as the older look, and no ETag stands for the sum.
    asOf: Math.min(held.asOf, looked.asOf),
    etag: null,
  })
}

function rowsBehind<TRow extends { id: string }>(rows: readonly TRow[], row: TRow | undefined): TRow[] {
  const at = row ? rows.findIndex(({ id }) => id === row.id) : -1
  return at < 0 ? [] : rows.slice(at + 1)
}

/** Cut short, the rows are no whole answer any more, and where they go on is not known. */
function atMost<TRow>(look: Looked<TRow>): Looked<TRow> {
  if (look.items.length <= MOST_REMEMBERED_ROWS) return look
  return { ...look, items: look.items.slice(0, MOST_REMEMBERED_ROWS), next: null, etag: null }
}
