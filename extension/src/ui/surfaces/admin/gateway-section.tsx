/** The state of the relay's provider gateways, polled while visible, and its texts. */
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import { PROBLEM_TYPES, type ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { type Around, adminWords } from '../../../locales/admin.ts'
import { describeQuota, describeReason, nameProviderIn } from '../../format/health.ts'
import { nameProvider } from '../../format/source.ts'
import { formatWait } from '../../format/spans.ts'
import { formatNumber, formatRelative, perLocale } from '../../format/time.ts'
import { Ago, EnvironmentBadge, ToneMark } from '../../primitives/badge.tsx'
import { DashedRingIcon } from '../../primitives/icons.tsx'
import { Skeleton } from '../../primitives/lazy.tsx'
import { FailureNotice, Notice } from '../../primitives/notice.tsx'
import { Fact } from '../../primitives/section.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import type { SendRequest } from '../../request.ts'
import { createPoll, type Poll, type PollFrame } from '../../state/resource/poll.ts'
import { isSame } from '../../state/resource/resource.ts'
import type { Admin } from './admin.ts'
import { Meter } from './capacity.tsx'

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

function describeState({ state, reason, provider }: GatewayState): string {
  if (state === 'untried') return adminWords.gateway.untried
  if (state === 'answering') return adminWords.gateway.answering
  return describeReason(reason ?? '', provider)
}

const describeBreaker = ({ breaker, provider }: GatewayState): string =>
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
const formatSeconds = (seconds: number): string => secondFormat().format(seconds)

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

/** Each provider: its state, quota, requests, cache, and dropped data. */
export function GatewaySection({ admin: { gateway } }: { admin: Admin }) {
  const { gateway: words, refresh } = adminWords
  const { now } = useSurface()
  const gateways = gateway.data.value
  const failure = gateway.error.value
  const asOf = gateway.asOf.value
  return (
    <>
      <div class="admin-bar">
        <p class="lead">
          {words.lead} {asOf !== undefined && words.asOf(formatRelative(asOf, now.value))}
        </p>
        <button
          type="button"
          class="button"
          aria-disabled={gateway.isFetching.value}
          onClick={gateway.refresh}
        >
          {refresh}
        </button>
      </div>
      {failure && (
        <FailureNotice
          size={gateways ? 'line' : 'full'}
          failure={failure}
          retryAt={gateway.retryAt.value}
          isBusy={gateway.isFetching.value}
          retry={gateway.refresh}
        />
      )}
      {gateways === undefined && !failure && <Skeleton rows={8} />}
      {gateways?.length === 0 && (
        <Notice icon={DashedRingIcon} tone="calm" title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {gateways?.map((one) => (
        <ProviderState key={`${one.provider} ${one.environment}`} gateway={one} />
      ))}
    </>
  )
}

function ProviderState({ gateway }: { gateway: GatewayState }) {
  const { gateway: words } = adminWords
  const { provider, environment, state, breaker, quota, answers, upstream, webhooks, cached } = gateway
  const failed = Object.entries(upstream.failed).sort(([, one], [, other]) => other - one)
  const total = Object.values(answers).reduce((sum, count) => sum + count, 0)
  const share = quota.limit > 0 ? quota.left / quota.limit : 0
  const id = `gateway-${provider}-${environment}`
  return (
    <section class="gateway" aria-labelledby={id}>
      <h2 id={id} class="gateway-name">
        <EnvironmentBadge providers={[provider]} environment={environment} />
      </h2>
      <p class="gateway-state">
        <ToneMark
          tone={state === 'failing' || breaker === 'open' ? 'bad' : state === 'answering' ? 'good' : 'idle'}
        />
        {describeState(gateway)}
      </p>
      <dl class="facts gateway-facts">
        <Fact name={words.quota}>
          <Meter
            label={words.quotaOf(provider)}
            share={share}
            text={describeGatewayQuota(quota)}
            tone={share < 0.15 ? 'bad' : share < 0.5 ? 'attention' : 'good'}
          />
        </Fact>
        <Fact name={words.breaker}>{describeBreaker(gateway)}</Fact>
        {gateway.lacks && (
          <Fact name={words.key}>
            {words.lacks.before}
            <code>{gateway.lacks.join(', ')}</code>
            {words.lacks.after}
          </Fact>
        )}
        <Fact name={words.requests}>{words.sent(upstream.calls, upstream.retried)}</Fact>
        {webhooks && (
          <Fact name={words.webhooks}>
            {words.received(webhooks.received, webhooks.applied, webhooks.closed)}
            {webhooks.lastAt && <Ago iso={webhooks.lastAt} />}
            {webhooks.delay &&
              words.delay(formatSeconds(webhooks.delay.median), formatSeconds(webhooks.delay.p95))}
          </Fact>
        )}
        <Fact name={words.cached}>
          {words.contents(cached.answers, Math.round(cached.bytes / 1000), cached.events)}
        </Fact>
        <Fact name={words.counting}>
          {words.since.before}
          <Ago iso={gateway.since} />
          {words.since.after}
        </Fact>
      </dl>
      <div class="gateway-tables">
        <Counts caption={words.answers(total)}>
          {USES.map((use) => (
            <tr key={use} data-loud={(use === 'stale' || use === 'refused') && answers[use] > 0}>
              <th scope="row">
                {words.uses[use].name}
                <span class="field-hint">{words.uses[use].hint}</span>
              </th>
              <td>{formatNumber(answers[use])}</td>
              <td>{total > 0 ? words.percent(Math.round((answers[use] / total) * 100)) : ''}</td>
            </tr>
          ))}
        </Counts>
        <div>
          <h3>{words.failedRequests}</h3>
          {failed.length === 0 ? (
            <p class="section-note">{words.noFailures}</p>
          ) : (
            <ul class="metrics">
              {failed.map(([code, times]) => (
                <li key={code}>
                  <span>
                    {describeFailure(code, provider)} <code>{code}</code>
                  </span>
                  <b>{formatNumber(times)}</b>
                </li>
              ))}
            </ul>
          )}
          <h3>{words.leftOut}</h3>
          <LeftOut gateway={gateway} />
        </div>
      </div>
    </section>
  )
}

function LeftOut({ gateway: { provider, droppedRows, drift } }: { gateway: GatewayState }) {
  const { gateway: words } = adminWords
  const rows = Object.entries(droppedRows)
  if (rows.length + drift.length === 0) return <p class="section-note">{words.nothingLeftOut}</p>
  return (
    <ul class="metrics">
      {rows.map(([name, times]) => (
        <li key={name}>
          <span>{describeDropped(name)}</span>
          <b>{formatNumber(times)}</b>
        </li>
      ))}
      {drift.map((one) => {
        const { before, name, after } = describeDrift(one, provider)
        return (
          <li key={`${one.object} ${one.field} ${one.code}`}>
            <span>
              {before}
              {name && <code>{name}</code>}
              {after}
              {one.since && (
                <>
                  {words.first.before}
                  <Ago iso={one.since} />
                  {words.first.after}
                </>
              )}
            </span>
            <b>{formatNumber(one.count)}</b>
          </li>
        )
      })}
    </ul>
  )
}

function Counts({ caption, children }: { caption: string; children: ComponentChildren }) {
  return (
    <table class="counts">
      <caption>{caption}</caption>
      <tbody>{children}</tbody>
    </table>
  )
}

/** Stale answers are no cache hits: agents saw old data. */
const USES = ['fresh', 'revalidating', 'collapsed', 'fetched', 'stale', 'refused'] as const
