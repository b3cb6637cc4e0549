/**
 * Which socket wants which topic, and when each topic last changed. SQL here is synchronous: what a socket missed and what it
 * hears from then on meet without a gap.
 *
 * | table | holds |
 * | --- | --- |
 * | subscriptions | topic (`case inq_…`), socket, the number that the socket calls it by |
 * | changes | topic, the sequence number of its last change, when (milliseconds since the epoch) |
 * | deferred | topics that will be told later |
 * | counters | `head`: the newest sequence number; `floor`: the newest forgotten one; `socket`: the last one drawn |
 */
import type { RelayFrame } from '@inquiry-lens/shared/contract/live.ts'

const KEPT_MS = 24 * 60 * 60_000

type Counter = 'head' | 'floor' | 'socket'

export type Subscriptions = ReturnType<typeof openSubscriptions>

export function openSubscriptions(sql: SqlStorage, now: () => number) {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS subscriptions (
      topic TEXT NOT NULL, socket INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (topic, socket)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS subscriptions_of_socket ON subscriptions (socket, number);
    CREATE TABLE IF NOT EXISTS changes (topic TEXT PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS changes_by_seq ON changes (seq);
    CREATE TABLE IF NOT EXISTS deferred (topic TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  `)

  const read = (name: Counter): number =>
    sql.exec<{ value: number }>('SELECT value FROM counters WHERE name = ?', name).toArray()[0]?.value ?? 0
  const write = (name: Counter, value: number): number => {
    sql.exec('INSERT OR REPLACE INTO counters VALUES (?, ?)', name, value)
    return value
  }

  function add(socket: number, topics: Readonly<Record<number, string>>): void {
    for (const [number, topic] of Object.entries(topics)) {
      sql.exec('DELETE FROM subscriptions WHERE socket = ? AND number = ?', socket, Number(number))
      sql.exec('INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?)', topic, socket, Number(number))
    }
  }

  return {
    drawSocket: (): number => write('socket', read('socket') + 1),
    head: (): number => read('head'),

    replace(socket: number, topics: Readonly<Record<number, string>>): void {
      sql.exec('DELETE FROM subscriptions WHERE socket = ?', socket)
      add(socket, topics)
    },

    /** Returns how many it has then. */
    change(
      socket: number,
      { add: added, drop }: { add: Readonly<Record<number, string>>; drop: readonly number[] },
    ): number {
      for (const number of drop)
        sql.exec('DELETE FROM subscriptions WHERE socket = ? AND number = ?', socket, number)
      add(socket, added)
      return sql
        .exec<{ topics: number }>('SELECT count(*) AS topics FROM subscriptions WHERE socket = ?', socket)
        .one().topics
    },

    topicsOf: (socket: number) =>
      sql
        .exec<{ number: number; topic: string }>(
          'SELECT number, topic FROM subscriptions WHERE socket = ? ORDER BY number',
          socket,
        )
        .toArray(),

    /** What the socket missed since this number, or within so many milliseconds. */
    since(socket: number, known: number | { sinceMs: number }): RelayFrame {
      const head = read('head')
      const [seq, at] = typeof known === 'number' ? [known, 0] : [0, now() - known.sinceMs]
      if (typeof known === 'number' && (seq > head || seq < read('floor')))
        return { seq: head, changed: [], reset: true }
      const changed = sql
        .exec<{ number: number }>(
          `SELECT number FROM subscriptions JOIN changes USING (topic)
           WHERE socket = ? AND seq > ? AND at >= ? ORDER BY number`,
          ...[socket, seq, at],
        )
        .toArray()
        .map(({ number }) => number)
      return { seq: head, changed }
    },

    end: (socket: number): void => void sql.exec('DELETE FROM subscriptions WHERE socket = ?', socket),

    /** `bySocket`: the numbers by which sockets know these topics. */
    note(topics: readonly string[]): { seq: number; bySocket: ReadonlyMap<number, number[]> } {
      const seq = write('head', read('head') + 1)
      const bySocket = new Map<number, number[]>()
      for (const topic of topics) {
        sql.exec('INSERT OR REPLACE INTO changes VALUES (?, ?, ?)', topic, seq, now())
        for (const { socket, number } of sql.exec<{ socket: number; number: number }>(
          'SELECT socket, number FROM subscriptions WHERE topic = ?',
          topic,
        ))
          bySocket.set(socket, [...(bySocket.get(socket) ?? []), number])
      }
      return { seq, bySocket }
    },

    defer(topics: readonly string[]): void {
      for (const topic of topics) sql.exec('INSERT OR IGNORE INTO deferred VALUES (?)', topic)
    },
    takeDeferred: (): string[] =>
      sql
        .exec<{ topic: string }>('DELETE FROM deferred RETURNING topic')
        .toArray()
        .map(({ topic }) => topic),

    sweep(): void {
      const [old] = sql.exec<{ seq: number | null }>(
        'SELECT max(seq) AS seq FROM changes WHERE at <= ?',
        now() - KEPT_MS,
      )
      if (old?.seq == null) return
      write('floor', Math.max(read('floor'), old.seq))
      sql.exec('DELETE FROM changes WHERE seq <= ?', old.seq)
    },
  }
}
