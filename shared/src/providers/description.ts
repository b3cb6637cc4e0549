/** What there is to say of a provider, whichever it is. */
import * as v from 'valibot'

export const ENVIRONMENTS = ['sandbox', 'production', 'unknown'] as const
export const EnvironmentSchema = v.picklist(ENVIRONMENTS)
export type Environment = v.InferOutput<typeof EnvironmentSchema>

export type ListName = 'sessions' | 'events' | 'inquiries'

export interface ProviderDescription {
  id: string
  name: string
  /** `null`: the provider has no such list. */
  lists: Record<ListName, { filters: readonly string[] } | null>
  /** What a case file is about: sessions of an inquiry lead to it, or each stands for itself. */
  casesAbout: 'inquiry' | 'session'
  kindOfPrefix: Record<string, string>
  /** Left out where a key does not say which environment it opens. */
  environmentOfKey?(key: string): Environment
  /** An address in which `{inquiry}` or `{session}` stands for the ID; `null` while there is none to link to. */
  dashboard: string | null
}
