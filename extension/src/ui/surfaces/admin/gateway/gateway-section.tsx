/** Each provider: its state, quota, requests, cache, and dropped data. */
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import type { ComponentChildren } from 'preact'
import { adminWords } from '../../../../locales/admin.ts'
import { formatNumber } from '../../../format/locale.ts'
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
  formatSeconds,
} from './gateway.ts'

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
            {words.received(webhooks.received, webhooks.applied)}
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
