/** Agents, their pairing codes and sign-ins. Each change leaves an audit entry. */
import { randomInt } from 'node:crypto'
import type { AddAgent, AddedAgent, Agents, RevokedCount } from '@inquiry-lens/shared/contract/admin.ts'
import type { Paired } from '@inquiry-lens/shared/contract/config.ts'
import type { ProblemCode, ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { err, ok, type Result } from '../../result.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Actor, RecordDenial } from '../authenticate.ts'
import type { RateLimiter } from '../limits/rate-limit.ts'
import { drawFor } from '../shards.ts'
import type { AgentStore, SignIn } from './agent-store.ts'
import { equalSecrets, expiryOf, mintToken } from './tokens.ts'

/** Crockford's base32: no I, L, O or U, so that a code can be read out over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PUBLIC_LENGTH = 5
/** 40 bits; with five attempts a guess succeeds once in 2 × 10¹¹. */
const SECRET_LENGTH = 8
const MAX_ATTEMPTS = 5
const CODE_LIFETIME_MS = 10 * 60_000

/** The public half finds the code, the secret half redeems it: guessing ends one code and locks no other agent out. */
export interface PairingCode {
  publicHalf: string
  secretHalf: string
}

/** Times are milliseconds since the epoch. */
export interface CodeRow {
  secretHash: string
  expiresAt: number
  attempts: number
  usedAt: number | null
}

const draw = (length: number): string =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

export const mintCode = (fits: (publicHalf: string) => boolean): PairingCode => ({
  publicHalf: drawFor(fits, () => draw(PUBLIC_LENGTH)),
  secretHalf: draw(SECRET_LENGTH),
})

/** `7K2QX-9MBD-4TPR` */
export const formatCode = ({ publicHalf, secretHalf }: PairingCode): string =>
  [publicHalf, secretHalf.slice(0, 4), secretHalf.slice(4)].join('-')

/** Ignores case, spaces and dashes; reads O as 0, I and L as 1, as Crockford does. */
export function parseCode(text: string): PairingCode | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  const isCode =
    plain.length === PUBLIC_LENGTH + SECRET_LENGTH && [...plain].every((sign) => ALPHABET.includes(sign))
  return isCode
    ? { publicHalf: plain.slice(0, PUBLIC_LENGTH), secretHalf: plain.slice(PUBLIC_LENGTH) }
    : undefined
}

export type PairingAttempt =
  | { ok: true }
  /** `counts`: the secret half was wrong, and this attempt is counted. */
  | { ok: false; code: Extract<ProblemCode, `pairing-code-${string}`>; counts?: 'one' | 'last' }

/** Only a right secret half reveals that a code exists, was used, has expired or ran out of attempts. */
export function judgeAttempt(row: CodeRow | undefined, secretHash: string, now: number): PairingAttempt {
  if (!row) return { ok: false, code: 'pairing-code-wrong' }
  const isDead = row.attempts >= MAX_ATTEMPTS
  if (!equalSecrets(row.secretHash, secretHash)) {
    if (isDead) return { ok: false, code: 'pairing-code-wrong' }
    return { ok: false, code: 'pairing-code-wrong', counts: row.attempts + 1 < MAX_ATTEMPTS ? 'one' : 'last' }
  }
  if (row.usedAt !== null) return { ok: false, code: 'pairing-code-used' }
  if (isDead) return { ok: false, code: 'pairing-code-dead' }
  if (now >= row.expiresAt) return { ok: false, code: 'pairing-code-expired' }
  return { ok: true }
}

/** For all agents together; a right code works at any time. */
const WRONG_CODES = { requests: 30, windowSeconds: 60 } as const

const isoOf = (at: number): string => new Date(at).toISOString()

