/**
 * Rows that are new or changed since the agent last looked. The baseline is the remembered list, or else the first rows,
 * and is set again each time the surface is hidden.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { effectUntil } from '../resource/resource.ts'
import type { List } from './list.ts'

export type UnreadMarker = 'new' | 'changed'

export interface Unread {
  /** By row ID. */
  marks: ReadonlySignal<ReadonlyMap<string, UnreadMarker>>
  /** Marks one row as read. */
  see(id: string): void
  seeAll(): void
}

interface Row {
  id: string
}

/** The state of each row when the agent last saw it. */
type Seen = ReadonlyMap<string, string>

export interface UnreadParts<TRow> {
  /** One per provider: a late answer of one adds no news because another answered. */
  lists: readonly Pick<List<TRow>, 'data'>[]
  /** A row counts as changed when this does. */
  stateOf(row: TRow): string
  /** Milliseconds since the epoch: the provider's own place of the row, where the rows are in another order. */
  listedAt?(row: TRow): number
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

export function followUnread<TRow extends Row>({
  lists,
  stateOf,
  listedAt = () => 0,
  visible,
  abort,
}: UnreadParts<TRow>): Unread {
  const followed = lists.map(({ data }) => ({
    data,
    seen: signal<Seen | undefined>(undefined),
    /** Rows that were listed before it were loaded later, and are old. */
    since: Number.NEGATIVE_INFINITY,
  }))
  const seeRows = (one: (typeof followed)[number]) => {
    const rows = one.data.peek()
    if (!rows) return
    one.since = rows.map(listedAt).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
    one.seen.value = new Map(rows.map((row) => [row.id, stateOf(row)]))
  }
  const seeAll = () => followed.forEach(seeRows)

  for (const one of followed) {
    effectUntil(abort, () => {
      if (one.data.value && !one.seen.peek()) seeRows(one)
    })
  }
  effectUntil(abort, () => {
    if (!visible.value) seeAll()
  })

  const marks = computed(
    () =>
      new Map(
        followed.flatMap(({ data, seen, since }) => {
          if (!data.value || !seen.value) return []
          const found = findUnread(seen.value, data.value, stateOf)
          for (const row of data.value)
            if (found.get(row.id) === 'new' && listedAt(row) < since) found.delete(row.id)
          return [...found]
        }),
      ),
  )

  return {
    marks,
    see(id) {
      // One that was loaded later makes nothing above it new.
      if (!marks.peek().has(id)) return
      for (const { data, seen } of followed) {
        const row = data.peek()?.find((one) => one.id === id)
        if (row && seen.peek()) seen.value = new Map(seen.peek()).set(id, stateOf(row))
      }
    },
    seeAll,
  }
}

/** `rows`: newest first. Unknown rows after the last known one are old: they were not loaded before. */
export function findUnread<TRow extends Row>(
  seen: Seen,
  rows: readonly TRow[],
  stateOf: (row: TRow) => string,
): Map<string, UnreadMarker> {
  const last = rows.findLastIndex(({ id }) => seen.has(id))
  const newer = last === -1 ? rows : rows.slice(0, last)
  const marks = new Map<string, UnreadMarker>()
  for (const row of rows) {
    const before = seen.get(row.id)
    if (before !== undefined && before !== stateOf(row)) marks.set(row.id, 'changed')
  }
  for (const { id } of newer) if (!seen.has(id)) marks.set(id, 'new')
  return marks
}
