/** What a gateway stores: cached answers, in memory over SQLite, and a few named values. */
import { hash } from 'node:crypto'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'

/** Content as the provider sent it at `storedAt` (milliseconds since the epoch). */
export interface CacheEntry<TContent> {
  storedAt: number
  content: TContent
}

interface MemoryEntry<TContent> {
  entry: CacheEntry<TContent>
  expiresAt: number
  touchedAt: number
  /** Of what SQLite has; `digest`: `undefined` where that was read. */
  written: { at: number; digest?: string }
}

/** A write for every hit would cost more than an exact order of use is worth. */
const TOUCH_EVERY_MS = 10 * 60_000
/** How long a count waits for a write: rows written are what a relay is billed for. */
const WRITE_EVERY_MS = 60_000

/** `name` separates its keys in a shared disk cache. `max`: entries in memory. `schema`: another version may have written. */
export function createCache<TContent>({
  name,
  max,
  diskCache,
  schema,
  now,
}: {
  name: string
  max: number
  diskCache: DiskCache
  schema: v.GenericSchema<unknown, TContent>
  now: () => number
}) {
  const memory = new LruMap<string, MemoryEntry<TContent>>(max)

  function load(key: string): MemoryEntry<TContent> | undefined {
    const row = diskCache.read(key)
    if (!row) return undefined
    const content = v.safeParse(schema, JSON.parse(row.text))
    if (!content.success) return undefined
    return {
      entry: { storedAt: row.storedAt, content: content.output },
      expiresAt: row.expiresAt,
      touchedAt: 0,
      written: { at: row.storedAt },
    }
  }

  function find(key: string): CacheEntry<TContent> | undefined {
    const known = memory.get(key) ?? load(key)
    if (!known) return undefined
    if (!isCurrent(known)) {
      memory.delete(key)
      return undefined
    }
    if (now() - known.touchedAt > TOUCH_EVERY_MS) {
      diskCache.touch(key)
      known.touchedAt = now()
    }
    memory.set(key, known)
    return known.entry
  }

  /** An entry from the future has an unknown age: the clock was set back. */
  const isCurrent = ({ expiresAt, entry }: MemoryEntry<TContent>) =>
    expiresAt > now() && entry.storedAt <= now()

  /** Leaves the order of use as it is. */
  function peek(key: string): CacheEntry<TContent> | undefined {
    const inMemory = memory.peek(key)
    const known = inMemory ?? load(key)
    if (!known || !isCurrent(known)) return undefined
    if (!inMemory && memory.size < max) memory.set(key, known)
    return known.entry
  }

  const keyOf = (key: string) => `${name} ${key}`

  function keysStartingWith(prefix: string): Set<string> {
    const inMemory = [...memory.keys()].filter((key) => key.startsWith(keyOf(prefix)))
    return new Set([...inMemory, ...diskCache.keysStartingWith(keyOf(prefix))])
  }

  return {
    get: (key: string) => find(keyOf(key)),

    /** Only from memory. Counts as no use. */
    peek(key: string): CacheEntry<TContent> | undefined {
      const known = memory.peek(keyOf(key))
      return known && isCurrent(known) ? known.entry : undefined
    },

    /** `life`: seconds until the entry expires. */
    set(key: string, content: TContent, life: number, storedAt = now()): CacheEntry<TContent> {
      const entry = { storedAt, content }
      const expiresAt = storedAt + life * 1000
      const text = JSON.stringify(content)
      const digest = hash('sha1', text)
      const known = memory.peek(keyOf(key))?.written
      const sinceMs = storedAt - (known?.at ?? 0)
      // That nothing is new is worth a write twice a life: after an eviction the answer looks older than it is.
      const isWritten = known?.digest === digest && sinceMs >= 0 && sinceMs < (life * 1000) / 2
      if (!isWritten) diskCache.write(keyOf(key), { storedAt, expiresAt, text })
      const written = isWritten ? known : { at: storedAt, digest }
      memory.set(keyOf(key), { entry, expiresAt, touchedAt: storedAt, written })
      return entry
    },

    startingWith(prefix: string): CacheEntry<TContent>[] {
      return [...keysStartingWith(prefix)]
        .flatMap((key) => find(key) ?? [])
        .sort((one, other) => other.storedAt - one.storedAt)
    },

    /** By the rest of the key. Counts as no use. */
    peekStartingWith(prefix: string): Map<string, CacheEntry<TContent>> {
      const entries = [...keysStartingWith(prefix)].map((key) => [key, peek(key)] as const)
      const start = keyOf(prefix).length
      return new Map(entries.flatMap(([key, entry]) => (entry ? [[key.slice(start), entry]] : [])))
    },
  }
}

