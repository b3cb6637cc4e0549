/**
 * An unbroken range of a list, from the newest row down, each row once. The list grows at its head while pages load at its
 * tail, so rows are joined only where they provably meet. Pure, so that tests cover every interleaving.
 */
import type { Page } from '@inquiry-lens/shared/domain/model.ts'

interface Row {
  id: string
}

export interface RowWindow<TRow> {
  rows: readonly TRow[]
  /** The cursor after the last row; `null`: none. */
  next: string | null
  /** ISO 8601: the rows end where the provider could not be asked further, which may not be the list's end. */
  completeSince?: string | undefined
}

export interface RowWindowPage<TRow> extends Page<TRow> {
  completeSince?: string | undefined
}

/** Joins the new head with the known rows; `undefined` if rows may be missing between the two. */
export function joinHead<TRow extends Row>(
  known: RowWindow<TRow>,
  head: RowWindowPage<TRow>,
): RowWindow<TRow> | undefined {
  const fresh = uniqueRows(head.items)
  const knownEnd = known.rows.at(-1)
  const whole: RowWindow<TRow> = { rows: fresh, next: head.next, completeSince: head.completeSince }
  if (knownEnd === undefined) return whole
  const coversKnown = fresh.some(({ id }) => id === knownEnd.id)
  const tail = rowsAfter(known, fresh)
  if (head.completeSince !== undefined) {
    // An incomplete head does not end the known rows after it.
    if (tail) return { ...known, rows: [...fresh, ...tail] }
    return coversKnown ? { ...whole, next: head.next ?? known.next } : undefined
  }
  // A head without a cursor is the whole list.
  if (fresh.length === 0 || head.next === null || coversKnown) return whole
  if (!tail) return undefined
  // After an incomplete end, the head's cursor leads on, through known rows, which are joined once.
  const next = known.completeSince === undefined ? known.next : (known.next ?? head.next)
  return { rows: [...fresh, ...tail], next }
}

/** The known rows after the last of `fresh`; `undefined` if that row is not known. */
function rowsAfter<TRow extends Row>(
  known: RowWindow<TRow>,
  fresh: readonly TRow[],
): readonly TRow[] | undefined {
  const last = fresh.at(-1)
  const meeting = last ? known.rows.findIndex(({ id }) => id === last.id) : -1
  if (meeting === -1) return undefined
  const inHead = new Set(fresh.map(({ id }) => id))
  return known.rows.slice(meeting + 1).filter(({ id }) => !inHead.has(id))
}

/** Joins the page of `cursor` at the tail; returns `known` itself if it no longer ends there. */
export function joinPage<TRow extends Row>(
  known: RowWindow<TRow>,
  cursor: string,
  page: RowWindowPage<TRow>,
): RowWindow<TRow> {
  if (known.next !== cursor) return known
  const knownIds = new Set(known.rows.map((row) => row.id))
  const added = uniqueRows(page.items).filter((row) => !knownIds.has(row.id))
  // A cursor that leads to itself would never end.
  const next = page.next === cursor ? null : page.next
  return { rows: [...known.rows, ...added], next, completeSince: page.completeSince }
}

function uniqueRows<TRow extends Row>(rows: readonly TRow[]): TRow[] {
  const seen = new Set<string>()
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id))
}
