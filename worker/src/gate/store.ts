/** What the gate holds: projected answers, the least recently used of them gone first. */
import type { FreshnessClass } from './freshness.ts'

/** A page of a list, or one object, as the provider said it at `storedAt` (milliseconds since the epoch). */
export interface Entry {
  storedAt: number
  freshness: FreshnessClass
  content: PageContent | ObjectContent
}

export interface PageContent {
  kind: 'page'
  items: readonly { id: string }[]
  /** The provider's cursor behind the last row that it sent, shown or not. */
  next: string | null
}

export interface ObjectContent {
  kind: 'object'
  /** `null`: there is none that may be shown. */
  item: { id: string } | null
}

export interface Store {
  get(key: string): Entry | undefined
  set(key: string, entry: Entry): void
  /** Those of one list, newest stored first: a cursor may stand inside any of them. */
  pagesOf(list: string): Entry[]
}

/** Of 100 rows a page, about 20 MB at the most. */
const MOST_ENTRIES = 400

export const keyOfPage = (list: string, after: string | null): string => `${list} ${after ?? ''}`

export function createStore(most = MOST_ENTRIES): Store {
  const entries = new Map<string, Entry>()
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },

    set(key, entry) {
      entries.delete(key)
      entries.set(key, entry)
      for (const oldest of entries.keys()) {
        if (entries.size <= most) break
        entries.delete(oldest)
      }
    },

    pagesOf: (list) =>
      [...entries]
        .filter(([key]) => key.startsWith(`${list} `))
        .map(([, entry]) => entry)
        .sort((one, other) => other.storedAt - one.storedAt),
  }
}
