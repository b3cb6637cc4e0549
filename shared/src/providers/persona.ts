/** Persona as the surfaces and the relay need to know it. Source: docs.withpersona.com, API version 2025-12-08. */
import type { ProviderDescription } from './description.ts'

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
