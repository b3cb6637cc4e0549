/** Why what is on screen is not newer, and what happens next. Nothing while all is well. */
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Failure } from '../../messages/failure.ts'
import { continueSentence, describeReason, nameProviderIn } from '../format/source.ts'
import { formatRelative } from '../format/time.ts'
import { ClockIcon } from '../primitives/icons.tsx'
import { Notice } from '../primitives/notice.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { ResourceInfo } from '../state/resource/resource.ts'
import { FailureNotice, type Remedies } from '../surfaces/shared/failure-notice.tsx'

interface StalenessProps extends Omit<Remedies, 'retry'> {
  answer: ResourceInfo
  /** Whom it is of, where that is known before any answer. */
  provider?: ProviderId | undefined
}

/**
 * What ails the connection ails every provider: of such streams the first alone is left, so that it is said once,
 * and its refresh is that of all.
 */
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
        <p>This is the last that is known. It is tried again by itself.</p>
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
