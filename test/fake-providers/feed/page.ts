import { itemAt } from '../common/item-at.ts'
import type { Feed } from './feed.ts'
import { takePlaces, type Walk } from './walk.ts'

export type Cursor = { readonly after: number } | { readonly before: number } | undefined

export type FeedPage<Row> = {
  readonly rows: readonly Row[]
  readonly hasNewer: boolean
  readonly hasOlder: boolean
}

/** A cursor is a place, so rows added in front of it later move nothing behind it. */
export function cutPage<Row>(feed: Feed<Row>, walk: Walk, cursor: Cursor, size: number): FeedPage<Row> {
  const places =
    cursor !== undefined && 'before' in cursor
      ? takePlaces(walk.newer, cursor.before, size).toReversed()
      : takePlaces(walk.older, cursor?.after ?? -1, size)
  if (places.length === 0) return { rows: [], hasNewer: false, hasOlder: false }
  return {
    rows: places.map((place) => feed.at(place)),
    hasNewer: walk.newer(itemAt(places, 0)) !== undefined,
    hasOlder: walk.older(itemAt(places, places.length - 1)) !== undefined,
  }
}
