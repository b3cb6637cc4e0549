/** What the administrator has set, as every surface follows it: a policy that changes counts at once. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { NO_POLICY, type Policy } from '../../../platform/policy.ts'

export interface PolicyStore {
  readManaged(): Promise<Policy>
  watchManaged(listener: (policy: Policy) => void, abort: AbortSignal): void
}

export function followPolicy(store: PolicyStore, ended: AbortSignal): ReadonlySignal<Policy> {
  const policy = signal(NO_POLICY)
  let isReported = false
  store.watchManaged((changed) => {
    isReported = true
    policy.value = changed
  }, ended)
  void store.readManaged().then((found) => {
    // A change that was told of meanwhile is newer than what was read.
    if (!ended.aborted && !isReported) policy.value = found
  })
  return policy
}
