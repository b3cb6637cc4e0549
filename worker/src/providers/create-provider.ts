/** From a provider's configuration to the provider: the one place that knows them all. */
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Configuration } from '../config/bindings.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { createDeepidv } from './deepidv/client.ts'
import { createPersona } from './persona/client.ts'
import { createShowName } from './projection.ts'
import type { Provider } from './provider.ts'

type Create = (provider: ProviderConfiguration, relay: Configuration) => Provider

const PLATFORM = { fetch: (request: Request) => fetch(request), now: () => Date.now() }

const CREATE: Readonly<Record<ProviderId, Create>> = {
  persona: ({ idPattern, ...provider }, relay) =>
    createPersona({
      ...provider,
      ...PLATFORM,
      families: openFamilies(relay.openFamilies),
      referenceIdPattern: idPattern?.expression ?? null,
      showName: createShowName(relay.shownNames),
    }),
  deepidv: ({ idPattern, ...provider }, relay) =>
    createDeepidv({
      ...provider,
      ...PLATFORM,
      externalIdPattern: idPattern?.expression ?? null,
      showName: createShowName(relay.shownNames),
    }),
}

export const createProvider: Create = (provider, relay) => CREATE[provider.id](provider, relay)
