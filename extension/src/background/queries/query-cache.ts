/**
 * What surfaces have shown, in session storage: painted before the network answers, and shown again when the relay says
 * that nothing changed. The background alone writes it, one write at a time, within one bound for all of it.
 */
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import type { Account } from '../../messages/messages.ts'
import { createMutex, readByPrefix, removeKeys } from '../../platform/background-storage.ts'
import type { StoredItem } from '../../platform/storage.ts'
import {
  accountKey,
  activeAt,
  CASE_KEY_PREFIX,
  type CachedView,
  IDLE_PURGE_MS,
  isFor,
  isIdle,
  LIST_KEY_PREFIX,
  MAX_CACHED_BYTES,
  seenSessions,
} from '../../stored.ts'

const MAX_KEYS = 500
const PREFIXES = [LIST_KEY_PREFIX, CASE_KEY_PREFIX, seenSessions.key]

export interface QueryCache {
  /** Call it before what is to be written is asked for. */
  begin(): number
  read<T extends CachedView>(item: StoredItem<T>, account: Account): Promise<T | undefined>
  /**
   * Stores what the account was shown, built from the cached value, unless it has signed out. What was begun before the last
   * write or `forget` is older, and not stored. Never rejects: what can't be
   * cached is only slower to show the next time.
   */
  write<T extends CachedView>(
    item: StoredItem<T>,
    account: Account,
    build: (cached: T | undefined, stamp: CachedView) => T,
    abort: AbortSignal,
    begun?: number,
  ): Promise<void>
  forget(item: StoredItem<CachedView>): Promise<void>
  forgetIdle(): Promise<void>
  forgetAll(): Promise<void>
}

export interface CachedSize {
  bytes: number
  /** Milliseconds since the epoch. */
  usedAt: number
}

const UsedAtSchema = v.object({ usedAt: v.number() })

export function createQueryCache({
  now,
  maxBytes = MAX_CACHED_BYTES,
}: {
  now: () => number
  maxBytes?: number
}): QueryCache {
  /** Read once in the background's life: nothing else writes. */
  let sizes: Map<string, CachedSize> | undefined
  /** A purge never runs during a write, and no two writes count the same bytes. */
  const inTurn = createMutex()
  let begins = 0
  const begin = () => ++begins
  /** By key: when what was written last was begun, or when it was forgotten. */
  const newest = new LruMap<string, number>(MAX_KEYS)
  let emptied = 0

  async function readAll(): Promise<[string, unknown][]> {
    const areas = await Promise.all(PREFIXES.map((prefix) => readByPrefix('session', prefix)))
    return areas.flatMap((area) => [...area])
  }

  async function readSizes(): Promise<Map<string, CachedSize>> {
    sizes ??= new Map(
      (await readAll()).map(([key, value]) => {
        const parsed = v.safeParse(UsedAtSchema, value)
        return [key, { bytes: sizeOf(key, value), usedAt: parsed.success ? parsed.output.usedAt : 0 }]
      }),
    )
    return sizes
  }

  async function drop(keys: readonly string[]): Promise<void> {
    await removeKeys('session', keys)
    for (const key of keys) sizes?.delete(key)
  }

  async function read<T extends CachedView>(item: StoredItem<T>, account: Account): Promise<T | undefined> {
    const value = await item.get()
    return isFor(account, value, now()) ? value : undefined
  }

  return {
    begin,
    read,

    write: (item, account, build, abort, begun = begin()) =>
      inTurn(async () => {
        if (begun < Math.max(emptied, newest.get(item.key) ?? 0)) return
        newest.set(item.key, begun)
        const all = await readSizes()
        const stamp = { owner: accountKey(account), usedAt: now() }
        const value = build(await read(item, account), stamp)
        const incoming = { bytes: sizeOf(item.key, value), usedAt: stamp.usedAt }
        const evicted = planEvictions(all, item.key, incoming, maxBytes)
        // A value too large to cache removes its older version too, which would be painted as the newest.
        await drop(evicted ?? [item.key])
        // A surface may have locked while the relay was asked.
        if (!evicted || abort.aborted || isIdle(await activeAt.get(), now())) return
        await item.set(value)
        all.set(item.key, incoming)
      }).catch(() => {}),

    forget(item) {
      newest.set(item.key, begin())
      return inTurn(() => drop([item.key]))
    },

    forgetIdle: () =>
      inTurn(async () => {
        const idle = [...(await readSizes())].filter(([, { usedAt }]) => now() - usedAt > IDLE_PURGE_MS)
        await drop(idle.map(([key]) => key))
      }),

    forgetAll() {
      emptied = begin()
      return inTurn(async () => {
        // From storage itself, not from `sizes`: a purge must miss nothing.
        await drop((await readAll()).map(([key]) => key))
        sizes = new Map()
      })
    },
  }
}

/** As the browser counts it against its quota: the key and the value as JSON. */
const sizeOf = (key: string, value: unknown): number =>
  key.length + new TextEncoder().encode(JSON.stringify(value)).length

/**
 * The keys to drop before `incoming` is stored under `key`: the longest unused first, and no more than needed. `undefined`
 * if even an empty cache could not hold it.
 */
export function planEvictions(
  sizes: ReadonlyMap<string, CachedSize>,
  key: string,
  incoming: CachedSize,
  maxBytes: number,
): string[] | undefined {
  if (incoming.bytes > maxBytes) return undefined
  const others = [...sizes].filter(([other]) => other !== key).sort(([, a], [, b]) => a.usedAt - b.usedAt)
  let total = others.reduce((sum, [, { bytes }]) => sum + bytes, incoming.bytes)
  const evicted: string[] = []
  for (const [other, { bytes }] of others) {
    if (total <= maxBytes) break
    evicted.push(other)
    total -= bytes
  }
  return evicted
}
