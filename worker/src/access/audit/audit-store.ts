/**
 * The tables of the audit log, and every statement that touches them. Entries and viewers are written with the batch of
 * their turn, or before the log is read.
 *
 * | table | holds |
 * | --- | --- |
 * | entries | the chained entries |
 * | segments | the closed segments, purged ones too |
 * | viewers | which agent last opened which case, and when |
 */
import { Buffer } from 'node:buffer'
import { type AuditAction, type AuditEntry, AuditEntrySchema } from '@inquiry-lens/shared/audit/chain.ts'
import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import type { ClosedSegment } from './retention.ts'
import type { SearchOrder, SeqRange } from './search.ts'

const TABLES = `
  CREATE TABLE IF NOT EXISTS entries (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, agent TEXT NOT NULL, action TEXT NOT NULL, entry TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS segments (
    day TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
    exported_at INTEGER, purged_at INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS viewers (
    case_id TEXT NOT NULL, agent TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (case_id, agent)
  ) WITHOUT ROWID;
`

/** The size is read again after so many written bytes, which count until then: reading it is a statement. */
const SIZE_STEP_BYTES = 32_000

/** The platform binds at most 100 values to a statement (developers.cloudflare.com, "Durable Objects: limits"). */
const ENTRIES_A_STATEMENT = 20

const VIEWER_GRAIN_MS = 60_000
const MAX_CACHED_CASES = 2_000

const StoredEntrySchema = v.pipe(v.string(), v.parseJson(), AuditEntrySchema)

interface EntryFilter extends SeqRange {
  agent: string | undefined
  actions: readonly AuditAction[] | undefined
  /** Only entries that showed something: no intents, and nothing that was not found. */
  isShown: boolean
  id: string | undefined
}

const IS_SHOWN = `COALESCE(entry ->> '$.about.outcome', 'shown') = 'shown'
  AND COALESCE(entry ->> '$.about.phase', '') <> 'intent'`

export type AuditStore = ReturnType<typeof openAuditStore>

