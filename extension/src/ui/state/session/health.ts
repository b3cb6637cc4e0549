/** How the relay stands with its providers, followed while somebody looks. */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { SendRequest } from '../../request.ts'
import type { ResourceInfo } from '../resource/answer.ts'
import { createPoll, type PollFrame } from '../resource/poll.ts'
import { isSame } from '../resource/same.ts'

/** Empty until it is known, and where it is not: what fails then is said by what was asked for. */
export type Health = ReadonlySignal<{
  told: readonly ProviderHealth[]
  /** Milliseconds since the epoch: when they were told; what lies ahead comes nearer from then on. */
  at: number
}>

/**
 * `shown`: what the surface asked of the providers. Before anything has come of that, there is nothing to tell but that
 * nobody was asked; and when one of them begins or ceases to answer, all that was told before is out of date.
 */
export function followHealth(
  request: SendRequest,
  shown: ReadonlySignal<readonly AnswerState[]>,
  { active, ...frame }: PollFrame,
): Health {
  const health = signal<Health['value']>({ told: [], at: 0 })
  const troubles = computed(() =>
    shown.value.every(isUnsettled) ? undefined : describeProblems(shown.value),
  )
  const poll = createPoll({
    ...frame,
    active: computed(() => active.value && troubles.value !== undefined),
    fetch: (_fresh, flight) => request('app:health.get', null, flight),
    take(told) {
      const before = health.peek().told
      health.value = { told, at: frame.now() }
      // Requests come and go; it is news when the provider does.
      return isSame(before.map(standingOf), told.map(standingOf)) ? 'quiet' : 'lively'
    },
    onFailure() {
      health.value = { told: [], at: 0 }
    },
  })

  let known: string | undefined
  const stop = effect(() => {
    const now = troubles.value
    if (now === undefined) return
    if (known !== undefined && known !== now) poll.refresh()
    known = now
  })
  frame.abort.addEventListener('abort', stop, { once: true })
  return health
}

/** Asks about once a minute, so that a role changed at the relay reaches a surface that asks nothing else. */
export function followRole(request: SendRequest, frame: PollFrame): void {
  createPoll({
    ...frame,
    fetch: (_fresh, flight) => request('app:health.get', null, flight),
    take: () => 'quiet',
  })
}

type AnswerState = Pick<ResourceInfo, 'source' | 'error' | 'isFetching'>

const isUnsettled = ({ error: failure, isFetching: isRefreshing, source }: AnswerState): boolean =>
  failure.value === undefined && (source.value === undefined || isRefreshing.value)

const describeProblems = (answers: readonly AnswerState[]): string =>
  answers
    .flatMap(({ error: failure, source }) => failure.value?.code ?? source.value?.reason ?? [])
    .sort()
    .join()

const standingOf = ({ provider, state, pausedFor }: ProviderHealth) => [
  provider,
  state,
  pausedFor !== undefined,
]
