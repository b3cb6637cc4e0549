/** Agents, their pairing codes and their sign-ins, and the line that each change leaves. */

import type { AuditFacts } from '@inquiry-lens/shared/audit/chain.ts'
import type { AddAgent, AddedAgent, Paired, RevokedCount } from '@inquiry-lens/shared/contract/api.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Authenticator } from '../authenticate.ts'
import type { CountInWindow } from '../limits/rate-limit.ts'
import type { AgentStore, SignIn } from './agent-store.ts'
import { CODE_LIFETIME_MS, formatCode, judgeAttempt, mintCode, parseCode } from './pairing.ts'
import { expiryOf, mintToken } from './tokens.ts'

/** Who does it, and by which request. */
export interface Actor {
  email: string
  requestId: string
}

export interface SignInsParts {
  book: AgentStore
  record: AuditLog
  noteDenial: Authenticator['noteDenial']
  count: CountInWindow
  hash: (text: string) => string
  now: () => number
}

/** For all who try together; a right code works at any time. */
const WRONG_CODES = { requests: 30, windowSeconds: 60 } as const

export type SignIns = ReturnType<typeof createSignIns>

export function createSignIns({ book, record, noteDenial, count, hash, now }: SignInsParts) {
  const hashCode = (publicHalf: string, secretHalf: string) => hash(`pairing ${publicHalf} ${secretHalf}`)

  function refuseWrong(problem: ProblemReport, requestId: string): ProblemReport {
    const { within, resetsInSeconds } = count('wrong codes', WRONG_CODES)
    if (within) return problem
    noteDenial('relay', requestId, { permission: 'pair', why: 'wrong-codes' })
    const detail = 'Many wrong codes were tried within the minute. A right one is accepted at once.'
    return { code: 'pairing-slowed', detail, retryAfter: resetsInSeconds }
  }

  const writeAdmin = ({ email, requestId }: Actor, what: string, about: AuditFacts['about']) =>
    record.write({ agent: email, action: 'admin', requestId, about: { what, ...about } })

  return {
    pair(code: string, keepSignedIn: boolean, requestId: string): Paired | ProblemReport {
      const parsed = parseCode(code)
      if (!parsed) {
        const detail = 'A code has 13 letters and digits, such as 7K2QX-9MBD-4TPR.'
        return refuseWrong({ code: 'pairing-code-wrong', detail }, requestId)
      }
      const row = book.findCode(parsed.publicHalf)
      const attempt = judgeAttempt(row, hashCode(parsed.publicHalf, parsed.secretHalf), now())
      const role = row && book.findAgent(row.email)?.role
      if (!attempt.ok || !row || !role) {
        if (!attempt.ok && attempt.try) {
          book.countTry(parsed.publicHalf)
          if (row && attempt.try === 'last') {
            const about = { permission: 'pair', why: 'pairing-code-dead' }
            record.note({ agent: row.email, action: 'denied', requestId, about })
          }
        }
        const detail = 'The relay did not accept this pairing code.'
        const code = attempt.ok ? 'pairing-code-wrong' : attempt.code
        // Any other problem is for who has the right code.
        return code === 'pairing-code-wrong' ? refuseWrong({ code, detail }, requestId) : { code, detail }
      }
      if (record.fill() === 'exhausted') {
        return { code: 'audit-full', detail: 'There is no room for the line that a sign-in leaves.' }
      }
      const token = mintToken()
      const { email } = row
      book.useCode(parsed.publicHalf, now())
      book.addSignIn(hash(token), email, keepSignedIn, now())
      writeAdmin({ email, requestId }, 'sign-in', { keepSignedIn })
      return { token, agent: { email, role }, expiresAt: isoOf(expiryOf({ createdAt: now() })) }
    },

    /** Of what has ended already it is no error: the agent wants to be out, and is. */
    signOut(signIn: SignIn | undefined, requestId: string): void {
      if (!signIn || signIn.ended !== null) return
      book.endSignIn(signIn.hash)
      record.note({ agent: signIn.email, action: 'admin', requestId, about: { what: 'sign-out' } })
    },

    list(actor: Actor): ReturnType<AgentStore['listAgents']> {
      writeAdmin(actor, 'agents:list', {})
      return book.listAgents(now())
    },

    /** Another role and the way back in each need their own word, from every client. */
    add(actor: Actor, { email, role: wanted, changeRole, letBackIn }: AddAgent): AddedAgent | ProblemReport {
      const known = book.findAgent(email)
      const before = known?.role
      const role = wanted ?? before ?? 'agent'
      const revokedAt = known?.revokedAt ?? null
      if (revokedAt !== null && !letBackIn) {
        const detail = `${email} was revoked at ${isoOf(revokedAt)}, with the role ${before}.`
        return { code: 'agent-revoked', detail }
      }
      if (before !== undefined && before !== role && !changeRole) {
        const detail = `${email} has the role ${before}, and would have the role ${role} from the next request.`
        return { code: 'role-not-confirmed', detail }
      }
      const { publicHalf, secretHalf } = mintCode((half) => book.findCode(half) !== undefined)
      const expiresAt = now() + CODE_LIFETIME_MS
      book.putAgent(email, role, now())
      book.addCode(publicHalf, hashCode(publicHalf, secretHalf), email, expiresAt, now())
      const what = revokedAt === null ? 'add-agent' : 'let-back-in'
      writeAdmin(actor, what, { whom: email, role, before: before === role ? undefined : before })
      return {
        agent: { email, role },
        code: formatCode({ publicHalf, secretHalf }),
        expiresAt: isoOf(expiresAt),
      }
    },

    /** All of theirs, and the way back in. */
    revoke(actor: Actor, email: string): ProblemReport | undefined {
      if (!book.revokeAgent(email, now())) return { code: 'not-found', detail: `There is no agent ${email}.` }
      writeAdmin(actor, 'revoke-agent', { whom: email })
      return undefined
    },

    /**
     * Everybody's sign-ins and open codes, save the one it is asked with: who does this is to bring the others back in.
     * Nobody loses their role.
     */
    revokeAll(actor: Actor, kept: SignIn | undefined): RevokedCount {
      const signIns = book.revokeAll(kept?.hash, now())
      writeAdmin(actor, 'revoke-all', { signIns })
      return { signIns }
    },
  }
}

const isoOf = (at: number): string => new Date(at).toISOString()
