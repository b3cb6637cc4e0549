/** Lists of fictional rows, in pages as a relay gives them. */
import { LIMIT } from '@inquiry-lens/shared/contract/api.ts'
import type { Page } from '@inquiry-lens/shared/domain/model.ts'

export const newestFirst = <TRow extends { createdAt: string | null }>(rows: readonly TRow[]): TRow[] =>
  rows.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))

/** A cursor is the ID of the last row. */
export function pageOf<TRow extends { id: string }>(
  rows: readonly TRow[],
  { cursor, limit = LIMIT.usual }: { cursor?: string | undefined; limit?: number | undefined },
): Page<TRow> {
  const start = cursor === undefined ? 0 : rows.findIndex(({ id }) => id === cursor) + 1
  const items = rows.slice(start, start + limit)
  const last = items.at(-1)
  return { items, next: last && start + limit < rows.length ? last.id : null }
}
