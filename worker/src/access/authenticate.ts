/** Who is let in to do what: token, limit, role, and room in the record. What is refused leaves a line. */

import { type AccessLevel, can, type Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { AgentStore, SignIn } from './agents/agent-store.ts'
import { equalSecrets, looksLikeToken, whyTokenEnded } from './agents/tokens.ts'
import type { AuditLog } from './audit/audit-log.ts'
import type { HourlyUses } from './limits/hourly-use.ts'
import { AGENT_LIMIT, type Allowed, type CountInWindow } from './limits/rate-limit.ts'

/** Who asks: what the request carried. */
export interface Caller {
  token: string | undefined
  requestId: string
}

export interface Principal {
  email: string
  role: AccessLevel
  /** The bootstrap token has none. */
  signIn?: SignIn
}

/** `allowed`: what is left of the agent's own limit, where there was an agent to count for. */
export type AccessRequest = { allowed?: Allowed } & (
  | { ok: true; agent: Principal }
  | { ok: false; problem: ProblemReport; known: boolean }
)

export type Denial = { permission: Permission | 'pair'; why: string; role?: AccessLevel }

/** These leave no entry, or must be possible at any time: who was revoked, and room in the audit log. */
const NOT_METERED: ReadonlySet<Permission> = new Set([
  'self:read',
  'gateway:read',
  'agents:manage',
  'audit:export',
])

const REVOKED = 'An admin revoked your access.'

/** The first refusal of its kind to an agent in a minute: an ended token could otherwise fill the audit log. */
const DENIED_ENTRIES = { requests: 1, windowSeconds: 60 } as const

export interface AuthenticatorParts {
  book: AgentStore
  record: AuditLog
  uses: HourlyUses
  count: CountInWindow
  hash: (token: string) => string
  bootstrapToken: string
  now: () => number
}

export type Authenticator = ReturnType<typeof createAuthenticator>

export function createAuthenticator({
  book,
  record,
  uses,
  count,
  hash,
  bootstrapToken,
  now,
}: AuthenticatorParts) {
  const bootstrapHash = hash(bootstrapToken)

  const findSignIn = (token: string, hashed: string): SignIn | undefined =>
    looksLikeToken(token) ? book.findSignIn(hashed) : undefined

  function noteDenial(agent: string, requestId: string, about: Denial): void {
    // Of a role, each act is another attempt; of a limit, all acts are one.
    const kind = about.why === 'role' ? `role ${about.permission}` : about.why
    if (count(`denied ${agent} ${kind}`, DENIED_ENTRIES).within)
      record.note({ agent, action: 'denied', requestId, about })
  }

  function judge(agent: Principal, caller: Caller, permission: Permission): AccessRequest {
    if (!can(agent.role, permission)) {
      noteDenial(agent.email, caller.requestId, { permission, why: 'role', role: agent.role })
      return refuse({ code: 'role-refused', detail: `The role ${agent.role} may not do this.` }, true)
    }
    const logFreesIn =
      agent.signIn && !NOT_METERED.has(permission) ? uses.whenLogFrees(agent.email) : undefined
    if (logFreesIn !== undefined) {
      noteDenial(agent.email, caller.requestId, { permission, why: 'log-bytes' })
      const detail = 'Your requests have filled as much of the audit log as one agent may in an hour.'
      return refuse({ code: 'log-limited', detail, retryAfter: logFreesIn }, true)
    }
    if (!record.hasRoomFor(permission)) {
      return refuse(
        { code: 'audit-full', detail: 'There is no room for the line that this would leave.' },
        true,
      )
    }
    return { ok: true, agent }
  }

  return {
    findSignIn: (token: string | undefined): SignIn | undefined =>
      token === undefined ? undefined : findSignIn(token, hash(token)),
    noteDenial,

    /** Whether the token still opens anything: an answer that was waited for must not leave after a revocation. */
    findEnd(caller: Caller): ProblemReport | undefined {
      const hashed = hash(caller.token ?? '')
      if (equalSecrets(hashed, bootstrapHash)) return undefined
      const signIn = findSignIn(caller.token ?? '', hashed)
      const ended = signIn?.agentRevoked ? REVOKED : signIn ? whyTokenEnded(signIn, now()) : 'Signed out.'
      return ended ? { code: 'signed-out', detail: ended } : undefined
    },

    admit(caller: Caller, permission: Permission): AccessRequest {
      if (caller.token === undefined)
        return refuse({ code: 'signed-out', detail: 'The request carries no token.' }, false)
      const hashed = hash(caller.token)
      const signIn = findSignIn(caller.token, hashed)
      if (!signIn && equalSecrets(hashed, bootstrapHash)) {
        return judge({ email: 'bootstrap', role: 'bootstrap' }, caller, permission)
      }
      if (!signIn) return refuse({ code: 'signed-out', detail: 'The relay does not know this token.' }, false)
      const ended = signIn.agentRevoked ? REVOKED : whyTokenEnded(signIn, now())
      if (ended) {
        noteDenial(signIn.email, caller.requestId, { permission, why: ended })
        return refuse({ code: 'signed-out', detail: ended }, false)
      }
      const allowed = count(`asked ${signIn.email}`, AGENT_LIMIT)
      if (!allowed.within) {
        noteDenial(signIn.email, caller.requestId, { permission, why: 'limit' })
        const detail = 'Your requests of this minute are used up.'
        const problem = { code: 'agent-rate-limited', detail, retryAfter: allowed.resetsInSeconds } as const
        return { allowed, ...refuse(problem, true) }
      }
      book.noteUse(signIn, now())
      return { allowed, ...judge({ email: signIn.email, role: signIn.role, signIn }, caller, permission) }
    },
  }
}

/** `known`: whether the asker is somebody; to nobody else does the record say where it stands. */
const refuse = (problem: ProblemReport, known: boolean) => ({ ok: false as const, problem, known })
