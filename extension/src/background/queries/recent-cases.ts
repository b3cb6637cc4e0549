/** The cases that the agent opened last, kept in session storage for as long as what was shown is. */
import { ok, type Result } from '../../messages/failure.ts'
import type { Payload } from '../../messages/messages.ts'
import { createMutex } from '../../platform/mutex.ts'
import {
  accountKey,
  activeAt,
  isIdle,
  MAX_RECENT_CASES,
  type RecentCase,
  recentCases,
} from '../../platform/stored.ts'
import type { AccountKeeper } from '../session/account.ts'

export interface RecentCases {
  /** A case was opened, or is open and another is known of it. */
  note(payload: Payload<'app:recents.note'>): Promise<Result<null>>
  clear(): Promise<Result<null>>
  forgetAll(): Promise<void>
  /** Where nobody has been there for long: by the measure of the lock. */
  forgetIdle(): Promise<void>
}

interface RecentCasesParts {
  account: Pick<AccountKeeper, 'use'>
  now: () => number
}

export function createRecentCases({ account: keeper, now }: RecentCasesParts): RecentCases {
  /** So that a purge never runs in the middle of a write. */
  const inTurn = createMutex()
  const forgetAll = () => inTurn(() => recentCases.remove())

  return {
    forgetAll,

    note: ({ isOpening, ...told }) =>
      keeper.use(({ abort }, account) =>
        inTurn(async () => {
          const owner = accountKey(account)
          const held = await recentCases.get()
          const known = held?.owner === owner ? held.cases : []
          const cases = place(known, told, isOpening ? now() : undefined)
          if (!abort.aborted) await recentCases.set({ owner, cases })
          return ok(null)
        }),
      ),

    async clear() {
      await forgetAll()
      return ok(null)
    },

    async forgetIdle() {
      if (isIdle(await activeAt.get(), now())) await forgetAll()
    },
  }
}

/** In front where it is opened, in its place where it only changed; nowhere where it was cleared away meanwhile. */
function place(
  known: readonly RecentCase[],
  told: Omit<RecentCase, 'openedAt'>,
  openedAt: number | undefined,
): RecentCase[] {
  if (openedAt === undefined) return known.map((one) => (one.id === told.id ? { ...one, ...told } : one))
  const others = known.filter(({ id }) => id !== told.id)
  return [{ ...told, openedAt }, ...others].slice(0, MAX_RECENT_CASES)
}
