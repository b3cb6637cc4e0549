/** One piece of work after the other, in the order in which they were asked for. One that fails holds up nobody. */
import * as v from 'valibot'
import type { Guard, StoredItem } from './storage.ts'

export type Mutex = <T>(work: () => Promise<T>) => Promise<T>

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()

  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}

/** Changes to a stored value that build on what is there: one after the other, so that none is lost. */

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

/** A schema as a stored item’s guard (`storage.ts`), for code that carries schemas anyway, as the background does. */

export const toGuard =
  <T>(schema: v.GenericSchema<unknown, T>): Guard<T> =>
  (raw): raw is T =>
    v.is(schema, raw)