/** `schedule`: `flush` is to be called with the batch of this turn. */
export function openAuditStore(sql: SqlStorage, schedule: () => void) {
  sql.exec(TABLES)

  let waiting: SqlStorageValue[][] = []
  let waitingViewers: [id: string, agent: string, at: number][] = []
  /** By case: when each agent last opened it. */
  const viewers = new LruMap<string, Map<string, number>>(MAX_CACHED_CASES)

  function flush(): void {
    const entries = waiting
    waiting = []
    for (let at = 0; at < entries.length; at += ENTRIES_A_STATEMENT) {
      const rows = entries.slice(at, at + ENTRIES_A_STATEMENT)
      sql.exec(`INSERT INTO entries VALUES ${rows.map(() => '(?, ?, ?, ?, ?)').join(', ')}`, ...rows.flat())
    }
    if (waitingViewers.length === 0) return
    sql.exec(
      'INSERT OR REPLACE INTO viewers SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)',
      JSON.stringify(waitingViewers),
    )
    waitingViewers = []
  }

  const readEntries = (condition: string, ...values: (string | number)[]): AuditEntry[] => {
    flush()
    return sql
      .exec<{ entry: string }>(`SELECT entry FROM entries ${condition}`, ...values)
      .toArray()
      .map(({ entry }) => v.parse(StoredEntrySchema, entry))
  }

  let size: number | undefined
  let written = 0

  function viewersOf(id: string): Map<string, number> {
    const known = viewers.get(id)
    if (known) return known
    flush()
    const rows = sql.exec<{ agent: string; at: number }>(
      'SELECT agent, at FROM viewers WHERE case_id = ?',
      id,
    )
    const found = new Map(rows.toArray().map(({ agent, at }) => [agent, at]))
    viewers.set(id, found)
    return found
  }

  return {
    flush,

    readNewest: (): AuditEntry | undefined => readEntries('ORDER BY seq DESC LIMIT 1')[0],

    readEntry: (seq: number): AuditEntry | undefined => readEntries('WHERE seq = ?', seq)[0],

    readOldestSeq(): number | undefined {
      flush()
      return sql.exec<{ seq: number }>('SELECT seq FROM entries ORDER BY seq LIMIT 1').toArray()[0]?.seq
    },

    readTimeAt: (seq: number): number | undefined =>
      sql.exec<{ at: number }>('SELECT at FROM entries WHERE seq = ?', seq).toArray()[0]?.at,

    addEntry(entry: AuditEntry): number {
      const text = JSON.stringify(entry)
      const { seq, at, agent, action } = entry
      waiting.push([seq, Date.parse(at), agent, action, text])
      schedule()
      const bytes = Buffer.byteLength(text)
      written += bytes
      return bytes
    },

    findEntries(
      { first, last, agent, actions, isShown, id }: EntryFilter,
      order: SearchOrder,
      limit: number,
    ): AuditEntry[] {
      const conditions: [sql: string, ...values: (string | number)[]][] = [
        ['seq BETWEEN ? AND ?', first, last],
      ]
      if (agent !== undefined) conditions.push(['agent = ?', agent])
      if (actions) conditions.push([`action IN (${actions.map(() => '?').join(', ')})`, ...actions])
      if (isShown) conditions.push([IS_SHOWN])
      // With its quotes: an ID may be the start of another.
      if (id !== undefined) conditions.push(['instr(entry, ?) > 0', JSON.stringify(id)])
      return readEntries(
        `WHERE ${conditions.map(([condition]) => condition).join(' AND ')}
         ORDER BY seq ${order === 'newest' ? 'DESC' : 'ASC'} LIMIT ?`,
        ...conditions.flatMap(([_, ...values]) => values),
        limit,
      )
    },

    addViewer(agent: string, cases: readonly string[], at: number): void {
      for (const id of cases) {
        const known = viewers.get(id)
        const last = known?.get(agent)
        if (last !== undefined && at - last < VIEWER_GRAIN_MS) continue
        known?.set(agent, at)
        waitingViewers.push([id, agent, at])
        schedule()
      }
    },

    deleteViewers(before: number): void {
      flush()
      viewers.clear()
      sql.exec('DELETE FROM viewers WHERE at < ?', before)
    },

    findRecentViewers: (id: string, exceptAgent: string, since: number): RecentViewer[] =>
      [...viewersOf(id)]
        .map(([agent, at]) => ({ agent, at }))
        .filter(({ agent, at }) => agent !== exceptAgent && at >= since)
        .sort((one, other) => other.at - one.at || (one.agent < other.agent ? -1 : 1)),

    readSegments: (): ClosedSegment[] =>
      sql
        .exec<ClosedSegment & Record<string, SqlStorageValue>>(
          `SELECT day, first, last, previous, hash, exported_at AS exportedAt, purged_at AS purgedAt
           FROM segments ORDER BY day`,
        )
        .toArray(),

    readLastClosed: (): Pick<ClosedSegment, 'day' | 'last' | 'hash'> | undefined =>
      sql
        .exec<{ day: string; last: number; hash: string }>(
          'SELECT day, last, hash FROM segments ORDER BY day DESC LIMIT 1',
        )
        .toArray()[0],

    addSegment({ day, first, last, previous, hash }: ClosedSegment): void {
      sql.exec('INSERT INTO segments VALUES (?, ?, ?, ?, ?, NULL, NULL)', day, first, last, previous, hash)
    },

    markExported({ day }: ClosedSegment, now: number): void {
      sql.exec('UPDATE segments SET exported_at = ? WHERE day = ?', now, day)
    },

    purge({ day, last }: ClosedSegment, now: number): void {
      flush()
      size = undefined
      sql.exec('DELETE FROM entries WHERE seq <= ?', last)
      sql.exec('UPDATE segments SET purged_at = ? WHERE day = ?', now, day)
    },

    bytes(): number {
      if (size === undefined || written > SIZE_STEP_BYTES) {
        size = sql.databaseSize
        written = 0
      }
      return size + written
    },
  }
}
