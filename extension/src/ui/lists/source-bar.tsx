/** The head of every surface: providers, environment and age; and why the data is not newer. */

import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Failure } from '../../messages/failure.ts'
import type { Origin } from '../../stored.ts'
import { continueSentence, describeReason, nameProviderIn } from '../format/source.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { EnvironmentBadge } from '../primitives/badge.tsx'
import { AgentsIcon, ClockIcon, CloseIcon, OptionsIcon, RefreshIcon } from '../primitives/icons.tsx'
import { FailureNotice, Notice } from '../primitives/lazy.tsx'
import type { Remedies } from '../primitives/notice.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { ResourceInfo } from '../state/resource/resource.ts'

type Freshness = Pick<ResourceInfo, 'asOf' | 'isFetching' | 'refresh'>

interface SourceBarProps {
  /** Empty while loading. */
  origins: readonly Origin[]
  freshness: Freshness
  /** Replaces the options button. */
  onClose?: () => void
}

export function SourceBar({ origins, freshness, onClose }: SourceBarProps) {
  const { openOptions, isSample, mayAdmin, openAdmin } = useSurface()
  const loudest = origins.find(({ environment }) => environment !== 'production') ?? origins[0]
  return (
    <header class="source-bar" data-environment={isSample.value ? 'sample' : loudest?.environment}>
      <h1 class="visually-hidden">Inquiry Lens</h1>
      <span class="origins">
        {isSample.value ? (
          <EnvironmentBadge environment="unknown" providers={origins.map(({ provider }) => provider)} />
        ) : (
          [...Map.groupBy(origins, ({ environment }) => environment)].map(([environment, shared]) => (
            <EnvironmentBadge
              key={environment}
              environment={environment}
              providers={shared.map(({ provider }) => provider)}
            />
          ))
        )}
      </span>
      <RefreshButton {...freshness} />
      {onClose ? (
        <button type="button" class="icon-button" aria-label="Close" title="Close" onClick={onClose}>
          <CloseIcon />
        </button>
      ) : (
        <>
          {mayAdmin.value && (
            <button type="button" class="icon-button" aria-label="Admin" title="Admin" onClick={openAdmin}>
              <AgentsIcon />
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label="Options"
            title="Options"
            onClick={openOptions}
          >
            <OptionsIcon />
          </button>
        </>
      )}
    </header>
  )
}

function RefreshButton({ asOf, isFetching, refresh }: Freshness) {
  const { now } = useSurface()
  const since = asOf.value
  return (
    <button type="button" class="refresh" aria-busy={isFetching.value} onClick={refresh}>
      <span class="visually-hidden">Refresh{since !== undefined && ', as of '}</span>
      {since !== undefined && (
        <time dateTime={new Date(since).toISOString()} data-exact={`As of ${formatExact(since)}`}>
          {formatRelative(since, now.value)}
        </time>
      )}
      <RefreshIcon />
    </button>
  )
}

interface StalenessProps extends Omit<Remedies, 'retry'> {
  answer: ResourceInfo
  provider?: ProviderId | undefined
}

/** Joins streams that share a failure which names no provider: shown once, and one refresh for all. */
export function joinProblems<TStream extends { provider: ProviderId | undefined; list: ResourceInfo }>(
  streams: readonly TStream[],
): TStream[] {
  const shared = new Map<Failure['code'], TStream[]>()
  for (const stream of streams) {
    const failure = stream.list.error.value
    if (!failure || nameProviderIn(failure.title, 'persona') !== failure.title) continue
    shared.set(failure.code, [...(shared.get(failure.code) ?? []), stream])
  }
  return streams.flatMap((stream) => {
    const alike = [...shared.values()].find((all) => all.includes(stream)) ?? [stream]
    if (alike[0] !== stream) return []
    const refresh = () => alike.forEach(({ list }) => void list.refresh())
    return [{ ...stream, list: { ...stream.list, refresh } }]
  })
}

export function Staleness({ answer, provider, ...remedies }: StalenessProps) {
  const { now } = useSurface()
  const failure = answer.error.value
  const source = answer.source.value
  const asOf = answer.asOf.value
  const isStale = source?.state === 'stale' && source.reason !== undefined
  if (!failure && !isStale) return null

  const reason = failure
    ? nameProviderIn(failure.title, source?.provider ?? provider)
    : describeReason(source?.reason ?? '', source?.provider ?? 'persona')
  const title =
    asOf === undefined ? reason : `As of ${formatRelative(asOf, now.value)}: ${continueSentence(reason)}`
  if (!failure) {
    return (
      <Notice icon={ClockIcon} tone="attention" size="line" title={title}>
        <p>Showing the last known data. Retrying automatically.</p>
      </Notice>
    )
  }
  return (
    <FailureNotice
      size="line"
      isBrief
      failure={{ ...failure, title }}
      retryAt={answer.retryAt.value}
      isBusy={answer.isFetching.value}
      retry={answer.refresh}
      {...remedies}
    />
  )
}
