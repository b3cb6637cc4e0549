/** The state of the relay's provider gateways, polled while visible, and its texts. */
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import { PROBLEM_TYPES, type ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import { type Around, adminWords } from '../../../../locales/admin.ts'
import { describeQuota, describeReason, nameProviderIn } from '../../../format/health.ts'
import { perLocale } from '../../../format/locale.ts'
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

export function describeState({ state, reason, provider }: GatewayState): string {
  if (state === 'untried') return adminWords.gateway.untried
  if (state === 'answering') return adminWords.gateway.answering
  return describeReason(reason ?? '', provider)
}

export const describeBreaker = ({ breaker, provider }: GatewayState): string =>
  adminWords.gateway.breakers[breaker](nameProvider(provider))

export function describeGatewayQuota(quota: GatewayState['quota']): string {
  const { limit, left, moreInSeconds } = quota
  const rest = describeQuota(quota)
  return left < limit ? adminWords.gateway.moreIn(rest, formatWait(moreInSeconds * 1000)) : rest
}

const secondFormat = perLocale(
  (locale) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'second',
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    }),
)

/** `1.2 sec`. */
export const formatSeconds = (seconds: number): string => secondFormat().format(seconds)

type Drift = GatewayState['drift'][number]

/** What is new at the provider, in words around its name. `undefined`: the relay keeps the name to itself. */
export function describeDrift(
  { object, field, code }: Drift,
  provider: ProviderId,
): Around & { name: string | undefined } {
  const { drift } = adminWords.gateway
  const who = nameProvider(provider)
  const objects = nameObjects(object.split('.').at(-1) ?? '') ?? object
  const name = code ?? field
  if (name === UNNAMED) {
    const before =
      code === undefined ? drift.hiddenField(who, objects) : drift.hiddenCode(who, nameField(field), objects)
    return { before, name: undefined, after: '' }
  }
  return {
    ...(code === undefined ? drift.field(who, objects) : drift.code(who, nameField(field), objects)),
    name,
  }
}

const UNNAMED = 'unnamed'

/** `failure_reason` → `failure reason`; of a field within another, the last two. */
const nameField = (field: string): string => field.split('.').slice(-2).join(' ').replaceAll(/[_-]/g, ' ')

const nameObjects = (object: string): string | undefined => own(adminWords.gateway.objects, object)

/** `event row: unreadable` → `Events that could not be read`. */
export function describeDropped(name: string): string {
  const [row = '', why = ''] = name.split(': ')
  const objects = nameObjects(row.replace(/ row$/, ''))
  if (objects === undefined || why === '') return name
  const { dropped } = adminWords.gateway
  if (why === 'unreadable') return capitalise(dropped.unreadable(objects))
  return capitalise(why === 'without a name' ? dropped.nameless(objects) : dropped.other(objects, why))
}

const capitalise = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const isProblem = (code: string): code is ProblemCode => Object.hasOwn(PROBLEM_TYPES, code)

export const describeFailure = (code: string, provider: ProviderId): string =>
  isProblem(code) ? nameProviderIn(PROBLEM_TYPES[code].title, provider) : code
