/**
 * The newest rows of each list, kept in session storage: to paint before the network answers, and to show again where
 * the relay says that nothing changed. The background alone writes it, one write at a time.
 */
import * as v from 'valibot'
import type { Account, ListFilter, ListName, ListRows } from '../messages.ts'
import { readByPrefix, removeKeys } from '../platform/storage.ts'
import {
  accountKey,
  IDLE_PURGE_MS,
  LIST_KEY_PREFIX,
  listKey,
  MOST_REMEMBERED_BYTES,
  type RememberedList,
  rememberedList,
} from '../stored.ts'
import { type Held, planDrops } from './memory-plan.ts'
import { foldNewest } from './newest-rows.ts'

export type Look<TRow> = Omit<RememberedList<TRow>, 'owner' | 'usedAt'>

export interface ListMemory {
  recall<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Account,
  ): Promise<RememberedList<ListRows[TName]> | undefined>
  /**
   * Keeps what the account was shown, unless the signal says that it is signed out by now. Never fails: what cannot be
   * kept is only slower to show the next time.
   */
  remember<TName extends ListName>(
    name: TName,
    filter: ListFilter<TName>,
    account: Account,
    look: Look<ListRows[TName]>,
    signal: AbortSignal,
  ): Promise<void>
  forgetIdle(): Promise<void>
  forgetAll(): Promise<void>
}

const UsedAtSchema = v.object({ usedAt: v.number() })

export function createListMemory({
  now,
  mostBytes = MOST_REMEMBERED_BYTES,
}: {
  now: () => number
  mostBytes?: number
}): ListMemory {
  /** Read once in a life of the background: nobody else writes. */
  let held: Map<string, Held> | undefined
  let lastTurn: Promise<unknown> = Promise.resolve()

  /** So that a purge never runs in the middle of a write, nor two writes count the same bytes. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work)
    lastTurn = turn.catch(() => {})
    return turn
  }

  async function readHeld(): Promise<Map<string, Held>> {
    if (!held) {
      held = new Map()
      for (const [key, value] of await readByPrefix('session', LIST_KEY_PREFIX)) {
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

  const isIdle = (usedAt: number): boolean => now() - usedAt > IDLE_PURGE_MS

  async function recall<TName extends ListName>(name: TName, filter: ListFilter<TName>, account: Account) {
    const list = await rememberedList(name, filter).get()
    return list && list.owner === accountKey(account) && !isIdle(list.usedAt) ? list : undefined
  }

  return {
    recall,

    remember: (name, filter, account, look, signal) =>
      inTurn(async () => {
        const all = await readHeld()
        const folded = foldNewest(await recall(name, filter, account), look)
        const list = { ...folded, owner: accountKey(account), usedAt: now() }
        const key = listKey(name, filter)
        const incoming = { bytes: sizeOf(key, list), usedAt: list.usedAt }
        const drops = planDrops(all, key, incoming, mostBytes)
        // What is too large to keep takes its older self with it: that would be painted as if it were the newest.
        await drop(drops ?? [key])
        if (!drops || signal.aborted) return
        await rememberedList(name, filter).set(list)
        all.set(key, incoming)
      }).catch(() => {}),

    forgetIdle: () =>
      inTurn(async () => {
        const idle = [...(await readHeld())].filter(([, { usedAt }]) => isIdle(usedAt))
        await drop(idle.map(([key]) => key))
      }),

    forgetAll: () =>
      inTurn(async () => {
        // Straight from storage: a purge trusts no bookkeeping.
        await drop([...(await readByPrefix('session', LIST_KEY_PREFIX)).keys()])
        held = new Map()
      }),
  }
}

/** As the browser counts it against its quota: the key and the value as JSON. */
const sizeOf = (key: string, value: unknown): number =>
  key.length + new TextEncoder().encode(JSON.stringify(value)).length
