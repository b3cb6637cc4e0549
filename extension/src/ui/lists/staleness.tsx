/** Why the data is not newer, or not all of it is there. */

import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { listWords } from '../../locales/lists.ts'
import { noticeWords } from '../../locales/surface.ts'
import type { Failure } from '../../messages/failure.ts'
import { continueSentence, describeReason, nameProviderIn } from '../format/health.ts'
import { nameProvider } from '../format/source.ts'
import { formatInstant, formatRelative } from '../format/time.ts'
import { ToneMark } from '../primitives/badge.tsx'
import { ClockIcon } from '../primitives/icons.tsx'
import { FailureNotice, Notice, type Remedies } from '../primitives/notice.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Feed, GapEntry } from '../state/lists/feed.ts'
import type { List } from '../state/lists/list.ts'
import type { ResourceInfo } from '../state/resource/resource.ts'
import type { Noun } from './list-view.tsx'

export interface StalenessProps extends Omit<Remedies, 'retry'> {
  answer: ResourceInfo
  provider?: ProviderId | undefined
}

/** Joins streams that share a failure which names no provider: shown once, and one refresh for all. */
function joinProblems<TStream extends { provider: ProviderId | undefined; list: Troubled }>(
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

export interface ProblemsProps extends Pick<Remedies, 'clearFilters'> {
  streams: readonly { provider: ProviderId | undefined; list: Troubled }[]
  /** Absent: that of each list. */
  refresh?: () => void
}

type Troubled = ResourceInfo & Pick<List<unknown>, 'startOver'>

/** Above the rows of several lists. */
export function Problems({ streams, refresh, ...remedies }: ProblemsProps) {
  return joinProblems(streams).map(({ provider, list }) => (
    <Staleness
      key={provider}
      answer={{ ...list, refresh: refresh ?? list.refresh }}
      provider={provider}
      startOver={list.startOver}
      {...remedies}
    />
  ))
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
    asOf === undefined
      ? reason
      : noticeWords.asOfBecause(formatRelative(asOf, now.value), continueSentence(reason))
  if (!failure) {
    return (
      <Notice icon={ClockIcon} tone="attention" size="line" title={title}>
        <p>{noticeWords.showingLast}</p>
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

/** From where on rows of a provider are missing. */
type GapProps = GapEntry['gap'] & { list: Pick<Feed<unknown>, 'streams'> }

export function GapRow({ list, stream, since, noun }: GapProps & { noun: Noun }) {
  const { now } = useSurface()
  const { provider, list: own } = list.streams[stream] ?? {}
  const name = provider === undefined ? listWords.aProvider : nameProvider(provider)
  // It may answer again, and not have come as far as the others.
  const isDown = (own?.tailFailure.value ?? own?.error.value) !== undefined
  return (
    <>
      <span class="row-first">
        <span class="event">
          <ToneMark tone="attention" />
          <span class="event-sentence">{isDown ? listWords.notAnswering(name) : name}</span>
        </span>
      </span>
      <span class="row-second">
        <span class="row-about">
          {since === undefined
            ? listWords.nouns[noun].missing
            : listWords.nouns[noun].maybeMissing(formatInstant(since, now.value))}
        </span>
      </span>
    </>
  )
}

export function GapDetails({ list, stream }: GapProps) {
  const own = list.streams[stream]?.list
  const failure = own?.tailFailure.value ?? own?.error.value
  if (!own || !failure) return null
  return (
    <FailureNotice
      size="line"
      failure={failure}
      retryAt={own.retryAt.value}
      isBusy={own.isFetching.value}
      retry={own.data.value === undefined ? own.refresh : own.loadMore}
      startOver={own.startOver}
    />
  )
}
