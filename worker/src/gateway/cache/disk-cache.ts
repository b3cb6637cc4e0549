/**
 * What the gate holds in storage, so that it survives an eviction: texts, each with its end. Bounded: when they are too
 * many, those that nobody has used for longest go, so that a hostile spread of filters costs its own entries first.
 */
export interface CachedRow {
  /** Milliseconds since the epoch. */
  storedAt: number
  /** From then on it may not be shown to anybody. */
  endsAt: number
  text: string
}

export interface DiskCache {
  read(key: string): CachedRow | undefined
  write(key: string, cachedRow: CachedRow): void
  touch(key: string): void
  keysStartingWith(prefix: string): string[]
  /** Deletes what has ended. */
  sweep(): void
  measure(): { answers: number; bytes: number }
}

/** Room is made for more than the one that needs it, so that not every write has to. */
const KEPT_SHARE = 0.9
/** Durable Objects store two megabytes in a row (developers.cloudflare.com/durable-objects/platform/limits). */
const LARGEST_TEXT = 1_000_000

/** Before it is opened. */
export const clearDiskCache = (sql: SqlStorage): void => void sql.exec('DROP TABLE IF EXISTS held')

export function openDiskCache(sql: SqlStorage, mostBytes: number, now: () => number): DiskCache {
  sql.exec(`CREATE TABLE IF NOT EXISTS held (
    key TEXT PRIMARY KEY,
    stored_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    content TEXT NOT NULL
  )`)
  const measure = () =>
    sql
      .exec<{ answers: number; bytes: number }>(
        'SELECT count(*) AS answers, coalesce(sum(bytes), 0) AS bytes FROM held',
      )
      .one()
  let { bytes } = measure()

  function makeRoom() {
    if (bytes <= mostBytes) return
    for (const row of sql
      .exec<{ key: string; bytes: number }>('SELECT key, bytes FROM held ORDER BY used_at')
      .toArray()) {
      if (bytes <= mostBytes * KEPT_SHARE) break
      sql.exec('DELETE FROM held WHERE key = ?', row.key)
      bytes -= row.bytes
    }
  }

  return {
    read(key) {
      const [row] = sql.exec<{ stored_at: number; ends_at: number; content: string }>(
        'SELECT stored_at, ends_at, content FROM held WHERE key = ? AND ends_at > ?',
        key,
        now(),
      )
      return row && { storedAt: row.stored_at, endsAt: row.ends_at, text: row.content }
    },

    write(key, { storedAt, endsAt, text }) {
      const size = key.length + text.length
      const [known] = sql.exec<{ bytes: number }>('DELETE FROM held WHERE key = ? RETURNING bytes', key)
      bytes -= known?.bytes ?? 0
      if (size > LARGEST_TEXT) return
      sql.exec('INSERT INTO held VALUES (?, ?, ?, ?, ?, ?)', key, storedAt, endsAt, now(), size, text)
      bytes += size
      makeRoom()
    },

    touch: (key) => void sql.exec('UPDATE held SET used_at = ? WHERE key = ?', now(), key),

    keysStartingWith: (prefix) =>
      sql
        .exec<{ key: string }>('SELECT key FROM held WHERE key >= ? AND key < ?', prefix, `${prefix}\uffff`)
        .toArray()
        .map(({ key }) => key),

    sweep() {
      sql.exec('DELETE FROM held WHERE ends_at <= ?', now())
      bytes = measure().bytes
    },

    measure,
  }
}
