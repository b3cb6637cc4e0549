/**
 * Where a list goes on. deepidv's tokens are opaque, count from the newest row for all anybody knows, and are gone who
 * knows when; so a page goes on by time instead: behind all rows that were made at an instant, or behind one row. Pure.
 */
import type { Session } from '@inquiry-lens/shared/model.ts'

export interface Place {
  /** ISO 8601. */
  createdAt: string
  /** `null`: behind all that were made at that instant. */
  id: string | null
}

/** A cursor is an instant, or a row's ID: of that, `undefined`, since it does not say when the row was made. */
export const parsePlace = (cursor: string): Place | undefined =>
  /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(cursor) ? { createdAt: cursor, id: null } : undefined

/** Newest first; of one instant, by ID. A row without a time is the oldest. */
export const newestFirst = (one: Session, other: Session): number =>
  compare(other.createdAt ?? '', one.createdAt ?? '') || compare(one.id, other.id)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

export function isBehind({ createdAt, id }: Session, place: Place): boolean {
  const made = createdAt ?? ''
  return made < place.createdAt || (place.id !== null && made === place.createdAt && id > place.id)
}
