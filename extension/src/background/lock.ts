/**
 * The lock: once nobody has touched a surface of ours for a quarter of an hour, what was shown is gone and no fact is
 * given out until somebody says that they are there. By a clock of our own: the browser's `idle` would be one permission
 * more, and tell of the whole computer.
 */
import { fail, type Result } from '../failure.ts'
import { activeAt, isIdle } from '../stored.ts'
import { localFailure } from './local-failure.ts'

export interface LockParts {
  now: () => number
  /** Drops everything that was shown. */
  forgetShown: () => Promise<void>
}

type Handler<TPayload, TAsker, TValue> = (payload: TPayload, asker: TAsker) => Promise<Result<TValue>>

export interface Lock {
  /** What answers with facts to a surface. */
  guard<TPayload, TAsker, TValue>(
    handle: Handler<TPayload, TAsker, TValue>,
  ): Handler<TPayload, TAsker, TValue>
  /** A surface has seen the time pass. */
  lock(): Promise<Result<null>>
}

export function createLock({ now, forgetShown }: LockParts): Lock {
  async function isLocked(): Promise<boolean> {
    if (!isIdle(await activeAt.get(), now())) return false
    await forgetShown()
    return true
  }

  return {
    guard: (handle) => async (payload, asker) =>
      (await isLocked()) ? fail(localFailure('locked')) : handle(payload, asker),
    async lock() {
      await isLocked()
      return { ok: true, value: null }
    },
  }
}
