/**
 * The agent’s watches: the relay has them, and says which have ended whenever it is asked. An alarm asks each minute while there
 * are any, also after the background was stopped; a live notice asks at once. While the surfaces are locked only numbers are kept.
 */
import { topicOfCase } from '@inquiry-lens/shared/contract/live.ts'
import { can } from '@inquiry-lens/shared/contract/permissions.ts'
import { ok, type Result } from '../../messages/failure.ts'
import type { Account } from '../../messages/messages.ts'
import { createMutex } from '../../platform/background-storage.ts'
import type { Policy } from '../../platform/policy.ts'
import {
  accountKey,
  activeAt,
  isIdle,
  type StoredWatches,
  sampleWatches,
  storedWatches,
} from '../../stored.ts'
import type { Live } from '../live/live.ts'
import type { RelayClient } from '../relay/client.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'

/** Several surfaces open at about the same time. */
const RECENT_MS = 2_000
/** A little less than the alarm’s minute. */
const DUE_MS = 55_000
/** Another browser of the agent’s may have begun one; with a socket, the relay says so. */
const NONE_DUE_MS = 5 * 60_000

type MaxAge = (known: StoredWatches) => number

export type Watches = ReturnType<typeof createWatches>

export function createWatches({
  account: keeper,
  relay,
  follow,
  readManaged,
  setAlarm,
  showEnded,
  now,
}: {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'watches' | 'addWatch' | 'renameWatch' | 'endWatch'>
  follow: Live['follow']
  readManaged: () => Promise<Pick<Policy, 'off'>>
  /** Whether to be woken each minute. */
  setAlarm: (isOn: boolean) => Promise<unknown>
  /** On the toolbar button, from what is stored. */
  showEnded: () => Promise<unknown>
  now: () => number
}) {
  /** What was asked for first is stored first. */
  const inTurn = createMutex()
  /** Waits for no relay: a sign-out removes at once, and nothing that was read before is written back after it. */
  const inStore = createMutex()

  const isLocked = async () => isIdle(await activeAt.get(), now())
  async function readOwn(account: Account): Promise<StoredWatches | undefined> {
    const stored = await storedWatches.get()
    return stored?.owner === accountKey(account) ? stored : undefined
  }

  async function ask(credentials: Credentials, account: Account, maxAge: MaxAge): Promise<Result<null>> {
    const isOff = (await readManaged()).off.includes('watch') || !can(account.role, 'watch')
    if (isOff) {
      await forget()
      return ok(null)
    }
    const known = await readOwn(account)
    const isEnough = known !== undefined && (known.items !== undefined || (await isLocked()))
    if (isEnough && Math.abs(now() - known.checkedAt) < maxAge(known)) return ok(null)
    const result = await relay.watches(credentials, {
      etag: isEnough ? (known.etag ?? undefined) : undefined,
    })
    if (!result.ok) return result
    const told = result.value ?? known
    if (!told) return ok(null)
    const items = result.value ? result.value.items : known?.items
    const ended = items ? items.filter((one) => one.ended).length : (known?.ended ?? 0)
    const open = items ? items.length - ended : (known?.open ?? 0)
    const isStored = await inStore(async () => {
      const isHidden = await isLocked()
      if (credentials.abort.aborted) return false
      await storedWatches.set({
        owner: accountKey(account),
        ...(items && !isHidden && { items }),
        ...{ ended, open, etag: told.etag, checkedAt: now() },
      })
      return true
    })
    if (!isStored) return ok(null)
    for (const { id, ended: isOver } of items ?? [])
      if (!isOver) follow(credentials, account, topicOfCase(id), `case ${id}`)
    await Promise.all([setAlarm(ended + open > 0), showEnded()])
    return ok(null)
  }

  const checkWithin = (maxAge: MaxAge) => inTurn(() => keeper.use((...who) => ask(...who, maxAge)))

  async function forget(): Promise<void> {
    await inStore(() => Promise.all([storedWatches.remove(), sampleWatches.remove()]))
    await Promise.all([setAlarm(false), showEnded()])
  }

  /** Whatever came of it, surfaces then see how it is. */
  async function change<T>(request: (credentials: Credentials) => Promise<Result<T>>): Promise<Result<null>> {
    const result = await keeper.use(request)
    const checked = await checkWithin(() => 0)
    return result.ok ? checked : result
  }

  return {
    /** For a surface that has just opened. */
    check: () => checkWithin(() => RECENT_MS),
    /** The list has changed. */
    checkNow: () => checkWithin(() => 0),
    /** A socket is open; what changed before, it does not say. */
    checkSocket: () => checkWithin(() => DUE_MS),
    /** A case may have ended. */
    checkEnded: () => checkWithin(({ ended, open }) => (ended + open > 0 ? 0 : NONE_DUE_MS)),
    /** The alarm, or the background’s own start. */
    checkIfDue: () => checkWithin(({ ended, open }) => (ended + open > 0 ? DUE_MS : NONE_DUE_MS)),

    add: ({ id }: { id: string }) => change((credentials) => relay.addWatch(credentials, { id })),
    rename: ({ id, name }: { id: string; name: string }) =>
      change((credentials) => relay.renameWatch(credentials, { id, name })),
    end: ({ id }: { id: string }) =>
      change(async (credentials) => {
        const ended = await relay.endWatch(credentials, id)
        // Another browser was first, or the answer was lost.
        return !ended.ok && ended.error.code === 'not-found' ? ok(null) : ended
      }),

    /** Which cases they are, and how they ended. */
    hide: (): Promise<void> =>
      inStore(async () => {
        const stored = await storedWatches.get()
        if (!stored?.items) return
        const { items: _, ...counts } = stored
        await storedWatches.set(counts)
      }),
    forget,
  }
}
