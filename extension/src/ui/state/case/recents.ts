/** The recently opened cases: reported to the background as they open, shown as it stores them. */
import { stateOfCase, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Person } from '../../../messages/messages.ts'
import { accountKey, type RecentCase, type recentCases } from '../../../stored.ts'
import type { SendRequest } from '../../request.ts'
import { effectUntil, followStored } from '../resource/resource.ts'
import type { Case } from './case.ts'

export interface Recents {
  cases: ReadonlySignal<readonly RecentCase[]>
  clear(): void
}

export interface RecentsParts {
  request: SendRequest
  stored: Pick<typeof recentCases, 'get' | 'watch'>
  opened: ReadonlySignal<Case | undefined>
  abort: AbortSignal
}

export function followRecents({ request, stored, opened, abort }: RecentsParts, account: Person): Recents {
  const cases = signal<readonly RecentCase[]>([])
  followStored(stored, (all) => (cases.value = recentCasesOf(account, all)), abort)

  let reported: Case | undefined
  effectUntil(abort, () => {
    const one = opened.value
    const view = one?.data.value
    if (!one || !view) return
    const { provider, environment } = view.source
    const recent = {
      id: subjectOf(view),
      provider,
      environment,
      caseState: stateOfCase(view),
      asOf: view.asOf,
    }
    void request('app:recents.note', { ...recent, isOpening: one !== reported }, abort)
    reported = one
  })

  return { cases, clear: () => void request('app:recents.clear', null, abort) }
}

/** Of this account alone. They expire with the lock. */
export const recentCasesOf = (
  account: Person,
  stored: { owner: string; cases: readonly RecentCase[] } | undefined,
): readonly RecentCase[] => (stored?.owner === accountKey(account) ? stored.cases : [])
