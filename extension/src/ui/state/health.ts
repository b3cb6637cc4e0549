/** How the relay stands with its providers, followed while somebody looks. */
import type { ProviderHealth } from '@inquiry-lens/shared/api.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Ask } from '../../platform/ask.ts'
import { createPoll, type PollFrame } from './poll.ts'
import { isSame } from './same.ts'

/** Empty until it is known, and where it is not: what fails then is said by what was asked for. */
export type Health = ReadonlySignal<{
  told: readonly ProviderHealth[]
  /** Milliseconds since the epoch: when they were told; what lies ahead comes nearer from then on. */
  at: number
}>

export function followHealth(ask: Ask, frame: PollFrame): Health {
  const health = signal<Health['value']>({ told: [], at: 0 })
  createPoll({
    ...frame,
    fetch: (_fresh, flight) => ask('app:health.get', null, flight),
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
  return health
}

const standingOf = ({ provider, state, pausedFor }: ProviderHealth) => [
  provider,
  state,
  pausedFor !== undefined,
]
