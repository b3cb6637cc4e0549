/** Each provider: its state, quota, requests, cache, and dropped data. */
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import type { ComponentChildren } from 'preact'
import { formatRelative } from '../../../format/time.ts'
import { Ago, EnvironmentBadge, ToneMark } from '../../../primitives/badge.tsx'
import { Fact } from '../../../primitives/facts.tsx'
import { DashedRingIcon } from '../../../primitives/icons.tsx'
import { Skeleton } from '../../../primitives/lazy.tsx'
import { FailureNotice, Notice } from '../../../primitives/notice.tsx'
import { useSurface } from '../../../primitives/surface-context.ts'
import type { Admin } from '../admin.ts'
import { Meter } from '../capacity.tsx'
import {
  describeBreaker,
  describeDrift,
  describeDropped,
  describeFailure,
  describeGatewayQuota,
  describeState,
  USES,
} from './gateway.ts'

export function GatewaySection({ admin: { gateway } }: { admin: Admin }) {
  const { now } = useSurface()
  const gateways = gateway.data.value
  const failure = gateway.error.value
  const asOf = gateway.asOf.value
  return (
    <>
      <div class="admin-bar">
        <p class="lead">
          Counts only, no customer data.{' '}
          {asOf !== undefined && `As of ${formatRelative(asOf, now.value)}. Refreshes automatically.`}
        </p>
        <button
          type="button"
          class="button"
          aria-disabled={gateway.isFetching.value}
          onClick={gateway.refresh}
        >
          Refresh
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
        <Notice icon={DashedRingIcon} tone="calm" title="No provider is configured">
          <p>Set a provider’s key on the relay.</p>
        </Notice>
      )}
      {gateways?.map((one) => (
        <ProviderState key={`${one.provider} ${one.environment}`} gateway={one} />
      ))}
    </>
  )
}

function ProviderState({ gateway }: { gateway: GatewayState }) {
  const { provider, environment, state, breaker, quota, answers, upstream, cached } = gateway
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
        <Fact name="Quota">
          <Meter
            label={`Requests left at ${provider}`}
            share={share}
            text={describeGatewayQuota(quota)}
            tone={share < 0.15 ? 'bad' : share < 0.5 ? 'attention' : 'good'}
          />
        </Fact>
        <Fact name="Breaker">{describeBreaker(gateway)}</Fact>
        {gateway.lacks && (
          <Fact name="Key">
            Lacks <code>{gateway.lacks.join(', ')}</code>: cases don’t say why a check failed
          </Fact>
        )}
        <Fact name="Requests">
          {count(upstream.calls)} sent, {count(upstream.retried)} of them retries
        </Fact>
        <Fact name="Cached">
          {count(cached.answers)} {cached.answers === 1 ? 'answer' : 'answers'} (
          {count(Math.round(cached.bytes / 1000))} kB), {count(cached.events)}{' '}
          {cached.events === 1 ? 'event' : 'events'}
        </Fact>
        <Fact name="Counting">
          since <Ago iso={gateway.since} />
        </Fact>
      </dl>
      <div class="gateway-tables">
        <Counts caption={`${count(total)} ${total === 1 ? 'answer' : 'answers'} to agents`}>
          {USES.map(({ use, name, hint }) => (
            <tr key={use} data-loud={(use === 'stale' || use === 'refused') && answers[use] > 0}>
              <th scope="row">
                {name}
                <span class="field-hint">{hint}</span>
              </th>
              <td>{count(answers[use])}</td>
              <td>{total > 0 ? `${Math.round((answers[use] / total) * 100)} %` : ''}</td>
            </tr>
          ))}
        </Counts>
        <div>
          <h3>Failed requests</h3>
          {failed.length === 0 ? (
            <p class="section-note">None</p>
          ) : (
            <ul class="metrics">
              {failed.map(([code, times]) => (
                <li key={code}>
                  <span>
                    {describeFailure(code, provider)} <code>{code}</code>
                  </span>
                  <b>{count(times)}</b>
                </li>
              ))}
            </ul>
          )}
          <h3>New or unreadable</h3>
          <LeftOut gateway={gateway} />
        </div>
      </div>
    </section>
  )
}

function LeftOut({ gateway: { provider, droppedRows, drift } }: { gateway: GatewayState }) {
  const rows = Object.entries(droppedRows)
  if (rows.length + drift.length === 0)
    return <p class="section-note">Only fields that the field table leaves out</p>
  return (
    <ul class="metrics">
      {rows.map(([name, times]) => (
        <li key={name}>
          <span>{describeDropped(name)}</span>
          <b>{count(times)}</b>
        </li>
      ))}
      {drift.map((one) => {
        const { before, name, after } = describeDrift(one, provider)
        return (
          <li key={`${one.object} ${one.field} ${one.code}`}>
            <span>
              {before} {name && <code>{name}</code>} {after}
              {one.since && (
                <>
                  , first <Ago iso={one.since} />
                </>
              )}
            </span>
            <b>{count(one.count)}</b>
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

const NUMBERS = new Intl.NumberFormat('en')
const count = (amount: number): string => NUMBERS.format(amount)
