/** Who is signed in, as every surface follows it: a sign-out anywhere is one everywhere. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Account, Person } from '../../../messages/messages.ts'
import type { SignedOutReason } from '../../../platform/stored.ts'
import { isSame } from '../resource/same.ts'

export interface AccountStore {
  readAccount(): Promise<Account | undefined>
  watchAccount(listener: (account: Account | undefined) => void, abort: AbortSignal): void
  readSignedOutReason(): Promise<SignedOutReason | undefined>
  watchSignedOutReason(listener: (reason: SignedOutReason | undefined) => void, abort: AbortSignal): void
}

export interface AccountState {
  /** `undefined`: not read yet. `null`: nobody is signed in. */
  account: ReadonlySignal<Account | null | undefined>
  /** The same object whatever becomes of the role. */
  person: ReadonlySignal<Person | null | undefined>
  /** Why the last sign-in ended, if it did not end by the agent's own wish. */
  reason: ReadonlySignal<SignedOutReason | undefined>
}

export function followAccount(store: AccountStore, ended: AbortSignal): AccountState {
  const account = signal<Account | null | undefined>(undefined)
  const person = signal<Person | null | undefined>(undefined)
  const reason = signal<SignedOutReason | undefined>(undefined)

  function take(found: Account | null): void {
    // Surfaces start anew with another person, so the same one has to stay the same.
    batch(() => {
      if (!isSame(found, account.peek())) account.value = found
      const next = found && withoutRole(found)
      if (!isSame(next, person.peek())) person.value = next
    })
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
  return { account, person, reason }
}

const withoutRole = ({ role: _, ...person }: Account): Person => person
