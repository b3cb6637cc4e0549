/** A case as a surface sees it: what was last known of it at once, then the fresh answer, kept fresh while it is open. */
import { isCaseOver } from '@inquiry-lens/shared/domain/case-file.ts'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'
import type { CaseView, Person } from '../../../messages/messages.ts'
import type { ResourceInfo } from '../resource/answer.ts'
import { createPoll, type Pace, type PollFrame } from '../resource/poll.ts'
import { isSame } from '../resource/same.ts'

export interface Case extends ResourceInfo {
  /** As it was asked for: a session's ID leads to its inquiry. */
  id: string
  /** `undefined`: nothing is known yet, or there is nothing to know. */
  data: ReadonlySignal<CaseView | undefined>
}

export interface CaseSources extends Pick<PollFrame, 'now' | 'random' | 'online'> {
  fetchCase(request: { id: string; fresh?: boolean }, abort: AbortSignal): Promise<Result<CaseView>>
  readRememberedCase: ReadRememberedCase
}

export type ReadRememberedCase = (id: string, account: Person) => Promise<CaseView | undefined>

export type MakeCase = (id: string, frame: Pick<PollFrame, 'active' | 'abort'>) => Case

/** Failures that say there is no such case, where others only say that nothing is known of it. */
const NONE: ReadonlySet<Failure['code']> = new Set(['not-found', 'no-case', 'id-not-recognised'])
export const isNone = ({ code }: Failure): boolean => NONE.has(code)

export const bindCases =
  ({ fetchCase, readRememberedCase, ...around }: CaseSources, account: Person): MakeCase =>
  (id, frame) => {
    const view = signal<CaseView | undefined>(undefined)
    let isAnswered = false

    const poll = createPoll<CaseView>({
      ...around,
      ...frame,
      fetch: (fresh, abort) => fetchCase(fresh ? { id, fresh } : { id }, abort),
      take(found) {
        isAnswered = true
        const before = view.peek()
        view.value = found
        return paceOf(before, found)
      },
      onFailure(failure) {
        if (!isNone(failure)) return
        isAnswered = true
        view.value = undefined
      },
    })
    void readRememberedCase(id, account).then((remembered) => {
      if (!isAnswered && !frame.abort.aborted) view.value = remembered
    })

    return {
      ...poll,
      id,
      data: view,
      source: computed(() => view.value?.source),
      asOf: computed(() => view.value?.asOf),
    }
  }

function paceOf(before: CaseView | undefined, view: CaseView): Pace {
  if (isCaseOver(view)) return 'settled'
  return isSame(before && factsOf(before), factsOf(view)) ? 'quiet' : 'lively'
}

/** Without how fresh they are. */
const factsOf = (view: CaseView): unknown[] =>
  view.about === 'inquiry'
    ? [view.inquiry, view.sessions, view.events]
    : [view.session, view.steps, view.attemptsLeft, view.related]
