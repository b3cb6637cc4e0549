/** Changes to a stored value that build on what is there: one after the other, so that none is lost. */
import { createMutex } from './mutex.ts'
import type { StoredItem } from './storage.ts'

/** Resolves to what is stored now. A change that gives back `undefined` leaves it as it is. */
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
