/**
 * The audit log entries that match a filter, page by page. Each page read adds an entry itself, so none is read ahead.
 */
import type { FoundEntry } from '@inquiry-lens/shared/contract/audit.ts'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../../messages/failure.ts'
import type { AuditSearch } from '../../../../messages/messages.ts'
import type { SendRequest } from '../../../request.ts'
import type { AuditFilter } from '../admin.ts'

const PAGE_LINES = 50
/** Each page covers a part of the log and may be empty: reads this many before the admin must go on. */
const MAX_BATCHES = 5

export interface AuditResults {
  data: ReadonlySignal<readonly FoundEntry[] | undefined>
  isFetching: ReadonlySignal<boolean>
  error: ReadonlySignal<Failure | undefined>
  hasMore: ReadonlySignal<boolean>
  loadMore(): void
  refresh(): void
}

export interface AuditSearchParts {
  request: SendRequest
  filter: AuditFilter
  abort: AbortSignal
}

export function searchAudit({ request, filter, abort: ended }: AuditSearchParts): AuditResults {
  const lines = signal<readonly FoundEntry[] | undefined>(undefined)
  const next = signal<string | null>(null)
  const isBusy = signal(false)
  const failure = signal<Failure | undefined>(undefined)

  async function read(cursor: string | undefined, before: readonly FoundEntry[]): Promise<void> {
    if (isBusy.peek() || ended.aborted) return
    batch(() => {
      isBusy.value = true
      failure.value = undefined
    })
    let place = cursor
    for (let stretch = 1; ; stretch++) {
      const page = await request('app:audit.search', { ...toSearch(filter), cursor: place }, ended)
      if (ended.aborted) return
      if (!page.ok) {
        batch(() => {
          isBusy.value = false
          failure.value = page.error
        })
        return
      }
      const { items, next: onward } = page.value
      if (items.length > 0 || onward === null || stretch === MAX_BATCHES) {
        batch(() => {
          isBusy.value = false
          lines.value = [...before, ...items]
          next.value = onward
        })
        return
      }
      place = onward
    }
  }

  void read(undefined, [])
  return {
    data: lines,
    isFetching: isBusy,
    error: failure,
    hasMore: computed(() => next.value !== null),
    loadMore: () => void read(next.peek() ?? undefined, lines.peek() ?? []),
    refresh: () => void read(undefined, []),
  }
}

/** `to` includes its whole minute. */
export function toSearch(filter: AuditFilter): AuditSearch {
  const { agent, id, actions, viewed, from, to, order } = filter
  return {
    ...(agent && { agent }),
    ...(id && { id }),
    ...(actions.length > 0 && { actions: [...actions] }),
    ...(viewed && { viewed }),
    ...(from && { from: `${from}:00.000Z` }),
    ...(to && { to: `${to}:59.999Z` }),
    order,
    limit: PAGE_LINES,
  }
}

export interface AuditRow {
  /** Unlike `seq`, unique over the logs of several shards. */
  id: string
  entry: FoundEntry
}

export function groupByDay(entries: readonly FoundEntry[]): { day: string; rows: AuditRow[] }[] {
  const days = new Map<string, AuditRow[]>()
  for (const entry of entries) {
    const day = entry.at.slice(0, 10)
    const rows = days.get(day) ?? []
    rows.push({ id: `${entry.shard ?? 0}-${entry.seq}`, entry })
    days.set(day, rows)
  }
  return [...days].map(([day, rows]) => ({ day, rows }))
}
