import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { nameEnvironment, nameProvider } from '../format/source.ts'
import { useSurface } from './surface-context.ts'

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
      {/* In place of any environment: none of a sample is about anybody. */}
      <span class="environment" data-environment={isSample.value ? 'sample' : environment}>
        {isSample.value ? 'Sample data' : nameEnvironment(environment)}
        {!isSample.value && <span class="visually-hidden"> environment</span>}
      </span>
    </span>
  )
}
