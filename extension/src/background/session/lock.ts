/**
 * The lock: 15 minutes after the agent last used a surface, what was shown is forgotten, in pages too, and no fact is
 * given out until they use one again. A clock of our own: the browser's `idle` is a further permission, and watches the
 * whole computer.
 */
import { err, type Failure, ok, type Result } from '../../messages/failure.ts'
import type { MessageGuard } from '../../messages/table.ts'
import type { Policy } from '../../platform/policy.ts'
import { activeAt, isIdle, readAccount } from '../../stored.ts'
import { localFailure } from '../relay/failures.ts'

const isIdleNow = async (now: number): Promise<boolean> => isIdle(await activeAt.get(), now)

/** Signed in, and not locked. */
export const isAgentActive = async (now: number): Promise<boolean> =>
  (await readAccount()) !== undefined && !(await isIdleNow(now))

export interface SessionLock {
  /** Why a message with these guards is refused now; `undefined`: it is not. */
  checkGuards(guards: readonly MessageGuard[]): Promise<Failure | undefined>
  /** A surface has locked or unlocked itself. */
  lock(): Promise<Result<null>>
}

export function createLock({
  now,
  forgetShown,
  notifyPages,
  readManaged,
}: {
  now: () => number
  /** Drops everything that was shown. */
  forgetShown: () => Promise<void>
  /** Pages hide their states while locked, and show them again afterwards. */
  notifyPages: () => Promise<void>
  readManaged: () => Promise<Pick<Policy, 'off'>>
}): SessionLock {
  async function isLocked(): Promise<boolean> {
    if (!(await isIdleNow(now()))) return false
    await Promise.all([forgetShown(), notifyPages()])
    return true
  }

  return {
    async checkGuards(guards) {
      const features = guards.filter((guard) => guard !== 'unlocked')
      if (features.length > 0) {
        const { off } = await readManaged()
        if (features.some((feature) => off.includes(feature))) return localFailure('switched-off')
      }
      if (guards.includes('unlocked') && (await isLocked())) return localFailure('locked')
      return undefined
    },

    async lock() {
      if (!(await isLocked())) await notifyPages()
      return ok(null)
    },
  }
}

/** A handler that is refused while the administrator's policy does not allow the change. */
export const wherePolicyAllows =
  <TPayload, TValue>(
    readManaged: () => Promise<Policy>,
    isAllowed: (policy: Policy, payload: TPayload) => boolean,
    handle: (payload: TPayload) => Promise<Result<TValue>>,
  ) =>
  async (payload: TPayload): Promise<Result<TValue>> =>
    isAllowed(await readManaged(), payload) ? handle(payload) : err(localFailure('set-by-administrator'))
