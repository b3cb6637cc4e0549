/**
 * What the desk keeps, and every statement that touches it. SQL here is synchronous, so what happens between two
 * `await`s is one step that no other request can see half of.
 *
 * | table | holds | secrets in it |
 * | --- | --- | --- |
 * | agents | who may sign in, as what | none |
 * | tokens | sign-ins | keyed hash of the token |
 * | codes | pairing codes, for a day | keyed hash of the code |
 * | paces | whom each agent opened within the hour (IDs, hashed numbers), and how many are usual | none |
 * | windows | how often something was asked, tried or refused within a minute | none |
 * | uses | what each agent used of the hour: short hashes of IDs looked up, bytes of the audit log | none |
 *
 * The record has its own, see `audit-store.ts`.
 */
import type { Agents, Role } from '@inquiry-lens/shared/contract/api.ts'
import * as v from 'valibot'
import type { HourlyUse } from '../limits/hourly-use.ts'
import type { Window } from '../limits/rate-limit.ts'
import { type ViewCounts, ViewCountsSchema } from '../limits/velocity-limit.ts'
import type { CodeRow } from './pairing.ts'
import { TOKEN_LIFETIME, type TokenRow } from './tokens.ts'

const DAY_MS = 86_400_000
/** A write for each use would double what a read costs; the idle limit does not need the second. */
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
  CREATE TABLE IF NOT EXISTS codes (
    public_half TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, email TEXT NOT NULL, expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL, used_at INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS paces (email TEXT PRIMARY KEY, pace TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS windows (
    key TEXT PRIMARY KEY, began_at INTEGER NOT NULL, count INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uses (
    email TEXT PRIMARY KEY, began_at INTEGER NOT NULL, bytes INTEGER NOT NULL, ids BLOB NOT NULL
  ) WITHOUT ROWID;
`

/** As `whyTokenEnded` judges it. */
const IS_LIVE = `ended IS NULL AND tokens.created_at > ? AND last_used_at > CASE keep_signed_in WHEN 1 THEN ? ELSE ? END`
const liveSince = (now: number) =>
  [TOKEN_LIFETIME.absoluteMs, TOKEN_LIFETIME.idleWhenKeptMs, TOKEN_LIFETIME.idleMs].map((life) => now - life)

const StoredPaceSchema = v.pipe(v.string(), v.parseJson(), ViewCountsSchema)

export interface SignIn extends TokenRow {
  hash: string
  email: string
  role: Role
  agentRevoked: boolean
}

export type AgentStore = ReturnType<typeof openAgentStore>

export function openAgentStore(sql: SqlStorage) {
  sql.exec(TABLES)

  /**
   * As the tables have them: nobody else writes there, and whatever here writes to agents or tokens forgets them all. So
   * a revocation holds from the next request, as if each were looked up.
   */
  const remembered = new Map<string, SignIn>()
  const paces = new Map<string, ViewCounts>()

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
      const known = remembered.get(hash)
      if (known) return known
      const signIn = readSignIn(hash)
      if (signIn && remembered.size >= MAX_CACHED) remembered.clear()
      if (signIn) remembered.set(hash, signIn)
      return signIn
    },

    noteUse({ hash, email, lastUsedAt }: SignIn, now: number): void {
      if (now - lastUsedAt < LAST_USED_GRAIN_MS) return
      remembered.delete(hash)
      sql.exec('UPDATE tokens SET last_used_at = ? WHERE hash = ?', now, hash)
      sql.exec('UPDATE agents SET last_seen_at = ? WHERE email = ?', now, email)
    },

    addSignIn(hash: string, email: string, keepSignedIn: boolean, now: number): void {
      remembered.clear()
      sql.exec('DELETE FROM tokens WHERE created_at < ?', now - TOKEN_LIFETIME.absoluteMs - DAY_MS)
      sql.exec('DELETE FROM uses WHERE began_at < ?', now - DAY_MS)
      sql.exec('DELETE FROM windows WHERE began_at < ?', now - DAY_MS)
      sql.exec('INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)', hash, email, now, now, keepSignedIn ? 1 : 0)
      sql.exec('UPDATE agents SET last_seen_at = ? WHERE email = ?', now, email)
    },

    endSignIn(hash: string): void {
      remembered.clear()
      sql.exec(`UPDATE tokens SET ended = 'signed-out' WHERE hash = ?`, hash)
    },

    /** Whether an existing agent may get another role, or a way back in, is for the caller to know. */
    putAgent(email: string, role: Role, now: number): void {
      remembered.clear()
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

    /** Ends every sign-in and every open code of theirs; `false` when there is no such agent. */
    revokeAgent(email: string, now: number): boolean {
      remembered.clear()
      const known = sql.exec('UPDATE agents SET revoked_at = ? WHERE email = ?', now, email).rowsWritten > 0
      sql.exec(`UPDATE tokens SET ended = 'revoked' WHERE email = ? AND ended IS NULL`, email)
      sql.exec('DELETE FROM codes WHERE email = ?', email)
      paces.delete(email)
      sql.exec('DELETE FROM paces WHERE email = ?', email)
      return known
    },

    /** Every sign-in but one, and every open code; how many sign-ins were live. */
    revokeAll(besides: string | undefined, now: number): number {
      remembered.clear()
      sql.exec('DELETE FROM codes')
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
      sql.exec('DELETE FROM codes WHERE expires_at < ?', now - DAY_MS)
      // One live code for each agent: an older one may have gone astray.
      sql.exec('UPDATE codes SET expires_at = ? WHERE email = ? AND expires_at > ?', now, email, now)
      sql.exec('INSERT INTO codes VALUES (?, ?, ?, ?, 0, NULL)', publicHalf, secretHash, email, expiresAt)
    },

    findCode(publicHalf: string): (CodeRow & { email: string }) | undefined {
      const row = sql
        .exec<{
          secret_hash: string
          email: string
          expires_at: number
          tries: number
          used_at: number | null
        }>('SELECT * FROM codes WHERE public_half = ?', publicHalf)
        .toArray()[0]
      return (
        row && {
          secretHash: row.secret_hash,
          email: row.email,
          expiresAt: row.expires_at,
          tries: row.tries,
          usedAt: row.used_at,
        }
      )
    },

    countTry(publicHalf: string): void {
      sql.exec('UPDATE codes SET tries = tries + 1 WHERE public_half = ?', publicHalf)
    },

    useCode(publicHalf: string, now: number): void {
      sql.exec('UPDATE codes SET used_at = ? WHERE public_half = ?', now, publicHalf)
    },

    findPace(email: string): ViewCounts | undefined {
      const known = paces.get(email)
      if (known) return known
      const row = sql.exec<{ pace: string }>('SELECT pace FROM paces WHERE email = ?', email).toArray()[0]
      return row && v.parse(StoredPaceSchema, row.pace)
    },

    findUse(email: string): HourlyUse | undefined {
      const row = sql
        .exec<{ began_at: number; bytes: number; ids: ArrayBuffer }>(
          'SELECT * FROM uses WHERE email = ?',
          email,
        )
        .toArray()[0]
      return row && { beganAt: row.began_at, bytes: row.bytes, ids: new Set(new Uint32Array(row.ids)) }
    },

    keepUse(email: string, { beganAt, bytes, ids }: HourlyUse): void {
      const { buffer } = Uint32Array.from(ids)
      sql.exec('INSERT OR REPLACE INTO uses VALUES (?, ?, ?, ?)', email, beganAt, bytes, buffer)
    },

    findWindow(key: string): Window | undefined {
      const row = sql
        .exec<{ began_at: number; count: number }>('SELECT * FROM windows WHERE key = ?', key)
        .toArray()[0]
      return row && { beganAt: row.began_at, count: row.count }
    },

    keepWindow(key: string, { beganAt, count }: Window): void {
      sql.exec('INSERT OR REPLACE INTO windows VALUES (?, ?, ?)', key, beganAt, count)
    },

    keepPace(email: string, pace: ViewCounts): void {
      if (paces.size >= MAX_CACHED) paces.clear()
      paces.set(email, pace)
      sql.exec('INSERT OR REPLACE INTO paces VALUES (?, ?)', email, JSON.stringify(pace))
    },
  }
}
