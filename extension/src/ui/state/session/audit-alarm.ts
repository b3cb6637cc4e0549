/** Whether the record of the agent's relay is not what this browser saw of it before. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { auditAlarms } from '../../../platform/stored.ts'
import type { AccountState } from './account.ts'

export interface AuditAlarmParts {
  recordAlarms: Pick<typeof auditAlarms, 'get' | 'watch'>
}

export function watchAuditAlarm(
  { recordAlarms }: AuditAlarmParts,
  { account }: Pick<AccountState, 'account'>,
  ended: AbortSignal,
): ReadonlySignal<boolean> {
  const all = signal<Awaited<ReturnType<typeof recordAlarms.get>>>(undefined)
  const take = (found: typeof all.value) => {
    all.value = found
  }
  recordAlarms.watch(take, ended)
  void recordAlarms.get().then((found) => {
    if (!ended.aborted && all.peek() === undefined) take(found)
  })
  return computed(() => {
    const relay = account.value?.relay
    return all.value?.some((one) => one.relay === relay && Boolean(one.alarm)) ?? false
  })
}
