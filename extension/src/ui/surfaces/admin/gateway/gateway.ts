/** How the relay stands with each provider, followed while somebody looks. */
import type { GateState } from '@inquiry-lens/shared/contract/gateway.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Ask } from '../../../request.ts'
import { createPoll, type Poll, type PollFrame } from '../../../state/resource/poll.ts'
import { isSame } from '../../../state/resource/same.ts'

export interface GateView extends Poll {
  gates: ReadonlySignal<readonly GateState[] | undefined>
  /** Milliseconds since the epoch: when the relay said so. */
  asOf: ReadonlySignal<number | undefined>
}

export function followGate(ask: Ask, frame: PollFrame): GateView {
  const gates = signal<readonly GateState[] | undefined>(undefined)
  const asOf = signal<number | undefined>(undefined)
  const poll = createPoll({
    ...frame,
    fetch: (_fresh, flight) => ask('app:gate.report', null, flight),
    take({ items }) {
      const before = gates.peek()
      gates.value = items
      asOf.value = frame.now()
      // What counts down by itself is no news.
      return isSame(before?.map(countsOf), items.map(countsOf)) ? 'quiet' : 'lively'
    },
  })
  return { ...poll, gates, asOf }
}

const countsOf = ({ answers, upstream, breaker, state }: GateState) => ({ answers, upstream, breaker, state })
