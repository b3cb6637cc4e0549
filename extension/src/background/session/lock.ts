/**
 * The lock: once nobody has touched a surface of ours for a quarter of an hour, what was shown is gone, pages included, and
 * no fact is given out until somebody says that they are there. By a clock of our own: the browser's `idle` would be one permission
 * more, and tell of the whole computer.
 */
import { err, type Result } from '../../messages/failure.ts'
import { activeAt, isIdle, readAccount } from '../../platform/stored.ts'
import { localFailure } from '../relay/failures.ts'

export interface SessionLockParts {
  now: () => number
  /** Drops everything that was shown. */
  forgetShown: () => Promise<void>
  /** Pages show nothing while nobody is there, and go on when somebody is. */
  notifyPages: () => Promise<void>
}

type Handler<TPayload, TSender, TValue> = (payload: TPayload, sender: TSender) => Promise<Result<TValue>>

export interface SessionLock {
  /** What answers with facts to a surface. */
  guard<TPayload, TSender, TValue>(
    handle: Handler<TPayload, TSender, TValue>,
  ): Handler<TPayload, TSender, TValue>
  /** A surface has seen it go shut, or open. */
  lock(): Promise<Result<null>>
}

const isShut = async (now: number): Promise<boolean> => isIdle(await activeAt.get(), now)

/** Signed in, and not locked. */
export const isAgentActive = async (now: number): Promise<boolean> =>
  (await readAccount()) !== undefined && !(await isShut(now))

export function createLock({ now, forgetShown, notifyPages }: SessionLockParts): SessionLock {
  async function isLocked(): Promise<boolean> {
    if (!(await isShut(now()))) return false
    await Promise.all([forgetShown(), notifyPages()])
    return true
  }

  return {
    guard: (handle) => async (payload, sender) =>
      (await isLocked()) ? err(localFailure('locked')) : handle(payload, sender),
    async lock() {
      if (!(await isLocked())) await notifyPages()
      return { ok: true, value: null }
    },
  }
}
