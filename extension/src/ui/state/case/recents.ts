/** The cases that the agent opened last: told of as they are opened, shown as they are kept. */
import { stateOfCase, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Person } from '../../../messages/messages.ts'
import { type RecentCase, type recentCases, recentCasesOf } from '../../../platform/stored.ts'
import type { SendRequest } from '../../request.ts'
import type { Case } from './case.ts'

export interface Recents {
  cases: ReadonlySignal<readonly RecentCase[]>
  clear(): void
}

export interface RecentsParts {
  request: SendRequest
  kept: Pick<typeof recentCases, 'get' | 'watch'>
  opened: ReadonlySignal<Case | undefined>
  abort: AbortSignal
}

export function followRecents(
  { request, kept, opened, abort: ended }: RecentsParts,
  account: Person,
): Recents {
  const cases = signal<readonly RecentCase[]>([])
  let isReported = false
  kept.watch((held) => {
    isReported = true
    cases.value = recentCasesOf(account, held)
  }, ended)
  void kept.get().then((held) => {
    if (!ended.aborted && !isReported) cases.value = recentCasesOf(account, held)
  })

  let noted: Case | undefined
  const stop = effect(() => {
    const one = opened.value
    const view = one?.data.value
    if (!one || !view) return
    const { provider, environment } = view.source
    const told = { id: subjectOf(view), provider, environment, caseState: stateOfCase(view), asOf: view.asOf }
    void request('app:recents.note', { ...told, isOpening: one !== noted }, ended)
    noted = one
  })
  ended.addEventListener('abort', stop, { once: true })

  return { cases, clear: () => void request('app:recents.clear', null, ended) }
}
