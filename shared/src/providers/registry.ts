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
  newLink: 'Resume it in Persona or start a new inquiry, then send that link',
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
  newLink: 'Create a new session in deepidv and send its link',
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

/** How a customer moved from one device to another, by Persona's words. The set is open. */
export const HANDOFFS: Readonly<Record<string, string>> = {
  sms: 'by text message',
  qr: 'by QR code',
  email: 'by e-mail',
}
