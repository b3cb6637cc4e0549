/** From a provider's configuration to the provider: the one place that knows them all. */
import { openFamilies } from '@inquiry-lens/shared/event-families.ts'
import type { Configuration, ProviderConfiguration } from '../configuration.ts'
import { createPersona } from './persona/client.ts'
import type { Provider } from './provider.ts'

export function createProvider(
  { key, origin, environment, callsPerMinute }: ProviderConfiguration,
  relay: Configuration,
): Provider {
  return createPersona({
    key,
    origin,
    environment,
    limits: [{ calls: callsPerMinute, seconds: 60 }],
    families: openFamilies(relay.openFamilies),
    referenceIdPattern: relay.referenceIdPattern,
    fetch: (request) => fetch(request),
  })
}
