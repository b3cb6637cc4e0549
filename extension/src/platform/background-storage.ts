/** Storage for the background alone: updates in turn, schemas as guards, and whole areas. */
import * as v from 'valibot'
import { browser } from './browser.ts'
import type { Guard, StorageAreaName, StoredItem } from './storage.ts'

/** Runs one piece of work after another, in order; a failed one does not stop the next. */
export type Mutex = <T>(work: () => Promise<T>) => Promise<T>

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()

  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}

/** Changes a stored value, one change at a time. Resolves to the stored value; `undefined` leaves it as it is. */
export type UpdateInTurn<T> = (change: (value: T) => T | undefined) => Promise<T>

export function createUpdater<T>(item: Pick<StoredItem<T>, 'get' | 'set'>, initial: T): UpdateInTurn<T> {
  const inTurn = createMutex()

  return (change) =>
    inTurn(async () => {
      const value = (await item.get()) ?? initial
      const changed = change(value)
      if (changed === undefined) return value
      await item.set(changed)
      return changed
    })
}

/** A schema as a stored item’s guard; surfaces don’t load the schema library. */
export const toGuard =
  <T>(schema: v.GenericSchema<unknown, T>): Guard<T> =>
  (raw): raw is T =>
    v.is(schema, raw)

/** Everything in an area whose key begins so. */
export async function readByPrefix(area: StorageAreaName, prefix: string): Promise<Map<string, unknown>> {
  const all = await browser.storage[area].get(null)
  return new Map(Object.entries(all).filter(([key]) => key.startsWith(prefix)))
}

export async function removeKeys(area: StorageAreaName, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await browser.storage[area].remove([...keys])
}

/**
 * `local` is open to content scripts by default (measured). The browser keeps this setting over restarts, but does not
 * document it, so it is set at each start of the background.
 */
export async function closeToContentScripts(): Promise<void> {
  const accessLevel = 'TRUSTED_CONTEXTS'
  await Promise.all([
    chrome.storage.local.setAccessLevel({ accessLevel }),
    chrome.storage.session.setAccessLevel({ accessLevel }),
    chrome.storage.managed.setAccessLevel({ accessLevel }),
  ])
}
