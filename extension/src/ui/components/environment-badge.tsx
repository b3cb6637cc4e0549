import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { nameEnvironment, nameProvider } from '../format/source.ts'

/** Who said it, and whether it is about real people: production is quiet, everything else is not. */
export function EnvironmentBadge(of: { provider: ProviderId; environment: Environment }) {
  return (
    <span class="origin">
      <span class="provider">{nameProvider(of.provider)}</span>{' '}
      <span class="environment" data-environment={of.environment}>
        {nameEnvironment(of.environment)}
        <span class="unseen"> environment</span>
      </span>
    </span>
  )
}
