/**
 * The part of a list that a surface holds: an unbroken stretch from the newest row down, each row once.
 *
 * The list grows at its head while pages are read from its tail, so an answer is only ever joined where it provably
 * meets what is held. Pure, so that every interleaving can be tested.
 */
import type { Page } from '@inquiry-lens/shared/model.ts'

interface Row {
  id: string
}

/** The rows held, and the cursor that continues behind the last of them; `null` at the list's end. */
export interface Stretch<TRow> {
  rows: readonly TRow[]
  next: string | null
}

/** The new head, joined with what is held; `undefined` if there may be rows between the two that nobody has seen. */
export function joinHead<TRow extends Row>(held: Stretch<TRow>, head: Page<TRow>): Stretch<TRow> | undefined {
  const fresh = uniqueRows(head.items)
  const inHead = new Set(fresh.map((row) => row.id))
  const last = fresh.at(-1)
  // A head without a continuation is the whole list.
  if (last === undefined || head.next === null) return { rows: fresh, next: head.next }
  const heldEnd = held.rows.at(-1)
  if (heldEnd === undefined || inHead.has(heldEnd.id)) return { rows: fresh, next: head.next }
  const meeting = held.rows.findIndex((row) => row.id === last.id)
  if (meeting === -1) return undefined
  const tail = held.rows.slice(meeting + 1).filter((row) => !inHead.has(row.id))
  return { rows: [...fresh, ...tail], next: held.next }
}

/** The page that was asked for with `cursor`, joined to the tail; `held` itself if it no longer ends there. */
export function joinPage<TRow extends Row>(
  held: Stretch<TRow>,
  cursor: string,
  page: Page<TRow>,
): Stretch<TRow> {
  if (held.next !== cursor) return held
  const known = new Set(held.rows.map((row) => row.id))
  const added = uniqueRows(page.items).filter((row) => !known.has(row.id))
  // A cursor that leads to itself would be followed for ever.
  const next = page.next === cursor ? null : page.next
  return { rows: [...held.rows, ...added], next }
}

function uniqueRows<TRow extends Row>(rows: readonly TRow[]): TRow[] {
  const seen = new Set<string>()
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id))
}
