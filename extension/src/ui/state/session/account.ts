/** The signed-in account, its lock, and the alarm of its audit log, as every surface follows them. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Account, Person } from '../../../messages/messages.ts'
import { type activeAt, type auditAlarms, isIdle, type SignedOutReason } from '../../../stored.ts'
import { effectUntil, followStored, isSame } from '../resource/resource.ts'

export interface AccountStore {
  readAccount(): Promise<Account | undefined>
  watchAccount(listener: (account: Account | undefined) => void, abort: AbortSignal): void
  readSignedOutReason(): Promise<SignedOutReason | undefined>
  watchSignedOutReason(listener: (reason: SignedOutReason | undefined) => void, abort: AbortSignal): void
}

export interface AccountState {
  /** `undefined`: not read yet. `null`: signed out. */
  account: ReadonlySignal<Account | null | undefined>
  /** The same object while only the role changes. */
  person: ReadonlySignal<Person | null | undefined>
  /** Why the last sign-in ended, unless the agent signed out. */
  reason: ReadonlySignal<SignedOutReason | undefined>
}

export function followAccount(store: AccountStore, abort: AbortSignal): AccountState {
  const account = signal<Account | null | undefined>(undefined)
  const person = signal<Person | null | undefined>(undefined)
  const reason = signal<SignedOutReason | undefined>(undefined)

  function take(found: Account | null): void {
    // Surfaces restart for another object.
    batch(() => {
      if (!isSame(found, account.peek())) account.value = found
      const next = found && withoutRole(found)
      if (!isSame(next, person.peek())) person.value = next
    })
  }

  store.watchAccount((changed) => take(changed ?? null), abort)
  store.watchSignedOutReason((changed) => {
    reason.value = changed
  }, abort)
  void Promise.all([store.readAccount(), store.readSignedOutReason()]).then(([found, why]) => {
    // A change during the read is newer.
    if (abort.aborted || account.peek() !== undefined) return
    batch(() => {
      reason.value ??= why
      take(found ?? null)
    })
  })
  return { account, person, reason }
}

const withoutRole = ({ role: _, ...person }: Account): Person => person

export interface LockParts {
  view: Pick<EventTarget, 'addEventListener'>
  now(): number
  /** When the agent last used any surface; shared by all of them. */
  activeAt: Pick<typeof activeAt, 'get' | 'set' | 'watch'>
  /** Locked, so that the background clears what was shown; or unlocked. */
  notifyLock(): void
}

export interface Lock {
  /** `undefined`: not known yet. */
  isLocked: ReadonlySignal<boolean | undefined>
  /** Records activity. Does not unlock. */
  touch(): void
  open(): void
}

const RECORD_EVERY_MS = 15_000
const ACTIVITY_EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Locks all surfaces after 15 minutes without activity on any of them. */
export function watchLock(
  { view, now, activeAt, notifyLock }: LockParts,
  clock: ReadonlySignal<number>,
  abort: AbortSignal,
): Lock {
  /** `undefined`: not read yet. */
  const active = signal<number | undefined>(undefined)
  const isLocked = computed(() =>
    active.value === undefined ? undefined : isIdle(active.value, clock.value),
  )

  function record(): Promise<void> {
    active.value = now()
    return activeAt.set(now())
  }

  function touch(): void {
    if (isLocked.peek() === false && now() - (active.peek() ?? 0) >= RECORD_EVERY_MS) void record()
  }

  activeAt.watch((at) => {
    // Cleared by a sign-in or sign-out, which starts the time again.
    active.value = at ?? now()
  }, abort)
  void activeAt.get().then((at) => {
    if (abort.aborted || active.peek() !== undefined) return
    if (at === undefined) void record()
    else active.value = at
    touch()
  })
  for (const name of ACTIVITY_EVENTS) {
    view.addEventListener(name, touch, { signal: abort, capture: true, passive: true })
  }
  effectUntil(abort, () => {
    if (isLocked.value) notifyLock()
  })

  return { isLocked, touch, open: () => void record().then(notifyLock) }
}

export interface AuditAlarmParts {
  auditAlarms: Pick<typeof auditAlarms, 'get' | 'watch'>
}

/** Whether the relay's audit log contradicts what this browser verified before. */
export function watchAuditAlarm(
  { auditAlarms }: AuditAlarmParts,
  { account }: Pick<AccountState, 'account'>,
  abort: AbortSignal,
): ReadonlySignal<boolean> {
  const all = signal<Awaited<ReturnType<typeof auditAlarms.get>>>(undefined)
  followStored(auditAlarms, (found) => (all.value = found), abort)
  return computed(() => {
    const relay = account.value?.relay
    return all.value?.some((one) => one.relay === relay && Boolean(one.alarm)) ?? false
  })
}
