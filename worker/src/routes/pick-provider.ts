/** Which provider a list is asked of: the only one there is, or the one that is named. */
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ProviderConfiguration } from '../configuration.ts'

type Picked = { ok: true; provider: ProviderId } | { ok: false; problem: ProblemReport }

export function pickProvider(
  providers: readonly ProviderConfiguration[],
  named: ProviderId | undefined,
): Picked {
  if (named !== undefined) return { ok: true, provider: named }
  const [first, ...others] = providers
  if (!first)
    return { ok: false, problem: { code: 'no-provider', detail: 'No provider’s key is set on the relay.' } }
  if (others.length === 0) return { ok: true, provider: first.id }
  const names = providers.map(({ id }) => id).join(', ')
  const detail = `“provider” is needed, since there is more than one: ${names}.`
  return { ok: false, problem: { code: 'invalid-parameter', parameter: 'provider', detail } }
}
