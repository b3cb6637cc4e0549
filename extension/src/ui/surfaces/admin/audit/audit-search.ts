/**
 * The lines of the record that a filter finds, page by page. Each page that is read is a line itself, so nothing is read
 * that nobody asked for.
 */
import type { RecordLine } from '@inquiry-lens/shared/audit/chain.ts'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../../messages/failure.ts'
import type { RecordSearch } from '../../../../messages/messages.ts'
import type { Ask } from '../../../request.ts'
import type { RecordFilter } from '../location.ts'

const PAGE_LINES = 50
/** Of a long record each page is a stretch, and may be empty: so many are looked through before asking whether to go on. */
const MOST_STRETCHES = 5

export interface RecordResults {
  /** `undefined` until the first page is there. */
  lines: ReadonlySignal<readonly RecordLine[] | undefined>
  isBusy: ReadonlySignal<boolean>
  failure: ReadonlySignal<Failure | undefined>
  hasMore: ReadonlySignal<boolean>
  more(): void
  /** From its beginning, for what was written since. */
  again(): void
}

export interface RecordSearchParts {
  ask: Ask
  filter: RecordFilter
  signal: AbortSignal
}

export function searchRecord({ ask, filter, signal: ended }: RecordSearchParts): RecordResults {
  const lines = signal<readonly RecordLine[] | undefined>(undefined)
  const next = signal<string | null>(null)
  const isBusy = signal(false)
  const failure = signal<Failure | undefined>(undefined)

  async function read(cursor: string | undefined, before: readonly RecordLine[]): Promise<void> {
    if (isBusy.peek() || ended.aborted) return
    batch(() => {
      isBusy.value = true
      failure.value = undefined
    })
    let place = cursor
    for (let stretch = 1; ; stretch++) {
      const page = await ask('app:record.search', { ...toSearch(filter), cursor: place }, ended)
      if (ended.aborted) return
      if (!page.ok) {
        batch(() => {
          isBusy.value = false
          failure.value = page.error
        })
        return
      }
      const { items, next: onward } = page.value
      if (items.length > 0 || onward === null || stretch === MOST_STRETCHES) {
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
    lines,
    isBusy,
    failure,
    hasMore: computed(() => next.value !== null),
    more: () => void read(next.peek() ?? undefined, lines.peek() ?? []),
    again: () => void read(undefined, []),
  }
}

/** `to` is a whole minute, and its last second belongs to it. */
export function toSearch(filter: RecordFilter): RecordSearch {
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
