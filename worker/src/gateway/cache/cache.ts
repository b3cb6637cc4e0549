/** What the gate holds: projected answers in memory over the same in storage, the least recently used gone first. */
import * as v from 'valibot'
import type { DiskCache } from './disk-cache.ts'

/** Something as the provider said it at `storedAt` (milliseconds since the epoch). */
export interface CacheEntry<TContent> {
  storedAt: number
  content: TContent
}

export interface Cache<TContent> {
  get(key: string): CacheEntry<TContent> | undefined
  /** `life`: how many seconds from now anything of it may be shown. Gives back the entry. */
  set(key: string, content: TContent, life: number): CacheEntry<TContent>
  /** Those whose key begins so, newest stored first. */
  startingWith(prefix: string): CacheEntry<TContent>[]
}

export interface CacheParts<TContent> {
  /** Distinguishes its keys from those of other stores on the same shelf. */
  name: string
  /** In memory; the shelf has a bound of its own. */
  most: number
  diskCache: DiskCache
  /** What is on the shelf may have been written by another version. */
  schema: v.GenericSchema<unknown, TContent>
  now: () => number
}

interface Held<TContent> {
  entry: CacheEntry<TContent>
  endsAt: number
  touchedAt: number
}

/** Storage hears of a use at most this often: a write for every hit would cost more than it tells. */
const TOUCH_EVERY_MS = 60_000

export function createCache<TContent>({
  name,
  most,
  diskCache,
  schema,
  now,
}: CacheParts<TContent>): Cache<TContent> {
  const held = new Map<string, Held<TContent>>()

  function remember(key: string, one: Held<TContent>) {
    held.delete(key)
    held.set(key, one)
    for (const oldest of held.keys()) {
      if (held.size <= most) break
      held.delete(oldest)
    }
    return one.entry
  }

  function takeDown(key: string): Held<TContent> | undefined {
    const cachedRow = diskCache.read(key)
    if (!cachedRow) return undefined
    const content = v.safeParse(schema, JSON.parse(cachedRow.text))
    if (!content.success) return undefined
    const { storedAt, endsAt } = cachedRow
    return { entry: { storedAt, content: content.output }, endsAt, touchedAt: 0 }
  }

  function find(key: string): CacheEntry<TContent> | undefined {
    const one = held.get(key) ?? takeDown(key)
    if (!one) return undefined
    // From the future: a clock was set back, and how old this is nobody knows.
    if (one.endsAt <= now() || one.entry.storedAt > now()) {
      held.delete(key)
      return undefined
    }
    if (now() - one.touchedAt > TOUCH_EVERY_MS) {
      diskCache.touch(key)
      one.touchedAt = now()
    }
    return remember(key, one)
  }

  const keyOf = (key: string) => `${name} ${key}`

  return {
    get: (key) => find(keyOf(key)),

    set(key, content, life) {
      const storedAt = now()
      const endsAt = storedAt + life * 1000
      diskCache.write(keyOf(key), { storedAt, endsAt, text: JSON.stringify(content) })
      return remember(keyOf(key), { entry: { storedAt, content }, endsAt, touchedAt: storedAt })
    },

    startingWith(prefix) {
      const inMemory = [...held.keys()].filter((key) => key.startsWith(keyOf(prefix)))
      const keys = new Set([...inMemory, ...diskCache.keysStartingWith(keyOf(prefix))])
      return [...keys].flatMap((key) => find(key) ?? []).sort((one, other) => other.storedAt - one.storedAt)
    },
  }
}
