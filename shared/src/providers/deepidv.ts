/** deepidv as the surfaces and the relay need to know it. Source: docs.deepidv.com, API version 1. */
import type { ProviderDescription } from './description.ts'

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
  newLink: 'Make a new session in deepidv and send its link',
  mostSessions: null,
  tellsWhyFailed: true,
  eventsKeptDays: null,
  /** Every ID is a UUID, of whatever kind of object. */
  kindOfPrefix: {},
  /** No deep link is documented: an admin sets one at the relay, or there is none. */
  dashboard: null,
} as const satisfies ProviderDescription
