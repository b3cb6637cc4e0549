import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { nameEnvironment, nameProvider } from '../format/source.ts'
import { useSurface } from './surface.ts'

interface EnvironmentBadgeProps {
  /** All that share it: said once, there is room for it. */
  providers: readonly ProviderId[]
  environment: Environment
}

/** Who said it, and whether it is about real people: production is quiet, everything else is not. */
export function EnvironmentBadge({ providers, environment }: EnvironmentBadgeProps) {
  const { isSample } = useSurface()
  return (
    <span class="origin">
      <span class="provider">{providers.map(nameProvider).join(', ')}</span>{' '}
      {isSample.value ? (
        <SampleBadge />
      ) : (
        <span class="environment" data-environment={environment}>
          {nameEnvironment(environment)}
          <span class="unseen"> environment</span>
        </span>
      )}
    </span>
  )
}

/** In place of any environment: none of this is about anybody. */
export function SampleBadge() {
  return (
    <span class="environment" data-environment="sample">
      Sample data
    </span>
  )
}
