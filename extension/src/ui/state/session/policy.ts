/** What the administrator has set, as every surface follows it: a policy that changes counts at once. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { type Managed, NOTHING_MANAGED } from '../../../platform/policy.ts'

export interface ManagedStore {
  readManaged(): Promise<Managed>
  watchManaged(listener: (managed: Managed) => void, signal: AbortSignal): void
}

export function followManaged(store: ManagedStore, ended: AbortSignal): ReadonlySignal<Managed> {
  const managed = signal(NOTHING_MANAGED)
  let isTold = false
  store.watchManaged((changed) => {
    isTold = true
    managed.value = changed
  }, ended)
  void store.readManaged().then((found) => {
    // A change that was told of meanwhile is newer than what was read.
    if (!ended.aborted && !isTold) managed.value = found
  })
  return managed
}