export function createAgents({
  store,
  auditLog,
  recordDenial,
  countRequest,
  hash,
  isOfShard,
  now,
}: {
  store: AgentStore
  auditLog: AuditLog
  recordDenial: RecordDenial
  countRequest: RateLimiter
  hash: (text: string) => string
  /** Whether requests with this token or code come here. */
  isOfShard: (key: string) => boolean
  now: () => number
}) {
  const hashCode = ({ publicHalf, secretHalf }: PairingCode) => hash(`pairing ${publicHalf} ${secretHalf}`)

  function refuseWrong(problem: ProblemReport, requestId: string): Result<never> {
    const { isWithin, resetsInSeconds } = countRequest('wrong codes', WRONG_CODES)
    if (isWithin) return err(problem)
    recordDenial({ email: 'relay', requestId }, { permission: 'pair', why: 'wrong-codes' })
    const detail = 'Many wrong codes were tried within the minute. A right one is accepted at once.'
    return err({ code: 'pairing-throttled', detail, retryAfter: resetsInSeconds })
  }

  return {
    pair(text: string, keepSignedIn: boolean, requestId: string): Result<Paired> {
      const code = parseCode(text)
      if (!code) {
        const detail = 'A code has 13 letters and digits, such as 7K2QX-9MBD-4TPR.'
        return refuseWrong({ code: 'pairing-code-wrong', detail }, requestId)
      }
      const row = store.findCode(code.publicHalf)
      const attempt = judgeAttempt(row, hashCode(code), now())
      const role = row && store.findAgent(row.email)?.role
      if (!attempt.ok || !row || !role) {
        if (!attempt.ok && attempt.counts) {
          store.countAttempt(code.publicHalf)
          if (row && attempt.counts === 'last') {
            const about = { permission: 'pair', why: 'pairing-code-dead' }
            auditLog.writeIfRoom({ agent: row.email, action: 'denied', requestId, about })
          }
        }
        const problem = {
          code: attempt.ok ? 'pairing-code-wrong' : attempt.code,
          detail: 'The relay did not accept this pairing code.',
        } as const
        return problem.code === 'pairing-code-wrong' ? refuseWrong(problem, requestId) : err(problem)
      }
      if (auditLog.capacity() === 'exhausted') {
        return err({ code: 'audit-full', detail: 'The audit log has no room for a sign-in.' })
      }
      const token = drawFor(isOfShard, mintToken)
      const { email } = row
      store.useCode(code.publicHalf, now())
      store.addSignIn(hash(token), email, keepSignedIn, now())
      auditLog.writeAdmin({ email, requestId }, { what: 'sign-in', keepSignedIn })
      return ok({ token, agent: { email, role }, expiresAt: isoOf(expiryOf({ createdAt: now() })) })
    },

    signOut(signIn: SignIn | undefined, requestId: string): void {
      if (!signIn || signIn.ended !== null) return
      store.endSignIn(signIn.hash)
      auditLog.writeIfRoom({ agent: signIn.email, action: 'admin', requestId, about: { what: 'sign-out' } })
    },

    list(by: Actor): Agents {
      auditLog.writeAdmin(by, { what: 'agents:list' })
      return { items: store.listAgents(now()) }
    },

    /** Also makes a further code. A new role and the end of a revocation each need their own confirmation. */
    add(by: Actor, { email, role: wanted, changeRole, letBackIn }: AddAgent): Result<AddedAgent> {
      const found = store.findAgent(email)
      const before = found?.role
      const role = wanted ?? before ?? 'agent'
      const revokedAt = found?.revokedAt ?? null
      if (revokedAt !== null && !letBackIn) {
        const detail = `${email} was revoked at ${isoOf(revokedAt)}, with the role ${before}.`
        return err({ code: 'agent-revoked', detail })
      }
      if (before !== undefined && before !== role && !changeRole) {
        const detail = `${email} has the role ${before}, and would have the role ${role} from the next request.`
        return err({ code: 'role-not-confirmed', detail })
      }
      const code = mintCode((half) => isOfShard(half) && store.findCode(half) === undefined)
      const expiresAt = now() + CODE_LIFETIME_MS
      store.putAgent(email, role, now())
      store.addCode(code.publicHalf, hashCode(code), email, expiresAt, now())
      const what = revokedAt === null ? 'add-agent' : 'let-back-in'
      auditLog.writeAdmin(by, { what, agent: email, role, before: before === role ? undefined : before })
      return ok({ agent: { email, role }, code: formatCode(code), expiresAt: isoOf(expiresAt) })
    },

    revoke(by: Actor, email: string): Result<null> {
      if (!store.revokeAgent(email, now())) {
        return err({ code: 'not-found', detail: `There is no agent ${email}.` })
      }
      auditLog.writeAdmin(by, { what: 'revoke-agent', agent: email })
      return ok(null)
    },

    /** Keeps `by`'s own sign-in, to bring the others back in, and every role. */
    revokeAll(by: Actor & { signIn?: SignIn }): RevokedCount {
      const signIns = store.revokeAll(by.signIn?.hash, now())
      auditLog.writeAdmin(by, { what: 'revoke-all', signIns })
      return { signIns }
    },
  }
}
