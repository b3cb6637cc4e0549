/** The state of the relay's providers, polled while the surface is visible. */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/config.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { LiveState } from '../../../stored.ts'
import type { SendRequest } from '../../request.ts'
import { createPoll, type PollFrame } from '../resource/poll.ts'
import { effectUntil, isSame, type PollPace, type ResourceInfo } from '../resource/resource.ts'

/** Empty where it is unknown: the failure is shown with what the surface requested. */
export type Health = ReadonlySignal<{
  providers: readonly ProviderHealth[]
  /** Milliseconds since the epoch; the waits in `providers` count from here. */
  asOf: number
  /** Of what is shown: the slowest counts. */
  paces: ReadonlyMap<ProviderId, PollPace>
  live?: LiveState | undefined
}>

const UNKNOWN: Pick<Health['value'], 'providers' | 'asOf'> = { providers: [], asOf: 0 }

/** `shown`: the surface's own resources. Starts after the first result, and refreshes when their problems change. */
export function followHealth(
  request: SendRequest,
  shown: ReadonlySignal<readonly ShownResource[]>,
  { active, ...frame }: PollFrame,
): Health {
  const health = signal(UNKNOWN)
  const problems = computed(() => (shown.value.every(isPending) ? undefined : describeProblems(shown.value)))
  const poll = createPoll({
    ...frame,
    active: computed(() => active.value && problems.value !== undefined),
    fetch: (_fresh, abort) => request('app:health.get', null, abort),
    take(providers) {
      const before = health.peek().providers
      health.value = { providers, asOf: frame.now() }
      return isSame(before.map(stateOf), providers.map(stateOf)) ? 'unchanged' : 'changed'
    },
    onFailure() {
      health.value = UNKNOWN
    },
  })

  let known: string | undefined
  effectUntil(frame.abort, () => {
    const now = problems.value
    if (now === undefined) return
    if (known !== undefined && known !== now) poll.refresh()
    known = now
  })
  return computed(() => ({
    // Without a connection nothing is known of them.
    ...(frame.online.value ? health.value : UNKNOWN),
    paces: readPaces(shown.value),
    live: frame.live?.value,
  }))
}

/** Polls about once a minute, so that a role changed at the relay reaches a surface without other requests. */
export function followRole(request: SendRequest, frame: PollFrame): void {
  createPoll({
    ...frame,
    fetch: (_fresh, abort) => request('app:health.get', null, abort),
    take: () => 'unchanged',
  })
}

function readPaces(resources: readonly ShownResource[]): Map<ProviderId, PollPace> {
  const paces = new Map<ProviderId, PollPace>()
  for (const { source, pace } of resources) {
    const now = pace?.value
    if (!source.value || now === undefined) continue
    const { provider } = source.value
    const before = paces.get(provider) ?? 'told'
    paces.set(provider, before === 'told' || (now !== 'told' && now > before) ? now : before)
  }
  // One number for all that are polled.
  const slowest = Math.max(...[...paces.values()].map((pace) => (pace === 'told' ? 0 : pace)))
  for (const [provider, pace] of paces) if (pace !== 'told') paces.set(provider, slowest)
  return paces
}

type ShownResource = Pick<ResourceInfo, 'source' | 'error' | 'isFetching' | 'pace'>

const isPending = ({ error, isFetching, source }: ShownResource): boolean =>
  error.value === undefined && (source.value === undefined || isFetching.value)

const describeProblems = (resources: readonly ShownResource[]): string =>
  resources
    .flatMap(({ error, source }) => error.value?.code ?? source.value?.reason ?? [])
    .sort()
    .join()

/** Without the quota, which every request changes. */
const stateOf = ({ provider, state, pausedFor }: ProviderHealth) => [provider, state, pausedFor !== undefined]
