/** The top of every surface with facts: whose they are, of which environment, and how old. */
import type { Source } from '@inquiry-lens/shared/model.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import type { Answer } from '../state/answer.ts'
import { EnvironmentBadge } from './environment-badge.tsx'
import { AgentsIcon, CloseIcon, OptionsIcon, RefreshIcon } from './icons.tsx'
import { useSurface } from './surface.ts'

type Freshness = Pick<Answer, 'asOf' | 'isRefreshing' | 'refresh'>

interface SourceBarProps {
  /** `undefined`: nobody has said yet. */
  origin: Pick<Source, 'provider' | 'environment'> | undefined
  freshness: Freshness
  /** Where it can be closed, that is more to the point than the options. */
  onClose?: () => void
}

export function SourceBar({ origin, freshness, onClose }: SourceBarProps) {
  const { openOptions, isSample, mayAdmin, openAdmin } = useSurface()
  return (
    <header class="source-bar" data-environment={isSample.value ? 'sample' : origin?.environment}>
      <h1 class="unseen">Inquiry Lens</h1>
      {isSample.value ? <SampleBadge /> : origin ? <EnvironmentBadge {...origin} /> : <span class="origin" />}
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

/** In place of any environment: none of this is about anybody. */
function SampleBadge() {
  return (
    <span class="origin">
      <span class="environment" data-environment="sample">
        Sample data
      </span>
      <span class="origin-note">nobody real</span>
    </span>
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
