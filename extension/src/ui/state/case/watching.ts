/** The agent’s watches as the background stores them, for all surfaces and windows alike; a press asks the background. */
import type { Watch } from '@inquiry-lens/shared/contract/watches.ts'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'
import type { Person } from '../../../messages/messages.ts'
import type { StoredItem } from '../../../platform/storage.ts'
import { accountKey, type StoredWatches, storedWatches } from '../../../stored.ts'
import { followStored } from '../resource/resource.ts'

type Send = (id: string, abort: AbortSignal) => Promise<Result<null>>

export interface Watching {
  /** Those that have ended first; `undefined`: not known, or none may be had. */
  items: ReadonlySignal<readonly Watch[] | undefined>
  find(id: string): Watch | undefined
  /** Of the last press, and which case it was for. */
  failure: ReadonlySignal<{ id: string; failure: Failure } | undefined>
  isBusy: ReadonlySignal<boolean>
  /** Begins or ends it. */
  toggle(id: string): void
  end(id: string): void
  rename(id: string, name: string): void
}

export function followWatches({
  add,
  end,
  rename,
  check,
  account,
  stored = storedWatches,
  abort,
}: {
  add: Send
  end: Send
  rename?: (id: string, name: string, abort: AbortSignal) => Promise<Result<null>>
  /** Asks the relay; a surface that opens for a moment goes by what is stored. */
  check?: (abort: AbortSignal) => Promise<unknown>
  account: Person
  stored?: Pick<StoredItem<StoredWatches>, 'get' | 'watch'>
  abort: AbortSignal
}): Watching {
  const own = signal<readonly Watch[] | undefined>(undefined)
  const failure = signal<{ id: string; failure: Failure } | undefined>(undefined)
  const isBusy = signal(false)
  followStored(
    stored,
    (all) => {
      own.value = all?.owner === accountKey(account) ? all.items : undefined
    },
    abort,
  )
  void check?.(abort)

  async function press(id: string, send: () => Promise<Result<null>>): Promise<void> {
    if (isBusy.peek()) return
    isBusy.value = true
    failure.value = undefined
    const result = await send()
    if (abort.aborted) return
    isBusy.value = false
    if (!result.ok) failure.value = { id, failure: result.error }
  }

  const items = computed(() =>
    own.value?.toSorted((one, other) => Number(other.ended !== null) - Number(one.ended !== null)),
  )
  return {
    items,
    find: (id) => own.value?.find((one) => one.id === id),
    failure,
    isBusy,
    toggle: (id) => {
      const isWatched = own.peek()?.some((one) => one.id === id)
      // Where none may be had, nothing happens.
      if (own.peek()) void press(id, () => (isWatched ? end : add)(id, abort))
    },
    end: (id) => void press(id, () => end(id, abort)),
    rename: (id, name) => rename && void press(id, () => rename(id, name, abort)),
  }
}
