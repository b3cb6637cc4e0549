/**
 * The tables of the audit log, and every statement that touches them.
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

export function openAuditStore(sql: SqlStorage) {
  sql.exec(TABLES)

  const readEntries = (condition: string, ...values: (string | number)[]): AuditEntry[] =>
    sql
      .exec<{ entry: string }>(`SELECT entry FROM entries ${condition}`, ...values)
      .toArray()
      .map(({ entry }) => v.parse(StoredEntrySchema, entry))

  let size: number | undefined
  let written = 0

  return {
    readNewest: (): AuditEntry | undefined => readEntries('ORDER BY seq DESC LIMIT 1')[0],

    readEntry: (seq: number): AuditEntry | undefined => readEntries('WHERE seq = ?', seq)[0],

    readOldestSeq: (): number | undefined =>
      sql.exec<{ seq: number }>('SELECT seq FROM entries ORDER BY seq LIMIT 1').toArray()[0]?.seq,

    readTimeAt: (seq: number): number | undefined =>
      sql.exec<{ at: number }>('SELECT at FROM entries WHERE seq = ?', seq).toArray()[0]?.at,

    addEntry(entry: AuditEntry): number {
      const text = JSON.stringify(entry)
      const { seq, at, agent, action } = entry
      sql.exec('INSERT INTO entries VALUES (?, ?, ?, ?, ?)', seq, Date.parse(at), agent, action, text)
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
      sql.exec(
        'INSERT OR REPLACE INTO viewers SELECT value, ?, ? FROM json_each(?)',
        agent,
        at,
        JSON.stringify(cases),
      )
    },

    deleteViewers(before: number): void {
      sql.exec('DELETE FROM viewers WHERE at < ?', before)
    },

    findRecentViewers: (id: string, exceptAgent: string, since: number): RecentViewer[] =>
      sql
        .exec<{ agent: string; at: number }>(
          'SELECT agent, at FROM viewers WHERE case_id = ? AND agent <> ? AND at >= ? ORDER BY at DESC, agent',
          id,
          exceptAgent,
          since,
        )
        .toArray(),

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
