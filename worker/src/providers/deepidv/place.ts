/**
 * Where a list goes on: behind all sessions that were made at an instant, or behind one session. deepidv's tokens say
 * neither, and may end. Pure.
 */
import type { Session } from '@inquiry-lens/shared/domain/model.ts'

export interface PagePosition {
  /** ISO 8601. */
  createdAt: string
  /** `null`: behind all that were made at that instant. */
  id: string | null
}

/** As a cursor: `2026-11-21T08:00:00.000Z`, or with the ID of the row behind it. */
export const formatPosition = ({ createdAt, id }: PagePosition): string =>
  id === null ? createdAt : `${createdAt} ${id}`

/** `undefined` for a row's own ID: it does not say when the row was made. */
export function parsePosition(cursor: string): PagePosition | undefined {
  const [, createdAt, id = null] = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)(?: ([\w-]+))?$/.exec(cursor) ?? []
  return createdAt === undefined ? undefined : { createdAt, id }
}

/** Newest first; of one instant, by ID. A row without a time is the oldest. */
export const newestFirst = (one: Session, other: Session): number =>
  compare(other.createdAt ?? '', one.createdAt ?? '') || compare(one.id, other.id)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

export function isBehind({ createdAt, id }: Session, place: PagePosition): boolean {
  const made = createdAt ?? ''
  return made < place.createdAt || (place.id !== null && made === place.createdAt && id > place.id)
}
