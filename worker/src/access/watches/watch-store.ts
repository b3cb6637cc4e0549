/** watches(email, id: the case’s; name: the agent’s own word; created_at, until: milliseconds; ended: an `Ending` as JSON) */
import { END_STATES, type Ending } from '@inquiry-lens/shared/domain/ending.ts'
import * as v from 'valibot'

export interface StoredWatch {
  id: string
  name: string | null
  /** Milliseconds since the epoch. */
  createdAt: number
  /** When it goes. */
  until: number
  ended: Ending | null
}

const EndingSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ caseState: v.picklist(END_STATES), at: v.nullable(v.string()) }),
)

export type WatchStore = ReturnType<typeof openWatchStore>

type Row = Omit<StoredWatch, 'ended'> & { ended: string | null }
const COLUMNS = 'id, name, created_at AS createdAt, until, ended'

export function openWatchStore(sql: SqlStorage) {
  sql.exec(`CREATE TABLE IF NOT EXISTS watches (
    email TEXT NOT NULL, id TEXT NOT NULL, name TEXT, created_at INTEGER NOT NULL, until INTEGER NOT NULL, ended TEXT,
    PRIMARY KEY (email, id)
  ) WITHOUT ROWID`)

  const read = (query: string, ...values: SqlStorageValue[]): StoredWatch[] =>
    sql
      .exec<Row & Record<string, SqlStorageValue>>(query, ...values)
      .toArray()
      .map(({ ended, ...row }) => ({ ...row, ended: ended === null ? null : v.parse(EndingSchema, ended) }))
  const write = (ended: Ending | null): string | null => (ended === null ? null : JSON.stringify(ended))

  return {
    /** Newest first, without those whose time is over. */
    list: (email: string, now: number): StoredWatch[] =>
      read(
        `SELECT ${COLUMNS} FROM watches WHERE email = ? AND until > ? ORDER BY created_at DESC, id`,
        email,
        now,
      ),

    find: (email: string, id: string): StoredWatch | undefined =>
      read(`SELECT ${COLUMNS} FROM watches WHERE email = ? AND id = ?`, email, id)[0],

    put(email: string, { id, name, createdAt, until, ended }: StoredWatch): void {
      sql.exec(
        'INSERT OR REPLACE INTO watches VALUES (?, ?, ?, ?, ?, ?)',
        ...[email, id, name, createdAt, until, write(ended)],
      )
    },

    setEnded(email: string, id: string, ended: Ending | null): void {
      sql.exec('UPDATE watches SET ended = ? WHERE email = ? AND id = ?', write(ended), email, id)
    },

    /** `false`: there is none. */
    rename: (email: string, id: string, name: string | null): boolean =>
      sql.exec('UPDATE watches SET name = ? WHERE email = ? AND id = ?', name, email, id).rowsWritten > 0,
    remove: (email: string, id: string): boolean =>
      sql.exec('DELETE FROM watches WHERE email = ? AND id = ?', email, id).rowsWritten > 0,

    removeAll: (email: string): void => void sql.exec('DELETE FROM watches WHERE email = ?', email),

    purge(now: number): boolean {
      sql.exec('DELETE FROM watches WHERE until <= ?', now)
      return sql.exec('SELECT 1 FROM watches LIMIT 1').toArray().length > 0
    },
  }
}
