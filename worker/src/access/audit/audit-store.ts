/**
 * The record's tables, and every statement that touches them.
 *
 * | table | holds |
 * | --- | --- |
 * | lines | the chained entries |
 * | viewers | which agent last opened which case, and when |
 * | days | the closed days, those that were dropped too |
 */
import { Buffer } from 'node:buffer'
import type { AuditAction, AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { AuditEntrySchema } from '@inquiry-lens/shared/audit/chain.ts'
import type { RecentViewer } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import * as v from 'valibot'
import type { ClosedSegment } from './segments.ts'

const TABLES = `
  CREATE TABLE IF NOT EXISTS lines (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, agent TEXT NOT NULL, action TEXT NOT NULL, line TEXT NOT NULL
  );
  DROP INDEX IF EXISTS lines_of_person;
  CREATE TABLE IF NOT EXISTS viewers (
    person TEXT NOT NULL, agent TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (person, agent)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS days (
    day TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
    copied_at INTEGER, dropped_at INTEGER
  ) WITHOUT ROWID;
`

const StoredLineSchema = v.pipe(v.string(), v.parseJson(), AuditEntrySchema)
const readLine = (text: string): AuditEntry => v.parse(StoredLineSchema, text)

/** What a search looks for in a stretch of lines; both ends included. */
export interface SeqRange {
  first: number
  last: number
  agent: string | undefined
  actions: readonly AuditAction[] | undefined
  /** Only those that showed something: not what was merely asked for, nor what was not found. */
  shown: boolean
  /** Named anywhere in the line. */
  id: string | undefined
}

export type AuditStore = ReturnType<typeof openAuditStore>

export function openAuditStore(sql: SqlStorage) {
  sql.exec(TABLES)

  const readDays = (): ClosedSegment[] =>
    sql
      .exec<
        Omit<ClosedSegment, 'copiedAt' | 'droppedAt'> & {
          copied_at: number | null
          dropped_at: number | null
        }
      >('SELECT * FROM days ORDER BY day')
      .toArray()
      .map(({ copied_at, dropped_at, ...day }) => ({ ...day, copiedAt: copied_at, droppedAt: dropped_at }))

  return {
    readNewest: (): AuditEntry | undefined => {
      const row = sql.exec<{ line: string }>('SELECT line FROM lines ORDER BY seq DESC LIMIT 1').toArray()[0]
      return row && readLine(row.line)
    },

    readOldestSeq: (): number | undefined =>
      sql.exec<{ seq: number }>('SELECT seq FROM lines ORDER BY seq LIMIT 1').toArray()[0]?.seq,

    readLineAt: (seq: number): AuditEntry | undefined => {
      const row = sql.exec<{ line: string }>('SELECT line FROM lines WHERE seq = ?', seq).toArray()[0]
      return row && readLine(row.line)
    },

    readTimeAt: (seq: number): number | undefined =>
      sql.exec<{ at: number }>('SELECT at FROM lines WHERE seq = ?', seq).toArray()[0]?.at,

    /** How many bytes it takes. */
    writeLine(line: AuditEntry): number {
      const text = JSON.stringify(line)
      sql.exec(
        // An earlier version had a column more.
        'INSERT INTO lines (seq, at, agent, action, line) VALUES (?, ?, ?, ?, ?)',
        line.seq,
        Date.parse(line.at),
        line.agent,
        line.action,
        text,
      )
      return Buffer.byteLength(text)
    },

    noteViewer(agent: string, cases: readonly string[], at: number): void {
      sql.exec(
        'INSERT OR REPLACE INTO viewers SELECT value, ?, ? FROM json_each(?)',
        agent,
        at,
        JSON.stringify(cases),
      )
    },

    forgetViewers(before: number): void {
      sql.exec('DELETE FROM viewers WHERE at < ?', before)
    },

    findLines(
      { first, last, agent, actions, shown, id }: SeqRange,
      order: 'newest' | 'oldest',
      most: number,
    ): AuditEntry[] {
      const marks = actions?.map(() => '?').join(', ')
      return sql
        .exec<{ line: string }>(
          `SELECT line FROM lines WHERE seq BETWEEN ? AND ?
           ${agent === undefined ? '' : 'AND agent = ?'} ${marks === undefined ? '' : `AND action IN (${marks})`}
           ${shown ? "AND COALESCE(line ->> '$.about.outcome', 'shown') = 'shown' AND COALESCE(line ->> '$.about.phase', '') <> 'intent'" : ''}
           ${id === undefined ? '' : 'AND instr(line, ?) > 0'}
           ORDER BY seq ${order === 'newest' ? 'DESC' : 'ASC'} LIMIT ?`,
          first,
          last,
          ...(agent === undefined ? [] : [agent]),
          ...(actions ?? []),
          // With its quotes: an ID may begin another.
          ...(id === undefined ? [] : [JSON.stringify(id)]),
          most,
        )
        .toArray()
        .map(({ line }) => readLine(line))
    },

    /** Newest first. */
    findRecentViewers(person: string, besides: string, since: number): RecentViewer[] {
      return sql
        .exec<{ agent: string; at: number }>(
          `SELECT agent, at FROM viewers WHERE person = ? AND agent <> ? AND at >= ? ORDER BY at DESC, agent`,
          person,
          besides,
          since,
        )
        .toArray()
    },

    readDays,

    readLastClosed: (): Pick<ClosedSegment, 'day' | 'last' | 'hash'> | undefined =>
      sql
        .exec<{ day: string; last: number; hash: string }>(
          'SELECT day, last, hash FROM days ORDER BY day DESC LIMIT 1',
        )
        .toArray()[0],

    addDay({ day, first, last, previous, hash }: ClosedSegment): void {
      sql.exec('INSERT INTO days VALUES (?, ?, ?, ?, ?, NULL, NULL)', day, first, last, previous, hash)
    },

    noteCopied({ day }: ClosedSegment, now: number): void {
      sql.exec('UPDATE days SET copied_at = ? WHERE day = ?', now, day)
    },

    dropDay({ day, last }: ClosedSegment, now: number): void {
      sql.exec('DELETE FROM lines WHERE seq <= ?', last)
      sql.exec('UPDATE days SET dropped_at = ? WHERE day = ?', now, day)
    },

    bytes: (): number => sql.databaseSize,
  }
}
