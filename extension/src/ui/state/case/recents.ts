/** The cases that the agent opened last: told of as they are opened, shown as they are kept. */
import { meaningOfCase, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Person } from '../../../messages/messages.ts'
import { type RecentCase, type recentCases, recentCasesOf } from '../../../platform/stored.ts'
import type { Ask } from '../../request.ts'
import type { Case } from './case.ts'

export interface Recents {
  cases: ReadonlySignal<readonly RecentCase[]>
  clear(): void
}

export interface RecentsParts {
  ask: Ask
  kept: Pick<typeof recentCases, 'get' | 'watch'>
  opened: ReadonlySignal<Case | undefined>
  signal: AbortSignal
}

export function followRecents({ ask, kept, opened, signal: ended }: RecentsParts, account: Person): Recents {
  const cases = signal<readonly RecentCase[]>([])
  let isTold = false
  kept.watch((held) => {
    isTold = true
    cases.value = recentCasesOf(account, held)
  }, ended)
  void kept.get().then((held) => {
    if (!ended.aborted && !isTold) cases.value = recentCasesOf(account, held)
  })

  let noted: Case | undefined
  const stop = effect(() => {
    const one = opened.value
    const view = one?.view.value
    if (!one || !view) return
    const { provider, environment } = view.source
    const told = { id: subjectOf(view), provider, environment, meaning: meaningOfCase(view), asOf: view.asOf }
    void ask('app:recents.note', { ...told, isOpening: one !== noted }, ended)
    noted = one
  })
  ended.addEventListener('abort', stop, { once: true })

  return { cases, clear: () => void ask('app:recents.clear', null, ended) }
}