export interface CachedRow {
  /** Milliseconds since the epoch. */
  storedAt: number
  expiresAt: number
  text: string
}

export type DiskCache = ReturnType<typeof openDiskCache>

/** Makes room for more than one entry, so that not every write has to. */
const KEPT_SHARE = 0.9
/** Durable Objects store two megabytes in a row (developers.cloudflare.com/durable-objects/platform/limits). */
const MAX_TEXT_LENGTH = 1_000_000

export const clearDiskCache = (sql: SqlStorage): void => void sql.exec('DROP TABLE IF EXISTS cached_answers')

/** Texts in SQLite, bounded in bytes: the least recently used go first, so that a spread of filters evicts its own entries. */
export function openDiskCache(sql: SqlStorage, maxBytes: number, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS cached_answers (
    key TEXT PRIMARY KEY,
    stored_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    content TEXT NOT NULL
  ) WITHOUT ROWID`)
  const measure = () =>
    sql
      .exec<{ answers: number; bytes: number }>(
        'SELECT count(*) AS answers, coalesce(sum(bytes), 0) AS bytes FROM cached_answers',
      )
      .one()
  let { bytes } = measure()

  function makeRoom() {
    if (bytes <= maxBytes) return
    for (const row of sql
      .exec<{ key: string; bytes: number }>('SELECT key, bytes FROM cached_answers ORDER BY used_at')
      .toArray()) {
      if (bytes <= maxBytes * KEPT_SHARE) break
      sql.exec('DELETE FROM cached_answers WHERE key = ?', row.key)
      bytes -= row.bytes
    }
  }

  return {
    read(key: string): CachedRow | undefined {
      const [row] = sql.exec<{ stored_at: number; expires_at: number; content: string }>(
        'SELECT stored_at, expires_at, content FROM cached_answers WHERE key = ? AND expires_at > ?',
        key,
        now(),
      )
      return row && { storedAt: row.stored_at, expiresAt: row.expires_at, text: row.content }
    },

    write(key: string, { storedAt, expiresAt, text }: CachedRow) {
      const size = key.length + text.length
      const [known] = sql.exec<{ bytes: number }>('SELECT bytes FROM cached_answers WHERE key = ?', key)
      bytes -= known?.bytes ?? 0
      if (size > MAX_TEXT_LENGTH) {
        sql.exec('DELETE FROM cached_answers WHERE key = ?', key)
        return
      }
      // Replaced in place: a deletion would be one more row written.
      sql.exec(
        'INSERT OR REPLACE INTO cached_answers VALUES (?, ?, ?, ?, ?, ?)',
        ...[key, storedAt, expiresAt, now(), size, text],
      )
      bytes += size
      makeRoom()
    },

    touch: (key: string) => void sql.exec('UPDATE cached_answers SET used_at = ? WHERE key = ?', now(), key),

    keysStartingWith: (prefix: string) =>
      sql
        .exec<{ key: string }>(
          'SELECT key FROM cached_answers WHERE key >= ? AND key < ?',
          prefix,
          `${prefix}\uffff`,
        )
        .toArray()
        .map(({ key }) => key),

    sweep() {
      sql.exec('DELETE FROM cached_answers WHERE expires_at <= ?', now())
      bytes = measure().bytes
    },

    measure,
  }
}

export interface KeyValueStore {
  read(name: string): unknown
  write(name: string, value: unknown): void
}

export function openKeyValueStore(sql: SqlStorage): KeyValueStore {
  sql.exec('CREATE TABLE IF NOT EXISTS key_values (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID')
  return {
    read(name) {
      const [row] = sql.exec<{ value: string }>('SELECT value FROM key_values WHERE name = ?', name)
      return row && JSON.parse(row.value)
    },
    write: (name, value) =>
      void sql.exec('INSERT OR REPLACE INTO key_values VALUES (?, ?)', name, JSON.stringify(value)),
  }
}

export interface DelayedValue {
  /** Written at once if nothing was for a minute, else with a later change or `flush`: an eviction loses a minute at most. */
  noteChange(): void
  flush(): void
}

/** For counts: each row written is paid for. */
export function delayWrites(
  keyValueStore: KeyValueStore,
  name: string,
  read: () => unknown,
  now: () => number,
): DelayedValue {
  let writtenAt = Number.NEGATIVE_INFINITY
  let isChanged = false
  function flush() {
    if (!isChanged) return
    isChanged = false
    writtenAt = now()
    keyValueStore.write(name, read())
  }
  return {
    noteChange() {
      isChanged = true
      const sinceMs = now() - writtenAt
      if (sinceMs < 0 || sinceMs >= WRITE_EVERY_MS) flush()
    },
    flush,
  }
}
