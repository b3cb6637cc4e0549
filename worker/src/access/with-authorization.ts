/** Every request passes here: it is admitted, served, and told where the record stands. */

import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Authenticator, Caller, Principal } from './authenticate.ts'
import type { Allowed } from './limits/rate-limit.ts'
import { oncePerTurn } from './once-per-turn.ts'
import type { Result } from './result.ts'

/**
 * `allowed`: what is left of the agent's own limit, where there was an agent to count for. `head`: the record's newest
 * line, signed, for everybody who was let in.
 */
export type AuthorizedAnswer<TValue> = Result<TValue> & {
  allowed?: Allowed | undefined
  head?: string | undefined
}

/** Who was let in, and by which request. */
export interface AuthContext extends Principal {
  requestId: string
  /** To be asked after a wait, before anything is disclosed: why the token opens nothing any more. */
  findEnd(): ProblemReport | undefined
}

export interface AuthorizationParts {
  admissions: Authenticator
  /** The record's newest line, signed. */
  readHead: () => string | undefined
}

export type Authorization = ReturnType<typeof createAuthorization>

export function createAuthorization({ admissions, readHead }: AuthorizationParts) {
  /**
   * One signature for all answers of a turn. It may stand over a line that is newer than the asker's own: each line holds
   * the hash of the one before, so that what vouches for the newer vouches for the older.
   */
  const signCheckpoint = oncePerTurn(readHead)

  return async <TValue>(
    caller: Caller,
    permission: Permission,
    work: (visitor: AuthContext) => Result<TValue> | Promise<Result<TValue>>,
  ): Promise<AuthorizedAnswer<TValue>> => {
    const admission = admissions.admit(caller, permission)
    const { allowed } = admission
    if (!admission.ok) {
      const { problem, known } = admission
      return { ok: false, problem, allowed, ...(known && { head: await signCheckpoint() }) }
    }
    const outcome = await work({
      ...admission.agent,
      requestId: caller.requestId,
      findEnd: () => admissions.findEnd(caller),
    })
    return { ...outcome, allowed, head: await signCheckpoint() }
  }
}
