/** The state of the relay's provider gateways, polled while visible, and its texts. */
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import { PROBLEM_TYPES, type ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import { describeQuota, describeReason, nameProviderIn } from '../../../format/health.ts'
import { nameProvider } from '../../../format/source.ts'
import { formatWait } from '../../../format/spans.ts'
import type { SendRequest } from '../../../request.ts'
import { createPoll, type Poll, type PollFrame } from '../../../state/resource/poll.ts'
import { isSame } from '../../../state/resource/resource.ts'

export interface GatewayView extends Poll {
  data: ReadonlySignal<readonly GatewayState[] | undefined>
  /** Milliseconds since the epoch. */
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
      // Without countdowns.
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

/** Stale answers are no cache hits: agents saw old data. */
export const USES = [
  { use: 'fresh', name: 'Cached, fresh', hint: 'answered without a request' },
  { use: 'revalidating', name: 'Cached, refreshing', hint: 'shown at once, refreshed in the background' },
  { use: 'collapsed', name: 'Shared', hint: 'waited for a request in progress' },
  { use: 'fetched', name: 'Fetched', hint: 'by a request of its own' },
  { use: 'stale', name: 'Stale', hint: 'cached, shown with its age: the provider was not available' },
  { use: 'refused', name: 'Failed', hint: 'nothing was cached' },
] as const satisfies readonly { use: keyof GatewayState['answers']; name: string; hint: string }[]

export function describeState({ state, reason, provider }: GatewayState): string {
  if (state === 'untried') return 'Not used yet'
  if (state === 'answering') return 'Answering'
  return describeReason(reason ?? '', provider)
}

export function describeBreaker({ breaker, provider }: GatewayState): string {
  switch (breaker) {
    case 'closed':
      return `Closed: requests to ${nameProvider(provider)} are sent as usual`
    case 'open':
      return `Open: ${nameProvider(provider)} kept failing. Retrying automatically.`
    case 'half-open':
      return 'Half open: one request is tried'
  }
}

export function describeGatewayQuota(quota: GatewayState['quota']): string {
  const { limit, left, moreInSeconds } = quota
  const rest = describeQuota(quota)
  return left < limit ? `${rest}, more in ${formatWait(moreInSeconds * 1000)}` : rest
}

type Drift = GatewayState['drift'][number]

/** What is new at the provider, in words around its name. `undefined`: the relay keeps the name to itself. */
export function describeDrift({ object, field, code }: Drift, provider: ProviderId) {
  const objects = OBJECTS.get(object.split('.').at(-1) ?? '') ?? object
  const name = code ?? field
  const isNamed = name !== UNNAMED
  const place = code === undefined ? `to ${objects}` : `as ${nameField(field)} of ${objects}`
  return {
    before: `${nameProvider(provider)} ${code === undefined ? 'added' : 'uses'}${isNamed ? '' : ` a ${code === undefined ? 'field' : 'code'}`}`,
    name: isNamed ? name : undefined,
    after: `${place}, ${code === undefined ? 'dropped' : 'not known here'}`,
  }
}

const UNNAMED = 'unnamed'

/** `failure_reason` → `failure reason`; of a field within another, the last two. */
const nameField = (field: string): string => field.split('.').slice(-2).join(' ').replaceAll(/[_-]/g, ' ')

const OBJECTS: ReadonlyMap<string, string> = new Map([
  ['session', 'sessions'],
  ['inquiry', 'inquiries'],
  ['event', 'events'],
  ['step', 'steps'],
  ['attempt', 'failed tries'],
  ['verification', 'verifications'],
  ['template', 'templates'],
  ['workflow', 'workflows'],
])

/** `event row: unreadable` → `Events that could not be read`. */
export function describeDropped(name: string): string {
  const [row = '', why = ''] = name.split(': ')
  const object = OBJECTS.get(row.replace(/ row$/, ''))
  if (object === undefined || why === '') return name
  const reason = WHYS.get(why) ?? `that were ${why}`
  return `${object.charAt(0).toUpperCase()}${object.slice(1)} ${reason}`
}

const WHYS: ReadonlyMap<string, string> = new Map([
  ['unreadable', 'that could not be read'],
  ['without a name', 'without a name'],
])

const isProblem = (code: string): code is ProblemCode => Object.hasOwn(PROBLEM_TYPES, code)

export const describeFailure = (code: string, provider: ProviderId): string =>
  isProblem(code) ? nameProviderIn(PROBLEM_TYPES[code].title, provider) : code
