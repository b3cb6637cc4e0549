/**
 * The lock: once nobody has touched a surface of ours for a quarter of an hour, what was shown is gone, pages included, and
 * no fact is given out until somebody says that they are there. By a clock of our own: the browser's `idle` would be one permission
 * more, and tell of the whole computer.
 */
import { fail, type Result } from '../../messages/failure.ts'
import { activeAt, isIdle, readAccount } from '../../platform/stored.ts'
import { localFailure } from '../relay/local-failure.ts'

export interface LockParts {
  now: () => number
  /** Drops everything that was shown. */
  forgetShown: () => Promise<void>
  /** Pages show nothing while nobody is there, and go on when somebody is. */
  tellPages: () => Promise<void>
}

type Handler<TPayload, TAsker, TValue> = (payload: TPayload, asker: TAsker) => Promise<Result<TValue>>

export interface Lock {
  /** What answers with facts to a surface. */
  guard<TPayload, TAsker, TValue>(
    handle: Handler<TPayload, TAsker, TValue>,
  ): Handler<TPayload, TAsker, TValue>
  /** A surface has seen it go shut, or open. */
  lock(): Promise<Result<null>>
}

const isShut = async (now: number): Promise<boolean> => isIdle(await activeAt.get(), now)

/** Signed in, and not locked. */
export const isAnybodyThere = async (now: number): Promise<boolean> =>
  (await readAccount()) !== undefined && !(await isShut(now))

export function createLock({ now, forgetShown, tellPages }: LockParts): Lock {
  async function isLocked(): Promise<boolean> {
    if (!(await isShut(now()))) return false
    await Promise.all([forgetShown(), tellPages()])
    return true
  }

  return {
    guard: (handle) => async (payload, asker) =>
      (await isLocked()) ? fail(localFailure('locked')) : handle(payload, asker),
    async lock() {
      if (!(await isLocked())) await tellPages()
      return { ok: true, value: null }
    },
  }
}
