/** What there is to say of a provider, whichever it is. */

export const ENVIRONMENTS = ['sandbox', 'production', 'unknown'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

export type ListName = 'sessions' | 'events' | 'inquiries'

export interface ProviderDescription {
  id: string
  name: string
  /** `null`: the provider has no such list. */
  lists: Record<ListName, { filters: readonly string[] } | null>
  /** Of which stretch the provider's limit is: the longer, the dearer is a call. */
  countsBy: 'minute' | 'day'
  /** What a case file is about: sessions of an inquiry lead to it, or each stands for itself. */
  casesAbout: 'inquiry' | 'session'
  /** How a customer comes by a link that works, as an agent is told it. */
  newLink: string
  /** How many sessions a link may have, unless the provider was told otherwise; `null`: no limit is known. */
  mostSessions: number | null
  /** Whether a case says why a check failed; else one has to look at the provider's dashboard. */
  tellsWhyFailed: boolean
  /** For how many days its events can be had, where it has any: it may say so in two ways. */
  eventsKeptDays: { least: number; most: number } | null
  kindOfPrefix: Record<string, string>
  /** Left out where a key does not say which environment it opens. */
  environmentOfKey?(key: string): Environment
  /** An address in which `{inquiry}` or `{session}` stands for the ID; `null` while there is none to link to. */
  dashboard: string | null
}
