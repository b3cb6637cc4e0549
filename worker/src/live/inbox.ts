/**
 * Which webhooks came, and of which time each object’s newest is: providers send one twice, late, and in any order. One is noted
 * once the LiveHub knows: until then the provider sends it again, and it is applied again.
 *
 * received_webhooks(object: what it is about; created_at: ISO 8601; id: the provider’s ID of the event; received_at: milliseconds)
 */
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'

/** Persona repeats a webhook for two days (docs.withpersona.com, "Webhooks: best practices"). */
const KEPT_MS = 3 * 24 * 60 * 60_000
const MAX_ROWS = 50_000
const MAX_APPLIED = 1_000

export type Inbox = ReturnType<typeof openInbox>

export function openInbox(sql: SqlStorage, now: () => number) {
  // One row written for each: the key finds both the newest of an object and one that came before.
  sql.exec(`CREATE TABLE IF NOT EXISTS received_webhooks (
    object TEXT NOT NULL,
    created_at TEXT NOT NULL,
    id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (object, created_at, id)
  ) WITHOUT ROWID`)
  /** By object: the time of the newest that was applied, noted or not. */
  const newest = new LruMap<string, string>(MAX_APPLIED)

  const readNewest = (object: string): string | null =>
    sql
      .exec<{ at: string | null }>(
        'SELECT max(created_at) AS at FROM received_webhooks WHERE object = ?',
        object,
      )
      .one().at

  return {
    /** `duplicate`: it came before. `late`: a newer one about the object did. */
    judge(id: string, object: string, createdAt: string): 'new' | 'late' | 'duplicate' {
      const known = sql
        .exec(
          'SELECT 1 FROM received_webhooks WHERE object = ? AND created_at = ? AND id = ?',
          ...[object, createdAt, id],
        )
        .toArray()
      if (known.length > 0) return 'duplicate'
      const latest = newest.get(object) ?? readNewest(object) ?? ''
      newest.set(object, latest > createdAt ? latest : createdAt)
      return latest > createdAt ? 'late' : 'new'
    },

    note: (id: string, object: string, createdAt: string): void =>
      void sql.exec(
        'INSERT OR IGNORE INTO received_webhooks VALUES (?, ?, ?, ?)',
        ...[object, createdAt, id, now()],
      ),

    /** When the last one came, in milliseconds since the epoch; none: −∞. */
    lastAt: (): number =>
      sql.exec<{ at: number | null }>('SELECT max(received_at) AS at FROM received_webhooks').one().at ??
      Number.NEGATIVE_INFINITY,

    sweep(): void {
      sql.exec('DELETE FROM received_webhooks WHERE received_at <= ?', now() - KEPT_MS)
      sql.exec(
        'DELETE FROM received_webhooks WHERE received_at <= (SELECT received_at FROM received_webhooks ORDER BY received_at DESC LIMIT 1 OFFSET ?)',
        MAX_ROWS,
      )
    },
  }
}
