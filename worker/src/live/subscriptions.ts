/**
 * Which socket wants which topic, and what changed when. SQL here is synchronous: what a socket missed and what it hears from
 * then on meet without a gap.
 *
 * | table | holds |
 * | --- | --- |
 * | subscriptions | topic (`case inq_…`, `watches` and a key of the agent), socket, the number that the socket calls it by |
 * | change_log | a row for each notice: its sequence number, when (milliseconds since the epoch), its topics (JSON) |
 * | deferred | topics that will be told later |
 * | heard | provider, when one of its webhooks last said something (milliseconds since the epoch, an hour late at most) |
 */
import type { RelayFrame } from '@inquiry-lens/shared/contract/live.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'

const KEPT_MS = 24 * 60 * 60_000
/** A provider that was silent for longer may have been told to send nothing. */
export const HEARD_MS = 24 * 60 * 60_000
const NOTED_EVERY_MS = 60 * 60_000

const TopicsSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

export type Subscriptions = ReturnType<typeof openSubscriptions>

export function openSubscriptions(sql: SqlStorage, now: () => number) {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS subscriptions (
      topic TEXT NOT NULL, socket INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (topic, socket)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS subscriptions_of_socket ON subscriptions (socket, number);
    CREATE TABLE IF NOT EXISTS change_log (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, topics TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS deferred (topic TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS heard (provider TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  `)

  const readSeq = (query: string, ...values: number[]): number =>
    sql.exec<{ seq: number | null }>(query, ...values).toArray()[0]?.seq ?? 0
  const head = (): number => readSeq('SELECT max(seq) AS seq FROM change_log')
  /** The newest that is forgotten: the log is never empty again. */
  const floor = (): number => readSeq('SELECT min(seq) - 1 AS seq FROM change_log')

  function add(socket: number, topics: Readonly<Record<number, string>>): void {
    for (const [number, topic] of Object.entries(topics)) {
      sql.exec('DELETE FROM subscriptions WHERE socket = ? AND number = ?', socket, Number(number))
      sql.exec('INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?)', topic, socket, Number(number))
    }
  }

  const topicsOf = (socket: number) =>
    sql
      .exec<{ number: number; topic: string }>(
        'SELECT number, topic FROM subscriptions WHERE socket = ? ORDER BY number',
        socket,
      )
      .toArray()

  const heardAt = new Map(
    sql
      .exec<{ provider: string; at: number }>('SELECT provider, at FROM heard')
      .toArray()
      .map(({ provider, at }) => [provider, at]),
  )
  const isHeard = (provider: ProviderId): boolean =>
    now() - (heardAt.get(provider) ?? Number.NEGATIVE_INFINITY) <= HEARD_MS

  return {
    head,
    isHeard,

    /** A webhook of this provider said something. Returns whether none had for long. */
    noteHeard(provider: ProviderId): boolean {
      const wasHeard = isHeard(provider)
      if (now() - (heardAt.get(provider) ?? Number.NEGATIVE_INFINITY) < NOTED_EVERY_MS) return false
      heardAt.set(provider, now())
      sql.exec('INSERT OR REPLACE INTO heard VALUES (?, ?)', provider, now())
      return !wasHeard
    },

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

    topicsOf,

    /** What the socket missed since this number, or within so many milliseconds. */
    since(socket: number, known: number | { sinceMs: number }): RelayFrame {
      const newest = head()
      if (typeof known === 'number' && (known > newest || known < floor()))
        return { seq: newest, changed: [], reset: true }
      const seq =
        typeof known === 'number'
          ? known
          : readSeq(
              'SELECT seq FROM change_log WHERE at < ? ORDER BY seq DESC LIMIT 1',
              now() - known.sinceMs,
            )
      const missed = sql
        .exec<{ topics: string }>('SELECT topics FROM change_log WHERE seq > ?', seq)
        .toArray()
        .flatMap(({ topics }) => v.parse(TopicsSchema, topics))
      const changed = new Set(missed)
      return {
        seq: newest,
        changed: topicsOf(socket).flatMap((one) => (changed.has(one.topic) ? one.number : [])),
      }
    },

    end: (socket: number): void => void sql.exec('DELETE FROM subscriptions WHERE socket = ?', socket),

    note: (topics: readonly string[]): void =>
      void sql.exec('INSERT INTO change_log VALUES (?, ?, ?)', head() + 1, now(), JSON.stringify(topics)),

    /** The numbers by which sockets know these topics. */
    subscribersOf(topics: readonly string[]): ReadonlyMap<number, readonly number[]> {
      const bySocket = new Map<number, number[]>()
      for (const topic of topics) {
        for (const { socket, number } of sql.exec<{ socket: number; number: number }>(
          'SELECT socket, number FROM subscriptions WHERE topic = ?',
          topic,
        ))
          bySocket.set(socket, [...(bySocket.get(socket) ?? []), number])
      }
      return bySocket
    },

    defer(topics: readonly string[]): void {
      for (const topic of topics) sql.exec('INSERT OR IGNORE INTO deferred VALUES (?)', topic)
    },
    takeDeferred: (): string[] =>
      sql
        .exec<{ topic: string }>('DELETE FROM deferred RETURNING topic')
        .toArray()
        .map(({ topic }) => topic),

    /** All but the newest, whose number is the last one given. */
    sweep: (): void =>
      void sql.exec(
        'DELETE FROM change_log WHERE at <= ? AND seq < (SELECT max(seq) FROM change_log)',
        now() - KEPT_MS,
      ),
  }
}
