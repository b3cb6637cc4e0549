/** The top of every surface with rows: whose they are, of which environment, and how old. */
import type { Source } from '@inquiry-lens/shared/model.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import type { List } from '../state/list.ts'
import { EnvironmentBadge } from './environment-badge.tsx'
import { OptionsIcon, RefreshIcon } from './icons.tsx'
import { useSurface } from './surface.ts'

type Freshness = Pick<List<never>, 'asOf' | 'isRefreshing' | 'refresh'>

interface SourceBarProps {
  /** `undefined`: nobody has said yet. */
  origin: Pick<Source, 'provider' | 'environment'> | undefined
  freshness: Freshness
}

export function SourceBar({ origin, freshness }: SourceBarProps) {
  const { openOptions } = useSurface()
  return (
    <header class="source-bar" data-environment={origin?.environment}>
      <h1 class="unseen">Inquiry Lens</h1>
      {origin ? <EnvironmentBadge {...origin} /> : <span class="origin" />}
      <RefreshButton {...freshness} />
      <button type="button" class="icon-button" aria-label="Options" title="Options" onClick={openOptions}>
        <OptionsIcon />
      </button>
    </header>
  )
}

function RefreshButton({ asOf, isRefreshing, refresh }: Freshness) {
  const { now } = useSurface()
  const since = asOf.value
  return (
    <button type="button" class="refresh" aria-busy={isRefreshing.value} onClick={refresh}>
      <span class="unseen">Refresh{since !== undefined && ', as of '}</span>
      {since !== undefined && (
        <time dateTime={new Date(since).toISOString()} data-exact={`As of ${formatExact(since)}`}>
          {formatRelative(since, now.value)}
        </time>
      )}
      <RefreshIcon />
    </button>
  )
}
