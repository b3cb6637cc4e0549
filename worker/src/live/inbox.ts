/**
 * Which webhooks came, and of which time each object’s newest is: providers send one twice, late, and in any order.
 *
 * webhooks(id: the provider’s ID of the event; object: what it is about; created_at: ISO 8601; received_at: milliseconds; untold:
 * live topics that have changed with it, as JSON, until the LiveHub knows)
 */
import * as v from 'valibot'

/** Persona repeats a webhook for two days (docs.withpersona.com, "Webhooks: best practices"). */
const KEPT_MS = 3 * 24 * 60 * 60_000
const MAX_ROWS = 50_000

const TopicsSchema = v.array(v.string())

export type Inbox = ReturnType<typeof openInbox>

export function openInbox(sql: SqlStorage, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY,
    object TEXT NOT NULL,
    created_at TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    untold TEXT
  ) WITHOUT ROWID`)
  sql.exec('CREATE INDEX IF NOT EXISTS webhooks_untold ON webhooks (id) WHERE untold IS NOT NULL')
  sql.exec('CREATE INDEX IF NOT EXISTS webhooks_by_object ON webhooks (object, created_at)')

  return {
    /** `duplicate`: it came before. `late`: a newer one about the object did. */
    note(id: string, object: string, createdAt: string): 'new' | 'late' | 'duplicate' {
      const [newest] = sql.exec<{ at: string | null }>(
        'SELECT max(created_at) AS at FROM webhooks WHERE object = ?',
        object,
      )
      const { rowsWritten } = sql.exec(
        'INSERT OR IGNORE INTO webhooks VALUES (?, ?, ?, ?, NULL)',
        ...[id, object, createdAt, now()],
      )
      if (rowsWritten === 0) return 'duplicate'
      return newest?.at != null && newest.at > createdAt ? 'late' : 'new'
    },

    /** The relay may end before the LiveHub knows. */
    setUntold(id: string, topics: readonly string[]): void {
      sql.exec('UPDATE webhooks SET untold = ? WHERE id = ?', JSON.stringify(topics), id)
    },
    listUntold: (): { id: string; topics: string[] }[] =>
      sql
        .exec<{ id: string; untold: string }>('SELECT id, untold FROM webhooks WHERE untold IS NOT NULL')
        .toArray()
        .map(({ id, untold }) => ({ id, topics: v.parse(TopicsSchema, JSON.parse(untold)) })),
    setTold(ids: readonly string[]): void {
      for (const id of ids) sql.exec('UPDATE webhooks SET untold = NULL WHERE id = ?', id)
    },

    /** When the last one came, in milliseconds since the epoch; none: −∞. */
    lastAt: (): number =>
      sql.exec<{ at: number | null }>('SELECT max(received_at) AS at FROM webhooks').one().at ??
      Number.NEGATIVE_INFINITY,

    sweep(): void {
      sql.exec('DELETE FROM webhooks WHERE received_at <= ?', now() - KEPT_MS)
      sql.exec(
        'DELETE FROM webhooks WHERE received_at <= (SELECT received_at FROM webhooks ORDER BY received_at DESC LIMIT 1 OFFSET ?)',
        MAX_ROWS,
      )
    },
  }
}
