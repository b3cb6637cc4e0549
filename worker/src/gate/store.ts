/** What the gate holds: projected answers, the least recently used of them gone first. */

/** Something as the provider said it at `storedAt` (milliseconds since the epoch). */
export interface Entry<TContent> {
  storedAt: number
  content: TContent
}

export interface Store<TContent> {
  get(key: string): Entry<TContent> | undefined
  /** Gives back what it was given. */
  set(key: string, entry: Entry<TContent>): Entry<TContent>
  /** Those whose key begins so, newest stored first. */
  startingWith(prefix: string): Entry<TContent>[]
}

export function createStore<TContent>(most: number): Store<TContent> {
  const entries = new Map<string, Entry<TContent>>()
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
      return entry
    },

    startingWith: (prefix) =>
      [...entries]
        .filter(([key]) => key.startsWith(prefix))
        .map(([, entry]) => entry)
        .sort((one, other) => other.storedAt - one.storedAt),
  }
}
