/**
 * The record's tables, and every statement that touches them.
 *
 * | table | holds |
 * | --- | --- |
 * | lines | the chained lines; `person`: whom an agent looked at, where it was somebody in particular |
 * | days | the closed days, those that were dropped too |
 */
import type { RecordAction, RecordLine } from '@inquiry-lens/shared/record.ts'
import { RecordLineSchema } from '@inquiry-lens/shared/record.ts'
import type { Sighting } from '@inquiry-lens/shared/seen.ts'
import * as v from 'valibot'
import type { ClosedDay } from './days.ts'

/** `person` is indexed where there is one: a line of a list is found by its place, and costs one row. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS lines (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, agent TEXT NOT NULL, action TEXT NOT NULL, person TEXT,
    line TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS lines_of_person ON lines (person, seq) WHERE person IS NOT NULL;
  CREATE TABLE IF NOT EXISTS days (
    day TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
    copied_at INTEGER, dropped_at INTEGER
  ) WITHOUT ROWID;
`

const StoredLineSchema = v.pipe(v.string(), v.parseJson(), RecordLineSchema)
const readLine = (text: string): RecordLine => v.parse(StoredLineSchema, text)

/** What a search looks for in a stretch of lines; both ends included. */
export interface Stretch {
  first: number
  last: number
  agent: string | undefined
  actions: readonly RecordAction[] | undefined
  /** Named anywhere in the line. */
  id: string | undefined
}

export type RecordBook = ReturnType<typeof openRecordBook>

export function openRecordBook(sql: SqlStorage) {
  sql.exec(TABLES)

  const readDays = (): ClosedDay[] =>
    sql
      .exec<
        Omit<ClosedDay, 'copiedAt' | 'droppedAt'> & { copied_at: number | null; dropped_at: number | null }
      >('SELECT * FROM days ORDER BY day')
      .toArray()
      .map(({ copied_at, dropped_at, ...day }) => ({ ...day, copiedAt: copied_at, droppedAt: dropped_at }))

  return {
    readNewest: (): RecordLine | undefined => {
      const row = sql.exec<{ line: string }>('SELECT line FROM lines ORDER BY seq DESC LIMIT 1').toArray()[0]
      return row && readLine(row.line)
    },

    readOldestSeq: (): number | undefined =>
      sql.exec<{ seq: number }>('SELECT seq FROM lines ORDER BY seq LIMIT 1').toArray()[0]?.seq,

    readLineAt: (seq: number): RecordLine | undefined => {
      const row = sql.exec<{ line: string }>('SELECT line FROM lines WHERE seq = ?', seq).toArray()[0]
      return row && readLine(row.line)
    },

    readTimeAt: (seq: number): number | undefined =>
      sql.exec<{ at: number }>('SELECT at FROM lines WHERE seq = ?', seq).toArray()[0]?.at,

    writeLine(line: RecordLine, person: string | null): void {
      sql.exec(
        'INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)',
        line.seq,
        Date.parse(line.at),
        line.agent,
        line.action,
        person,
        JSON.stringify(line),
      )
    },

    findLines(
      { first, last, agent, actions, id }: Stretch,
      order: 'newest' | 'oldest',
      most: number,
    ): RecordLine[] {
      const marks = actions?.map(() => '?').join(', ')
      return sql
        .exec<{ line: string }>(
          `SELECT line FROM lines WHERE seq BETWEEN ? AND ?
           ${agent === undefined ? '' : 'AND agent = ?'} ${marks === undefined ? '' : `AND action IN (${marks})`}
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

    /** Newest first; of each agent the last time. */
    findSightings(person: string, besides: string, since: number, most: number): Sighting[] {
      return sql
        .exec<{ agent: string; at: number }>(
          `SELECT agent, MAX(at) AS at FROM lines WHERE person = ? AND agent <> ? AND at >= ?
           GROUP BY agent ORDER BY at DESC, agent LIMIT ?`,
          person,
          besides,
          since,
          most,
        )
        .toArray()
    },

    readDays,

    readLastClosed: (): Pick<ClosedDay, 'day' | 'last' | 'hash'> | undefined =>
      sql
        .exec<{ day: string; last: number; hash: string }>(
          'SELECT day, last, hash FROM days ORDER BY day DESC LIMIT 1',
        )
        .toArray()[0],

    addDay({ day, first, last, previous, hash }: ClosedDay): void {
      sql.exec('INSERT INTO days VALUES (?, ?, ?, ?, ?, NULL, NULL)', day, first, last, previous, hash)
    },

    noteCopied({ day }: ClosedDay, now: number): void {
      sql.exec('UPDATE days SET copied_at = ? WHERE day = ?', now, day)
    },

    dropDay({ day, last }: ClosedDay, now: number): void {
      sql.exec('DELETE FROM lines WHERE seq <= ?', last)
      sql.exec('UPDATE days SET dropped_at = ? WHERE day = ?', now, day)
    },

    bytes: (): number => sql.databaseSize,
  }
}
