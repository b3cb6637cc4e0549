/**
 * What is new in lists since the agent last looked: rows that were not there, and rows that stand otherwise. What they saw
 * last is what was remembered of the list, or else what it showed first; it is what is there whenever they turn away.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { List } from './list.ts'

export type UnreadMarker = 'new' | 'changed'

export interface Unread {
  /** By the row's ID. */
  marks: ReadonlySignal<ReadonlyMap<string, UnreadMarker>>
  /** The agent has seen this one. */
  see(id: string): void
  seeAll(): void
}

interface Row {
  id: string
}

/** How each row stood when the agent last saw it. */
type Seen = ReadonlyMap<string, string>

export interface UnreadParts<TRow> {
  /** Each provider's by itself: one that answers late has nothing new to the agent because another has. */
  lists: readonly Pick<List<TRow>, 'data'>[]
  /** Whatever of a row is news when it changes. */
  stateOf(row: TRow): string
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

export function followUnread<TRow extends Row>(parts: UnreadParts<TRow>): Unread {
  const { stateOf, visible, abort: ended } = parts
  const followed = parts.lists.map(({ data: rows }) => ({ rows, seen: signal<Seen | undefined>(undefined) }))
  const seeRows = ({ rows, seen }: { rows: ReadonlySignal<readonly TRow[] | undefined>; seen: Signal }) => {
    const now = rows.peek()
    if (now) seen.value = new Map(now.map((row) => [row.id, stateOf(row)]))
  }
  const seeAll = () => followed.forEach(seeRows)

  const stop = [
    ...followed.map((one) =>
      effect(() => {
        if (one.rows.value && !one.seen.peek()) seeRows(one)
      }),
    ),
    effect(() => {
      if (!visible.value) seeAll()
    }),
  ]
  ended.addEventListener('abort', () => stop.forEach((end) => void end()), { once: true })

  return {
    marks: computed(
      () =>
        new Map(
          followed.flatMap(({ rows, seen }) =>
            rows.value && seen.value ? [...findUnread(seen.value, rows.value, stateOf)] : [],
          ),
        ),
    ),
    see(id) {
      for (const { rows, seen } of followed) {
        const row = rows.peek()?.find((one) => one.id === id)
        if (row && seen.peek()) seen.value = new Map(seen.peek()).set(id, stateOf(row))
      }
    },
    seeAll,
  }
}

/** Newest first; what lies behind the last one that was seen is old, and only was not read on to. */
export function findUnread<TRow extends Row>(
  seen: Seen,
  rows: readonly TRow[],
  stateOf: (row: TRow) => string,
): Map<string, UnreadMarker> {
  const last = rows.findLastIndex(({ id }) => seen.has(id))
  const ahead = last === -1 ? rows : rows.slice(0, last)
  const marks = new Map<string, UnreadMarker>()
  for (const row of rows) {
    const before = seen.get(row.id)
    if (before !== undefined && before !== stateOf(row)) marks.set(row.id, 'changed')
  }
  for (const { id } of ahead) if (!seen.has(id)) marks.set(id, 'new')
  return marks
}
