/** The head of every surface: providers, environment and age. */

import type { ComponentChildren } from 'preact'
import { commonWords } from '../../locales/surface.ts'
import type { Origin } from '../../stored.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { EnvironmentBadge } from '../primitives/badge.tsx'
import { AgentsIcon, OptionsIcon, RefreshIcon } from '../primitives/icons.tsx'
import { lazy } from '../primitives/lazy.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { ResourceInfo } from '../state/resource/resource.ts'

export const Problems = lazy(() => import('./staleness.tsx').then((module) => module.Problems))
export const Staleness = lazy(() => import('./staleness.tsx').then((module) => module.Staleness))

/** Whether `Problems` and `Staleness` have something to show. */
export const isTroubled = (list: Pick<ResourceInfo, 'error' | 'source'>): boolean =>
  list.error.value !== undefined || list.source.value?.reason !== undefined

type Freshness = Pick<ResourceInfo, 'asOf' | 'isFetching' | 'refresh'>

interface SourceBarProps {
  /** Empty while loading. */
  origins: readonly Origin[]
  freshness: Freshness
  /** Buttons that replace that of the options. */
  children?: ComponentChildren
}

export function SourceBar({ origins, freshness, children }: SourceBarProps) {
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
      {children ?? (
        <>
          {mayAdmin.value && (
            <button
              type="button"
              class="icon-button"
              aria-label={commonWords.admin}
              title={commonWords.admin}
              onClick={openAdmin}
            >
              <AgentsIcon />
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label={commonWords.options}
            title={commonWords.options}
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
      <span class="visually-hidden">
        {since === undefined ? commonWords.refresh : commonWords.refreshAsOf}
      </span>
      {since !== undefined && (
        <time dateTime={new Date(since).toISOString()} data-exact={commonWords.asOf(formatExact(since))}>
          {formatRelative(since, now.value)}
        </time>
      )}
      <RefreshIcon />
    </button>
  )
}
