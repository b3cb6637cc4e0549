/**
 * The tables of agents and their limits, and every statement that touches them. Changes of agents, sign-ins and codes are
 * written at once. Counts and times of use are read from memory and written with the batch of their turn, so before any
 * answer that rests on them.
 *
 * | table | holds | secrets in it |
 * | --- | --- | --- |
 * | agents | e-mail address, role, last activity | none |
 * | tokens | sign-ins | keyed hash of the token |
 * | pairing_codes | pairing codes, for a day | keyed hash of the code |
 * | case_views | the people an agent viewed within the hour (IDs, hashed numbers), and the usual number | none |
 * | rate_limits | requests, attempts and refusals within a minute | none |
 * | hourly_use | short hashes of the IDs an agent looked up within the hour, bytes of the audit log | none |
 */
import type { Agents } from '@inquiry-lens/shared/contract/admin.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import type { HourlyUse, Window } from '../limits/rate-limit.ts'
import { type ViewCounts, ViewCountsSchema } from '../limits/velocity-limit.ts'
import type { CodeRow } from './agents.ts'
import { TOKEN_LIFETIME, type TokenRow } from './tokens.ts'

const DAY_MS = 86_400_000
/** The idle limit needs no finer resolution, and each write costs two rows. */
const LAST_USED_GRAIN_MS = 5 * 60_000
/** The largest row has 40 kB, and a bound value 2 MB (developers.cloudflare.com, "Durable Objects: limits"). */
const ROWS_A_STATEMENT = 25
const MAX_CACHED = { signIns: 20_000, views: 2_000 } as const

const TABLES = `
  CREATE TABLE IF NOT EXISTS agents (
    email TEXT PRIMARY KEY, role TEXT NOT NULL, created_at INTEGER NOT NULL, last_seen_at INTEGER, revoked_at INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tokens (
    hash TEXT PRIMARY KEY, email TEXT NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL,
    keep_signed_in INTEGER NOT NULL, ended TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS tokens_of_agent ON tokens (email);
  CREATE TABLE IF NOT EXISTS pairing_codes (
    public_half TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, email TEXT NOT NULL, expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL, used_at INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS case_views (email TEXT PRIMARY KEY, counts TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS rate_limits (
    key TEXT PRIMARY KEY, began_at INTEGER NOT NULL, count INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS hourly_use (
    email TEXT PRIMARY KEY, began_at INTEGER NOT NULL, bytes INTEGER NOT NULL, ids BLOB NOT NULL
  ) WITHOUT ROWID;
`

/** The same rule as `whyTokenEnded`. */
const IS_LIVE = `ended IS NULL AND tokens.created_at > ? AND last_used_at > CASE keep_signed_in WHEN 1 THEN ? ELSE ? END`
const liveSince = (now: number) =>
  [TOKEN_LIFETIME.absoluteMs, TOKEN_LIFETIME.idleWhenKeptMs, TOKEN_LIFETIME.idleMs].map((life) => now - life)

const StoredViewCountsSchema = v.pipe(v.string(), v.parseJson(), ViewCountsSchema)

export interface SignIn extends TokenRow {
  hash: string
  email: string
  role: Role
  isRevoked: boolean
}

interface AgentRow {
  email: string
  role: Role
  createdAt: number
  lastSeenAt: number | null
  revokedAt: number | null
}
const AGENT_COLUMNS =
  'agents.email, role, agents.created_at AS createdAt, last_seen_at AS lastSeenAt, revoked_at AS revokedAt'

export type AgentStore = ReturnType<typeof openAgentStore>

