/** Static facts about each provider. */

export const ENVIRONMENTS = ['sandbox', 'production', 'unknown'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

export type ListName = 'sessions' | 'events' | 'inquiries'

export interface ProviderDescription {
  id: string
  name: string
  lists: Record<ListName, { filters: readonly string[] } | null>
  /** The period of the provider's limit. */
  countsBy: 'minute' | 'day'
  /** A case file's subject: an inquiry with its sessions, or one session. */
  casesAbout: 'inquiry' | 'session'
  /** The provider's default limit of sessions per link; `null`: unknown. */
  mostSessions: number | null
  /** Whether a case has the reason of a failed check; else only the provider's dashboard has it. */
  tellsWhyFailed: boolean
  /** For how many days the provider keeps events: its documents may give two numbers. */
  eventsKeptDays: { least: number; most: number } | null
  kindOfPrefix: Record<string, string>
  /** Omitted if keys don't show their environment. */
  environmentOfKey?(key: string): Environment
  /** `{inquiry}` or `{session}` stands for the ID; `null`: no dashboard. */
  dashboard: string | null
}

/** Persona as the surfaces and the relay need to know it. Source: docs.withpersona.com, API version 2025-12-08. */

export const persona = {
  id: 'persona',
  name: 'Persona',
  lists: {
    sessions: { filters: ['inquiry'] },
    events: { filters: ['name', 'object', 'id'] },
    inquiries: { filters: ['reference', 'account', 'state', 'from', 'to'] },
  },
  countsBy: 'minute',
  casesAbout: 'inquiry',
  /** Its dashboard resumes what expired, with a link that lasts another while. docs.withpersona.com/resuming-inquiries */
  /** docs.withpersona.com/inquiry-sessions */
  mostSessions: 25,
  tellsWhyFailed: false,
  /** docs.withpersona.com/webhooks and docs.withpersona.com/events do not agree. */
  eventsKeptDays: { least: 30, most: 90 },
  /** The prefixes of the objects that surfaces show or filter by; docs.withpersona.com, examples of each object. */
  kindOfPrefix: {
    inq: 'inquiry',
    iqse: 'session',
    evt: 'event',
    ver: 'verification',
    doc: 'document',
    self: 'selfie',
    act: 'account',
    txn: 'transaction',
  },
  /** docs.withpersona.com, "API Keys": a key names its environment in its own prefix. */
  environmentOfKey(key) {
    if (key.startsWith('persona_production_')) return 'production'
    if (key.startsWith('persona_sandbox_')) return 'sandbox'
    return 'unknown'
  },
  /** The only deep link that Persona's own help names; a session or an event is shown there within its inquiry. */
  dashboard: 'https://app.withpersona.com/dashboard/inquiries/{inquiry}',
} as const satisfies ProviderDescription

/** deepidv as the surfaces and the relay need to know it. Source: docs.deepidv.com, API version 1. */

export const deepidv = {
  id: 'deepidv',
  name: 'deepidv',
  lists: {
    /** `externalId`, `workflow` and `scope` exclude each other: deepidv obeys one of them and ignores the others. */
    sessions: { filters: ['externalId', 'workflow', 'from', 'to', 'scope'] },
    events: null,
    inquiries: null,
  },
  countsBy: 'day',
  casesAbout: 'session',
  mostSessions: null,
  tellsWhyFailed: true,
  eventsKeptDays: null,
  /** Every ID is a UUID, of whatever kind of object. */
  kindOfPrefix: {},
  /** No deep link is documented: an admin sets one at the relay, or there is none. */
  dashboard: null,
} as const satisfies ProviderDescription

/** The providers there are. A new one is a file beside this one, a line here, and a folder in the relay. */

export const PROVIDERS = { persona, deepidv } as const satisfies Record<string, ProviderDescription>

export type ProviderId = keyof typeof PROVIDERS
export const PROVIDER_IDS = ['persona', 'deepidv'] as const satisfies readonly ProviderId[]
