/** An open case: remembered first, then fresh, polled while it is visible. */
import { isCaseOver } from '@inquiry-lens/shared/domain/case-file.ts'
import { recognise } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'
import type { CaseView, Person } from '../../../messages/messages.ts'
import type { Origin } from '../../../stored.ts'
import { createPoll, type Pace, type PollFrame } from '../resource/poll.ts'
import { effectUntil, isSame, type ProviderResource } from '../resource/resource.ts'
import type { Change, findChange } from './case-change.ts'

/** `data`: `undefined` also where there is no such case. */
export interface Case extends ProviderResource<CaseView> {
  /** As requested: a session's ID leads to its inquiry. */
  id: string
}

export interface CaseSources extends Pick<PollFrame, 'now' | 'random' | 'online' | 'live'> {
  fetchCase(request: { id: string; fresh?: boolean }, abort: AbortSignal): Promise<Result<CaseView>>
  readRememberedCase: ReadRememberedCase
}

export type ReadRememberedCase = (id: string, account: Person) => Promise<CaseView | undefined>

export type MakeCase = (id: string, frame: Pick<PollFrame, 'active' | 'abort'>) => Case

const NO_CASE: ReadonlySet<Failure['code']> = new Set(['not-found', 'no-case', 'id-not-recognised'])

/** Whether the failure says that there is no such case; others say nothing about it. */
export const isNone = ({ code }: Failure): boolean => NO_CASE.has(code)

export const bindCases =
  ({ fetchCase, readRememberedCase, ...around }: CaseSources, account: Person): MakeCase =>
  (id, frame) => {
    const data = signal<CaseView | undefined>(undefined)
    let isAnswered = false

    const poll = createPoll<CaseView>({
      ...around,
      ...frame,
      liveKey: `case ${id}`,
      fetch: (fresh, abort) => fetchCase(fresh ? { id, fresh } : { id }, abort),
      take(found) {
        isAnswered = true
        const before = data.peek()
        data.value = found
        return paceOf(before, found)
      },
      onFailure(failure) {
        if (!isNone(failure)) return
        isAnswered = true
        data.value = undefined
      },
    })
    void readRememberedCase(id, account).then((remembered) => {
      if (!isAnswered && !frame.abort.aborted) data.value = remembered
    })

    return {
      ...poll,
      id,
      data,
      source: computed(() => data.value?.source),
      asOf: computed(() => data.value?.asOf),
    }
  }

function paceOf(before: CaseView | undefined, view: CaseView): Pace {
  if (isCaseOver(view)) return 'final'
  return isSame(before && factsOf(before), factsOf(view)) ? 'unchanged' : 'changed'
}

/** Without freshness, which each answer changes. */
const factsOf = (view: CaseView): unknown[] =>
  view.about === 'inquiry'
    ? [view.inquiry, view.sessions, view.events]
    : [view.session, view.steps, view.attemptsLeft, view.related]

export interface CaseChange {
  change: ReadonlySignal<Change | undefined>
  /** Marks it as seen. */
  see(): void
}

/** Compares timelines, whose code loads with the first case. */
export function followChange({ data }: Pick<Case, 'data'>, abort: AbortSignal): CaseChange {
  const find = signal<typeof findChange | undefined>(undefined)
  void import('./case-change.ts').then((module) => {
    find.value = module.findChange
  })
  const seen = signal<CaseView | undefined>(undefined)
  effectUntil(abort, () => {
    if (data.value && !seen.peek()) seen.value = data.value
  })
  return {
    change: computed(() => (seen.value && data.value ? find.value?.(seen.value, data.value) : undefined)),
    see: () => {
      seen.value = data.peek()
    },
  }
}

/** The configured provider that an ID belongs to. */
export function originOfId(id: string, configured: readonly Origin[] | undefined): Origin | undefined {
  const provider = recognise(id).ids[0]?.provider
  return configured?.find((one) => one.provider === provider) ?? configured?.[0]
}
