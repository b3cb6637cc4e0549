/** The providers there are. A new one is a file beside this one, a line here, and a folder in the relay. */
import { deepidv } from './deepidv.ts'
import type { ProviderDescription } from './description.ts'
import { persona } from './persona.ts'

export { ENVIRONMENTS, type Environment, type ListName } from './description.ts'

export const PROVIDERS = { persona, deepidv } as const satisfies Record<string, ProviderDescription>

export type ProviderId = keyof typeof PROVIDERS
export const PROVIDER_IDS = ['persona', 'deepidv'] as const satisfies readonly ProviderId[]
