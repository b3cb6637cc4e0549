/**
 * The part of a list that a surface holds: an unbroken stretch from the newest row down, each row once.
 *
 * The list grows at its head while pages are read from its tail, so an answer is only ever joined where it provably
 * meets what is held. Pure, so that every interleaving can be tested.
 */
import type { Page } from '@inquiry-lens/shared/domain/model.ts'

interface Row {
  id: string
}

/** The rows held, and the cursor that continues behind the last of them; `null` where nothing leads on. */
export interface RowWindow<TRow> {
  rows: readonly TRow[]
  next: string | null
  /** ISO 8601: the rows end where nobody could look further back, which need not be the list's end. */
  completeSince?: string | undefined
}

/** `reach`: as above; the page is not all that there would be of it. */
export interface RowWindowPage<TRow> extends Page<TRow> {
  completeSince?: string | undefined
}

/** The new head, joined with what is held; `undefined` if there may be rows between the two that nobody has seen. */
export function joinHead<TRow extends Row>(
  held: RowWindow<TRow>,
  head: RowWindowPage<TRow>,
): RowWindow<TRow> | undefined {
  const fresh = uniqueRows(head.items)
  const heldEnd = held.rows.at(-1)
  const whole: RowWindow<TRow> = { rows: fresh, next: head.next, completeSince: head.completeSince }
  if (heldEnd === undefined) return whole
  const coversHeld = fresh.some(({ id }) => id === heldEnd.id)
  const tail = tailBehind(held, fresh)
  if (head.completeSince !== undefined) {
    // How far somebody could look is no end to rows that were held behind it.
    if (tail) return { ...held, rows: [...fresh, ...tail] }
    return fresh.some(({ id }) => id === heldEnd.id) ? { ...whole, next: head.next ?? held.next } : undefined
  }
  // A head without a continuation is the whole list.
  if (fresh.length === 0 || head.next === null || coversHeld) return whole
  if (!tail) return undefined
  // Where nobody could look further, the head leads on: through rows that are held, which are joined once.
  const next = held.completeSince === undefined ? held.next : (held.next ?? head.next)
  return { rows: [...fresh, ...tail], next }
}

/** What is held behind the last of these rows; `undefined` if that row is not held. */
function tailBehind<TRow extends Row>(
  held: RowWindow<TRow>,
  fresh: readonly TRow[],
): readonly TRow[] | undefined {
  const last = fresh.at(-1)
  const meeting = last ? held.rows.findIndex(({ id }) => id === last.id) : -1
  if (meeting === -1) return undefined
  const inHead = new Set(fresh.map(({ id }) => id))
  return held.rows.slice(meeting + 1).filter(({ id }) => !inHead.has(id))
}

/** The page that was asked for with `cursor`, joined to the tail; `held` itself if it no longer ends there. */
export function joinPage<TRow extends Row>(
  held: RowWindow<TRow>,
  cursor: string,
  page: RowWindowPage<TRow>,
): RowWindow<TRow> {
  if (held.next !== cursor) return held
  const known = new Set(held.rows.map((row) => row.id))
  const added = uniqueRows(page.items).filter((row) => !known.has(row.id))
  // A cursor that leads to itself would be followed for ever.
  const next = page.next === cursor ? null : page.next
  return { rows: [...held.rows, ...added], next, completeSince: page.completeSince }
}

function uniqueRows<TRow extends Row>(rows: readonly TRow[]): TRow[] {
  const seen = new Set<string>()
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id))
}
