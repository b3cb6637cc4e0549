/**
 * The tables of agents and their limits, and every statement that touches them. SQL here is synchronous, so everything
 * between two `await`s is one transaction.
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
import type { Agents, Role } from '@inquiry-lens/shared/contract/api.ts'
import * as v from 'valibot'
import type { HourlyUse, Window } from '../limits/rate-limit.ts'
import { type ViewCounts, ViewCountsSchema } from '../limits/velocity-limit.ts'
import type { CodeRow } from './agents.ts'
import { TOKEN_LIFETIME, type TokenRow } from './tokens.ts'

const DAY_MS = 86_400_000
/** The idle limit needs no finer resolution, and a write for each request would double its cost. */
const LAST_USED_GRAIN_MS = 60_000
const MAX_CACHED = 2_000

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
  agentRevoked: boolean
}

export type AgentStore = ReturnType<typeof openAgentStore>

export function openAgentStore(sql: SqlStorage) {
  sql.exec(TABLES)

  /** Cleared by every write to agents or tokens, so that a revocation holds from the next request. */
  const cachedSignIns = new Map<string, SignIn>()
  const cachedViews = new Map<string, ViewCounts>()

  function readSignIn(hash: string): SignIn | undefined {
    const row = sql
      .exec<{
        email: string
        role: Role
        created_at: number
        last_used_at: number
        keep_signed_in: number
        ended: TokenRow['ended']
        revoked_at: number | null
      }>(`SELECT tokens.*, role, revoked_at FROM tokens JOIN agents USING (email) WHERE hash = ?`, hash)
      .toArray()[0]
    return (
      row && {
        hash,
        email: row.email,
        role: row.role,
        createdAt: row.created_at,
        lastUsedAt: row.last_used_at,
        keepSignedIn: row.keep_signed_in === 1,
        ended: row.ended,
        agentRevoked: row.revoked_at !== null,
      }
    )
  }

  return {
    findSignIn(hash: string): SignIn | undefined {
      const found = cachedSignIns.get(hash)
      if (found) return found
      const signIn = readSignIn(hash)
      if (signIn && cachedSignIns.size >= MAX_CACHED) cachedSignIns.clear()
      if (signIn) cachedSignIns.set(hash, signIn)
      return signIn
    },

    touchSignIn({ hash, email, lastUsedAt }: SignIn, now: number): void {
      if (now - lastUsedAt < LAST_USED_GRAIN_MS) return
      cachedSignIns.delete(hash)
      sql.exec('UPDATE tokens SET last_used_at = ? WHERE hash = ?', now, hash)
      sql.exec('UPDATE agents SET last_seen_at = ? WHERE email = ?', now, email)
    },

    addSignIn(hash: string, email: string, keepSignedIn: boolean, now: number): void {
      cachedSignIns.clear()
      sql.exec('DELETE FROM tokens WHERE created_at < ?', now - TOKEN_LIFETIME.absoluteMs - DAY_MS)
      sql.exec('DELETE FROM hourly_use WHERE began_at < ?', now - DAY_MS)
      sql.exec('DELETE FROM rate_limits WHERE began_at < ?', now - DAY_MS)
      sql.exec('INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)', hash, email, now, now, keepSignedIn ? 1 : 0)
      sql.exec('UPDATE agents SET last_seen_at = ? WHERE email = ?', now, email)
    },

    endSignIn(hash: string): void {
      cachedSignIns.clear()
      sql.exec(`UPDATE tokens SET ended = 'signed-out' WHERE hash = ?`, hash)
    },

    /** Also changes the role of an existing agent, and ends a revocation. */
    putAgent(email: string, role: Role, now: number): void {
      cachedSignIns.clear()
      sql.exec(
        `INSERT INTO agents VALUES (?, ?, ?, NULL, NULL)
         ON CONFLICT (email) DO UPDATE SET role = excluded.role, revoked_at = NULL`,
        email,
        role,
        now,
      )
    },

    findAgent(email: string): { role: Role; revokedAt: number | null } | undefined {
      const row = sql
        .exec<{ role: Role; revoked_at: number | null }>('SELECT * FROM agents WHERE email = ?', email)
        .toArray()[0]
      return row && { role: row.role, revokedAt: row.revoked_at }
    },

    /** Ends the agent's sign-ins and codes; `false` if there is no such agent. */
    revokeAgent(email: string, now: number): boolean {
      cachedSignIns.clear()
      const found = sql.exec('UPDATE agents SET revoked_at = ? WHERE email = ?', now, email).rowsWritten > 0
      sql.exec(`UPDATE tokens SET ended = 'revoked' WHERE email = ? AND ended IS NULL`, email)
      sql.exec('DELETE FROM pairing_codes WHERE email = ?', email)
      cachedViews.delete(email)
      sql.exec('DELETE FROM case_views WHERE email = ?', email)
      return found
    },

    /** Ends every sign-in but one, and every code. Returns how many sign-ins were live. */
    revokeAll(besides: string | undefined, now: number): number {
      cachedSignIns.clear()
      sql.exec('DELETE FROM pairing_codes')
      const { live } = sql
        .exec<{ live: number }>(
          `SELECT COUNT(*) AS live FROM tokens WHERE hash <> ? AND ${IS_LIVE}`,
          besides ?? '',
          ...liveSince(now),
        )
        .one()
      sql.exec(`UPDATE tokens SET ended = 'revoked' WHERE ended IS NULL AND hash <> ?`, besides ?? '')
      return live
    },

    listAgents(now: number): Agents['items'] {
      const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
      return sql
        .exec<{
          email: string
          role: Role
          created_at: number
          last_seen_at: number | null
          revoked_at: number | null
          sign_ins: number
        }>(
          `SELECT agents.*,
             (SELECT COUNT(*) FROM tokens WHERE tokens.email = agents.email AND ${IS_LIVE}) AS sign_ins
           FROM agents ORDER BY email`,
          ...liveSince(now),
        )
        .toArray()
        .map((row) => ({
          email: row.email,
          role: row.role,
          createdAt: new Date(row.created_at).toISOString(),
          lastSeenAt: time(row.last_seen_at),
          signIns: row.sign_ins,
          revokedAt: time(row.revoked_at),
        }))
    },

    addCode(publicHalf: string, secretHash: string, email: string, expiresAt: number, now: number): void {
      sql.exec('DELETE FROM pairing_codes WHERE expires_at < ?', now - DAY_MS)
      // One live code for each agent: an older one may have been lost.
      sql.exec('UPDATE pairing_codes SET expires_at = ? WHERE email = ? AND expires_at > ?', now, email, now)
      sql.exec(
        'INSERT INTO pairing_codes VALUES (?, ?, ?, ?, 0, NULL)',
        publicHalf,
        secretHash,
        email,
        expiresAt,
      )
    },

    findCode(publicHalf: string): (CodeRow & { email: string }) | undefined {
      const row = sql
        .exec<{
          secret_hash: string
          email: string
          expires_at: number
          attempts: number
          used_at: number | null
        }>('SELECT * FROM pairing_codes WHERE public_half = ?', publicHalf)
        .toArray()[0]
      return (
        row && {
          secretHash: row.secret_hash,
          email: row.email,
          expiresAt: row.expires_at,
          attempts: row.attempts,
          usedAt: row.used_at,
        }
      )
    },

    countAttempt(publicHalf: string): void {
      sql.exec('UPDATE pairing_codes SET attempts = attempts + 1 WHERE public_half = ?', publicHalf)
    },

    useCode(publicHalf: string, now: number): void {
      sql.exec('UPDATE pairing_codes SET used_at = ? WHERE public_half = ?', now, publicHalf)
    },

    findViewCounts(email: string): ViewCounts | undefined {
      const found = cachedViews.get(email)
      if (found) return found
      const row = sql
        .exec<{ counts: string }>('SELECT counts FROM case_views WHERE email = ?', email)
        .toArray()[0]
      return row && v.parse(StoredViewCountsSchema, row.counts)
    },

    findHourlyUse(email: string): HourlyUse | undefined {
      const row = sql
        .exec<{ began_at: number; bytes: number; ids: ArrayBuffer }>(
          'SELECT * FROM hourly_use WHERE email = ?',
          email,
        )
        .toArray()[0]
      return row && { beganAt: row.began_at, bytes: row.bytes, ids: new Set(new Uint32Array(row.ids)) }
    },

    saveHourlyUse(email: string, { beganAt, bytes, ids }: HourlyUse): void {
      const { buffer } = Uint32Array.from(ids)
      sql.exec('INSERT OR REPLACE INTO hourly_use VALUES (?, ?, ?, ?)', email, beganAt, bytes, buffer)
    },

    findWindow(key: string): Window | undefined {
      const row = sql
        .exec<{ began_at: number; count: number }>('SELECT * FROM rate_limits WHERE key = ?', key)
        .toArray()[0]
      return row && { beganAt: row.began_at, count: row.count }
    },

    saveWindow(key: string, { beganAt, count }: Window): void {
      sql.exec('INSERT OR REPLACE INTO rate_limits VALUES (?, ?, ?)', key, beganAt, count)
    },

    saveViewCounts(email: string, counts: ViewCounts): void {
      if (cachedViews.size >= MAX_CACHED) cachedViews.clear()
      cachedViews.set(email, counts)
      sql.exec('INSERT OR REPLACE INTO case_views VALUES (?, ?)', email, JSON.stringify(counts))
    },
  }
}
