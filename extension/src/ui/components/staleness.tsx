/** Why the rows on screen are not newer, and what happens next. Nothing while all is well. */

import { continueSentence, describeReason, nameProviderIn } from '../format/source.ts'
import { formatRelative } from '../format/time.ts'
import type { List } from '../state/list.ts'
import { FailureNotice, type Remedies } from './failure-notice.tsx'
import { ClockIcon } from './icons.tsx'
import { Notice } from './notice.tsx'
import { useSurface } from './surface.ts'

interface StalenessProps extends Omit<Remedies, 'retry'> {
  list: Pick<List<never>, 'failure' | 'retryAt' | 'source' | 'asOf' | 'isRefreshing' | 'refresh'>
}

export function Staleness({ list, ...remedies }: StalenessProps) {
  const { now } = useSurface()
  const failure = list.failure.value
  const source = list.source.value
  const asOf = list.asOf.value
  const isStale = source?.state === 'stale' && source.reason !== undefined
  if (!failure && !isStale) return null

  const reason = failure
    ? nameProviderIn(failure.title, source?.provider)
    : describeReason(source?.reason ?? '', source?.provider ?? 'persona')
  const title =
    asOf === undefined ? reason : `As of ${formatRelative(asOf, now.value)}: ${continueSentence(reason)}`
  if (!failure) {
    return (
      <Notice icon={ClockIcon} tone="attention" size="line" title={title}>
        <p>These are the last rows known. It is tried again by itself.</p>
      </Notice>
    )
  }
  return (
    <FailureNotice
      size="line"
      isBrief
      failure={{ ...failure, title }}
      retryAt={list.retryAt.value}
      isBusy={list.isRefreshing.value}
      retry={list.refresh}
      {...remedies}
    />
  )
}
