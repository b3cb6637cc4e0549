/** Who is signed in, as every surface follows it: a sign-out anywhere is one everywhere. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Account } from '../../messages.ts'
import type { SignedOutReason } from '../../stored.ts'

export interface AccountStore {
  readAccount(): Promise<Account | undefined>
  watchAccount(listener: (account: Account | undefined) => void, signal: AbortSignal): void
  readSignedOutReason(): Promise<SignedOutReason | undefined>
  watchSignedOutReason(listener: (reason: SignedOutReason | undefined) => void, signal: AbortSignal): void
}

export interface AccountState {
  /** `undefined`: not read yet. `null`: nobody is signed in. */
  account: ReadonlySignal<Account | null | undefined>
  /** Why the last sign-in ended, if it did not end by the agent's own wish. */
  reason: ReadonlySignal<SignedOutReason | undefined>
}

export function followAccount(store: AccountStore, ended: AbortSignal): AccountState {
  const account = signal<Account | null | undefined>(undefined)
  const reason = signal<SignedOutReason | undefined>(undefined)

  function take(found: Account | null): void {
    // Surfaces start anew with another account, so the same one has to stay the same.
    if (JSON.stringify(found) !== JSON.stringify(account.peek())) account.value = found
  }

  store.watchAccount((changed) => take(changed ?? null), ended)
  store.watchSignedOutReason((changed) => {
    reason.value = changed
  }, ended)
  void Promise.all([store.readAccount(), store.readSignedOutReason()]).then(([found, why]) => {
    // A change that was told of meanwhile is newer than what was read.
    if (ended.aborted || account.peek() !== undefined) return
    batch(() => {
      reason.value ??= why
      take(found ?? null)
    })
  })
  return { account, reason }
}
