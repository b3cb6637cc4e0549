/** Every request passes here: it is admitted, served, and told where the record stands. */

import type { Act } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Admissions, Admitted, Caller } from './authenticate.ts'
import type { Allowed } from './limits/rate-limit.ts'
import { oncePerTurn } from './once-per-turn.ts'
import type { Outcome } from './result.ts'

/**
 * `allowed`: what is left of the agent's own limit, where there was an agent to count for. `head`: the record's newest
 * line, signed, for everybody who was let in.
 */
export type DeskAnswer<TValue> = Outcome<TValue> & {
  allowed?: Allowed | undefined
  head?: string | undefined
}

/** Who was let in, and by which request. */
export interface Visitor extends Admitted {
  requestId: string
  /** To be asked after a wait, before anything is disclosed: why the token opens nothing any more. */
  findEnd(): ProblemReport | undefined
}

export interface DoorParts {
  admissions: Admissions
  /** The record's newest line, signed. */
  readHead: () => string | undefined
}

export type Door = ReturnType<typeof createDoor>

export function createDoor({ admissions, readHead }: DoorParts) {
  /**
   * One signature for all answers of a turn. It may stand over a line that is newer than the asker's own: each line holds
   * the hash of the one before, so that what vouches for the newer vouches for the older.
   */
  const signHead = oncePerTurn(readHead)

  return async <TValue>(
    caller: Caller,
    act: Act,
    work: (visitor: Visitor) => Outcome<TValue> | Promise<Outcome<TValue>>,
  ): Promise<DeskAnswer<TValue>> => {
    const admission = admissions.admit(caller, act)
    const { allowed } = admission
    if (!admission.ok) {
      const { problem, known } = admission
      return { ok: false, problem, allowed, ...(known && { head: await signHead() }) }
    }
    const outcome = await work({
      ...admission.agent,
      requestId: caller.requestId,
      findEnd: () => admissions.findEnd(caller),
    })
    return { ...outcome, allowed, head: await signHead() }
  }
}
