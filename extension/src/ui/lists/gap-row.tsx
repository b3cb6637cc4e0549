/** Where the rows of a provider end that cannot go on, among those of the others. */
import { nameProvider } from '../format/source.ts'
import { formatInstant } from '../format/time.ts'
import { ToneMark } from '../primitives/status-mark.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Feed, GapEntry } from '../state/lists/feed.ts'
import { FailureNotice } from '../surfaces/shared/failure-notice.tsx'

type GapProps = GapEntry['gap'] & { list: Pick<Feed<unknown>, 'streams'> }

export function GapRow({ list, stream, since, noun }: GapProps & { noun: string }) {
  const { now } = useSurface()
  const provider = list.streams[stream]?.provider
  const name = provider === undefined ? 'A provider' : nameProvider(provider)
  return (
    <>
      <span class="row-first">
        <span class="event">
          <ToneMark tone="attention" />
          <span class="event-sentence">{name} is not answering</span>
        </span>
      </span>
      <span class="row-second">
        <span class="row-about">
          {since === undefined
            ? `Its ${noun} are missing here`
            : `Its ${noun} before ${formatInstant(since, now.value)} may be missing`}
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
