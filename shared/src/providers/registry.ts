/** The providers there are. A new one is a file beside this one, a line here, and a folder in the relay. */
import * as v from 'valibot'
import { persona } from './persona.ts'

export const ENVIRONMENTS = ['sandbox', 'production', 'unknown'] as const
export const EnvironmentSchema = v.picklist(ENVIRONMENTS)
export type Environment = v.InferOutput<typeof EnvironmentSchema>

export interface ProviderDescription {
  id: string
  name: string
  lists: Record<'sessions' | 'events' | 'inquiries', { filters: readonly string[] }>
  kindOfPrefix: Record<string, string>
  environmentOfKey(key: string): Environment
  /** An address in which `{inquiry}` stands for the ID; `null` while there is none to link to. */
  dashboard: string | null
}

export const PROVIDERS = { persona } as const satisfies Record<string, ProviderDescription>

export type ProviderId = keyof typeof PROVIDERS
export const PROVIDER_IDS = ['persona'] as const satisfies readonly ProviderId[]
export const ProviderIdSchema = v.picklist(PROVIDER_IDS, `Must be one of ${PROVIDER_IDS.join(', ')}`)