/** `schedule`: `flush` is to be called with the batch of this turn. */
export function openAgentStore(sql: SqlStorage, schedule: () => void) {
  sql.exec(TABLES)

  /** Every change of an agent, or of tokens that others hold, drops theirs: a revocation holds from the next request. */
  const cachedSignIns = new LruMap<string, SignIn>(MAX_CACHED.signIns)
  const cachedViews = new LruMap<string, ViewCounts>(MAX_CACHED.views)
  const waiting = {
    /** By hash of the token. */
    uses: new Map<string, { email: string; at: number }>(),
    views: new Map<string, ViewCounts>(),
    hours: new Map<string, HourlyUse>(),
    windows: new Map<string, Window>(),
  }
  function keep<TValue>(map: Map<string, TValue>, key: string, value: TValue): void {
    map.set(key, value)
    schedule()
  }

  const readAll = <TRow extends object>(query: string, ...values: SqlStorageValue[]): TRow[] =>
    sql.exec<TRow & Record<string, SqlStorageValue>>(query, ...values).toArray()

  const readSignIns = (condition: string, ...values: SqlStorageValue[]): SignIn[] =>
    readAll<Omit<SignIn, 'keepSignedIn' | 'isRevoked'> & { kept: number; revoked: number }>(
      `SELECT hash, email, role, tokens.created_at AS createdAt, last_used_at AS lastUsedAt, ended,
         keep_signed_in AS kept, revoked_at IS NOT NULL AS revoked
       FROM tokens JOIN agents USING (email) WHERE ${condition}`,
      ...values,
    ).map(({ kept, revoked, ...signIn }) => ({
      ...signIn,
      keepSignedIn: kept === 1,
      isRevoked: revoked === 1,
    }))

  function dropSignIns(agent: string): void {
    for (const [hash, { email }] of cachedSignIns) if (email === agent) cachedSignIns.delete(hash)
  }

  // All at once, since after a restart everyone asks at once. What is not there needs no further statement.
  const latest = readSignIns('ended IS NULL ORDER BY last_used_at DESC LIMIT ?', MAX_CACHED.signIns)
  for (const signIn of latest.reverse()) cachedSignIns.set(signIn.hash, signIn)
  const emailsIn = (table: 'case_views' | 'hourly_use') =>
    new Set(readAll<{ email: string }>(`SELECT email FROM ${table}`).map(({ email }) => email))
  const stored = { views: emailsIn('case_views'), hours: emailsIn('hourly_use') }
  const windows = new Map(
    readAll<Window & { key: string }>('SELECT key, began_at AS beganAt, count FROM rate_limits').map(
      ({ key, ...window }) => [key, window],
    ),
  )
  const isNew = readAll('SELECT 1 FROM agents LIMIT 1').length === 0

  function writeRows(statement: string, rows: readonly (readonly (string | number)[])[]): void {
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
      sql.exec(statement, JSON.stringify(rows.slice(at, at + ROWS_A_STATEMENT)))
  }

  /** Writes what waits. On a Monday morning that is a row of each agent. */
  function flush(): void {
    const uses = [...waiting.uses].map(([hash, { email, at }]) => [at, hash, email])
    writeRows('UPDATE tokens SET last_used_at = value ->> 0 FROM json_each(?) WHERE hash = value ->> 1', uses)
    writeRows(
      'UPDATE agents SET last_seen_at = value ->> 0 FROM json_each(?) WHERE email = value ->> 2',
      uses,
    )
    writeRows(
      'INSERT OR REPLACE INTO case_views SELECT value ->> 0, value ->> 1 FROM json_each(?)',
      [...waiting.views].map(([email, counts]) => [email, JSON.stringify(counts)]),
    )
    for (const [email, { beganAt, bytes, ids }] of waiting.hours) {
      stored.hours.add(email)
      const { buffer } = Uint32Array.from(ids)
      sql.exec('INSERT OR REPLACE INTO hourly_use VALUES (?, ?, ?, ?)', email, beganAt, bytes, buffer)
    }
    for (const [key, { beganAt, count }] of waiting.windows)
      sql.exec('INSERT OR REPLACE INTO rate_limits VALUES (?, ?, ?)', key, beganAt, count)
    for (const map of Object.values(waiting)) map.clear()
  }

  return {
    /** No agent was ever added before it was opened. */
    isNew,

    flush,

    findSignIn(hash: string): SignIn | undefined {
      const cached = cachedSignIns.get(hash)
      if (cached) return cached
      const [signIn] = readSignIns('hash = ?', hash)
      if (signIn) cachedSignIns.set(hash, signIn)
      return signIn
    },

    touchSignIn(signIn: SignIn, now: number): void {
      if (now - signIn.lastUsedAt < LAST_USED_GRAIN_MS) return
      const { hash, email } = signIn
      cachedSignIns.set(hash, { ...signIn, lastUsedAt: now })
      keep(waiting.uses, hash, { email, at: now })
    },

    /** Those that it deletes have ended long ago. */
    addSignIn(hash: string, email: string, keepSignedIn: boolean, now: number): void {
      sql.exec('DELETE FROM tokens WHERE created_at < ?', now - TOKEN_LIFETIME.absoluteMs - DAY_MS)
      sql.exec('DELETE FROM hourly_use WHERE began_at < ?', now - DAY_MS)
      sql.exec('DELETE FROM rate_limits WHERE began_at < ?', now - DAY_MS)
      sql.exec('INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)', hash, email, now, now, keepSignedIn ? 1 : 0)
      sql.exec('UPDATE agents SET last_seen_at = ? WHERE email = ?', now, email)
    },

    endSignIn(hash: string): void {
      cachedSignIns.delete(hash)
      sql.exec(`UPDATE tokens SET ended = 'signed-out' WHERE hash = ?`, hash)
    },

    /** Also changes the role of an existing agent, and ends a revocation. */
    putAgent(email: string, role: Role, now: number): void {
      dropSignIns(email)
      sql.exec(
        `INSERT INTO agents VALUES (?, ?, ?, NULL, NULL)
         ON CONFLICT (email) DO UPDATE SET role = excluded.role, revoked_at = NULL`,
        email,
        role,
        now,
      )
    },

    findAgent: (email: string): AgentRow | undefined =>
      readAll<AgentRow>(`SELECT ${AGENT_COLUMNS} FROM agents WHERE email = ?`, email)[0],

    listAgents(now: number): Agents['items'] {
      flush()
      return readAll<AgentRow & { signIns: number }>(
        `SELECT ${AGENT_COLUMNS},
           (SELECT COUNT(*) FROM tokens WHERE tokens.email = agents.email AND ${IS_LIVE}) AS signIns
         FROM agents ORDER BY email`,
        ...liveSince(now),
      ).map(({ createdAt, lastSeenAt, revokedAt, ...agent }) => ({
        ...agent,
        createdAt: new Date(createdAt).toISOString(),
        lastSeenAt: formatTime(lastSeenAt),
        revokedAt: formatTime(revokedAt),
      }))
    },

    /** Ends the agent's sign-ins and codes; `false` if there is no such agent. */
    revokeAgent(email: string, now: number): boolean {
      dropSignIns(email)
      const { rowsWritten } = sql.exec('UPDATE agents SET revoked_at = ? WHERE email = ?', now, email)
      sql.exec(`UPDATE tokens SET ended = 'revoked' WHERE email = ? AND ended IS NULL`, email)
      sql.exec('DELETE FROM pairing_codes WHERE email = ?', email)
      cachedViews.delete(email)
      waiting.views.delete(email)
      sql.exec('DELETE FROM case_views WHERE email = ?', email)
      return rowsWritten > 0
    },

    revokeAll(exceptSignIn = '', now: number): number {
      cachedSignIns.clear()
      sql.exec('DELETE FROM pairing_codes')
      const live = readAll(
        `SELECT 1 FROM tokens WHERE hash <> ? AND ${IS_LIVE}`,
        exceptSignIn,
        ...liveSince(now),
      )
      sql.exec(`UPDATE tokens SET ended = 'revoked' WHERE ended IS NULL AND hash <> ?`, exceptSignIn)
      return live.length
    },

    addCode(publicHalf: string, secretHash: string, email: string, expiresAt: number, now: number): void {
      sql.exec('DELETE FROM pairing_codes WHERE expires_at < ?', now - DAY_MS)
      // One live code for each agent: an older one may have been lost.
      sql.exec('UPDATE pairing_codes SET expires_at = ? WHERE email = ? AND expires_at > ?', now, email, now)
      sql.exec(
        'INSERT INTO pairing_codes VALUES (?, ?, ?, ?, 0, NULL)',
        ...[publicHalf, secretHash, email, expiresAt],
      )
    },

    findCode: (publicHalf: string): (CodeRow & { email: string }) | undefined =>
      readAll<CodeRow & { email: string }>(
        `SELECT secret_hash AS secretHash, email, expires_at AS expiresAt, attempts, used_at AS usedAt
         FROM pairing_codes WHERE public_half = ?`,
        publicHalf,
      )[0],

    countAttempt(publicHalf: string): void {
      sql.exec('UPDATE pairing_codes SET attempts = attempts + 1 WHERE public_half = ?', publicHalf)
    },

    useCode(publicHalf: string, now: number): void {
      sql.exec('UPDATE pairing_codes SET used_at = ? WHERE public_half = ?', now, publicHalf)
    },

    findViewCounts(email: string): ViewCounts | undefined {
      const found = waiting.views.get(email) ?? cachedViews.get(email)
      if (found || !stored.views.has(email)) return found
      const [row] = readAll<{ counts: string }>('SELECT counts FROM case_views WHERE email = ?', email)
      return row && v.parse(StoredViewCountsSchema, row.counts)
    },

    saveViewCounts(email: string, counts: ViewCounts): void {
      cachedViews.set(email, counts)
      stored.views.add(email)
      keep(waiting.views, email, counts)
    },

    findHourlyUse(email: string): HourlyUse | undefined {
      const found = waiting.hours.get(email)
      if (found || !stored.hours.has(email)) return found
      const [row] = readAll<{ beganAt: number; bytes: number; ids: ArrayBuffer }>(
        'SELECT began_at AS beganAt, bytes, ids FROM hourly_use WHERE email = ?',
        email,
      )
      return row && { ...row, ids: new Set(new Uint32Array(row.ids)) }
    },

    saveHourlyUse: (email: string, use: HourlyUse): void => keep(waiting.hours, email, use),

    /** As it was when this object began. */
    findWindow: (key: string): Window | undefined => windows.get(key),

    saveWindow: (key: string, window: Window): void => keep(waiting.windows, key, window),
  }
}

const formatTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
