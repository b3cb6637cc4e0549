/** What there is to say of a provider, whichever it is. */
import * as v from 'valibot'

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
