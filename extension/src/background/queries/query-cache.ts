/**
 * What surfaces have shown, kept in session storage: to paint before the network answers, and to show again where the
 * relay says that nothing changed. The background alone writes it, one write at a time, within one bound for all of it.
 */
import * as v from 'valibot'
import type { Account } from '../../messages/messages.ts'
import { createMutex } from '../../platform/background-storage.ts'
import { readByPrefix, removeKeys, type StoredItem } from '../../platform/storage.ts'
import {
  accountKey,
  CASE_KEY_PREFIX,
  type CachedView,
  IDLE_PURGE_MS,
  isFor,
  LIST_KEY_PREFIX,
  MAX_CACHED_BYTES,
  seenSessions,
} from '../../platform/stored.ts'

const PREFIXES = [LIST_KEY_PREFIX, CASE_KEY_PREFIX, seenSessions.key]

export interface ViewCache {
  recall<T extends CachedView>(item: StoredItem<T>, account: Account): Promise<T | undefined>
  /**
   * Keeps what the account was shown, made of what is held of it, unless the signal says that it is signed out by now.
   * Never fails: what cannot be kept is only slower to show the next time.
   */
  remember<T extends CachedView>(
    item: StoredItem<T>,
    account: Account,
    make: (held: T | undefined, stamp: CachedView) => T,
    abort: AbortSignal,
  ): Promise<void>
  forget(item: StoredItem<CachedView>): Promise<void>
  forgetIdle(): Promise<void>
  forgetAll(): Promise<void>
}

const UsedAtSchema = v.object({ usedAt: v.number() })

export function createViewCache({
  now,
  mostBytes = MAX_CACHED_BYTES,
}: {
  now: () => number
  mostBytes?: number
}): ViewCache {
  /** Read once in a life of the background: nobody else writes. */
  let held: Map<string, CachedSize> | undefined
  /** So that a purge never runs in the middle of a write, nor two writes count the same bytes. */
  const inTurn = createMutex()

  async function readAll(): Promise<[string, unknown][]> {
    const areas = await Promise.all(PREFIXES.map((prefix) => readByPrefix('session', prefix)))
    return areas.flatMap((area) => [...area])
  }

  async function readHeld(): Promise<Map<string, CachedSize>> {
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

  async function recall<T extends CachedView>(item: StoredItem<T>, account: Account) {
    const value = await item.get()
    return isFor(account, value, now()) ? value : undefined
  }

  return {
    recall,

    remember: (item, account, make, abort) =>
      inTurn(async () => {
        const all = await readHeld()
        const stamp = { owner: accountKey(account), usedAt: now() }
        const value = make(await recall(item, account), stamp)
        const incoming = { bytes: sizeOf(item.key, value), usedAt: stamp.usedAt }
        const drops = planEvictions(all, item.key, incoming, mostBytes)
        // What is too large to keep takes its older self with it: that would be painted as if it were the newest.
        await drop(drops ?? [item.key])
        if (!drops || abort.aborted) return
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

/** What has to go so that the remembered lists stay within their bound. */

export interface CachedSize {
  bytes: number
  /** Milliseconds since the epoch. */
  usedAt: number
}

/**
 * The keys to drop before `incoming` is kept under `key`: the longest unused first, and no more than needed. `undefined`
 * where even an empty memory could not hold it.
 */
export function planEvictions(
  held: ReadonlyMap<string, CachedSize>,
  key: string,
  incoming: CachedSize,
  most: number,
): string[] | undefined {
  if (incoming.bytes > most) return undefined
  const others = [...held].filter(([other]) => other !== key).sort(([, a], [, b]) => a.usedAt - b.usedAt)
  let total = others.reduce((sum, [, { bytes }]) => sum + bytes, incoming.bytes)
  const drops: string[] = []
  for (const [other, { bytes }] of others) {
    if (total <= most) break
    drops.push(other)
    total -= bytes
  }
  return drops
}
