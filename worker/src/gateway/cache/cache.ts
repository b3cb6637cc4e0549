/** What the gate holds: projected answers in memory over the same in storage, the least recently used gone first. */
import * as v from 'valibot'
import type { Shelf } from './disk-cache.ts'

/** Something as the provider said it at `storedAt` (milliseconds since the epoch). */
export interface Entry<TContent> {
  storedAt: number
  content: TContent
}

export interface Store<TContent> {
  get(key: string): Entry<TContent> | undefined
  /** `life`: how many seconds from now anything of it may be shown. Gives back the entry. */
  set(key: string, content: TContent, life: number): Entry<TContent>
  /** Those whose key begins so, newest stored first. */
  startingWith(prefix: string): Entry<TContent>[]
}

export interface StoreParts<TContent> {
  /** Distinguishes its keys from those of other stores on the same shelf. */
  name: string
  /** In memory; the shelf has a bound of its own. */
  most: number
  shelf: Shelf
  /** What is on the shelf may have been written by another version. */
  schema: v.GenericSchema<unknown, TContent>
  now: () => number
}

interface Held<TContent> {
  entry: Entry<TContent>
  endsAt: number
  touchedAt: number
}

/** Storage hears of a use at most this often: a write for every hit would cost more than it tells. */
const TOUCH_EVERY_MS = 60_000

export function createStore<TContent>({
  name,
  most,
  shelf,
  schema,
  now,
}: StoreParts<TContent>): Store<TContent> {
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
    const shelved = shelf.read(key)
    if (!shelved) return undefined
    const content = v.safeParse(schema, JSON.parse(shelved.text))
    if (!content.success) return undefined
    const { storedAt, endsAt } = shelved
    return { entry: { storedAt, content: content.output }, endsAt, touchedAt: 0 }
  }

  function find(key: string): Entry<TContent> | undefined {
    const one = held.get(key) ?? takeDown(key)
    if (!one) return undefined
    // From the future: a clock was set back, and how old this is nobody knows.
    if (one.endsAt <= now() || one.entry.storedAt > now()) {
      held.delete(key)
      return undefined
    }
    if (now() - one.touchedAt > TOUCH_EVERY_MS) {
      shelf.touch(key)
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
      shelf.write(keyOf(key), { storedAt, endsAt, text: JSON.stringify(content) })
      return remember(keyOf(key), { entry: { storedAt, content }, endsAt, touchedAt: storedAt })
    },

    startingWith(prefix) {
      const inMemory = [...held.keys()].filter((key) => key.startsWith(keyOf(prefix)))
      const keys = new Set([...inMemory, ...shelf.keysStartingWith(keyOf(prefix))])
      return [...keys].flatMap((key) => find(key) ?? []).sort((one, other) => other.storedAt - one.storedAt)
    },
  }
}
