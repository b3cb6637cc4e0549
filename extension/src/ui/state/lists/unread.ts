/**
 * Rows that are new or changed since the agent last looked. The baseline is the remembered list, or else the first rows,
 * and is set again each time the surface is hidden.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { effectUntil } from '../resource/resource.ts'
import type { List } from './list.ts'

/** `kept`: seen, and kept as unread by the agent until they open it. */
export type UnreadMarker = 'new' | 'changed' | 'kept'

export interface Unread {
  /** By row ID. */
  marks: ReadonlySignal<ReadonlyMap<string, UnreadMarker>>
  /** Marks one row as read. */
  see(id: string): void
  /** Keeps a row as unread, or marks it as read. */
  toggle(id: string): void
  seeAll(): void
}

interface Row {
  id: string
}

/** The state of each row when the agent last saw it, behind `KEPT` where they keep it as unread. */
type Seen = ReadonlyMap<string, string>
const KEPT = 'kept'
const isKept = (seen = ''): boolean => seen.startsWith(KEPT)

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
    since: 0,
  }))
  function seeRows(one: (typeof followed)[number], isToKeep?: boolean): void {
    const rows = one.data.peek()
    if (!rows) return
    one.since = Math.min(...rows.map(listedAt))
    const before = isToKeep && one.seen.peek()
    one.seen.value = new Map(
      rows.map((row) => [row.id, (before && isKept(before.get(row.id)) ? KEPT : '') + stateOf(row)]),
    )
  }

  for (const one of followed) {
    effectUntil(abort, () => {
      if (one.data.value && !one.seen.peek()) seeRows(one)
    })
  }
  effectUntil(abort, () => {
    if (!visible.value) for (const one of followed) seeRows(one, true)
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

  function setSeen(id: string, stateSeen: (row: TRow) => string): void {
    for (const { data, seen } of followed) {
      const row = data.peek()?.find((one) => one.id === id)
      const before = seen.peek()
      if (row && before) seen.value = new Map(before).set(id, stateSeen(row))
    }
  }

  return {
    marks,
    see(id) {
      // One that was loaded later makes nothing above it new.
      if (marks.peek().has(id)) setSeen(id, stateOf)
    },
    toggle: (id) => setSeen(id, marks.peek().has(id) ? stateOf : (row) => KEPT + stateOf(row)),
    seeAll() {
      for (const one of followed) seeRows(one)
    },
  }
}

/** `rows`: newest first. Unknown rows after the last known one are old: they were not loaded before. */
export function findUnread<TRow extends Row>(
  seen: Seen,
  rows: readonly TRow[],
  stateOf: (row: TRow) => string,
): Map<string, UnreadMarker> {
  // One that is kept may have been loaded later.
  const last = rows.findLastIndex(({ id }) => !isKept(seen.get(id) ?? KEPT))
  const newer = last === -1 ? rows : rows.slice(0, last)
  const marks = new Map<string, UnreadMarker>()
  for (const row of rows) {
    const before = seen.get(row.id)
    if (before === undefined) continue
    if (before === KEPT + stateOf(row)) marks.set(row.id, KEPT)
    else if (before !== stateOf(row)) marks.set(row.id, 'changed')
  }
  for (const { id } of newer) if (!seen.has(id)) marks.set(id, 'new')
  return marks
}
