/** How the relay stands with each provider, followed while somebody looks. */
import type { GatewayState } from '@inquiry-lens/shared/contract/gateway.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { SendRequest } from '../../../request.ts'
import { createPoll, type Poll, type PollFrame } from '../../../state/resource/poll.ts'
import { isSame } from '../../../state/resource/resource.ts'

export interface GatewayView extends Poll {
  data: ReadonlySignal<readonly GatewayState[] | undefined>
  /** Milliseconds since the epoch: when the relay said so. */
  asOf: ReadonlySignal<number | undefined>
}

export function followGateway(request: SendRequest, frame: PollFrame): GatewayView {
  const gateways = signal<readonly GatewayState[] | undefined>(undefined)
  const asOf = signal<number | undefined>(undefined)
  const poll = createPoll({
    ...frame,
    fetch: (_fresh, flight) => request('app:gateway.snapshot', null, flight),
    take({ items }) {
      const before = gateways.peek()
      gateways.value = items
      asOf.value = frame.now()
      // What counts down by itself is no news.
      return isSame(before?.map(countsOf), items.map(countsOf)) ? 'unchanged' : 'changed'
    },
  })
  return { ...poll, data: gateways, asOf }
}

const countsOf = ({ answers, upstream, breaker, state }: GatewayState) => ({
  answers,
  upstream,
  breaker,
  state,
})
