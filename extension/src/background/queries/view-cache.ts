/**
 * What surfaces have shown, kept in session storage: to paint before the network answers, and to show again where the
 * relay says that nothing changed. The background alone writes it, one write at a time, within one bound for all of it.
 */
import * as v from 'valibot'
import type { Account } from '../../messages/messages.ts'
import { createTurns } from '../../platform/mutex.ts'
import { readByPrefix, removeKeys, type StoredItem } from '../../platform/storage.ts'
import {
  accountKey,
  CASE_KEY_PREFIX,
  IDLE_PURGE_MS,
  isFor,
  LIST_KEY_PREFIX,
  MOST_REMEMBERED_BYTES,
  type Remembered,
  seenSessions,
} from '../../platform/stored.ts'
import { type Held, planDrops } from './plan-evictions.ts'

const PREFIXES = [LIST_KEY_PREFIX, CASE_KEY_PREFIX, seenSessions.key]

export interface ShownMemory {
  recall<T extends Remembered>(item: StoredItem<T>, account: Account): Promise<T | undefined>
  /**
   * Keeps what the account was shown, made of what is held of it, unless the signal says that it is signed out by now.
   * Never fails: what cannot be kept is only slower to show the next time.
   */
  remember<T extends Remembered>(
    item: StoredItem<T>,
    account: Account,
    make: (held: T | undefined, stamp: Remembered) => T,
    signal: AbortSignal,
  ): Promise<void>
  forget(item: StoredItem<Remembered>): Promise<void>
  forgetIdle(): Promise<void>
  forgetAll(): Promise<void>
}

const UsedAtSchema = v.object({ usedAt: v.number() })

export function createShownMemory({
  now,
  mostBytes = MOST_REMEMBERED_BYTES,
}: {
  now: () => number
  mostBytes?: number
}): ShownMemory {
  /** Read once in a life of the background: nobody else writes. */
  let held: Map<string, Held> | undefined
  /** So that a purge never runs in the middle of a write, nor two writes count the same bytes. */
  const inTurn = createTurns()

  async function readAll(): Promise<[string, unknown][]> {
    const areas = await Promise.all(PREFIXES.map((prefix) => readByPrefix('session', prefix)))
    return areas.flatMap((area) => [...area])
  }

  async function readHeld(): Promise<Map<string, Held>> {
    if (!held) {
      held = new Map()
      for (const [key, value] of await readAll()) {
        const parsed = v.safeParse(UsedAtSchema, value)
        held.set(key, { bytes: sizeOf(key, value), usedAt: parsed.success ? parsed.output.usedAt : 0 })
      }
    }
    return held
  }

  async function drop(keys: readonly string[]): Promise<void> {
    await removeKeys('session', keys)
    for (const key of keys) held?.delete(key)
  }

  async function recall<T extends Remembered>(item: StoredItem<T>, account: Account) {
    const value = await item.get()
    return isFor(account, value, now()) ? value : undefined
  }

  return {
    recall,

    remember: (item, account, make, signal) =>
      inTurn(async () => {
        const all = await readHeld()
        const stamp = { owner: accountKey(account), usedAt: now() }
        const value = make(await recall(item, account), stamp)
        const incoming = { bytes: sizeOf(item.key, value), usedAt: stamp.usedAt }
        const drops = planDrops(all, item.key, incoming, mostBytes)
        // What is too large to keep takes its older self with it: that would be painted as if it were the newest.
        await drop(drops ?? [item.key])
        if (!drops || signal.aborted) return
        await item.set(value)
        all.set(item.key, incoming)
      }).catch(() => {}),

    forget: (item) => inTurn(() => drop([item.key])),

    forgetIdle: () =>
      inTurn(async () => {
        const idle = [...(await readHeld())].filter(([, { usedAt }]) => now() - usedAt > IDLE_PURGE_MS)
        await drop(idle.map(([key]) => key))
      }),

    forgetAll: () =>
      inTurn(async () => {
        // Straight from storage: a purge trusts no bookkeeping.
        await drop((await readAll()).map(([key]) => key))
        held = new Map()
      }),
  }
}

/** As the browser counts it against its quota: the key and the value as JSON. */
const sizeOf = (key: string, value: unknown): number =>
  key.length + new TextEncoder().encode(JSON.stringify(value)).length
