/** Authenticates a caller, then checks rate limit, role, and room in the audit log. Refusals leave an entry. */
import { type AccessLevel, can, type Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { AgentStore, SignIn } from './agents/agent-store.ts'
import { equalSecrets, looksLikeToken, whyTokenEnded } from './agents/tokens.ts'
import type { AuditLog } from './audit/audit-log.ts'
import { AGENT_LIMIT, type HourlyUsage, type RateLimit, type RateLimiter } from './limits/rate-limit.ts'

export interface TokenCaller {
  token: string | undefined
  requestId: string
  /** A browser asks on its own: that is no use of the sign-in, which would never end. */
  isUnattended?: true
}

/** Who asks: by their token, or because their own shard vouches for them. */
export type Caller = TokenCaller | { vouched: Vouched; requestId: string }

export type Vouched = Pick<AuthContext, 'email' | 'role' | 'signIn'>

/** Names an audit entry. `email`: or `bootstrap`, or `relay`. */
export interface Actor {
  email: string
  requestId: string
}

export interface AuthContext extends Actor {
  role: AccessLevel
  /** The bootstrap token has none. */
  signIn?: SignIn
  /** Call after a wait, before anything is disclosed: why the token is no longer valid. */
  findEnd(): ProblemReport | undefined
}

/** `rateLimit`: the agent's, if one was found. `isKnown`: whether the caller may see where the audit log stands. */
export type Authentication = { rateLimit?: RateLimit } & (
  | { ok: true; context: AuthContext }
  | { ok: false; problem: ProblemReport; isKnown: boolean }
)

export type RecordDenial = (
  by: Actor,
  about: { permission: Permission | 'pair'; why: string; role?: AccessLevel },
) => void

/** Not limited by log bytes: these leave no entry, or must be possible at any time. */
const NOT_METERED: ReadonlySet<Permission> = new Set([
  'self:read',
  'gateway:read',
  'agents:manage',
  'audit:export',
])

/** One entry a minute for each agent and reason: an ended token could otherwise fill the audit log. */
const DENIED_ENTRIES = { requests: 1, windowSeconds: 60 } as const

export function createAuthenticator({
  store,
  auditLog,
  usage,
  countRequest,
  hash,
  bootstrapToken,
  now,
}: {
  store: AgentStore
  auditLog: AuditLog
  usage: HourlyUsage
  countRequest: RateLimiter
  hash: (token: string) => string
  bootstrapToken: string
  now: () => number
}) {
  const bootstrapHash = hash(bootstrapToken)

  const findSignIn = (token = '', hashed = hash(token)): SignIn | undefined =>
    looksLikeToken(token) ? store.findSignIn(hashed) : undefined

  const whyEnded = (signIn: SignIn): string | undefined =>
    signIn.isRevoked ? 'An admin revoked your access.' : whyTokenEnded(signIn, now())

  const recordDenial: RecordDenial = ({ email: agent, requestId }, about) => {
    // By role, each permission is another attempt; by limit, all are one.
    const kind = about.why === 'role' ? `role ${about.permission}` : about.why
    if (countRequest(`denied ${agent} ${kind}`, DENIED_ENTRIES).isWithin)
      auditLog.writeIfRoom({ agent, action: 'denied', requestId, about })
  }

  function authorize(context: AuthContext, permission: Permission): Authentication {
    const { email, role, signIn } = context
    if (!can(role, permission)) {
      recordDenial(context, { permission, why: 'role', role })
      return refuse({ code: 'role-refused', detail: `The role ${role} may not do this.` }, true)
    }
    const retryAfter = signIn && !NOT_METERED.has(permission) ? usage.waitForLog(email) : undefined
    if (retryAfter !== undefined) {
      recordDenial(context, { permission, why: 'log-limit' })
      const detail = 'Your requests have filled as much of the audit log as one agent may in an hour.'
      return refuse({ code: 'log-limited', detail, retryAfter }, true)
    }
    if (!auditLog.hasRoomFor(permission)) {
      return refuse({ code: 'audit-full', detail: 'The audit log has no room for this request.' }, true)
    }
    return { ok: true, context }
  }

  return {
    findSignIn,
    recordDenial,

    authenticate(caller: Caller, permission: Permission): Authentication {
      const { requestId } = caller
      // Their own shard has counted the request, and knows whether they are signed in.
      if ('vouched' in caller)
        return authorize({ ...caller.vouched, requestId, findEnd: () => undefined }, permission)
      const { token, isUnattended } = caller
      if (token === undefined)
        return refuse({ code: 'signed-out', detail: 'The request carries no token.' }, false)
      const hashed = hash(token)
      const signIn = findSignIn(token, hashed)
      if (!signIn && equalSecrets(hashed, bootstrapHash)) {
        return authorize(
          { email: 'bootstrap', role: 'bootstrap', requestId, findEnd: () => undefined },
          permission,
        )
      }
      if (!signIn) return refuse({ code: 'signed-out', detail: 'The relay does not know this token.' }, false)
      const { email, role } = signIn
      const endReason = whyEnded(signIn)
      if (endReason) {
        recordDenial({ email, requestId }, { permission, why: endReason })
        return refuse({ code: 'signed-out', detail: endReason }, false)
      }
      const rateLimit = countRequest(`requests ${email}`, AGENT_LIMIT)
      if (!rateLimit.isWithin) {
        recordDenial({ email, requestId }, { permission, why: 'rate-limit' })
        const detail = 'Your requests of this minute are used up.'
        const problem = { code: 'agent-rate-limited', detail, retryAfter: rateLimit.resetsInSeconds } as const
        return { rateLimit, ...refuse(problem, true) }
      }
      if (!isUnattended) store.touchSignIn(signIn, now())
      const findEnd = (): ProblemReport | undefined => {
        const current = findSignIn(token, hashed)
        const why = current ? whyEnded(current) : 'Signed out.'
        return why ? { code: 'signed-out', detail: why } : undefined
      }
      return { rateLimit, ...authorize({ email, role, signIn, requestId, findEnd }, permission) }
    },
  }
}

const refuse = (problem: ProblemReport, isKnown: boolean) => ({ ok: false as const, problem, isKnown })
